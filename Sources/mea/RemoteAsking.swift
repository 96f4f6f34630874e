// Asking a server: hello with the format and language, then the queries one after the other.

internal import Bytes
internal import WireClient
internal import WireProtocol

/// `mea --connect HOST:PORT …`.
enum RemoteAsking {
  static func run(_ queries: [String], _ options: Options, _ server: String) -> Int32 {
    guard let address = Address(server) else {
      return Terminal.complain(
        Options.Misuse(
          message: "\(visible(server)) is no address", hint: "HOST:PORT or unix:PATH"))
    }
    do throws(ConnectionError) {
      var connection = try Connection(to: address)
      if let failure = try greet(&connection, options) { return failure }
      for query in queries {
        let code = try ask(query, &connection, options)
        if code != ExitCode.whole { return code }
      }
      return ExitCode.whole
    } catch {
      Terminal.complain(error.message(at: address))
      return ExitCode.broken
    }
  }

  private static func greet(
    _ connection: inout Connection, _ options: Options
  ) throws(ConnectionError) -> Int32? {
    var hello = "hello mea/1 client=mea/\(Mea.version)"
    hello += " format=" + (options.format ?? (Terminal.isOutput ? "table" : "tsv"))
    if let language = options.language { hello += " lang=" + language }
    let status = try connection.ask(Array(hello.utf8)) { _ in }
    return status.isSuccess ? nil : Notes.refuse(status, hello)
  }

  private static func ask(
    _ query: String, _ connection: inout Connection, _ options: Options
  ) throws(ConnectionError) -> Int32 {
    var failure: Int32?
    /// What has come of an answer that can only be written when all of it is there.
    var whole: [UInt8]?
    var format: String?
    func take(_ lines: [UInt8]) {
      if whole == nil { failure = Terminal.write(lines) } else { whole? += lines }
    }
    let status = try connection.ask(Array(query.utf8)) { event in
      guard failure == nil else { return }
      switch event {
      case .opener(let opener):
        format = opener.fields["format"]
        if AnswerOutput.needsWhole(format, options) { whole = [] }
        take(header(of: opener))
      case .data(let lines): take(lines)
      case .status: break
      }
    }
    if failure == nil, let whole { failure = AnswerOutput.write(whole, format, options) }
    if let failure { return failure }
    guard status.isSuccess || status.isPartial else { return Notes.refuse(status, query) }
    return Notes.finish(status, options, query)
  }

  /// The line of column names, which the wire tells in the opener.
  private static func header(of opener: Opener) -> [UInt8] {
    guard let columns = opener.fields["cols"] else { return [] }
    switch opener.fields["format"] {
    case "tsv": return Array((columns.replacing(",", with: "\t") + "\n").utf8)
    case "csv": return Array((columns + "\n").utf8)
    default: return []
    }
  }
}
