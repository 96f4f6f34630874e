// The readers' door: bytes go in, cut anywhere, and batches of triples come out. It keeps the bytes
// of an unfinished step from one piece to the next, checks UTF-8, and decides what a fault means.

internal import Bytes

/// Reads triples from bytes in one of the four formats.
public struct TripleReader: ~Copyable {
  /// Bytes of a long text that are looked at in one go; about the size of a near cache.
  private static let window = 128 << 10
  /// How many faults are kept; more are only counted.
  public static let keptFaults = 100

  /// The format read.
  public var format: GraphFormat { core.format }
  /// The first faults of a lenient reading, in the order of the file.
  public private(set) var faults: [TripleFault] = []
  /// Number of faults so far, kept or not.
  public private(set) var faultCount = 0
  /// After how many faults a lenient reading stops of itself.
  public var faultLimit = Int.max
  /// Whether a fault has ended the reading; further pieces are not looked at.
  public private(set) var isStopped = false

  private var core: Reading
  private let isLenient: Bool
  private var tail = TailBuffer()
  /// The tail is not tried again before it has this size, so that a long string is not read over
  /// and over while it comes in small pieces.
  private var retryAt = 0

  /// A reader at the start of a file.
  ///
  /// `base` is the absolute IRI that relative ones stand beside (Turtle and TriG). A lenient reader
  /// passes over faulty statements and lists their faults; what such a statement said before its
  /// fault is kept.
  public init(format: GraphFormat, base: [UInt8]? = nil, lenient: Bool = false) {
    core = Reading(format: format, base: base)
    isLenient = lenient
  }

  /// Reads the next piece of the file and hands over what it says, in order.
  ///
  /// The pieces may be of any size; the last one, which may be empty, ends the file. A batch is
  /// valid only while `consume` runs. A fault or an error of `consume` ends the reading.
  public mutating func read<E: Error>(
    _ piece: UnsafeRawBufferPointer, isLast: Bool,
    into consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) {
    var taken = 0
    while !tail.isEmpty, taken < piece.count || isLast, !isStopped {
      let more = min(piece.count - taken, max(512, tail.count))
      tail.append(UnsafeRawBufferPointer(rebasing: piece[taken..<(taken + more)]))
      taken += more
      let isEnd = taken == piece.count
      if tail.count < retryAt, !(isEnd && isLast) {
        if isEnd { return }
        continue
      }
      let used = try run(tail.bytes, isLast: isLast && isEnd, consume)
      retryAt = used == 0 && tail.count > 4096 ? tail.count + tail.count / 2 : 0
      if used >= tail.count - taken {
        // The rest of the tail lies in the piece, where reading goes on without copying.
        taken -= tail.count - used
        tail.removeAll()
      } else {
        tail.removeFirst(used)
        if isEnd { return }
      }
    }
    if isStopped || taken == piece.count && !isLast { return }
    let rest = UnsafeRawBufferPointer(rebasing: piece[taken...])
    let used = try run(rest, isLast: isLast, consume)
    tail.append(UnsafeRawBufferPointer(rebasing: rest[used...]))
    if isLast { isStopped = true }
  }

  /// Reads a whole file that lies in memory.
  public mutating func read<E: Error>(
    whole text: UnsafeRawBufferPointer, into consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) {
    try read(text, isLast: true, into: consume)
  }

  /// Reads as far as the bytes go; returns how many will not be needed again.
  private mutating func run<E: Error>(
    _ text: UnsafeRawBufferPointer, isLast: Bool,
    _ consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) -> Int {
    guard let start = text.baseAddress else {
      if isLast { try runEmpty(consume) }
      return 0
    }
    core.enter(text)
    core.skipMark(start + text.count)
    var reach = start
    while !isStopped {
      let open = reach - core.cursor
      reach = min(start + text.count, reach + max(TripleReader.window, open))
      let isEnd = reach == start + text.count
      if try drain(reach, isLast: isLast && isEnd, text, isEnd: isEnd, consume) || isEnd { break }
    }
    let used = core.cursor - start
    core.leave()
    return used
  }

  /// The end of a file whose last piece was empty and that left nothing over.
  private mutating func runEmpty<E: Error>(
    _ consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) {
    let empty = TailBuffer.place
    core.enter(empty)
    _ = try drain(core.cursor, isLast: true, empty, isEnd: true, consume)
  }

  /// Reads up to an address; true if the file is finished.
  private mutating func drain<E: Error>(
    _ reach: UnsafeRawPointer, isLast: Bool, _ text: UnsafeRawBufferPointer, isEnd: Bool,
    _ consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) -> Bool {
    let end = (text.baseAddress ?? core.cursor) + text.count
    var problem = core.extend(to: reach, isLast: isLast)
    while !isStopped {
      let pause = core.advance()
      if pause == .full || isEnd || pause == .fault { try deliver(consume) }
      switch pause {
      case .full: continue
      case .finished: return true
      case .starved:
        guard problem else { return false }
        if core.state != .recovery {
          let place = core.offset(core.limit)
          core.failure = Failure(cause: .notUTF8, range: place..<(place + 1))
          guard canReport(end, isLast: isLast) else { return false }
          if let fault = note(end) { throw .fault(fault) }
        }
        problem = core.skipWrongByte(to: reach, isLast: isLast)
      case .fault:
        guard canReport(end, isLast: isLast) else { return false }
        if let fault = note(end) { throw .fault(fault) }
      }
    }
    return true
  }

  /// Whether enough stands behind a fault to describe it.
  private func canReport(_ end: UnsafeRawPointer, isLast: Bool) -> Bool {
    guard let failure = core.failure, !isLast else { return true }
    return core.offset(end) - failure.range.lowerBound >= Reading.lookAhead
  }

  /// Describes the fault that was met; gives it back if it ends the reading.
  private mutating func note(_ end: UnsafeRawPointer) -> TripleFault? {
    guard let failure = core.failure else { return nil }
    let fault = core.fault(failure, end)
    core.failure = nil
    faultCount += 1
    if faults.count < TripleReader.keptFaults { faults.append(fault) }
    if !isLenient {
      isStopped = true
      return fault
    }
    if faultCount >= faultLimit { isStopped = true }
    core.beginRecovery(atLineStart: fault.column == 1 && failure.cause != .notUTF8)
    return nil
  }

  /// Hands over the batch, if it holds anything, and empties it.
  private mutating func deliver<E: Error>(
    _ consume: (borrowing TripleBatch) throws(E) -> Void
  ) throws(ReadStop<E>) {
    if core.rowCount == 0 { return }
    core.batch.triples = UnsafeBufferPointer(start: core.rows, count: core.rowCount)
    core.headTexts.catchUp(core.batch.heads, core.kept)
    do throws(E) {
      try core.headTexts.withTexts { (texts) throws(E) in
        core.batch.headTexts = texts
        try consume(core.batch)
      }
    } catch {
      isStopped = true
      throw .consumer(error)
    }
    core.settle()
  }
}
