// A command line as bash has it while it is typed: words with quotes and backslashes, the last of them
// perhaps not finished. Only as much of the shell's grammar as completion needs.

/// The words of an unfinished command line.
struct ShellLine {
  /// The words without their quotes; the last is the unfinished one, perhaps empty.
  private(set) var words: [String] = []
  /// The quote that is open at the end.
  private var quote: Character?

  init(_ line: String) {
    var word = ""
    var isOpen = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
        isOpen = true
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isOpen = true
      } else if character == " " || character == "\t" {
        if isOpen { words.append(word) }
        word = ""
        isOpen = false
      } else {
        word.append(character)
        isOpen = true
      }
    }
    words.append(word)
  }

  /// A candidate as bash must be given it: within the open quote, or with backslashes, and without
  /// the part of the word that bash has parted off at `:` or `=`.
  func written(_ candidate: String) -> String {
    var text = candidate
    if quote == nil, let typed = words.last, let cut = typed.lastIndex(where: { ":=".contains($0) })
    {
      let done = typed[...cut]
      if candidate.hasPrefix(done) { text = String(candidate.dropFirst(done.count)) }
    }
    switch quote {
    case "'": return text.replacing("'", with: "'\\''")
    case .some:
      return ["\\", "\"", "$", "`"].reduce(text) { $0.replacing($1, with: "\\" + $1) }
    case nil:
      return text.reduce(into: "") { written, character in
        let isPlain =
          character.isLetter || character.isNumber || !character.isASCII
          || "-_./:=,+@%".contains(character)
        written += isPlain ? String(character) : "\\" + String(character)
      }
    }
  }

  /// A name of the query language without its quotes and escapes.
  static func bare(_ text: String) -> String {
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 else { return text }
    let inner = String(text.dropFirst().dropLast())
    return inner.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }
}
