// What is said beside an answer, on standard error: why a query was refused, with the place marked;
// what was left out; that an answer is not whole.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import WireProtocol
internal import WireServer

/// Words about answers.
enum Notes {
  /// Tells why a query was refused, `place` first; the exit code for that.
  static func refuse(_ status: Status, _ query: String, _ place: String = "") -> Int32 {
    let text = Array(query.utf8)
    var lines = place + visible(sentence(status))
    if let at = status.fields["at"].flatMap({ Int($0) }), at >= 1, at <= text.count + 1 {
      let start = at - 1
      let length = max(1, status.fields["near"]?.utf8.count ?? 1)
      let range = start..<min(start + length, max(start, text.count))
      text.withUnsafeBytes { bytes in
        lines += "\n" + Excerpt(of: range, in: bytes).rendered()
      }
    }
    while lines.hasSuffix("\n") { lines.removeLast() }
    if let hint = status.fields["hint"] { lines += "\n  hint: \(visible(hint))" }
    Terminal.complain(lines)
    switch status.word {
    case .refused(.timeout), .refused(.cancelled): return ExitCode.partial
    // Not the query's fault: the same one may be answered a moment later.
    case .refused(.busy), .refused(.loading), .refused(.shutdown): return ExitCode.broken
    default: return ExitCode.refused
    }
  }

  private static func sentence(_ status: Status) -> String {
    if let message = status.fields["msg"] { return "\(status.wordText): \(message)" }
    let words: String? =
      switch status.word {
      case .refused(.cancelled): "the query was cancelled"
      case .refused(.busy): "the server is busy; ask again in a moment"
      case .refused(.loading): "the server is still loading its data"
      case .refused(.shutdown): "the server is stopping"
      case .refused(.timeout): "the time allowed was over; \"within\" allows more"
      case .refused(.auth): "the server wants a token"
      default: nil
      }
    return "\(status.wordText): \(words ?? "the query was refused")"
  }

  /// The exit code an answer ends with; a refusal is told.
  static func code(
    _ status: Status, _ options: Options, _ query: String, _ place: String = ""
  ) -> Int32 {
    if status.isPartial || status.fields["more"] == "1" { return ExitCode.partial }
    guard status.isSuccess else { return refuse(status, query, place) }
    if options.failsWhenEmpty, status.fields["rows"] == "0" { return ExitCode.empty }
    return ExitCode.whole
  }

  /// What a lenient loading has passed over; nil when that is nothing.
  static func skipped(_ service: GraphService) -> String? {
    let count = service.names.vocabulary.snapshot.skippedStatements
    guard count > 0 else { return nil }
    return "passed over \(FaultReport.count(count, "faulty statement")); mea check tells which"
  }

  /// What the last line of a reply says for people, a sentence each.
  static func notes(of status: Status) -> [String] {
    var notes: [String] = []
    let fields = status.fields
    if status.isPartial {
      let reason = fields["msg"] ?? status.wordText
      notes.append("not the whole answer: \(reason)" + (fields["hint"].map { "; \($0)" } ?? ""))
    }
    if fields["more"] == "1" {
      notes.append(
        "there are more than these \(fields["rows"] ?? "") rows; \"limit\" says how many to show")
    }
    if let left = fields["left-out"] {
      let counts = left.split(separator: ",").map { part in
        part.split(separator: ":").reversed().joined(separator: " ")
      }
      notes.append(
        "met and not counted for their status: \(counts.joined(separator: ", ")); "
          + "\"including any\" counts them")
    }
    if let count = fields["may-hold"] {
      notes.append(
        "\(counted(count, "statement")) may hold at that time: the sources give bounds and no date")
    }
    if let count = fields["undated"] {
      let verb = count == "1" ? "is" : "are"
      notes.append("\(counted(count, "undated statement")) \(verb) taken to hold at that time")
    }
    for hub in (fields["hubs"] ?? "").split(separator: ",") {
      notes.append("\(hub) ties many, so it tells little about these alone")
    }
    return notes
  }

  private static func counted(_ count: String, _ noun: String) -> String {
    "\(count) \(noun)\(count == "1" ? "" : "s")"
  }
}
