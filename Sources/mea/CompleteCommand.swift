// `mea complete SHELL …`: what the completion scripts of the shells ask. Names come from the data, so
// a shell completes what the prompt completes. Exit 1 means that a file is wanted there.

internal import Bytes
internal import QueryParse
internal import QueryShow
internal import WireClient
internal import WireProtocol
internal import WireServer

/// Completion for shells.
enum CompleteCommand {
  /// One way on, unquoted.
  private typealias Candidate = (text: String, note: String)

  static func run(_ arguments: [String]) -> Int32 {
    guard let shell = arguments.first else { return ExitCode.usage }
    let rest = Array(arguments.dropFirst())
    if shell == "bash" {
      let line = ShellLine(rest.first ?? "")
      // The first word is the program.
      guard line.words.count > 1 else { return ExitCode.whole }
      guard let found = candidates(Array(line.words.dropFirst())) else { return ExitCode.refused }
      return print(found.map { line.written(visible($0.text)) })
    }
    guard let found = candidates(rest.isEmpty ? [""] : rest) else { return ExitCode.refused }
    return print(found.map { visible($0.text) + "\t" + visible($0.note) })
  }

  private static func print(_ lines: [String]) -> Int32 {
    Terminal.write(Array(lines.map { $0 + "\n" }.joined().utf8)) ?? ExitCode.whole
  }

  /// The ways on for the last of some words; nil when that is a file.
  ///
  /// Names that go on with the very letters that were typed leave the others out: a shell writes what
  /// all have in common, which may be less than what was typed.
  private static func candidates(_ words: [String]) -> [Candidate]? {
    guard let found = allCandidates(words) else { return nil }
    let exact = found.filter { $0.text.hasPrefix(words.last ?? "") }
    return exact.isEmpty ? found : exact
  }

  private static func allCandidates(_ words: [String]) -> [Candidate]? {
    let typed = words.last ?? ""
    var index = 0
    while index < words.count - 1, words[index].hasPrefix("-") {
      let isValued = Options.isValued(words[index])
      if isValued, index + 1 == words.count - 1 { return values(of: words[index], typed) }
      index += isValued ? 2 : 1
    }
    let behind = Array(words[index...])
    guard behind.count > 1, let first = behind.first else { return starts(typed) }
    if Mea.subcommands.contains(first) { return subcommand(first, Array(behind.dropFirst())) }
    return query(Array(words[..<index]), behind)
  }

  private static func starts(_ typed: String) -> [Candidate]? {
    if typed.hasPrefix("-") { return matching(Options.names, typed) }
    if typed.contains(" ") { return query([], [typed]) }
    let verbs = VerbWord.allCases.map { ($0.rawValue, HelpText.topic($0.rawValue)?.summary ?? "") }
    let commands = Mea.subcommands.map { ($0, HelpCommand.summary(of: $0)) }
    return (verbs + commands).filter { $0.0.hasPrefix(typed) }
  }

  private static func matching(_ words: [String], _ typed: String) -> [Candidate] {
    words.filter { $0.hasPrefix(typed) }.map { ($0, "") }
  }

  private static func values(of option: String, _ typed: String) -> [Candidate]? {
    switch option {
    case "--format": matching(AnswerFormat.allCases.map(\.rawValue), typed)
    case "--color": matching(["auto", "always", "never"], typed)
    case "--data", "--queries", "-f", "-o": nil
    default: []
    }
  }

  private static func subcommand(_ name: String, _ words: [String]) -> [Candidate]? {
    let typed = words.last ?? ""
    if typed.hasPrefix("-") { return matching(HelpCommand.options(of: name), typed) }
    if words.count > 1, words[words.count - 2].hasPrefix("-") { return nil }
    switch name {
    case "help":
      return matching(HelpText.topics.map(\.word) + Mea.subcommands, typed)
    case "completion": return matching(CompletionCommand.shells, typed)
    case "man": return matching(ManCommand.pages.map(\.name), typed)
    default: return nil
    }
  }

  private static func query(_ options: [String], _ words: [String]) -> [Candidate]? {
    guard var parsed = try? Options(options) else { return [] }
    parsed.isQuiet = true
    let typed = words.last ?? ""
    parsed.words = Array(words.dropLast())
    // A query in one word is query text; in several, a word with a space is a name.
    let isText = words.count == 1
    let start = isText ? "" : parsed.query + " "
    let last = isText || !typed.contains(" ") ? typed : "\"" + typed
    let beginning = start + last
    guard let source = AskCommand.open(parsed, [Script.Line(text: "complete", number: 0)]) else {
      return []
    }
    defer { source.keep() }
    do throws(ConnectionError) {
      let (fields, rows) = try source.rows("complete " + beginning)
      guard let from = fields["from"].flatMap({ Int($0) }) else { return [] }
      let kept = String(
        decoding: beginning.utf8.dropFirst(start.utf8.count).prefix(from - 1 - start.utf8.count),
        as: UTF8.self)
      return rows.compactMap { row in
        guard let text = row.first ?? nil else { return nil }
        let note = row.count > 2 ? row[2] ?? "" : ""
        return (kept + (isText ? text : ShellLine.bare(text)), note)
      }
    } catch {
      return []
    }
  }
}
