// The words that concern the connection or the server and not the graph. Whatever begins with
// another word is a query and goes to the service as it stands.

internal import WireProtocol

/// The words that the server itself understands; for help and for near names.
public enum SessionWords {
  /// All of them, in the order in which help should list them.
  public static let all = [
    "help", "queries", "complete", "status", "capabilities", "ping", "hello", "cancel", "auth",
    "metrics", "quit",
  ]
}

/// A request that the session understands itself.
enum SessionCommand {
  case ping, quit, status, metrics
  case admin(AdminCommand)
  case hello(HelloReading)
  case auth(token: [UInt8])
  /// nil: everything of this connection.
  case cancel(tag: String?)
  case ask(Question)
  /// A word of ours, wrongly used.
  case refused(Status)

  /// Reads a request text.
  static func read(
    _ bytes: [UInt8], _ text: Range<Int>, _ service: any QueryService, _ role: SessionRole
  ) -> Self {
    guard let word = CommandWord(bytes, text) else {
      return .refused(
        .refused(.syntax, ["at": String(text.count + 1), "hint": Messages.emptyRequest]))
    }
    switch word.text {
    case "ping": return word.alone(.ping)
    case "quit": return word.alone(.quit)
    case "status": return word.alone(.status)
    case "metrics": return word.alone(.metrics)
    case "hello": return .hello(HelloReading(bytes, text, from: word.end, service))
    case "auth": return auth(word)
    case "cancel": return cancel(word)
    default:
      return role == .admin ? admin(word) : ask(word, bytes, text)
    }
  }

  private static func ask(
    _ word: CommandWord, _ bytes: [UInt8], _ text: Range<Int>
  ) -> SessionCommand {
    switch word.text {
    case "queries": return word.alone(.ask(.savedQueries))
    case "capabilities": return word.alone(.ask(.capabilities))
    case "complete": return .ask(.complete(word.rawArgument))
    case "help": return .ask(.help(topic: word.argument))
    default: return .ask(.query(Array(bytes[text])))
    }
  }

  private static func admin(_ word: CommandWord) -> SessionCommand {
    switch word.text {
    case "clients": return word.alone(.admin(.clients))
    case "reload": return word.alone(.admin(.reload))
    case "stop": return word.alone(.admin(.stop))
    case "kill":
      guard let number = word.argument.flatMap({ Int($0) }) else {
        return .refused(word.misuse(hint: Messages.killForm))
      }
      return .admin(.kill(number))
    default:
      return .refused(.refused(.unknownCommand, ["at": "1", "hint": AdminCommand.words]))
    }
  }

  private static func auth(_ word: CommandWord) -> SessionCommand {
    guard let token = word.argument, !token.utf8.contains(0x20) else {
      return .refused(word.misuse(hint: Messages.authForm, showsArgument: false))
    }
    return .auth(token: Array(token.utf8))
  }

  private static func cancel(_ word: CommandWord) -> SessionCommand {
    guard let argument = word.argument else { return .cancel(tag: nil) }
    let tag = Array(argument.utf8.dropFirst())
    guard argument.hasPrefix("@"), (1...Request.tagLimit).contains(tag.count),
      tag.allSatisfy(Request.isTagByte)
    else { return .refused(word.misuse(hint: Messages.cancelForm)) }
    return .cancel(tag: String(decoding: tag, as: UTF8.self))
  }
}

/// The first word of a text and what stands behind it.
private struct CommandWord {
  /// The word in lower case.
  let text: String
  /// Where the word ends, as an index of the line.
  let end: Int
  private let bytes: [UInt8]
  private let range: Range<Int>
  private let argumentRange: Range<Int>

  /// nil when there is no word.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let start = range.first(where: { !isBlank(bytes[$0]) }), bytes[start] != 0x23 else {
      return nil
    }
    let end = (start..<range.upperBound).first { isBlank(bytes[$0]) } ?? range.upperBound
    text = Self.lowered(bytes, start..<end)
    self.end = end
    self.bytes = bytes
    self.range = range
    let first = (end..<range.upperBound).first { !isBlank(bytes[$0]) } ?? range.upperBound
    let last = (first..<range.upperBound).last { !isBlank(bytes[$0]) } ?? first - 1
    argumentRange = first..<(last + 1)
  }

  /// What stands behind the word, without blanks around it; nil when nothing does.
  var argument: String? {
    argumentRange.isEmpty ? nil : String(decoding: bytes[argumentRange], as: UTF8.self)
  }

  /// What stands behind the word and one space, as it is.
  var rawArgument: [UInt8] { Array(bytes[min(end + 1, range.upperBound)..<range.upperBound]) }

  /// The command, if the word stands alone.
  func alone(_ command: SessionCommand) -> SessionCommand {
    argument == nil ? command : .refused(misuse(hint: "\(text) \(Messages.takesNothing)"))
  }

  /// A refusal that points behind the word.
  func misuse(hint: String, showsArgument: Bool = true) -> Status {
    var fields: Fields = ["at": String(argumentRange.lowerBound - range.lowerBound + 1)]
    if showsArgument, let argument { fields.add("near", String(argument.prefix(40))) }
    fields.add("hint", hint)
    return .refused(.syntax, fields)
  }

  /// A word in lower case without an allocation; empty when it is too long for one of ours.
  private static func lowered(_ bytes: [UInt8], _ word: Range<Int>) -> String {
    guard word.count <= 15 else { return "" }
    return String(unsafeUninitializedCapacity: word.count) { text in
      for (offset, index) in word.enumerated() {
        let byte = bytes[index]
        text[offset] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      }
      return word.count
    }
  }
}
