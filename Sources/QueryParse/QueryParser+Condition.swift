// cond = conj { "or" conj } .   conj = neg { "and" neg } .   neg = [ "not" ] prim .

extension QueryParser {
  /// `cond`.
  mutating func cond() throws(QueryFault) -> Condition {
    try joined(while: { $0.accept("or") }, by: { .or($0) }) { (p) throws(QueryFault) in
      try p.conj()
    }
  }

  /// `conj`.
  private mutating func conj() throws(QueryFault) -> Condition {
    try joined(while: { $0.accept("and") }, by: { .and($0) }) { (p) throws(QueryFault) in
      try p.neg()
    }
  }

  /// `neg`.
  private mutating func neg() throws(QueryFault) -> Condition {
    accept("not") ? .not(try prim()) : try prim()
  }

  /// `prim`.
  private mutating func prim() throws(QueryFault) -> Condition {
    if peek() == .leftParenthesis {
      let condition = try nested(at: tokenRange()) { (p) throws(QueryFault) in
        try p.expect(.leftParenthesis, .value)
        return try p.cond()
      }
      guard accept(.rightParenthesis) else { throw fault(.closingCondition) }
      return condition
    }
    let start = lexer.position
    if accept("exists") { return try exists(from: start) }
    let left = try expr()
    return try comparison(of: left, from: start)
  }

  /// `"exists" "(" triple { "," triple } ")"`.
  private mutating func exists(from start: Int) throws(QueryFault) -> Condition {
    let patterns = try nested(at: tokenRange()) { (p) throws(QueryFault) in
      try p.expect(.leftParenthesis, .patterns)
      return try p.commaList { (p) throws(QueryFault) in try p.triple() }
    }
    try expect(.rightParenthesis, .closing(")"))
    return .exists(patterns, start..<lexer.tokenEnd)
  }

  /// What stands behind the first `expr` of a test.
  private mutating func comparison(
    of left: Expression, from start: Int
  ) throws(QueryFault) -> Condition {
    if accept("in") {
      let values = try members()
      return .member(left, values, start..<lexer.tokenEnd)
    }
    if accept("like") {
      guard peek() == .quote else { throw fault(.pattern) }
      let pattern = try string()
      return .like(left, pattern: pattern, start..<lexer.tokenEnd)
    }
    guard let comparison = comparisonSign() else {
      throw fault(.comparison, at: comparisonPlace(), hint: comparisonHint())
    }
    if comparison == .equal, acceptAdjacent(.equals) {
      throw fault(.comparison, at: lexer.position - 2..<lexer.position, hint: .oneEquals)
    }
    if comparison == .less, acceptAdjacent(.greater) {
      throw fault(.comparison, at: lexer.position - 2..<lexer.position, hint: .unequal)
    }
    return .compare(left, comparison, try expr(), start..<lexer.tokenEnd)
  }

  /// `"(" expr { "," expr } ")"`.
  private mutating func members() throws(QueryFault) -> [Expression] {
    try expect(.leftParenthesis, .listOfValues)
    let values = try commaList { (p) throws(QueryFault) in try p.expr() }
    guard accept(.rightParenthesis) else { throw fault(.commaOrClosing) }
    return values
  }

  /// `=`, `!=`, `<`, `<=`, `>` or `>=`.
  private mutating func comparisonSign() -> Condition.Comparison? {
    let start = lexer.position
    switch peek() {
    case .equals:
      _ = accept(.equals)
      return .equal
    case .exclamation:
      _ = accept(.exclamation)
      if acceptAdjacent(.equals) { return .notEqual }
      lexer.position = start
      return nil
    case .less:
      _ = accept(.less)
      return acceptAdjacent(.equals) ? .lessOrEqual : .less
    case .greater:
      _ = accept(.greater)
      return acceptAdjacent(.equals) ? .greaterOrEqual : .greater
    default: return nil
    }
  }

  /// A name of several words is looked for only where nothing better is known.
  private mutating func comparisonPlace() -> Range<Int>? {
    comparisonHint() == nil ? nil : tokenRange()
  }

  /// Hints for the words of other languages.
  private mutating func comparisonHint() -> Hint? {
    if peek() == .exclamation { return .unequal }
    guard let next = peekKeyword() else { return unequalSignHint() }
    switch next.word {
    case "is": return .classForIs
    case "contains", "matches", "has": return .likeForContains
    case "not": return .notBefore("not ?x in (CBD, CITES)")
    default: return nil
    }
  }

  /// The signs of mathematics.
  private mutating func unequalSignHint() -> Hint? {
    switch lexer.short(tokenRange()) {
    case "≠": .unequal
    case "≤": .noFullWidthMark("<=")
    case "≥": .noFullWidthMark(">=")
    default: nil
    }
  }
}
