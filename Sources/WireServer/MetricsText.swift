// Prometheus' text format, version 0.0.4.

internal import Bytes

/// Writes metrics one after another.
struct MetricsText {
  enum Kind: String {
    case counter, gauge, histogram
  }

  private var text = OutputBuffer(reserving: 4_096)

  /// Writes one metric with its samples.
  mutating func add(
    _ kind: Kind, _ name: String, _ help: String, _ samples: [(labels: String, value: String)]
  ) {
    text.append("# HELP mea_\(name) \(help)\n# TYPE mea_\(name) \(kind.rawValue)\n")
    for sample in samples { text.append("mea_\(name)\(sample.labels) \(sample.value)\n") }
  }

  /// Writes one metric of one sample.
  mutating func add(_ kind: Kind, _ name: String, _ help: String, _ value: Int) {
    add(kind, name, help, [("", String(value))])
  }

  /// Writes one metric with a sample for each value of a label, sorted.
  mutating func add(
    _ kind: Kind, _ name: String, _ help: String, by label: String, _ values: [String: Int]
  ) {
    let samples = values.sorted { $0.key < $1.key }
    add(kind, name, help, samples.map { (Self.labels([(label, $0.key)]), String($0.value)) })
  }

  /// Writes a histogram of seconds.
  mutating func add(_ name: String, _ help: String, _ histogram: Histogram) {
    add(.histogram, name, help, [])
    var count = 0
    let bounds = Histogram.bounds.map(\.text) + ["+Inf"]
    for (bound, more) in zip(bounds, histogram.counts) {
      count += more
      text.append("mea_\(name)_bucket{le=\"\(bound)\"} \(count)\n")
    }
    text.append("mea_\(name)_sum \(Self.seconds(histogram.sum))\nmea_\(name)_count \(count)\n")
  }

  /// The whole text.
  mutating func take() -> [UInt8] { text.take() }

  /// `{name="value",…}`.
  static func labels(_ pairs: [(name: String, value: String)]) -> String {
    let parts = pairs.map { "\($0.name)=\"\(escaped($0.value))\"" }
    return "{\(parts.joined(separator: ","))}"
  }

  /// Nanoseconds as decimal seconds.
  static func seconds(_ nanoseconds: Int64) -> String {
    let digits = String(nanoseconds % 1_000_000_000)
    let zeros = String(repeating: "0", count: 9 - digits.utf8.count)
    return "\(nanoseconds / 1_000_000_000).\(zeros)\(digits)"
  }

  private static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += #"\\"#
      case "\"": escaped += #"\""#
      case "\n": escaped += #"\n"#
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension ServerState {
  /// All metrics.
  func metricsText() -> [UInt8] {
    var text = MetricsText()
    addServer(to: &text)
    addQueries(to: &text)
    addData(to: &text)
    return text.take()
  }

  private func addServer(to text: inout MetricsText) {
    let build = MetricsText.labels([("software", options.software)])
    text.add(.gauge, "build_info", "Name and version of the server.", [(build, "1")])
    text.add(
      .gauge, "uptime_seconds", "Time since the server started.", Int(uptime / 1_000_000_000))
    text.add(.gauge, "draining", "1 while the server stops.", isDraining ? 1 : 0)
    text.add(.gauge, "connections", "Open connections.", connections)
    text.add(
      .counter, "connections_accepted_total", "Connections let in.", metrics.connectionsAccepted)
    text.add(
      .counter, "connections_refused_total", "Connections refused, by the limit that was full.",
      by: "what", metrics.connectionsRefused)
    text.add(.counter, "received_bytes_total", "Bytes from clients.", metrics.bytesReceived)
    text.add(.counter, "sent_bytes_total", "Bytes to clients.", metrics.bytesSent)
    text.add(.counter, "requests_total", "Requests read, of every kind.", requests)
  }

  private func addQueries(to text: inout MetricsText) {
    text.add(.gauge, "workers", "Threads of each of the two lanes that run queries.", workers)
    text.add(.gauge, "queries_outstanding", "Queries that run or wait.", outstandingJobs)
    text.add(
      .counter, "queries_total", "Queries answered, by the first word of the last line.",
      by: "outcome", metrics.queries)
    text.add(
      .counter, "long_queries_total", "Queries that left the quick lane for the long one.",
      metrics.longQueries)
    text.add(
      "query_duration_seconds", "Time a worker took to find an answer.", metrics.queryTime)
  }

  private func addData(to text: inout MetricsText) {
    let info = MetricsText.labels([
      ("hash", service.dataHash), ("dated", service.datedAs ?? ""),
    ])
    text.add(.gauge, "data_info", "Content hash and date of the data.", [(info, "1")])
    for row in service.statusRows() {
      guard let number = row.value.flatMap({ Int($0) }) else { continue }
      let name = row.key.replacing("-", with: "_")
      text.add(.gauge, "data_\(name)", "What status tells as \(row.key).", number)
    }
    text.add(
      .counter, "reloads_total", "Reloads, by what became of them.", by: "outcome",
      ["done": metrics.reloads, "failed": metrics.reloadFailures])
    text.add(
      .gauge, "reload_failing", "1 while the last reload has failed.", reloadError == nil ? 0 : 1)
  }
}
