// Answers from a server: hello with the format, the language and the width, then one request after
// the other. A connection that broke is made anew at the next question.

internal import Bytes
internal import WireClient
internal import WireProtocol

/// `--connect HOST:PORT`.
final class RemoteSource: AnswerSource {
  /// A connection in a box, since an optional one cannot be changed in place.
  private final class Line {
    var connection: Connection
    var look: Look?
    init(_ connection: consuming Connection) { self.connection = connection }
  }

  let address: Address
  private var line: Line?
  /// Whether a part of the last reply has come.
  private var hasReplied = false

  /// Connects.
  init(_ address: Address) throws(ConnectionError) {
    self.address = address
    _ = try connected()
  }

  private(set) var title = ""

  private func connected() throws(ConnectionError) -> Line {
    if let line { return line }
    let line = Line(try Connection(to: address))
    let greeting = line.connection.greeting
    title = "\(address)" + (greeting.fields["data"].map { " " + visible($0) } ?? "")
    self.line = line
    return line
  }

  func ask(
    _ text: String, _ look: Look, _ take: ([UInt8], String?) -> Void
  ) throws(ConnectionError) -> (status: Status, notes: [String]) {
    let isAligned = look.format == "table" && RemoteSource.isWord(text)
    var format: String?
    var columns: String?
    var rows: [UInt8] = []
    let status = try repeated { (line) throws(ConnectionError) in
      if let refusal = try self.greet(line, look) { return refusal }
      return try line.connection.ask(Array(text.utf8), interrupts: { Interrupt.count }) {
        self.hasReplied = true
        switch $0 {
        case .opener(let opener) where isAligned && opener.fields["format"] == "tsv":
          (format, columns) = (opener.fields["format"], opener.fields["cols"])
        case .opener(let opener):
          format = opener.fields["format"]
          take(WordText.header(of: opener), format)
        case .data(let lines): if columns == nil { take(lines, format) } else { rows += lines }
        case .status: break
        }
      }
    }
    if let columns { take(WordText.aligned(columns, rows), format) }
    return (status, Notes.notes(of: status))
  }

  func rows(_ text: String) throws(ConnectionError) -> (fields: Fields, rows: [[String?]]) {
    var fields: Fields = [:]
    var lines: [UInt8] = []
    _ = try repeated { (line) throws(ConnectionError) in
      try line.connection.ask(Array(text.utf8), interrupts: { Interrupt.count }) {
        self.hasReplied = true
        switch $0 {
        case .opener(let opener): fields = opener.fields
        case .data(let more): lines += more
        case .status: break
        }
      }
    }
    return (fields, WordText.rows(lines))
  }

  /// Asks over the connection there is; if that turns out to be gone before anything was answered, as
  /// after an hour of silence or a restart of the server, once more over a new one.
  private func repeated(
    _ body: (Line) throws(ConnectionError) -> Status
  ) throws(ConnectionError) -> Status {
    let wasConnected = line != nil
    do throws(ConnectionError) { return try once(body) } catch {
      let isGone = RemoteSource.isGone(error) && !hasReplied
      guard wasConnected, isGone, Interrupt.count == 0 else { throw error }
    }
    return try once(body)
  }

  /// Asks once; a connection that failed is forgotten.
  private func once(
    _ body: (Line) throws(ConnectionError) -> Status
  ) throws(ConnectionError) -> Status {
    let line = try connected()
    hasReplied = false
    do throws(ConnectionError) { return try body(line) } catch {
      switch error {
      case .notOneLine, .tooLong: break
      default: self.line = nil
      }
      throw error
    }
  }

  private static func isGone(_ error: ConnectionError) -> Bool {
    switch error {
    case .lost, .broken(.cutShort(hadRows: false)): true
    default: false
    }
  }

  /// The server keeps its own.
  func keep() {}

  /// Whether a text asks the server about itself, whose rows are no answer that a format fits.
  private static func isWord(_ text: String) -> Bool {
    let word = text.split(separator: " ").first?.lowercased() ?? ""
    return ["queries", "capabilities", "status", "complete"].contains(word)
  }

  private func greet(_ line: Line, _ look: Look) throws(ConnectionError) -> Status? {
    guard line.look != look else { return nil }
    var hello = "hello mea/1 client=mea/\(Mea.version) format=" + look.format
    if let language = look.language { hello += " lang=" + language }
    if let width = look.width { hello += " width=\(width)" }
    let status = try line.connection.ask(Array(hello.utf8)) { _ in }
    guard status.isSuccess else { return status }
    line.look = look
    return nil
  }
}
