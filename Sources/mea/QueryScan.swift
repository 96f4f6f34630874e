// The text of a query as far as a client must see it: where strings and comments are, and whether the
// line is finished. What it means is the engine's.

/// A text of the query language, read for its strings, comments and parameters.
struct QueryScan {
  /// A stretch of the text.
  enum Part: Equatable {
    case code(String)
    /// With its quotes.
    case string(String)
    /// From `#` on, without the line's end.
    case comment(String)
  }

  private(set) var parts: [Part] = []
  /// Whether a string or a parenthesis is open, or a joint (`,` `|` `\`) is last, so that the query
  /// goes on in the next line.
  private(set) var isOpen = false

  init(_ text: String) {
    var rest = text[...]
    var code = ""
    var depth = 0
    var hasOpenString = false
    func isSpace(_ character: Character?) -> Bool { character.map { $0.isWhitespace } ?? true }
    while let character = rest.first {
      if character == "\"" || character == "“" {
        let (string, isClosed) = QueryScan.string(rest)
        if !code.isEmpty { parts.append(.code(code)) }
        parts.append(.string(string))
        code = ""
        hasOpenString = !isClosed
        rest = rest.dropFirst(string.count)
      } else if character == "#", isSpace(code.last), parts.isEmpty || !code.isEmpty {
        let comment = String(rest.prefix { !$0.isNewline })
        if !code.isEmpty { parts.append(.code(code)) }
        parts.append(.comment(comment))
        code = ""
        rest = rest.dropFirst(comment.count)
      } else {
        if "(（".contains(character) { depth += 1 }
        if ")）".contains(character) { depth -= 1 }
        code.append(character)
        rest = rest.dropFirst()
      }
    }
    if !code.isEmpty { parts.append(.code(code)) }
    let last = withoutComments.last { !$0.isWhitespace }
    isOpen = hasOpenString || depth > 0 || last.map { ",，|\\".contains($0) } ?? false
  }

  /// The string at the start of a text and whether it is closed.
  private static func string(_ text: Substring) -> (String, isClosed: Bool) {
    guard let opening = text.first else { return ("", true) }
    var string = String(opening)
    var isEscaped = false
    for character in text.dropFirst() {
      string.append(character)
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" || (opening == "“" && character == "”") {
        return (string, true)
      }
    }
    return (string, false)
  }

  /// The text without its comments.
  var withoutComments: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .code(let more), .string(let more): text += more
      case .comment: break
      }
    }
  }

  /// The first word in lower case.
  var verb: String? {
    withoutComments.split { $0.isWhitespace }.first.map { $0.lowercased() }
  }
}
