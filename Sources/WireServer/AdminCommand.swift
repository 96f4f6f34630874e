// The operator's words. They concern other connections and the server itself, so a session only
// notes the wish; the loop, which knows them all, grants it.

internal import WireProtocol

/// What an operator can ask for.
enum AdminCommand: Equatable {
  /// All connections, as rows.
  case clients
  /// Ends the connection with this number.
  case kill(Int)
  /// As SIGHUP.
  case reload
  /// As SIGTERM.
  case stop

  /// The words, for a hint.
  static let words = "clients | kill ID | reload | stop | status | metrics | ping | quit"
}

/// What `clients` tells of one connection; times in milliseconds.
struct ClientRow {
  static let columns = [
    "id", "peer", "client", "age-ms", "idle-ms", "requests", "waiting", "unsent-bytes", "query",
  ]

  var cells: [String?]

  init(_ connection: Connection, now: Int64) {
    let session = connection.session
    func milliseconds(_ since: Int64) -> String { String(max(0, now - since) / 1_000_000) }
    cells = [
      String(connection.number), connection.peer.name, session.settings.client,
      milliseconds(connection.openedAt), milliseconds(connection.lastByteAt),
      String(session.requestCount), String(session.waiting.count), String(session.output.count),
      session.runningText.map { String($0.prefix(200)) },
    ]
  }

  /// The reply to `clients`.
  static func reply(_ rows: [ClientRow]) -> Reply {
    var lines: [UInt8] = []
    for row in rows { TabRow.append(row.cells, to: &lines) }
    let fields: Fields = ["format": "tsv", "cols": columns.joined(separator: ",")]
    return Reply(Opener(.rows, fields), .lines(lines), .end(["rows": String(rows.count)]))
  }
}
