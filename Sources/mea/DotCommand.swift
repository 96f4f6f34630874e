// Lines of the prompt that begin with a dot set how it answers; they are no queries.

internal import Bytes
internal import QueryParse
internal import QueryShow
internal import WireServer

/// One line that begins with a dot.
struct DotCommand {
  /// What a dot command is called, takes and does.
  struct Entry {
    let word: String
    let argument: String
    let summary: String
    var values: [String] = []
  }

  static let all = [
    Entry(
      word: ".help", argument: "[WORD]", summary: "these lines, or help on a word of the language",
      values: HelpText.topics.map(\.word)),
    Entry(
      word: ".format", argument: "[WORD]", summary: "the format of answers",
      values: AnswerFormat.allCases.map(\.rawValue)),
    Entry(word: ".lang", argument: "[TAG,…]", summary: "languages of names, the preferred first"),
    Entry(
      word: ".as-of", argument: "[DATE|any]", summary: "as things stood then, for every question",
      values: ["any"]),
    Entry(
      word: ".timer", argument: "[on|off]", summary: "how long each answer took",
      values: ["on", "off"]),
    Entry(
      word: ".last", argument: "[FORMAT]", summary: "the last answer again, in another format",
      values: AnswerFormat.allCases.map(\.rawValue)),
    Entry(word: ".source", argument: "FILE", summary: "ask the questions of a file, one a line"),
    Entry(word: ".quit", argument: "", summary: "end; so does Ctrl-D"),
  ]

  /// The word with its dot, in lower case.
  let word: String
  /// What stands behind it.
  let argument: String

  init(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 1)
    word = parts.first.map { $0.lowercased() } ?? ""
    argument = parts.count > 1 ? parts[1].split(separator: " ").joined(separator: " ") : ""
  }

  /// What `.help` says.
  static var help: String {
    let forms = all.map { $0.word + ($0.argument.isEmpty ? "" : " " + $0.argument) }
    let width = forms.reduce(0) { max($0, displayWidth($1)) }
    let lines = zip(forms, all).map { form, entry in
      "  " + form + String(repeating: " ", count: width - displayWidth(form) + 2) + entry.summary
    }
    return """
      Ask, as in: link Basel and Minamata. help lists the verbs, help link says more on
      one. A question goes on in the next line behind an open quote or parenthesis, a
      comma, | or \\.

      \(lines.joined(separator: "\n"))

        Tab        the words and names that may follow; again: the list of them
        Up, Down   the questions before; Ctrl-R searches them
        Ctrl-C     gives up the line, or stops the query that runs
        Ctrl-A, Ctrl-E, Ctrl-W, Ctrl-U, Ctrl-K, Ctrl-Y, Ctrl-_   as in a shell
      """
  }
}
