// Long lines that would take long if anything in the parser went over its text more than once for
// each byte.

/// A line and what it tries.
package struct LongLine: Sendable {
  /// What it tries.
  package var name: String
  /// The line.
  package var text: [UInt8]

  /// A start, and the same part behind it as often as there is room.
  private init(_ name: String, _ start: String, _ part: String, _ end: String = "", bytes: Int) {
    self.name = name
    text = Array(start.utf8)
    let part = Array(part.utf8)
    while text.count + part.count <= bytes { text += part }
    text += end.utf8
  }

  /// All of them, of about so many bytes; the protocol lets 65,536 through.
  package static func all(bytes: Int) -> [LongLine] {
    func filled(_ name: String, _ start: String, _ part: String, _ end: String = "") -> LongLine {
      LongLine(name, start, part, end, bytes: bytes)
    }
    return [
      filled("parentheses", "match ?x a B where ", "("),
      filled("parentheses behind a word", "near x", "("),
      filled("words with parentheses", "near ", "a("),
      filled("relations with parentheses", "near A via ", "(a/a("),
      filled("closed words", "near ", "(a)"),
      filled("one word", "near ", "x"),
      filled("one Chinese word", "near ", "汞"),
      filled("one variable", "match ?", "x"),
      filled("one string", "find \"", "x"),
      filled("one string of escapes", "find \"", "\\u6C5E"),
      filled("one IRI", "show <http:", "x"),
      filled("one number", "near A limit ", "9"),
      filled("one decimal", "match ?x a B where ?x = 1.", "9"),
      filled("many words", "near ", "word "),
      filled("many clauses", "near A ", "up "),
      filled("many allowed clauses", "near A ", "limit 5 "),
      filled("spaces", "near A", " "),
      filled("spaces before a word", "near A", " ", "b"),
      filled("full-width spaces", "near A", "\u{3000}"),
      filled("comments", "near A", " #"),
      filled("commas", "near A avoid b", ",b"),
      filled("steps", "near A via ", "^a/"),
      filled("conditions", "match ?x a B where ", "not ?x = 1 and "),
      filled("arguments", "run x ", "a=b "),
      filled("quotes", "near ", "“”"),
      filled("dots", "near A depth ", "."),
      filled("unknown verb", "", "linkage "),
    ]
  }
}
