// Moving the window over the file: what must be kept when bytes go away, and how far the bytes at
// hand are valid.

internal import Bytes

extension Reading {
  /// Puts the window on new memory whose first byte is the next one to read; nothing of it may be
  /// looked at yet.
  mutating func enter(_ text: UnsafeRawBufferPointer) {
    let position = offset(cursor)
    if let start = text.baseAddress { cursor = start }
    limit = cursor
    lastSubjectText = TermSpan.none.text
    bias = Int(bitPattern: cursor) - position
    counter.enter(cursor, position)
  }

  /// Gives the memory up: takes copies of all that will be needed again.
  mutating func leave() {
    settle()
    locateMarks()
    counter.leave(at: offset(cursor))
  }

  /// Moves the end of what may be looked at, as far as it is UTF-8; true if a byte is not.
  mutating func extend(to reach: UnsafeRawPointer, isLast: Bool) -> Bool {
    let check = UTF8Check(UnsafeRawBufferPointer(start: limit, count: reach - limit))
    limit += check.validCount
    self.isLast = isLast && limit == reach
    return limit < reach && (isLast || !check.isCutOff)
  }

  /// Goes on behind the byte at `limit` that is not UTF-8; true if there is another.
  mutating func skipWrongByte(to reach: UnsafeRawPointer, isLast: Bool) -> Bool {
    if state == .recovery { recoveryFloor = offset(limit) }
    limit += 1
    return extend(to: reach, isLast: isLast)
  }

  /// Passes a byte order mark at the start of the file.
  mutating func skipMark(_ end: UnsafeRawPointer) {
    guard offset(cursor) == 0, end - cursor >= 3, cursor.load(as: UInt8.self) == 0xEF,
      (cursor + 1).load(as: UInt8.self) == 0xBB, (cursor + 2).load(as: UInt8.self) == 0xBF
    else { return }
    cursor += 3
    limit = cursor
  }

  /// After a batch was handed over: takes copies of what open frames hold, forgets the rest.
  mutating func settle() {
    rowCount = 0
    let isBetweenStatements = state == .document || state == .recovery
    // Nothing asks for the terms of a statement that is over, and their bytes are about to go.
    if isBetweenStatements { top.forgetTerms() }
    if isBetweenStatements, graph == nil {
      batch.nested.removeAll(keepingCapacity: true)
      settled.removeAll()
    } else {
      settleFrames()
    }
    scratch.removeAll()
  }

  private mutating func settleFrames() {
    // Few frames are copied into a fresh arena every time, so that it does not grow with the file;
    // of many only those that have changed.
    let isDeep = frames.count > 64
    let unchanged = isDeep ? min(settledFrames, frames.count) : 0
    let target = isDeep ? settled : spare
    var nestedCount = unchanged > 0 ? frames[unchanged - 1].nestedNeeded : 0
    func keep(_ term: inout TermSpan) {
      if term.kind == .triple { nestedCount = max(nestedCount, Int(term.head) + 1) }
      if !term.text.isEmpty { term.text = target.copy(term.text) }
    }
    func keep(_ frame: inout Frame) {
      keep(&frame.subject)
      keep(&frame.predicate)
      keep(&frame.object)
      keep(&frame.reifier)
    }
    for index in unchanged..<frames.count {
      keep(&frames[index])
      frames[index].nestedNeeded = nestedCount
    }
    keep(&top)
    if var name = graph {
      keep(&name)
      graph = name
    }
    nestedCount = min(nestedCount, batch.nested.count)
    for index in (isDeep ? min(settledNested, nestedCount) : 0)..<nestedCount {
      keep(&batch.nested[index].subject)
      keep(&batch.nested[index].predicate)
      keep(&batch.nested[index].object)
    }
    batch.nested.removeLast(batch.nested.count - nestedCount)
    settledFrames = frames.count
    settledNested = nestedCount
    if !isDeep {
      swap(&settled, &spare)
      spare.removeAll()
    }
  }

