// What is said beside an answer, on standard error: why a query was refused, with the place marked;
// what was left out; that an answer is not whole.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import WireProtocol
internal import WireServer

/// Words about answers.
enum Notes {
  /// Tells why a query was refused; the exit code for that.
  static func refuse(_ status: Status, _ query: String) -> Int32 {
    let text = Array(query.utf8)
    let message = status.fields["msg"] ?? "the query was refused"
    var lines = "\(status.wordText): \(visible(message))"
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
    default: return ExitCode.refused
    }
  }

  /// Tells what an answer leaves out; the exit code it ends with.
  static func finish(_ status: Status, _ options: Options, _ query: String) -> Int32 {
    if !options.isQuiet { tell(status) }
    return code(status, options, query)
  }

  /// The exit code an answer ends with.
  static func code(_ status: Status, _ options: Options, _ query: String) -> Int32 {
    if status.isPartial || status.fields["more"] == "1" { return ExitCode.partial }
    guard status.isSuccess else { return refuse(status, query) }
    if options.failsWhenEmpty, status.fields["rows"] == "0" { return ExitCode.empty }
    return ExitCode.whole
  }

  /// What a lenient loading has passed over; nil when that is nothing.
  static func skipped(_ service: GraphService) -> String? {
    let count = service.names.vocabulary.snapshot.skippedStatements
    guard count > 0 else { return nil }
    return "passed over \(FaultReport.count(count, "faulty statement")); mea check tells which"
  }

  private static func tell(_ status: Status) {
    if let left = status.fields["left-out"] {
      Terminal.complain(
        "met and not counted for their status: \(visible(left)); \"including any\" counts them")
    }
    if let hubs = status.fields["hubs"] {
      Terminal.complain("tied to more than half: \(visible(hubs))")
    }
    if let count = status.fields["undated"] {
      Terminal.complain("undated statements taken to hold at that time: \(visible(count))")
    }
    if let count = status.fields["may-hold"] {
      Terminal.complain(
        "may hold at that time: \(visible(count)) statements with bounds and no date")
    }
    if status.fields["more"] == "1" {
      Terminal.complain("there is more; say limit N to have it")
    }
    if status.isPartial {
      let hint = status.fields["hint"].map { ": " + visible($0) } ?? ""
      Terminal.complain("only a part of the answer (\(status.wordText))\(hint)")
    }
  }
}
