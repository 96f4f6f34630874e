// expr = var | node | value | func "(" [ var | "*" ] ")" | ident .
// item = expr [ "as" ident ] .   key = expr [ "asc" | "desc" ] .

import GraphModel

extension QueryParser {
  /// `expr`; a word that looks like a number or a date is one, but with `/` in it a name.
  mutating func expr() throws(QueryFault) -> Expression {
    let sign = peek()
    let start = lexer.position
    switch sign {
    case .question: return .variable(try variable())
    case .quote:
      return switch try nodeOrTypedValue(.value) {
      case .value(let value, let range): .value(value, range)
      case .name(let name): try callOrName(name)
      default: throw fault(.value)
      }
    case .less, .dollar: return try callOrName(try node(.value))
    default:
      let end = lexer.wordEnd(from: start, .expression)
      if let value = try literal(start..<end) {
        lexer.position = end
        return .value(value, start..<end)
      }
      return try callOrName(try bareword(.expression, .value))
    }
  }

  /// The number, date or truth value that a word is; nil for a name.
  private mutating func literal(_ range: Range<Int>) throws(QueryFault) -> Value? {
    let word = lexer.text[range]
    guard let first = word.first else { return nil }
    if first.isLetter {
      guard word.count <= 5 else { return nil }
      let folded = asciiLowercased(lexer.string(range))
      return folded == "true" ? .boolean(true) : folded == "false" ? .boolean(false) : nil
    }
    let digits = first == .hyphen || first == .plus ? word.dropFirst() : word
    guard digits.first?.isDigit == true else { return nil }
    if digits.allSatisfy(\.isDigit) {
      guard let value = integer(word) else { throw fault(.int64, at: range) }
      return .integer(value)
    }
    if digits.allSatisfy({ $0.isDigit || $0 == .dot }) { return try decimal(range, digits) }
    if digits.count == word.count, looksLikeDate(word) {
      guard let date = PartialDate(bytes: word) else { throw wrongDate(range) }
      return .date(date)
    }
    if hasExponent(digits) { throw fault(.value, at: range, hint: .noExponent) }
    return nil
  }

  /// Digits with one point between them; more points make a name.
  private mutating func decimal(
    _ range: Range<Int>, _ digits: ArraySlice<UInt8>
  ) throws(QueryFault) -> Value? {
    let parts = digits.split(separator: .dot, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    guard digits.count <= 19, let value = Double(lexer.string(range)) else {
      throw fault(.int64, at: range)
    }
    return .decimal(value)
  }

  /// Four digits, a hyphen and one or two digits, perhaps twice.
  private func looksLikeDate(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count <= 10 else { return false }
    let parts = word.split(separator: .hyphen, omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts[0].count == 4 else { return false }
    return parts.allSatisfy { $0.allSatisfy(\.isDigit) }
      && parts.dropFirst().allSatisfy { (1...2).contains($0.count) }
  }

  /// `1e999`, `2.5E-3`.
  private func hasExponent(_ digits: ArraySlice<UInt8>) -> Bool {
    guard let mark = digits.firstIndex(where: { $0 | 0x20 == 0x65 }) else { return false }
    let exponent = digits[(mark + 1)...].drop { $0 == .plus || $0 == .hyphen }
    return !exponent.isEmpty && exponent.allSatisfy(\.isDigit)
      && digits[..<mark].allSatisfy { $0.isDigit || $0 == .dot }
  }

  /// A name, or with a parenthesis behind it a function.
  private mutating func callOrName(_ name: Name) throws(QueryFault) -> Expression {
    guard peek() == .leftParenthesis else { return .name(name) }
    if case .parameter = name.form { return .name(name) }
    _ = accept(.leftParenthesis)
    let argument: Expression.Argument
    switch peek() {
    case .question: argument = .variable(try variable())
    case .star:
      _ = accept(.star)
      argument = .star
    default: argument = .none
    }
    guard accept(.rightParenthesis) else {
      let isWord = lexer.wordEnd(from: lexer.position, .expression) > lexer.position
      throw fault(
        .functionArgument, at: tokenRange(), hint: isWord ? .expressionNeedsQuotes : nil)
    }
    return .call(name, argument, name.range.lowerBound..<lexer.tokenEnd)
  }

  /// `"return" [ "all" ] item { "," item }`.
  mutating func returned() throws(QueryFault) -> Clauses.Return {
    let keepsDuplicates = accept("all")
    let items = try commaList { (p) throws(QueryFault) in try p.item() }
    return .init(keepsDuplicates: keepsDuplicates, items: items)
  }

  /// `item`; `as` before the name of a format is the clause.
  private mutating func item() throws(QueryFault) -> Clauses.Item {
    lexer.skipSpace()
    let start = lexer.position
    let expression = try expr()
    let alias = try alias()
    return .init(expression: expression, alias: alias, range: start..<lexer.tokenEnd)
  }

  private mutating func alias() throws(QueryFault) -> String? {
    guard let next = peekKeyword(), next.word == "as" else { return nil }
    let before = lexer
    lexer.position = next.end
    if accept(anyOf: FormatWord.self) != nil {
      lexer = before
      return nil
    }
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.identifierEnd(from: start)
    guard end > start, !lexer.isWord(at: end) else {
      throw fault(
        .alias, at: tokenRange(), hint: lexer.byte(start) == .question ? .aliasWithoutMark : nil)
    }
    lexer.position = end
    return lexer.string(start..<end)
  }

  /// `"order" "by" key { "," key }`.
  mutating func order() throws(QueryFault) -> [Clauses.Key] {
    guard accept("by") else { throw fault(.by, at: tokenRange()) }
    return try commaList { (p) throws(QueryFault) in try p.key() }
  }

  /// `key`.
  private mutating func key() throws(QueryFault) -> Clauses.Key {
    lexer.skipSpace()
    let start = lexer.position
    let expression = try expr()
    let descending = accept("desc")
    if !descending { _ = accept("asc") }
    return .init(
      expression: expression, descending: descending, range: start..<lexer.tokenEnd)
  }
}
