// What one piece of a file says, freed from the reader's memory: terms and triples as flat rows that
// another thread can number while the reader goes on. Texts stay where they lie in the piece; only
// those that the reader made (escapes, names across two pieces) are copied. Most of what a piece
// repeats (the subject of a block, predicates, classes) is one term of the block, so that the
// dictionary is asked for it once.

internal import GraphFormats

/// The triples of one piece.
///
/// Unchecked because the compiler cannot see that reader and loader hold it in turn.
final class TripleBlock: @unchecked Sendable {
  /// One term of the piece.
  struct Term {
    var text: UnsafeRawPointer
    var count: UInt32
    /// Its head in the file; for a triple term the index of its parts in `nested`.
    var head: UInt32
    /// `TermHash` of the text.
    var hash: UInt32
    var kind: TermKind

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: text, count: Int(count)) }
  }

  /// One triple: indexes into `terms`.
  struct Row {
    var subject: UInt32
    var predicate: UInt32
    var object: UInt32
    /// Index into `extras` and one, for a triple that is more than a row; 0 for most.
    var extra: UInt32
  }

  /// Of a triple with a graph, about a blank node or about a triple.
  struct Extra {
    /// Index of the graph's name in `terms` and one; 0 in the default graph.
    var graph: UInt32
    /// How many line feeds of the piece lie before it.
    var feeds: UInt32
  }

  /// Memory for the bytes of the piece.
  let piece: UnsafeMutableRawBufferPointer
  /// The bytes to read; a part of `piece`.
  var text = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Whether the text is whole lines that are still to be read, apart from the rest of their file.
  var isApart = false
  var terms = Pool<Term>()
  var rows = Pool<Row>()
  var nested = Pool<Row>()
  var extras = Pool<Extra>()
  /// The loader's, by term.
  var keys = Pool<TermKey>()
  var numbers = Pool<TermID>()
  let copies = TextCopies()
  /// By hash, a term of the block that may be the one searched.
  let likely: UnsafeMutablePointer<UInt32>
  static let likelyCount = 512

  /// What is new in the file since the block before it.
  var heads: [[UInt8]] = []
  /// Whether the numbers of heads begin anew.
  var hasNewHeads = false
  var prefixes: [(name: [UInt8], iri: [UInt8])] = []
  /// The file's place among those loaded.
  var file = 0
  var isFileStart = false
  /// Known in the last block of a file.
  var contentHash: UInt64?
  /// Faulty statements that were passed over.
  var skipped = 0
  /// Bytes of the file that the block stands for.
  var pieceCount = 0
  var lineFeeds: UInt32 = 0

  init(pieceBytes: Int) {
    piece = .allocate(byteCount: pieceBytes, alignment: 16)
    likely = .allocate(capacity: TripleBlock.likelyCount)
    likely.initialize(repeating: 0, count: TripleBlock.likelyCount)
  }

  /// Makes it ready for another piece.
  func clear() {
    terms.count = 0
    rows.count = 0
    nested.count = 0
    extras.count = 0
    copies.clear()
    text = UnsafeRawBufferPointer(start: nil, count: 0)
    isApart = false
    heads = []
    hasNewHeads = false
    prefixes = []
    isFileStart = false
    contentHash = nil
    skipped = 0
    pieceCount = 0
    lineFeeds = 0
  }

  deinit {
    piece.deallocate()
    likely.deallocate()
    terms.free()
    rows.free()
    nested.free()
    extras.free()
    keys.free()
    numbers.free()
  }
}

/// Growing memory of plain values that is written without a check for each.
struct Pool<Element> {
  private(set) var base: UnsafeMutablePointer<Element>?
  var count = 0
  private var capacity = 0

  /// Makes sure that some more fit; `put` relies on it.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(count + more, capacity * 2)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    if let base {
      larger.moveInitialize(from: base, count: count)
      base.deallocate()
    }
    base = larger
  }

  @inline(__always)
  mutating func put(_ element: Element) {
    base.unsafelyUnwrapped.advanced(by: count).initialize(to: element)
    count += 1
  }

  func free() { base?.deallocate() }

  /// Makes it so many of one value.
  mutating func resize(to count: Int, _ value: Element) {
    self.count = 0
    reserve(count)
    base?.initialize(repeating: value, count: count)
    self.count = count
  }

  var all: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }
}

/// Copies of texts, at addresses that stay until all are dropped.
final class TextCopies {
  private var chunks: [UnsafeMutableRawBufferPointer] = []
  private var used = 0

  func copy(_ text: UnsafeRawBufferPointer) -> UnsafeRawPointer {
    if chunks.isEmpty || chunks[chunks.count - 1].count - used < text.count {
      chunks.append(.allocate(byteCount: max(1 << 12, text.count), alignment: 16))
      used = 0
    }
    let place = UnsafeMutableRawBufferPointer(rebasing: chunks[chunks.count - 1][used...])
    place.copyMemory(from: text)
    used += text.count
    return UnsafeRawPointer(place.baseAddress.unsafelyUnwrapped)
  }

  func clear() {
    for chunk in chunks.dropFirst() { chunk.deallocate() }
    chunks.removeLast(max(0, chunks.count - 1))
    used = 0
  }

  deinit { for chunk in chunks { chunk.deallocate() } }
}
