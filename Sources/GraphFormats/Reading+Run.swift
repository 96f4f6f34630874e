// The straight road through a Turtle file: statements of plain names and literals, one after the
// other, without going through the states. Whatever is not plain ends the run, in a state from
// which the ordinary steps go on; they alone know the whole grammar and all its faults.

extension Reading {
  /// How many bytes must be at hand for a run to begin another triple without looking at the end of
  /// the window for every blank and name.
  private static let runway = 160

  /// What a run keeps at hand; written back when it ends.
  private struct Run {
    var subject: TermSpan
    var predicate: TermSpan
    /// Where the subject stands, if it is another than when the run began.
    var start: UnsafeRawPointer?
    /// Behind the last object.
    var end: UnsafeRawPointer
    /// Where the steps go on, and with what, if that is not behind the last object.
    var stop: UnsafeRawPointer?
    var state = State.afterObject
    /// How many rows the batch has.
    var row: Int
  }

  /// Reads triples behind an object as long as they are plain; false if there was nothing to read.
  @inline(never)
  mutating func run() -> Bool {
    guard top.kind.rawValue <= FrameKind.annotation.rawValue, top.kind != .collection, !isInComment
    else { return false }
    var run = Run(subject: top.subject, predicate: top.predicate, end: cursor, row: rowCount)
    let mayEnd = top.kind == .statement && hasGraphs == isInGraph
    let said = top.kind == .annotation ? top.said : nil
    // A fault or the end of the window is met again by the step that begins there.
    do throws(Halt) {
      while limit - run.end >= Reading.runway, run.row < Reading.batchSize {
        guard try triple(&run, mayEnd, said) else { break }
      }
    } catch {}
    let hasRead = run.end != cursor || run.stop != nil
    if hasRead { finish(run) }
    return hasRead
  }

  /// Writes back what a run read.
  private mutating func finish(_ run: Run) {
    let hasObject = run.row > rowCount
    let object = hasObject ? (rows + run.row - 1).pointee.object : top.object
    if let start = run.start { top = Frame(kind: .statement, offset: offset(start)) }
    top.subject = run.subject
    top.predicate = run.predicate
    top.object = object
    top.hasReifier = false
    lastEnd = Mark(offset: offset(run.end))
    rowCount = run.row
    cursor = run.stop ?? run.end
    state = run.state
  }

  /// One triple behind an object; false if what stands there is not plain.
  @inline(__always)
  private mutating func triple(
    _ run: inout Run, _ mayEnd: Bool, _ annotated: Int?
  ) throws(Halt) -> Bool {
    var at = run.end
    passFew(&at)
    switch at.load(as: UInt8.self) {
    case 0x2C: at += 1
    case 0x3B:
      at += 1
      guard let verb = quickVerb(&at) else { return leave(&run, at, .verbOrEnd) }
      run.predicate = verb
    case 0x2E where mayEnd:
      at += 1
      passFew(&at)
      let start = at
      guard let name = quickName(&at) else { return leave(&run, at, .document) }
      // A subject whose predicate is not plain is read again from the dot on.
      guard let verb = quickVerb(&at) else { return false }
      run.start = start
      run.subject = name
      run.predicate = verb
    default: return false
    }
    passFew(&at)
    let said = annotated ?? offset(at)
    guard let object = try quickObject(&at) else { return leave(&run, at, .object) }
    (rows + run.row).initialize(
      to: TripleSpans(
        subject: run.subject, predicate: run.predicate, object: object, graph: graph, offset: said))
    run.row += 1
    run.end = at
    return true
  }

  /// Ends a run where the next step will begin.
  @inline(__always)
  private func leave(_ run: inout Run, _ at: UnsafeRawPointer, _ state: State) -> Bool {
    run.stop = at
    run.state = state
    return false
  }

  /// Passes a blank, or a line end and the blanks behind it.
  ///
  /// The usual ones are compared with, not measured: a foretold branch does not wait for the bytes.
  @inline(__always)
  private func passFew(_ at: inout UnsafeRawPointer) {
    let first = at.load(as: UInt8.self)
    if first > 0x20 { return }
    if first == 0x20, (at + 1).load(as: UInt8.self) > 0x20 {
      at += 1
    } else if first == 0x0A, (at + 1).loadUnaligned(as: UInt32.self) == 0x2020_2020,
      (at + 5).load(as: UInt8.self) > 0x20
    {
      at += 5
    } else {
      at += ByteScan.first(.!ByteScan.blanks(ByteScan.load(at)))
    }
  }

  /// The predicate at an address behind blanks, if it is `a` or a plain name.
  @inline(__always)
  private func quickVerb(_ at: inout UnsafeRawPointer) -> TermSpan? {
    passFew(&at)
    if at.load(as: UInt8.self) == 0x61, (at + 1).load(as: UInt8.self) == 0x20 {
      at += 1
      return terms.type
    }
    return quickName(&at)
  }

  /// The object at an address, if it is a plain name, an IRI, a literal or a label.
  @inline(__always)
  private mutating func quickObject(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan? {
    switch at.load(as: UInt8.self) {
    case 0x22: try literal(&at)
    case 0x30...0x39: try number(&at, orWanted: .object)
    case 0x3C: (at + 1).load(as: UInt8.self) == 0x3C ? nil : try iri(&at, .object)
    default: quickName(&at)
    }
  }
}
