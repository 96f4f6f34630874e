// One event, one logfmt line on stderr, written at once. Whatever came from a client is escaped by
// the writer of `Fields`, so no client can write a line, or a colour, into the log.

internal import WireProtocol

/// Writes what happens to the server.
struct ServerLog: Sendable {
  enum Level: String {
    case info, warning, error

    /// The level as syslog counts it.
    var priority: Int {
      switch self {
      case .info: 6
      case .warning: 4
      case .error: 3
      }
    }
  }

  let isEnabled: Bool
  /// Whether stderr is the journal, which reads the level as a number in front.
  var isJournal = false

  /// Writes one event.
  func write(_ level: Level, _ event: String, _ details: Fields = [:]) {
    guard isEnabled else { return }
    var line = isJournal ? Array("<\(level.priority)>".utf8) : []
    line.append(contentsOf: "ts=\(Clock.timestamp()) level=\(level.rawValue) event=\(event)".utf8)
    details.append(to: &line)
    line.append(0x0A)
    SystemCalls.writeLog(line)
  }
}

/// Lets one log line of a kind through each minute, and counts those it held back.
struct LogGate {
  private var openAt: Int64 = .min
  private var held = 0

  /// How many were held back since the last one, if this one may be written; else nil.
  mutating func pass(now: Int64) -> Int? {
    guard now >= openAt else {
      held += 1
      return nil
    }
    openAt = now + Clock.nanoseconds(milliseconds: 60_000)
    defer { held = 0 }
    return held
  }
}
