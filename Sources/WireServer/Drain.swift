// The order in which a server stops: let queries end, then ask them to, then leave anyway.

/// The deadlines of a server that stops.
struct Drain {
  /// What the time asks for.
  enum Step {
    case stopQueries, giveUp
  }

  private let stopQueriesAt: Int64
  private let giveUpAt: Int64
  private var hasStoppedQueries = false

  init(now: Int64, _ limits: ServerLimits) {
    stopQueriesAt = now + Clock.nanoseconds(milliseconds: limits.drainTime)
    giveUpAt = stopQueriesAt + Clock.nanoseconds(milliseconds: limits.lingerTime + 1_000)
  }

  /// The step that is due; each comes once, the last again and again.
  mutating func step(now: Int64) -> Step? {
    if now >= giveUpAt { return .giveUp }
    guard now >= stopQueriesAt, !hasStoppedQueries else { return nil }
    hasStoppedQueries = true
    return .stopQueries
  }
}
