// triple = term rel term [ "as" var ] .   term = var | "_" | node | value .
// node   = curie | "<" iri ">" | string [ "@" tag ] | bareword | param .

extension QueryParser {
  /// `triple`.
  mutating func triple() throws(QueryFault) -> TriplePattern {
    lexer.skipSpace()
    let start = lexer.position
    try countTriple(at: tokenRange())
    let ends = try statement()
    let name = try statementName()
    return TriplePattern(
      subject: ends.subject, relation: ends.relation, object: ends.object, statement: name,
      range: start..<lexer.tokenEnd)
  }

  /// `term rel term`.
  mutating func statement() throws(QueryFault) -> (
    subject: TermSyntax, relation: RelationSyntax, object: TermSyntax
  ) {
    openTriple = nil
    let subject = try term(.subject)
    openTriple = OpenTriple(subject: subject.range)
    lexer.skipSpace()
    let start = lexer.position
    let relation = try rel()
    openTriple = OpenTriple(subject: subject.range, relation: start..<lexer.tokenEnd)
    return (subject, relation, try term(.object))
  }

  /// `[ "as" var ]`; `as` before anything but a variable is the clause.
  private mutating func statementName() throws(QueryFault) -> Variable? {
    guard let next = peekKeyword(), next.word == "as" else { return nil }
    var ahead = lexer
    ahead.position = next.end
    ahead.skipSpace()
    guard ahead.byte(ahead.position) == .question else { return nil }
    lexer.position = next.end
    return try variable()
  }

  /// `term`; a word is a name whatever it looks like, because the relation decides.
  mutating func term(_ expected: Expected) throws(QueryFault) -> TermSyntax {
    if peek() == .question { return .variable(try variable()) }
    let start = lexer.position
    if lexer.byte(start) == .underscore, lexer.wordEnd(from: start, .plain) == start + 1 {
      lexer.position = start + 1
      return .anything(start..<start + 1)
    }
    return try nodeOrTypedValue(expected)
  }

  /// `node | string "^^" curie`.
  mutating func nodeOrTypedValue(_ expected: Expected) throws(QueryFault) -> TermSyntax {
    guard peek() == .quote else { return .name(try node(expected)) }
    let start = lexer.position
    let text = try string()
    if let datatype = try datatype() {
      let range = start..<lexer.tokenEnd
      return .value(.string(text, tag: nil, datatype: datatype), range)
    }
    let form = Name.Form.string(text, tag: try tagBehindString())
    return .name(Name(form: form, range: start..<lexer.tokenEnd))
  }

  /// `node`, or what is looked up the same way: a class, a status, the text of `find`.
  mutating func node(_ expected: Expected = .node) throws(QueryFault) -> Name {
    let sign = peek()
    let start = lexer.position
    switch sign {
    case .less:
      let iri = try iri()
      return Name(form: .iri(iri), range: start..<lexer.tokenEnd)
    case .quote:
      let text = try string()
      let tag = try tagBehindString()
      if lexer.byte(lexer.position) == .caret {
        throw fault(expected, at: start..<lexer.position, hint: .typedElsewhere)
      }
      return Name(form: .string(text, tag: tag), range: start..<lexer.tokenEnd)
    case .dollar:
      let parameter = try parameter()
      return Name(form: .parameter(parameter.name), range: parameter.range)
    default:
      return try bareword(.plain, expected)
    }
  }

  /// `bareword`.
  mutating func bareword(
    _ style: WordStyle, _ expected: Expected
  ) throws(QueryFault) -> Name {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.wordEnd(from: start, style)
    guard end > start else { throw fault(expected, hint: wordHint()) }
    let form = Name.Form.word(lexer.string(start..<end))
    if end == start + 1, lexer.byte(start) == .underscore {
      let hint: Hint = style == .relation ? .didYouMean("any") : .anythingElsewhere
      throw fault(expected, at: start..<end, hint: hint)
    }
    lexer.position = end
    lastWord = start..<end
    return Name(form: form, range: start..<end)
  }

  /// Why there is no word here.
  private func wordHint() -> Hint? {
    switch lexer.unit(at: lexer.position).byte {
    case .leftParenthesis: .quoteParenthesis
    case .question where lexer.identifierEnd(from: lexer.position + 1) > lexer.position + 1:
      .variablesElsewhere
    default: nil
    }
  }

  /// `var`.
  mutating func variable() throws(QueryFault) -> Variable { try marked("?") }

  /// `param`.
  mutating func parameter() throws(QueryFault) -> Variable {
    let parameter = try marked("$")
    parameters.append(parameter)
    return parameter
  }

  /// `ident` behind its sign, which the caller has seen.
  private mutating func marked(_ sign: String) throws(QueryFault) -> Variable {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.identifierEnd(from: start + 1)
    guard end > start + 1 else {
      throw fault(.identifier(after: sign), at: tokenRange())
    }
    lexer.position = end
    return Variable(name: lexer.string(start + 1..<end), range: start..<end)
  }
}
