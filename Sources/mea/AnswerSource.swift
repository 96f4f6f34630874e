// Where answers come from: the data of this machine or a server. The command and the prompt ask both
// by the same words, so that neither can do what the other cannot.

internal import Bytes
internal import Glibc
internal import Synchronization
internal import WireClient
internal import WireProtocol

/// How an answer should look.
struct Look: Equatable {
  /// The format when the query names none.
  var format: String
  /// Languages of labels, as typed; nil is the source's own.
  var language: String?
  /// Columns for tables; nil where nothing is laid out.
  var width: Int?
  var isColoured = false
}

/// What answers queries, and the words `help`, `queries` and `complete`.
protocol AnswerSource: AnyObject {
  /// What is asked, for people: a path or an address, and the data's hash.
  var title: String { get }

  /// Asks one thing; gives what is to be printed to `take`, with the word of its format, and returns
  /// how it ended and the notes for people that belong to it.
  func ask(
    _ text: String, _ look: Look, _ take: ([UInt8], String?) -> Void
  ) throws(ConnectionError) -> (status: Status, notes: [String])

  /// Keeps for the next start what this one has made.
  func keep()

  /// The rows of a word such as `complete`, with the fields of their opener.
  func rows(_ text: String) throws(ConnectionError) -> (fields: Fields, rows: [[String?]])
}

/// Ctrl-C while a query runs.
enum Interrupt {
  private static let requests = Atomic<Int>(0)

  /// How often it was asked for since it was forgotten.
  static var count: Int { requests.load(ordering: .relaxed) }

  /// Counts Ctrl-C from here on instead of ending by it.
  static func watch() {
    // Asked once here, so that the handler is not the first to.
    forget()
    Terminal.handle(SIGINT) { _ in Interrupt.add() }
  }

  private static func add() { requests.add(1, ordering: .relaxed) }

  /// Forgets what was asked for.
  static func forget() { requests.store(0, ordering: .relaxed) }
}

/// Replies that the service gives about itself, as they are printed.
enum WordText {
  /// The line of column names that the wire tells in the opener.
  static func header(of opener: Opener) -> [UInt8] {
    guard let columns = opener.fields["cols"] else { return [] }
    switch opener.fields["format"] {
    case "tsv": return Array((columns.replacing(",", with: "\t") + "\n").utf8)
    case "csv": return Array((columns + "\n").utf8)
    default: return []
    }
  }

  /// Rows of tab-separated values.
  static func rows(_ lines: [UInt8]) -> [[String?]] {
    lines.split(separator: 0x0A).compactMap { TabRow.read($0) }
  }

  /// Rows in columns for people.
  static func aligned(_ columns: String, _ lines: [UInt8]) -> [UInt8] {
    let all =
      [columns.split(separator: ",").map(String.init)]
      + rows(lines).map { row in row.map { visible($0 ?? "") } }
    let count = all.reduce(0) { max($0, $1.count) }
    let widths = (0..<count).map { column in
      all.reduce(0) { max($0, column < $1.count ? displayWidth($1[column]) : 0) }
    }
    return all.flatMap { row -> [UInt8] in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: widths[column] - displayWidth(cell) + 2)
        }
      }
      return Array((line + "\n").utf8)
    }
  }
}
