// The state that the readers of all four formats share: the window of bytes at hand, the batch that
// is being filled, and what must outlive the window. A reader works in steps. A step looks at bytes
// from `cursor` on and either completes, moving the cursor, or changes nothing that matters; so any
// file can be cut anywhere.

internal import GraphModel

/// A reader's state between two steps.
struct Reading {
  let format: GraphFormat
  let isTurtleFamily: Bool
  let hasGraphs: Bool

  /// The next byte to read.
  var cursor: UnsafeRawPointer
  /// The end of the bytes that may be looked at; they are valid UTF-8.
  var limit: UnsafeRawPointer
  /// The address that offset 0 of the file would have.
  var bias = 0
  /// Whether the file ends at `limit`.
  var isLast = false

  var batch = TripleBatch()
  /// The statements of the batch, `batchSize` and a few more; see `rowRoom`.
  let rows: UnsafeMutablePointer<TripleSpans>
  var rowCount = 0
  var heads = HeadTable()
  /// Bytes made for the current batch.
  var scratch = TextArena()
  /// Bytes that open frames still need when the window and the batch are gone.
  var settled = TextArena()
  var spare = TextArena()
  /// Bytes needed as long as the reader lives.
  let kept = TextArena()
  /// Heads met last, one for each place in a statement, so that most need no look into the table.
  let recent: UnsafeMutablePointer<KnownHead>
  let headTexts = HeadTexts()
  let iris: IRICache
  var tags = ShortCache()
  var types = ShortCache()

  var failure: Failure?
  var state = State.document
  var isInComment = false
  /// Recovery does not end before this offset, where a byte is not UTF-8.
  var recoveryFloor = -1
  /// Where the last object or other complete part ended, for hints.
  var lastEnd = Mark(offset: 0)
  var top = Frame(kind: .statement, offset: 0)
  var frames: [Frame] = []
  /// Frames of this number from the bottom have all their bytes in `settled`.
  var settledFrames = 0
  /// Triple terms of this number from the first have all their bytes in `settled`.
  var settledNested = 0
  /// Frames of this number from the bottom know their lines.
  var locatedFrames = 0
  var graph: TermSpan?
  var isInGraph = false
  var graphMark = Mark(offset: 0)
  var blankCount = 0
  var prefixes = PrefixTable()
  var base: [UInt8]
  var terms: CommonTerms
  var counter = LineCounter()
  /// The subject of the last line as it stands in the window, for lines that repeat it.
  var lastSubject = TermSpan.none
  var lastSubjectText = UnsafeRawBufferPointer(start: nil, count: 0)

  init(format: GraphFormat, base: [UInt8]?) {
    self.format = format
    isTurtleFamily = format == .turtle || format == .trig
    hasGraphs = format == .nQuads || format == .trig
    self.base = isTurtleFamily ? base ?? [] : []
    cursor = UnsafeRawPointer(kept.allocate(1))
    iris = IRICache(kept)
    let room = Reading.batchSize + Reading.rowRoom
    rows = kept.allocate(room * MemoryLayout<TripleSpans>.stride)
      .bindMemory(to: TripleSpans.self, capacity: room)
    let places = Place.allCases.count
    recent = kept.allocate(places * MemoryLayout<KnownHead>.stride)
      .bindMemory(to: KnownHead.self, capacity: places)
    recent.initialize(repeating: KnownHead(), count: places)
    limit = cursor
    bias = Int(bitPattern: cursor)
    terms = CommonTerms()
    if isTurtleFamily { terms = CommonTerms(kept, &heads, &batch.heads) }
  }

  /// The offset in the file of an address in the window.
  @inline(__always)
  func offset(_ at: UnsafeRawPointer) -> Int { Int(bitPattern: at) - bias }

  /// The byte at an address; 0 at the end of the file.
  @inline(__always)
  func byte(_ at: UnsafeRawPointer) throws(Halt) -> UInt8 {
    if at < limit { return at.load(as: UInt8.self) }
    if isLast { return 0 }
    throw .starved
  }

  /// Whether some bytes are at an address; false when the file ends before.
  func has(_ text: StaticString, at: UnsafeRawPointer) throws(Halt) -> Bool {
    for index in 0..<text.utf8CodeUnitCount {
      guard try byte(at + index) == text.utf8Start[index] else { return false }
    }
    return true
  }

  /// Notes a fault between two addresses; what lies behind the end of the file is no part of it.
  mutating func fail(
    _ cause: FaultCause, _ from: UnsafeRawPointer, _ to: UnsafeRawPointer? = nil
  ) -> Halt {
    let start = min(offset(from), offset(limit))
    let end = min(offset(to ?? from), offset(limit))
    failure = Failure(cause: cause, range: start..<max(start, end))
    return .fault
  }

  /// Adds a statement to the batch.
  @inline(__always)
  mutating func emit(
    _ subject: TermSpan, _ predicate: TermSpan, _ object: TermSpan, _ offset: Int
  ) {
    emit(
      TripleSpans(
        subject: subject, predicate: predicate, object: object, graph: graph, offset: offset))
  }

  /// Adds a statement to the batch; a step adds at most `rowRoom`.
  @inline(__always)
  mutating func emit(_ triple: TripleSpans) {
    (rows + rowCount).initialize(to: triple)
    rowCount += 1
  }

  /// Adds a triple term to the batch.
  mutating func nest(
    _ subject: TermSpan, _ predicate: TermSpan, _ object: TermSpan, _ offset: Int
  ) -> TermSpan {
    batch.nested.append(
      TripleSpans(
        subject: subject, predicate: predicate, object: object, graph: nil, offset: offset))
    let index = UInt32(truncatingIfNeeded: batch.nested.count - 1)
    return TermSpan(kind: .triple, head: index, text: TermSpan.none.text)
  }
}

/// What a reader expects next.
enum State: UInt8 {
  /// A statement, a directive or the end.
  case document
  case verb
  /// A verb, or the end of the predicates.
  case verbOrEnd
  case object
  case afterObject
  case item
  case innerSubject
  case innerObject
  case innerEnd
  /// A verb, or the end of a statement whose subject was a bracket.
  case verbOrDot
  /// The end of a faulty statement.
  case recovery
}

/// A place of the file that a hint may name after its bytes are gone.
struct Mark {
  var offset: Int
  /// The line, once it had to be counted.
  var line = 0
}

/// A head that was met before.
struct KnownHead {
  var text = UnsafeRawBufferPointer(start: nil, count: 0)
  var number: UInt32 = 0
}

/// Where IRIs with a likely head stand.
enum Place: Int, CaseIterable {
  case subject
  case predicate
  case object
  case datatype
}
