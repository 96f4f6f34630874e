// Why a query should stop, readable from the thread that runs it at the price of one load. The
// loop sets it when a client cancels, hangs up, or the server stops; time runs out by itself.

internal import Synchronization
public import WireProtocol

/// Tells a running query to stop; shared by the loop and one worker.
public final class Cancellation: Sendable {
  /// Why to stop.
  public enum Reason: UInt8, Sendable {
    /// The client asked for it.
    case client = 1
    /// The client is gone.
    case disconnected = 2
    /// The server stops.
    case shutdown = 3
    /// The time of the query is over.
    case time = 4
    /// The query has used up the slice of its lane, and will begin again in another.
    case slice = 5
  }

  private let requested = Atomic<UInt8>(0)
  private let startedAt = Atomic<Int64>(0)
  private let budget = Atomic<Int>(0)
  private let deadline = Atomic<Int64>(.max)
  private let slice = Atomic<Int64>(.max)
  /// Since when and since which processor time the slice is used up; 0 when nobody has asked yet.
  private let slicedAt = Atomic<Int64>(0)
  private let processorTime = Atomic<Int64>(0)
  private let outgrew = Atomic<Bool>(false)
  /// Nanoseconds that the query has used in the lane that it has outgrown.
  private let used = Atomic<Int64>(0)

  /// Nothing to stop for, and no limit of time yet.
  public init() {}

  /// Whether someone asked to stop; does not look at the clock.
  public var isRequested: Bool { requested.load(ordering: .relaxed) != 0 }

  /// Why to stop, or nil to go on; looks at the clock, so ask every 1,024 steps or so.
  public var reason: Reason? {
    if let reason = Reason(rawValue: requested.load(ordering: .relaxed)) { return reason }
    let now = Clock.now()
    if now >= deadline.load(ordering: .relaxed) { return .time }
    return isSliceOver(now) ? .slice : nil
  }

  /// Whether the query was told to stop because it has outgrown its lane.
  var hasOutgrownLane: Bool { outgrew.load(ordering: .relaxed) }

  /// Counts from the first time it is asked: reading the clock of a thread is a call to the kernel,
  /// and a small query ends without asking.
  private func isSliceOver(_ now: Int64) -> Bool {
    let slice = slice.load(ordering: .relaxed)
    guard slice != .max else { return false }
    let start = slicedAt.load(ordering: .relaxed)
    if start == 0 {
      slicedAt.store(now, ordering: .relaxed)
      processorTime.store(Clock.processorTime(), ordering: .relaxed)
      return false
    }
    guard now - start >= slice,
      Clock.processorTime() - processorTime.load(ordering: .relaxed) >= slice
    else { return false }
    used.store(now - startedAt.load(ordering: .relaxed), ordering: .relaxed)
    outgrew.store(true, ordering: .relaxed)
    return true
  }

  /// The milliseconds since the query was started.
  public var elapsedMilliseconds: Int { Int(clamping: elapsedNanoseconds / 1_000_000) }

  /// The nanoseconds since the query was started.
  var elapsedNanoseconds: Int64 {
    let start = startedAt.load(ordering: .relaxed)
    return start == 0 ? 0 : Clock.now() - start
  }

  /// The status line a stopped query ends with, or nil when nothing stopped it.
  public func refusal(hasRows: Bool) -> Status? {
    guard let reason else { return nil }
    let code: CodeWord =
      switch reason {
      case .time: .timeout
      case .shutdown: .shutdown
      case .client, .disconnected, .slice: .cancelled
      }
    var fields: Fields = hasRows ? ["partial": "1"] : [:]
    if reason == .time { fields.add("limit", "\(budget.load(ordering: .relaxed))ms") }
    return .refused(code, fields)
  }

  /// Starts the time of the query, or goes on with it in another lane: what it used counts, what it
  /// waited does not; it may use `slice` nanoseconds of a processor, nil without end.
  public func start(milliseconds: Int, slice: Int64? = nil) {
    self.slice.store(slice ?? .max, ordering: .relaxed)
    slicedAt.store(0, ordering: .relaxed)
    outgrew.store(false, ordering: .relaxed)
    startedAt.store(Clock.now() - used.load(ordering: .relaxed), ordering: .relaxed)
    setBudget(milliseconds: milliseconds)
  }

  /// Changes the time of the query, counted from its start (`within`).
  public func setBudget(milliseconds: Int) {
    let end = startedAt.load(ordering: .relaxed) + Clock.nanoseconds(milliseconds: milliseconds)
    budget.store(milliseconds, ordering: .relaxed)
    deadline.store(end, ordering: .relaxed)
  }

  /// Asks to stop; the first reason stays.
  public func request(_ reason: Reason) {
    _ = requested.compareExchange(
      expected: 0, desired: reason.rawValue, ordering: .relaxed)
  }
}
