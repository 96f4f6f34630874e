// The parser: recursive descent by hand, one function for each rule of the grammar and named after
// it, in files that follow the grammar's order. By hand, because every wrong turn should end in a
// sentence an analyst can act on. Recursion is only through parentheses, and those are counted.

import Bytes

/// Reads one query.
struct QueryParser {
  /// The text and the place in it.
  var lexer: Lexer
  /// The verb, once it is known; clauses and messages depend on it.
  var verbWord: VerbWord?
  /// The last bareword that was read as a name.
  ///
  /// If another word follows it where none may, the two
  /// are one name without quotes.
  var lastWord: Range<Int>?
  /// The statement that is being read.
  var openTriple: OpenTriple?
  /// The name without quotes that the error is about.
  var unquoted: UnquotedName?
  /// The keyword that the offending word may have been meant to be.
  var nearKeyword: String?
  /// The keyword between names that is not there.
  var missingKeyword: String?
  /// Every `$parameter`, for saved queries to compare with their declarations.
  var parameters: [Variable] = []
  private var nesting = 0
  private var triples = 0

  /// Reads from one part of a text; places are those of the whole text.
  init(_ text: [UInt8], in range: Range<Int>? = nil) {
    lexer = Lexer(text, in: range ?? 0..<text.count)
  }

  // MARK: Limits

  /// Runs a rule inside parentheses, at most 32 deep.
  mutating func nested<Result>(
    at range: Range<Int>, _ rule: (inout QueryParser) throws(QueryFault) -> Result
  ) throws(QueryFault) -> Result {
    guard nesting < QueryLimits.nesting else {
      throw .limit(what: "nesting", most: QueryLimits.nesting, range: range)
    }
    nesting += 1
    let result = try rule(&self)
    nesting -= 1
    return result
  }

  /// Counts one more triple of the query.
  mutating func countTriple(at range: Range<Int>) throws(QueryFault) {
    triples += 1
    guard triples <= QueryLimits.triples else {
      throw .limit(what: "pattern triples", most: QueryLimits.triples, range: range)
    }
  }

  /// `item { separator item }`, put together where there are several.
  mutating func joined<Item>(
    while more: (inout QueryParser) -> Bool, by join: ([Item]) -> Item,
    _ item: (inout QueryParser) throws(QueryFault) -> Item
  ) throws(QueryFault) -> Item {
    let first = try item(&self)
    guard more(&self) else { return first }
    return join(try list([first], while: more, item))
  }

  /// `item { separator item }`, at most 1,000 of them; the separator is read by the caller's rule.
  mutating func list<Item>(
    _ first: [Item] = [], while more: (inout QueryParser) -> Bool,
    _ item: (inout QueryParser) throws(QueryFault) -> Item
  ) throws(QueryFault) -> [Item] {
    var items = first
    items.reserveCapacity(4)
    repeat {
      lexer.skipSpace()
      if items.count == QueryLimits.items {
        throw .limit(what: "list items", most: QueryLimits.items, range: tokenRange())
      }
      items.append(try item(&self))
    } while more(&self)
    return items
  }

  /// `item { "," item }`.
  mutating func commaList<Item>(
    _ item: (inout QueryParser) throws(QueryFault) -> Item
  ) throws(QueryFault) -> [Item] {
    try list(while: { $0.accept(.comma) }, item)
  }

  // MARK: Tokens that are one sign or one keyword

  /// Whether nothing but spaces and comments is left.
  mutating func isAtEnd() -> Bool {
    lexer.skipSpace()
    return lexer.position >= lexer.end
  }

  /// The next sign, which is not read.
  mutating func peek() -> UInt8 {
    lexer.skipSpace()
    return lexer.unit(at: lexer.position).byte
  }

  /// Reads a sign if it is next.
  mutating func accept(_ sign: UInt8) -> Bool {
    lexer.skipSpace()
    let unit = lexer.unit(at: lexer.position)
    guard unit.length > 0, unit.byte == sign else { return false }
    lexer.position += unit.length
    return true
  }

  /// Reads a sign if it follows without a space.
  mutating func acceptAdjacent(_ sign: UInt8) -> Bool {
    guard lexer.byte(lexer.position) == sign, lexer.position < lexer.end else { return false }
    lexer.position += 1
    return true
  }

  /// Reads a sign that must be next.
  mutating func expect(_ sign: UInt8, _ expected: Expected) throws(QueryFault) {
    guard accept(sign) else { throw fault(expected) }
  }

  /// The word that is next, if it can be a keyword: letters and hyphens, then a parenthesis, two dots
  /// or something no word can hold.
  mutating func peekKeyword() -> (word: Keyword, end: Int)? {
    lexer.skipSpace()
    var end = lexer.position
    var word = Keyword()
    while end - lexer.position < Keyword.longest, case let byte = lexer.byte(end),
      byte.isLetter || byte == .hyphen
    {
      word.append(byte)
      end += 1
    }
    guard end > lexer.position, !lexer.isWord(at: end) else { return nil }
    return (word, end)
  }

  /// Reads a keyword if it is next.
  mutating func accept(_ keyword: Keyword) -> Bool {
    guard let next = peekKeyword(), next.word == keyword else { return false }
    lexer.position = next.end
    return true
  }

  /// Reads one word of a closed set.
  mutating func accept<Word: RawRepresentable<String> & CaseIterable>(
    anyOf words: Word.Type
  ) -> Word? {
    guard let next = peekKeyword(),
      let word = words.allCases.first(where: { Keyword($0.rawValue) == next.word })
    else { return nil }
    lexer.position = next.end
    return word
  }
}
