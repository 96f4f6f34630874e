// Where in the text of a graph a search need not look. Terms lie in blocks of some dozen, and for each
// three bytes that follow each other in a folded literal a bitmap tells in which blocks they do: a
// text of twelve letters is looked for in the few blocks that have all its ten triples. Triples share
// bitmaps by hash, so a block may be looked at in vain, never passed over. The bitmaps are at most
// 32 megabytes however large the graph; lists of literals for each triple are as large as the text.

internal import GraphStore
internal import Synchronization

/// Which blocks of terms hold which triples of bytes.
struct TextBlocks: Sendable {
  /// By hash, a bitmap of the blocks.
  private var bits: [UInt64]
  private let words: Int
  private let hashBits: UInt32
  /// A term's block is its number without so many bits.
  private let shift: UInt32

  private static let mostBlocks = 16_384
  /// A graph with fewer terms is read whole.
  private static let leastTerms = 1 << 14

  /// The blocks of a snapshot whose literals are plain but for some; nil for a small one.
  init?(_ snapshot: Snapshot, others: [TermID]) {
    let count = snapshot.terms.count
    guard count >= TextBlocks.leastTerms else { return nil }
    var shift: UInt32 = 6
    while count >> Int(shift) >= TextBlocks.mostBlocks { shift += 1 }
    self.shift = shift
    hashBits = count < 1 << 20 ? 12 : 14
    words = (count >> Int(shift)) / 64 + 1
    bits = [UInt64](repeating: 0, count: words << Int(hashBits))
    var other = 0
    var folded: [UInt8] = []
    // The triples of one block are gathered where they fit the nearest cache, and only then written
    // far apart, each once.
    var own = [UInt64](repeating: 0, count: 1 << Int(hashBits) / 64)
    var block = 0
    for id in 1..<TermID(count) where snapshot.isLiteral(id) {
      if Int(id >> shift) != block {
        put(&own, to: block)
        block = Int(id >> shift)
      }
      // What is not plain is held as it folds, and searched for there.
      while other < others.count, others[other] < id { other += 1 }
      if other < others.count, others[other] == id { continue }
      var length = 0
      snapshot.visitText(of: id) { length = PlainFolding.fold($0, into: &folded) }
      guard length >= 3 else { continue }
      for place in 0..<length - 2 {
        let hash = hash(folded[place], folded[place + 1], folded[place + 2])
        own[hash >> 6] |= 1 << UInt64(hash & 63)
      }
    }
    put(&own, to: block)
  }

  /// Writes the triples of one block into their bitmaps, and clears them.
  private mutating func put(_ own: inout [UInt64], to block: Int) {
    for index in own.indices where own[index] != 0 {
      var rest = own[index]
      own[index] = 0
      while rest != 0 {
        let hash = index * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        bits[hash * words + block >> 6] |= 1 << UInt64(block & 63)
      }
    }
  }

  /// Which bitmap three bytes have.
  private func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    let bytes = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
    return Int((bytes &* 0x9E37_79B1) >> (32 - hashBits))
  }

  /// The terms among some in whose blocks a folded text can be, ascending.
  func terms(holding key: [UInt8], of all: Range<TermID>) -> [Range<TermID>] {
    guard key.count >= 3 else { return [all] }
    var found = [UInt64](repeating: .max, count: words)
    for place in 0..<key.count - 2 {
      let row = hash(key[place], key[place + 1], key[place + 2]) * words
      for word in 0..<words { found[word] &= bits[row + word] }
    }
    var ranges: [Range<TermID>] = []
    for word in 0..<words where found[word] != 0 {
      var rest = found[word]
      while rest != 0 {
        let block = TermID(word * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
        let lower = block << shift
        let own = (lower..<lower + 1 << shift).clamped(to: all)
        if own.isEmpty { continue }
        if let last = ranges.last, last.upperBound == own.lowerBound {
          ranges[ranges.count - 1] = last.lowerBound..<own.upperBound
        } else {
          ranges.append(own)
        }
      }
    }
    return ranges
  }
}

extension Names {
  /// What spares a search most of the text; nil for the first search, which reads the text in less
  /// time than it takes to make this.
  var blocks: TextBlocks? {
    divided.withLock { divided in
      divided.searches += 1
      if divided.searches == 2 {
        divided.blocks = TextBlocks(vocabulary.snapshot, others: texts.others)
      }
      return divided.blocks
    }
  }
}
