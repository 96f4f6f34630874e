// The sentences of this module, side by side.

internal import WireProtocol

enum Messages {
  static func sentence(_ error: ConnectionError, _ address: Address) -> String {
    switch error {
    case .unknownHost(let host, let reason): "\(host) has no address: \(reason)"
    case .cannotConnect(let reason): "cannot connect to \(address): \(reason)"
    case .timedOut(.connection, let time): "\(address) did not answer within \(time) ms"
    case .timedOut(.greeting, let time):
      "\(address) took the connection but sent no greeting within \(time) ms; is it a mea server?"
    case .timedOut(.reply, let time): "\(address) sent nothing for \(time) ms"
    case .notOurs(let said): "\(address) is not a mea server; it says: \(said)"
    case .otherVersion(let version): "\(address) speaks \(version), this client mea/1"
    case .refused(let status):
      "\(address) takes no connection now: \(status.wordText)\(full(status))"
    case .lost(let reason): "the connection to \(address) broke: \(reason)"
    case .broken(.cutShort(hadRows: false)): "\(address) closed the connection before it answered"
    case .broken(.cutShort(hadRows: true)):
      "\(address) closed the connection in the middle of the answer; the rows are not all"
    case .broken(let fault): "the reply of \(address) cannot be trusted: \(sentence(fault))"
    case .notOneLine: "a query is one line of text; it holds a line end or a control character"
    case .tooLong(let limit): "a query has at most \(limit) bytes"
    }
  }

  static let givenUp = "given up"
  static let closedByPeer = "closed by the server"
  static let endlessLine = "a line without end"

  private static func full(_ status: Status) -> String {
    status.fields["what"].map { " (\($0))" } ?? ""
  }

  private static func sentence(_ fault: ReplyFault) -> String {
    switch fault {
    case .tooLong(let limit): "a line has more than \(limit) bytes"
    case .wrongTag(let expected, let found):
      "it belongs to request \(found ?? "without a tag"), not to \(expected ?? "one without a tag")"
    case .unreadable(let line): "no line of mea/1: \(line)"
    case .unasked: "nothing had been asked"
    case .cutShort(let hadRows):
      hadRows ? "it ends in the middle, the rows are not all" : "it ends before it began"
    }
  }
}