  /// Counts the lines of open brackets, whose bytes are about to go.
  private mutating func locateMarks() {
    guard isTurtleFamily, state != .document || isInGraph else { return }
    let end = offset(cursor)
    let open = min(locatedFrames, frames.count)
    // What lies before all marks is counted once; they are near the end. Brackets open one behind
    // the other, what was read last may lie before the innermost, and of those that are open anew
    // the first may have its line, from when it was the innermost.
    let frame = frames[open...].first { $0.mark.line == 0 }
    let first = [graphMark, top.mark, lastEnd, frame?.mark ?? top.mark]
      .filter { $0.line == 0 }.map(\.offset).min()
    _ = counter.line(of: first ?? end)
    var counting = counter
    Reading.locate(&graphMark, end, &counting)
    for index in open..<frames.count { Reading.locate(&frames[index].mark, end, &counting) }
    locatedFrames = frames.count
    Reading.locate(&top.mark, end, &counting)
    var again = counter
    Reading.locate(&lastEnd, end, &again)
  }

  /// Notes the line of a mark that lies before an end.
  ///
  /// Not of an instance: the call would hold a second reference to `frames` while one of them is
  /// changed, and without optimization each change would copy all of them.
  private static func locate(_ mark: inout Mark, _ end: Int, _ counting: inout LineCounter) {
    if mark.line == 0, mark.offset <= end { mark.line = counting.line(of: mark.offset) }
  }
}

/// Lines up to a place of the file, counted over memory that comes and goes.
struct LineCounter {
  /// How much of what went by is remembered, so that a marked line can be shown.
  static let reach = 128

  /// Up to where lines are counted.
  private(set) var offset = 0
  /// Line feeds before `offset`.
  private var feeds = 0
  /// Where the line that holds `offset` begins.
  private var lineStart = 0
  private var memory: UnsafeRawPointer?
  /// The offset of `memory`.
  private var memoryOffset = 0
  /// The last bytes before `memory`.
  private var past: [UInt8] = []

  mutating func enter(_ memory: UnsafeRawPointer, _ position: Int) {
    self.memory = memory
    memoryOffset = position
  }

  /// Counts up to a place in memory that is not before what is counted.
  private mutating func count(to target: Int) {
    guard let memory, target > offset else { return }
    let from = max(offset, memoryOffset) - memoryOffset
    let bytes = UnsafeRawBufferPointer(start: memory + from, count: target - memoryOffset - from)
    let found = countLineFeeds(bytes)
    if found > 0 {
      feeds += found
      lineStart = memoryOffset + from + Bytes.lineStart(before: bytes.count, in: bytes)
    }
    offset = target
  }

  /// The line, from 1, of a place that is not before the last one asked for.
  mutating func line(of place: Int) -> Int {
    count(to: place)
    return feeds + 1
  }

  /// Line and column of a place that is not before the last one asked for.
  mutating func position(of place: Int) -> TextPosition {
    count(to: place)
    return TextPosition(line: feeds + 1, column: place - lineStart + 1)
  }

  /// Counts up to a place and remembers the bytes before it, since the memory goes away.
  mutating func leave(at place: Int) {
    count(to: place)
    guard let memory else { return }
    let passed = place - memoryOffset
    let taken = min(passed, LineCounter.reach)
    past.append(
      contentsOf: UnsafeRawBufferPointer(start: memory + (passed - taken), count: taken))
    if past.count > LineCounter.reach { past.removeFirst(past.count - LineCounter.reach) }
    self.memory = nil
  }

  /// The bytes around a place, and where in them it is.
  func surroundings(of place: Int, end: UnsafeRawPointer) -> (bytes: [UInt8], index: Int) {
    guard let memory else { return (past, past.count) }
    let here = place - memoryOffset
    let before = max(0, here - LineCounter.reach)
    let available = end - memory
    let after = min(available, here + LineCounter.reach)
    let text = UnsafeRawBufferPointer(start: memory + before, count: max(0, after - before))
    guard here < LineCounter.reach else { return (Array(text), here - before) }
    return (past + text, past.count + here)
  }
}
