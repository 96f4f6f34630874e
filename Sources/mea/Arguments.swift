// Subcommands that take files: options may stand before, between and behind the paths.

internal import Bytes

/// A command line taken apart into paths and options.
struct Arguments {
  /// What is no option, in order; `-` is standard input.
  private(set) var paths: [String] = []
  private var values: [String: String] = [:]
  private var flags: Set<String> = []

  /// Takes a command line apart; an option that is not named here is refused.
  init(
    _ arguments: [String], valued: [String], flags known: [String]
  ) throws(Options.Misuse) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        paths.append(word)
        continue
      }
      if word == "--" { break }
      let (name, joined) = Arguments.split(word)
      if joined == nil, known.contains(name) {
        flags.insert(name)
        continue
      }
      guard valued.contains(name) else {
        let near = nearNames(to: name, among: valued + known)
        throw Options.Misuse(message: "there is no option \(visible(name))", hint: near.first)
      }
      guard let value = joined ?? rest.popFirst() else {
        throw Options.Misuse(message: "\(name) needs a value")
      }
      values[name] = value
    }
    paths += rest
  }

  /// What was given with an option.
  subscript(name: String) -> String? { values[name] }

  /// Whether a flag was given.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// `--name=value`.
  private static func split(_ word: String) -> (name: String, value: String?) {
    guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }
}
