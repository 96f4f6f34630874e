// rel  = seq { "|" seq } .      seq = step { "/" step } .
// step = [ "^" | "~" ] ( relation | "a" | "any" | "(" rel ")" ) [ "+" | "{" int "," int "}" ] .

extension QueryParser {
  /// `rel`.
  mutating func rel() throws(QueryFault) -> RelationSyntax {
    try joined(while: { $0.accept(.bar) }, by: { .alternatives($0) }) { (p) throws(QueryFault) in
      try p.seq()
    }
  }

  /// `seq`.
  private mutating func seq() throws(QueryFault) -> RelationSyntax {
    try joined(while: { $0.accept(.slash) }, by: { .sequence($0) }) { (p) throws(QueryFault) in
      try p.step()
    }
  }

  /// `step`.
  private mutating func step() throws(QueryFault) -> RelationSyntax {
    lexer.skipSpace()
    let start = lexer.position
    let direction: RelationSyntax.Step.Direction =
      accept(.caret) ? .back : accept(.tilde) ? .either : .forward
    let target = try stepTarget()
    let (least, most) = try repetition()
    return .step(
      .init(
        direction: direction, target: target, least: least, most: most,
        range: start..<lexer.tokenEnd))
  }

  /// `relation | "a" | "any" | "(" rel ")"`.
  private mutating func stepTarget() throws(QueryFault) -> RelationSyntax.Step.Target {
    let sign = peek()
    if sign == .leftParenthesis {
      let group = try nested(at: tokenRange()) { (p) throws(QueryFault) in
        try p.expect(.leftParenthesis, .relation)
        return try p.rel()
      }
      try expect(.rightParenthesis, .closing(")"))
      return .group(group)
    }
    guard sign != .less, sign != .quote, sign != .dollar else {
      return .relation(try node(.relation))
    }
    let name = try bareword(.relation, .relation)
    guard case .word(let word) = name.form else { return .relation(name) }
    switch asciiLowercased(word) {
    case "a": return .type
    case "any": return .any
    default: return .relation(name)
    }
  }

  /// `[ "+" | "{" int "," int "}" ]`; `+` follows without a space, else it begins the object.
  private mutating func repetition() throws(QueryFault) -> (least: Int, most: Int?) {
    if acceptAdjacent(.plus) { return (1, nil) }
    guard peek() == .leftBrace else { return (1, 1) }
    let start = lexer.position
    _ = accept(.leftBrace)
    let least = try int(.repetition)
    guard accept(.comma) else {
      let hint: Hint? = peek() == .rightBrace ? .write("{\(least),\(least)}") : nil
      throw fault(.repetition, at: start..<tokenRange().upperBound, hint: hint)
    }
    if peek() == .rightBrace {
      let hint: Hint? = least == 1 ? .plusForOpenEnd : nil
      throw fault(.repetition, at: start..<lexer.position + 1, hint: hint)
    }
    let place = tokenRange()
    let most = try int(.repetition)
    guard most >= max(1, least) else { throw fault(.atLeast(max(1, least)), at: place) }
    try expect(.rightBrace, .closing("}"))
    return (least, most)
  }
}
