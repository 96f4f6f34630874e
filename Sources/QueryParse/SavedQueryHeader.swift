// The `#+` lines of a saved query: `summary: TEXT`, `param NAME: KIND [ = DEFAULT ] [ "NOTE" ]` and
// `example: QUERY`. A key nobody knows is an error, because a misspelt one would be lost in silence.

extension SavedQuery {
  /// Reads every header line; examples last, because they need all parameters.
  mutating func readHeader(from start: Int) throws(QueryFault) {
    var examples: [Range<Int>] = []
    for line in headerLines(from: start) {
      var parser = QueryParser(text, in: line)
      let key = parser.headerKey()
      switch parser.lexer.string(key) {
      case "summary":
        try parser.expectColon()
        summary = string(parser.rest(of: line))
      case "param": try readParameter(&parser)
      case "example":
        try parser.expectColon()
        examples.append(parser.rest(of: line))
      case let other:
        let near = nearestWord(to: other, among: ["summary", "param", "example"])
        throw parser.fault(.headerKey, at: key, hint: near.map(Hint.didYouMean))
      }
    }
    for example in examples { try readExample(example) }
  }

  /// The lines that begin with `#+`, without it and without their end.
  private func headerLines(from start: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var index = start
    while index < text.count {
      let end = text[index...].firstIndex(of: .lineFeed) ?? text.count
      if end - index >= 2, text[index] == .hash, text[index + 1] == .plus {
        lines.append(index + 2..<end)
      }
      index = end + 1
    }
    return lines
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// The rest of a `param` line.
  private mutating func readParameter(_ parser: inout QueryParser) throws(QueryFault) {
    parser.lexer.skipSpace()
    let start = parser.lexer.position
    let place = start..<parser.lexer.identifierEnd(from: start)
    guard !place.isEmpty else { throw parser.fault(.identifier(after: "param")) }
    parser.lexer.position = place.upperBound
    try parser.expectColon()
    let name = string(place)
    guard !parameters.contains(where: { $0.name == name }) else {
      throw parser.fault(.onlyOnce(argument: name), at: place)
    }
    let kind = try parser.oneOf(Kind.self, .kind)
    var parameter = Parameter(name: name, kind: kind, defaultValue: nil, note: "", range: place)
    while !parser.isAtEnd() {
      if parameter.defaultValue == nil, parser.accept(.equals) {
        parameter.defaultValue = try parser.defaultValue(kind)
      } else if parameter.note.isEmpty, parser.peek() == .quote {
        parameter.note = try parser.string()
      } else {
        throw parser.completed(parser.fault(.endOfLine))
      }
    }
    parameters.append(parameter)
  }

  /// An example runs this query and gives all it needs.
  private mutating func readExample(_ range: Range<Int>) throws(QueryFault) {
    var parser = QueryParser(text, in: range)
    let example: Query
    do {
      example = try parser.query()
    } catch {
      throw parser.completed(error)
    }
    guard case .run(let name, let arguments) = example.verb, name.form == .word(self.name) else {
      throw parser.fault(.example(self.name), at: range)
    }
    for argument in arguments where !parameters.contains(where: { $0.name == argument.name }) {
      let place = argument.range.lowerBound..<argument.range.lowerBound + argument.name.utf8.count
      let near = nearestWord(to: argument.name, among: parameters.map(\.name))
      throw parser.fault(.declaredBy(self.name), at: place, hint: near.map(Hint.didYouMean))
    }
    for parameter in parameters where parameter.defaultValue == nil {
      guard arguments.contains(where: { $0.name == parameter.name }) else {
        throw parser.fault(.given(parameter.name), at: range)
      }
    }
    examples.append(string(range))
  }
}

extension QueryParser {
  /// The word that says what a header line declares.
  fileprivate mutating func headerKey() -> Range<Int> {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.identifierEnd(from: start)
    lexer.position = end
    return start..<end
  }

  fileprivate mutating func expectColon() throws(QueryFault) {
    guard accept(.colon) else { throw fault(.colon) }
  }

  /// What is left of a line, without space around it.
  fileprivate mutating func rest(of line: Range<Int>) -> Range<Int> {
    var start = lexer.position
    var end = line.upperBound
    while start < end, lexer.text[start].isQuerySpace { start += 1 }
    while end > start, lexer.text[end - 1].isQuerySpace { end -= 1 }
    return start..<end
  }

  /// A default, read as its kind says.
  fileprivate mutating func defaultValue(_ kind: SavedQuery.Kind) throws(QueryFault) -> TermSyntax {
    lexer.skipSpace()
    let start = lexer.position
    switch kind {
    case .node: return .name(try node())
    case .class: return .name(try node(.className))
    case .relation: return .name(try node(.relation))
    case .date:
      let date = try date()
      return .value(.date(date), start..<lexer.tokenEnd)
    case .number:
      let place = tokenRange()
      switch try expr() {
      case .value(.integer(let number), let range): return .value(.integer(number), range)
      case .value(.decimal(let number), let range): return .value(.decimal(number), range)
      default: throw fault(.number, at: place)
      }
    case .text: return .name(try node(.text))
    }
  }
}
