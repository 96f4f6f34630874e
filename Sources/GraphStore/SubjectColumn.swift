// The subject of each row, without a number for each row: rows of one subject lie together, so one
// bit a row says where the next subject begins, and counting the bits tells which it is. The other
// way, from a subject to its rows, is a bit for each term and the same counting. Both together are
// a byte a triple of the generated graph; two plain columns were four.

/// Bits by index, and how many are set before each.
@usableFromInline
struct RankedBits: @unchecked Sendable {
  /// Sixty-four bits each, and behind the last a word of none.
  private let words: [UInt64]
  /// How many bits are set before each word.
  private let ranks: [UInt32]
  /// Where both lie, which nobody changes, so that no look counts them.
  @usableFromInline let wordBase: UnsafePointer<UInt64>
  @usableFromInline let rankBase: UnsafePointer<UInt32>
  @usableFromInline let wordCount: Int

  /// So many bits, of which those at some places are set.
  init(count: Int, set places: some Sequence<UInt32>) {
    var words = [UInt64](repeating: 0, count: count / 64 + 1)
    for place in places { words[Int(place >> 6)] |= 1 << UInt64(place & 63) }
    var sum: UInt32 = 0
    ranks = words.map { word in
      defer { sum += UInt32(word.nonzeroBitCount) }
      return sum
    }
    self.words = words
    wordBase = self.words.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
    rankBase = ranks.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
    wordCount = words.count
  }

  @inlinable
  @inline(__always)
  func contains(_ index: Int) -> Bool { word(index) >> UInt64(index & 63) & 1 == 1 }

  @inlinable
  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    precondition(UInt(bitPattern: index >> 6) < UInt(bitPattern: wordCount), "no such bit")
    return wordBase[index >> 6]
  }

  /// How many bits are set before an index.
  @inlinable
  @inline(__always)
  func rank(_ index: Int) -> Int {
    let below = word(index) & (1 << UInt64(index & 63) &- 1)
    return Int(rankBase[index >> 6]) &+ below.nonzeroBitCount
  }
}

/// The subject of each statement, ascending, and the statements of each subject.
public struct SubjectColumn: RandomAccessCollection, Sendable {
  /// By row, whether it is the first of its subject.
  @usableFromInline let firsts: RankedBits
  /// The terms that are subjects, ascending.
  @usableFromInline let nodes: Column
  /// By term, whether it is a subject.
  private let isNode: RankedBits
  /// By place in `nodes`, the first row; one longer.
  let starts: Column
  private let termCount: Int
  /// How many rows there are.
  public let count: Int

  /// From where the rows of each term begin; one longer than there are terms.
  init(_ termStarts: [UInt32]) {
    let terms = Swift.max(0, termStarts.count - 1)
    let rows = termStarts.last ?? 0
    func isSubject(_ term: Int) -> Bool { termStarts[term] < termStarts[term + 1] }
    let count = (0..<terms).reduce(0) { isSubject($1) ? $0 + 1 : $0 }
    let nodes = Column(count: count, highest: terms) { places in
      var index = 0
      for term in 0..<terms where isSubject(term) {
        places.put(UInt32(term), at: index)
        index += 1
      }
    }
    let starts = Column(count: count + 1, highest: Int(rows)) { places in
      for index in 0..<count { places.put(termStarts[Int(nodes[index])], at: index) }
      places.put(rows, at: count)
    }
    self.init(nodes, starts: starts, terms: terms)
  }

  /// Subjects, ascending, and where the rows of each begin; one longer, the end of all.
  init(_ nodes: Column, starts: Column, terms: Int) {
    self.nodes = nodes
    self.starts = starts
    termCount = terms
    count = Int(starts.last ?? 0)
    isNode = RankedBits(count: terms, set: nodes)
    firsts = RankedBits(count: count, set: starts.dropLast())
  }

  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many rows there are.
  @inlinable public var endIndex: Int { count }

  /// The subject of a row; a trap, as of an array, where there is none.
  @inlinable public subscript(index: Int) -> UInt32 {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no such row")
      // Of the rows up to this one, this included, the last that is a first has the subject.
      return nodes[firsts.rank(index &+ 1) &- 1]
    }
  }

  /// The rows of a term; none of what is no term.
  func rows(of term: TermID) -> Range<StatementID> {
    guard Int(term) < termCount, isNode.contains(Int(term)) else { return 0..<0 }
    let place = isNode.rank(Int(term))
    return starts[place]..<starts[place + 1]
  }
}
