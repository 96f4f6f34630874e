// Why an answer could not be had, told apart by what the user can do about it: another address,
// another time, another server. The server's own refusals are replies and not errors.

public import WireProtocol

/// Why talking to a server failed.
public enum ConnectionError: Error, Equatable, Sendable {
  /// What was waited for when time ran out.
  public enum Step: String, Sendable {
    case connection, greeting, reply
  }

  /// The host's name has no address; the resolver's reason.
  case unknownHost(String, reason: String)
  /// No connection; the system's reason.
  case cannotConnect(reason: String)
  /// Nothing came in time.
  case timedOut(Step, milliseconds: Int)
  /// The peer is no server of ours; the beginning of what it said.
  case notOurs(said: String)
  /// The peer speaks another version; the word it greeted with.
  case otherVersion(String)
  /// The server turned the connection away, as `-BUSY` does.
  case refused(Status)
  /// The connection broke; the system's reason.
  case lost(reason: String)
  /// The stream of replies cannot be trusted any more.
  case broken(ReplyFault)
  /// The request is not one line of text.
  case notOneLine
  /// The request is longer than a server takes, in bytes.
  case tooLong(limit: Int)

  /// One sentence for the user, without a full stop.
  public func message(at address: Address) -> String { Messages.sentence(self, address) }
}
