// What the server counts, and how Prometheus reads it: one text for the verb and for the endpoint.
// Names carry their unit, counters end in _total, and no label takes a value from a client.

internal import WireProtocol

/// Counters since the start of a server.
struct ServerMetrics {
  var connectionsAccepted = 0
  /// By the limit that was full.
  var connectionsRefused: [String: Int] = [:]
  var bytesReceived = 0
  var bytesSent = 0
  /// By the first word of the last line.
  var queries: [String: Int] = [:]
  var queryTime = Histogram()
  /// Queries that outgrew the quick lane.
  var longQueries = 0
  var reloads = 0
  var reloadFailures = 0

  /// Counts a query under the word its reply ended with.
  mutating func countQuery(_ ending: Status.Word) {
    queries[Status(ending).wordText, default: 0] += 1
  }
}

/// How often something took how long.
struct Histogram {
  /// Upper bounds in seconds, as they are written, and in nanoseconds.
  static let bounds: [(text: String, nanoseconds: Int64)] = [
    ("0.0001", 100_000), ("0.0005", 500_000), ("0.001", 1_000_000), ("0.005", 5_000_000),
    ("0.01", 10_000_000), ("0.05", 50_000_000), ("0.1", 100_000_000), ("0.5", 500_000_000),
    ("1", 1_000_000_000), ("5", 5_000_000_000), ("10", 10_000_000_000), ("60", 60_000_000_000),
  ]

  /// How many fell under each bound and above the one before it; the last is above all.
  private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
  private(set) var sum: Int64 = 0

  /// Counts one duration.
  mutating func observe(nanoseconds: Int64) {
    let place = Self.bounds.firstIndex { nanoseconds <= $0.nanoseconds } ?? Self.bounds.count
    counts[place] &+= 1
    sum &+= max(0, nanoseconds)
  }
}
