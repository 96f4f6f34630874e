// What the dot commands have set, and what that makes of a query.

internal import Bytes
internal import GraphModel
internal import QueryParse
internal import QueryShow
internal import WireServer

/// The settings of a prompt.
struct PromptSettings {
  /// What is to be done about a dot command.
  enum Effect {
    case said(String)
    case refused(String)
    case quit
    /// The last query once more, in a format if one is named.
    case askAgain(String?)
    case runs(String)
  }

  private let options: Options
  private var format: String
  private var language: String?
  private var date: String?
  private(set) var showsTime = false

  init(_ options: Options) {
    self.options = options
    format = options.format ?? "table"
    language = options.language
  }

  /// How answers look; the terminal may have changed its width.
  var look: Look {
    var look = options.look
    look.format = format
    look.language = language
    return look
  }

  mutating func take(_ command: DotCommand) -> Effect {
    let argument = command.argument
    switch command.word {
    case ".help": return help(argument)
    case ".format":
      guard !argument.isEmpty else { return .said(format) }
      guard AnswerFormat(rawValue: argument.lowercased()) != nil else {
        let all = AnswerFormat.allCases.map(\.rawValue).joined(separator: " ")
        return .refused("\(visible(argument)) is no format: \(all)")
      }
      format = argument.lowercased()
      return .said("answers are written as \(format)")
    case ".lang":
      guard !argument.isEmpty else { return .said(language ?? "en") }
      let tags = argument.replacing(" ", with: "")
      guard PromptSettings.areTags(tags) else {
        return .refused("\(visible(argument)) is no list of languages, such as fr,en")
      }
      language = tags
      return .said("names are shown in \(tags)")
    case ".as-of": return asOf(argument)
    case ".timer":
      guard ["", "on", "off"].contains(argument) else { return .refused(".timer takes on or off") }
      showsTime = argument.isEmpty ? !showsTime : argument == "on"
      return .said(showsTime ? "each answer says how long it took" : "no times are shown")
    case ".last":
      guard argument.isEmpty || AnswerFormat(rawValue: argument) != nil else {
        return .refused("\(visible(argument)) is no format")
      }
      return .askAgain(argument.isEmpty ? nil : argument)
    case ".source":
      return argument.isEmpty ? .refused(".source needs a file of questions") : .runs(argument)
    case ".quit", ".exit": return .quit
    default:
      let near = nearNames(to: command.word, among: DotCommand.all.map(\.word)).first
      return .refused(
        "there is no \(visible(command.word)); "
          + (near.map { "did you mean \($0)?" } ?? ".help lists what there is"))
    }
  }

  private func help(_ word: String) -> Effect {
    guard !word.isEmpty else { return .said(DotCommand.help) }
    guard let topic = HelpText.topic(word) else {
      return .refused("there is no help on \(visible(word)): \(HelpText.near(word))")
    }
    return .said(topic.text)
  }

  private mutating func asOf(_ argument: String) -> Effect {
    switch argument {
    case "": return .said(date.map { "as of \($0)" } ?? "at any time")
    case "any":
      date = nil
      return .said("at any time")
    default:
      guard PartialDate(bytes: argument.utf8) != nil else {
        return .refused("\(visible(argument)) is no date: YYYY, YYYY-MM, YYYY-MM-DD, or any")
      }
      date = argument
      return .said("as of \(argument), unless a question says otherwise")
    }
  }

  private static func areTags(_ text: String) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { tag in
      (1...35).contains(tag.count)
        && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }

  // MARK: Queries

  /// A query with the date that was set, if it names no time of its own.
  func dated(_ query: String) -> String {
    // What cannot be read is sent as it is: the refusal then points into what was typed.
    guard let date, let syntax = try? parseQuery(Array(query.utf8)), syntax.clauses.time == nil
    else { return query }
    return QueryScan(query).withoutComments + " as-of " + date
  }

  /// A query with another format.
  func shown(_ query: String, as format: String?) -> String {
    guard let format, let syntax = try? parseQuery(Array(query.utf8)) else { return query }
    var text = Array(query.utf8)
    if let range = syntax.clauses.range(of: .as) { text.removeSubrange(range) }
    return QueryScan(String(decoding: text, as: UTF8.self)).withoutComments + " as " + format
  }
}
