// query = verb { clause } .   verb = "link" … | "run" …

import Bytes

extension QueryParser {
  /// `query`, the whole text.
  mutating func query() throws(QueryFault) -> Query {
    let verb = try verb()
    let clauses = try clauses()
    return Query(verb: verb, clauses: clauses)
  }

  /// `verb` with what belongs to it.
  mutating func verb() throws(QueryFault) -> Verb {
    let word = try verbKeyword()
    verbWord = word
    switch word {
    case .link: return .link(try ends(of: .link, joinedBy: "and"))
    case .lineage: return .lineage(try node())
    case .origin:
      let first = try node()
      guard accept("and") else { throw noOtherEnd("and", of: .origin) }
      return .origin(first, try node())
    case .paths: return .paths(try ends(of: .paths, joinedBy: "to"))
    case .near: return .near(try node())
    case .match: return .match(try commaList { (p) throws(QueryFault) in try p.triple() })
    case .list: return .list(try listedClass())
    case .show: return .show(try node())
    case .why: return try why()
    case .find: return .find(try node(.text))
    case .run: return try run()
    }
  }

  /// The first word; any other than a verb is an unknown command.
  private mutating func verbKeyword() throws(QueryFault) -> VerbWord {
    if let next = peekKeyword(), let word = VerbWord.keywords[next.word] {
      lexer.position = next.end
      return word
    }
    lexer.skipSpace()
    let end = lexer.wordEnd(from: lexer.position, .plain)
    guard end > lexer.position else {
      let place = tokenRange()
      let isName = peek() == .quote && place.upperBound == lexer.end
      throw fault(.verb, at: place, hint: isName ? .askAbout(excerpt(lexer.text[place])) : nil)
    }
    let typed = lexer.short(lexer.position..<end)
    let near = nearestWord(to: typed, among: VerbWord.allCases.lazy.map(\.rawValue))
    let hint = near.map(Hint.didYouMean) ?? nameAlone().map(Hint.askAbout) ?? .seeHelp
    throw .unknownCommand(syntaxError(.verb, at: lexer.position..<end, hint: hint))
  }

  /// The text as one name, for someone who typed nothing but a name; nil if it looks like more.
  private func nameAlone() -> String? {
    var bytes = lexer.text[lexer.position..<lexer.end]
    while bytes.last?.isQuerySpace == true { bytes.removeLast() }
    let isSmall = (0x61...0x7A).contains(bytes.first ?? 0)
    guard bytes.count <= 40, bytes.allSatisfy({ $0.isQueryWord || $0 == .space }), !isSmall else {
      return nil
    }
    return bytes.contains(.space) ? "\"" + visible(bytes) + "\"" : visible(bytes)
  }

  /// `node keyword node { keyword node }`.
  private mutating func ends(
    of verb: VerbWord, joinedBy keyword: String
  ) throws(QueryFault) -> [Name] {
    let joint = Keyword(keyword)
    let ends = try list(while: { $0.accept(joint) }) { (p) throws(QueryFault) in try p.node() }
    guard ends.count > 1 else { throw noOtherEnd(keyword, of: verb) }
    return ends
  }

  /// The keyword before the other end is missing or misspelt.
  private mutating func noOtherEnd(_ keyword: String, of verb: VerbWord) -> QueryFault {
    let typed = lexer.short(tokenRange())
    let isJoint = [",", "and", "to", "or", "with", "&", "+", "->"].contains(typed)
    nearKeyword = isJoint ? keyword : nearestWord(to: typed, among: [keyword])
    missingKeyword = keyword
    return fault(.otherEnd(of: verb, keyword: keyword))
  }

  /// `"list" class`; nil is `any`.
  private mutating func listedClass() throws(QueryFault) -> Name? {
    accept("any") ? nil : try node(.className)
  }

  /// `"why" term rel term`.
  private mutating func why() throws(QueryFault) -> Verb {
    let ends = try statement()
    return .why(ends.subject, ends.relation, ends.object)
  }

  /// `"run" ident { ident "=" value }`.
  private mutating func run() throws(QueryFault) -> Verb {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.wordEnd(from: start, .plain)
    guard end > start, lexer.text[start..<end].allSatisfy(\.isIdentifier) else {
      throw fault(.savedQuery)
    }
    lexer.position = end
    let name = Name(form: .word(lexer.string(start..<end)), range: start..<end)
    guard nextIsArgument() else { return .run(name, []) }
    var seen: Set<String> = []
    let arguments = try list(while: { $0.nextIsArgument() }) { (p) throws(QueryFault) in
      let argument = try p.argument()
      guard seen.insert(argument.name).inserted else {
        let place = argument.range.lowerBound..<argument.range.lowerBound + argument.name.utf8.count
        throw p.fault(.onlyOnce(argument: argument.name), at: place)
      }
      return argument
    }
    return .run(name, arguments)
  }

  /// Whether `ident =` is next.
  mutating func nextIsArgument() -> Bool {
    lexer.skipSpace()
    let end = lexer.identifierEnd(from: lexer.position)
    guard end > lexer.position else { return false }
    var ahead = self.lexer
    ahead.position = end
    ahead.skipSpace()
    return ahead.byte(ahead.position) == .equals
  }

  /// `ident "=" value`.
  private mutating func argument() throws(QueryFault) -> Argument {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.identifierEnd(from: start)
    lexer.position = end
    try expect(.equals, .closing("="))
    let value = try nodeOrTypedValue(.parameterOrNode)
    let range = start..<lexer.tokenEnd
    return Argument(name: lexer.string(start..<end), value: value, range: range)
  }
}
