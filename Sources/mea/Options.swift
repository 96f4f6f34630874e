// Options before the query; the first word that is none begins it.

internal import Bytes
internal import Glibc
internal import QueryParse

/// What was typed before the query.
struct Options {
  /// What the command line gets wrong.
  struct Misuse: Error {
    var message: String
    var hint: String?
  }

  var connect: String?
  var data: [String] = []
  var queries: String?
  var language: String?
  var format: String?
  var script: String?
  /// The file the answers go to.
  var output: String?
  var parameters = QueryParameters()
  /// Whether long answers on a terminal go through a pager.
  var isPaged = true
  var failsWhenEmpty = false
  var isQuiet = false
  /// `csv` in the form that Excel opens safely.
  var isForExcel = false
  /// Whether faulty statements of the data are passed over.
  var isLenient = false
  var color = "auto"
  /// Columns to lay tables out for, where the terminal is not to decide.
  var width: Int?
  var showsHelp = false
  var showsVersion = false
  /// The query, word by word.
  var words: [String] = []

  private static let valued = [
    "--connect", "--data", "--queries", "--lang", "--format", "--color", "--width",
    "--param", "-f", "-o",
  ]
  private static let flags = [
    "--fail-empty", "--excel", "--lenient", "--no-pager", "-q", "-h", "--help", "--version",
  ]
  /// All of them, for completion.
  static let names = valued + flags

  /// Whether a value stands behind an option.
  static func isValued(_ name: String) -> Bool { valued.contains(name) }

  /// No options at all.
  static var standard: Options { Options() }

  private init() {}

  init(_ arguments: [String]) throws(Misuse) {
    var rest = arguments[...]
    while let word = rest.first, word.hasPrefix("-"), word != "-" {
      rest.removeFirst()
      if word == "--" { break }
      let (name, joined) = Options.split(word)
      if joined == nil, setFlag(name) { continue }
      guard Options.valued.contains(name) else {
        let near = nearNames(to: name, among: Options.valued + Options.flags)
        throw Misuse(message: "there is no option \(visible(name))", hint: near.first)
      }
      guard let value = joined ?? rest.popFirst() else {
        throw Misuse(message: "\(name) needs a value")
      }
      try set(name, value)
    }
    words = Array(rest)
  }

  private mutating func setFlag(_ name: String) -> Bool {
    switch name {
    case "--fail-empty": failsWhenEmpty = true
    case "--excel":
      isForExcel = true
      format = format ?? "csv"
    case "--lenient": isLenient = true
    case "--no-pager": isPaged = false
    case "-q": isQuiet = true
    case "-h", "--help": showsHelp = true
    case "--version": showsVersion = true
    default: return false
    }
    return true
  }

  private mutating func set(_ name: String, _ value: String) throws(Misuse) {
    switch name {
    case "--connect": connect = value
    case "--queries": queries = value
    case "--lang": language = value
    case "--format": format = value
    case "-f": script = value
    case "-o": output = value
    case "--param":
      guard parameters.add(value) else {
        throw Misuse(message: "--param takes NAME=VALUE, not \(visible(value))")
      }
    case "--color": try setColor(value)
    case "--width":
      guard let columns = Int(value), (1...10_000).contains(columns) else {
        throw Misuse(message: "--width takes a number of columns, not \(visible(value))")
      }
      width = columns
    default: data.append(value)
    }
  }

  private mutating func setColor(_ value: String) throws(Misuse) {
    guard ["auto", "always", "never"].contains(value) else {
      throw Misuse(message: "--color is auto, always or never")
    }
    color = value
  }

  /// `--name=value`.
  private static func split(_ word: String) -> (name: String, value: String?) {
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }

  /// The query as one text: a later word that holds a space is quoted for the language, and so is
  /// the value of `name=value`; a pattern is not, which a variable or its place behind `match` and
  /// `why` tells (`mea match 'WWF member_of BLG'`).
  var query: String {
    words.enumerated().map { index, word in
      let isText = index == 0 || !word.contains { $0 == " " || $0 == "\t" } || isPattern(at: index)
      guard !isText, !word.hasPrefix("\"") else { return word }
      if words.first == "run", let equals = word.firstIndex(of: "=") {
        return word[...equals] + Options.quoted(String(word[word.index(after: equals)...]))
      }
      return Options.quoted(word)
    }.joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    guard !word.hasPrefix("\"") else { return word }
    let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// Whether a word with spaces is query text: `match` and `why` need three terms, so what stands
  /// alone behind them, or before a clause, is no name.
  private func isPattern(at index: Int) -> Bool {
    if Options.holdsVariable(words[index]) { return true }
    guard index == 1, ["match", "why"].contains(words[0].lowercased()) else { return false }
    return words.count == 2 || ClauseWord(rawValue: words[2].lowercased()) != nil
  }

  /// Whether a `?` begins a word here: at the start, behind a space or behind a parenthesis.
  private static func holdsVariable(_ word: String) -> Bool {
    var previous: Character = " "
    for character in word {
      if character == "?", " (\t".contains(previous) { return true }
      previous = character
    }
    return false
  }
}
