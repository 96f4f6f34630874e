// clause = "up" | "down" | … | "explain" .   In any order, each at most once, each beside the verbs
// that the table in Words.swift gives it.

import Bytes
import GraphModel

extension QueryParser {
  /// `{ clause }` up to the end of the text.
  mutating func clauses() throws(QueryFault) -> Clauses {
    var clauses = Clauses()
    while !isAtEnd() {
      let start = lexer.position
      let word = try clauseWord(in: clauses)
      let content = try content(of: word)
      clauses.append(.init(word: word, range: start..<lexer.tokenEnd, content: content))
    }
    return clauses
  }

  /// The keyword of a clause that may stand here.
  private mutating func clauseWord(in clauses: Clauses) throws(QueryFault) -> ClauseWord {
    let verb = verbWord ?? .match
    guard let next = peekKeyword(), let word = ClauseWord.keywords[next.word] else {
      throw noClause(in: clauses)
    }
    guard word.stands(beside: verb) else {
      throw fault(.clause(verb), at: tokenRange(), hint: .clauseStands(word))
    }
    if let rival = clauses.rival(of: word) {
      throw fault(.noSecond(word, first: rival), at: tokenRange())
    }
    lexer.position = next.end
    return word
  }

  /// What is wrong with something that is no clause.
  private mutating func noClause(in clauses: Clauses) -> QueryFault {
    let verb = verbWord ?? .match
    let isFirst = clauses.typed.isEmpty
    let expected: Expected =
      isFirst && verb == .run
      ? .argumentOrClause
      : clauses.endInCondition ? .afterCondition : .clause(verb)
    let place = tokenRange()
    let hint =
      clauses.endInCondition
      ? conditionHint(at: place) : clauseHint(at: place, isFirst: isFirst, verb)
    if let hint { return fault(expected, at: place, hint: hint) }
    nearKeyword = nearClause(at: place, verb)
    return fault(expected)
  }

  /// The keyword of a clause that was written in two words: `all shortest`.
  private func splitClause(at place: Range<Int>) -> ClauseWord? {
    var ahead = lexer
    ahead.position = place.upperBound
    ahead.skipSpace()
    let end = ahead.identifierEnd(from: ahead.position)
    guard end > ahead.position, end - place.lowerBound <= 32 else { return nil }
    let words = lexer.string(place) + "-" + lexer.string(ahead.position..<end)
    return ClauseWord(rawValue: asciiLowercased(words))
  }

  /// The keyword of a clause that was misspelt.
  private mutating func nearClause(at place: Range<Int>, _ verb: VerbWord) -> String? {
    let typed = asciiLowercased(lexer.short(place))
    switch typed {
    case "descending": return "desc"
    case "ascending": return "asc"
    default:
      let words = ClauseWord.allCases.lazy.filter { $0.stands(beside: verb) }.map(\.rawValue)
      return nearestWord(to: typed, among: words)
    }
  }

  /// Hints for what people put behind a test.
  private func conditionHint(at place: Range<Int>) -> Hint? {
    switch lexer.unit(at: place.lowerBound).byte {
    case .less, .greater, .equals, .exclamation: .splitComparison
    case .comma, .bar, UInt8(ascii: "&"): .joinTests
    default: nil
    }
  }

  /// Hints for what people put behind the verb or another clause.
  private mutating func clauseHint(
    at place: Range<Int>, isFirst: Bool, _ verb: VerbWord
  ) -> Hint? {
    let typed = lexer.short(place)
    if verb == .run, !isFirst, nextIsArgument() { return .argumentsFirst }
    if verb == .match, isFirst, typed.hasPrefix("?") || ["and", ".", ";", "&"].contains(typed) {
      return .commaBetweenStatements
    }
    if let clause = splitClause(at: place) { return .didYouMean(clause.rawValue) }
    if verb == .origin, isFirst, typed == "and" { return .twoNodes }
    if typed == "," || typed == ";" {
      return isFirst ? nil : .noCommaBetweenClauses
    }
    guard VerbWord(rawValue: typed) != nil, isQuery(from: place.lowerBound) else { return nil }
    return .readAsVerb(typed)
  }

  /// The rest of one clause.
  private mutating func content(of word: ClauseWord) throws(QueryFault) -> Clauses.Content {
    switch word {
    case .up, .down, .both, .explain: .none
    case .shortest: .pathMode(.shortest(nextIsCount() ? try countFromOne() : .number(1)))
    case .allShortest: .pathMode(.allShortest)
    case .simple: .pathMode(.simple)
    case .via: .relation(try rel())
    case .through: .names(try through())
    case .avoid, .accordingTo: .names(try nodes(.node))
    case .depth: .depth(try depth())
    case .where: .condition(try cond())
    case .return: .returned(try returned())
    case .order: .order(try order())
    case .limit, .offset: .count(try count())
    case .asOf: .time(.asOf(try timePoint()))
    case .during: .time(try during())
    case .including: .statuses(.including(accept("any") ? nil : try nodes(.status)))
    case .only: .statuses(.only(try nodes(.status)))
    case .rank: .rank(try oneOf(Clauses.Rank.self, .rank))
    case .lang: .languages(try commaList { (p) throws(QueryFault) in try p.tag() })
    case .with:
      .details(
        Set(try commaList { (p) throws(QueryFault) in try p.oneOf(Clauses.Detail.self, .details) }))
    case .as: .format(try format())
    case .within: .milliseconds(try within())
    }
  }

  /// `node { "," node }`.
  private mutating func nodes(_ expected: Expected) throws(QueryFault) -> [Name] {
    try commaList { (p) throws(QueryFault) in try p.node(expected) }
  }

  /// `"through" class { "|" class }`; `any` in any case is kept as the word `any`.
  private mutating func through() throws(QueryFault) -> [Name] {
    try list(while: { $0.accept(.bar) }) { (p) throws(QueryFault) in
      var name = try p.node(.className)
      if case .word(let word) = name.form, asciiLowercased(word) == "any" {
        name.form = .word("any")
      }
      return name
    }
  }

  private mutating func countFromOne() throws(QueryFault) -> Clauses.Count {
    let place = tokenRange()
    let count = try count(.countFromOne)
    if case .number(0) = count { throw fault(.countFromOne, at: place) }
    return count
  }

  /// `"depth" int | "depth" [ int ] ".." [ int ]`.
  private mutating func depth() throws(QueryFault) -> Clauses.Depth {
    lexer.skipSpace()
    var least: Clauses.Count?
    if !lexer.isRange(at: lexer.position) {
      least = try count(.depth)
      lexer.skipSpace()
      guard lexer.isRange(at: lexer.position) else { return .init(least: nil, most: least) }
    }
    lexer.position += 2
    guard nextIsCount() else {
      guard !lexer.isWord(at: lexer.position) || spaceStands(before: lexer.position) else {
        throw fault(.depth)
      }
      return .init(least: least, most: nil)
    }
    let place = tokenRange()
    let most = try count(.depth)
    if case .number(let first)? = least, case .number(let last) = most, last < first {
      throw fault(.atLeast(first), at: place)
    }
    return .init(least: least, most: most)
  }

  private func spaceStands(before index: Int) -> Bool {
    index > lexer.start && lexer.byte(index - 1) != .dot
  }

  /// `"during" date ".." date`.
  private mutating func during() throws(QueryFault) -> Clauses.Time {
    let first = try timePoint()
    lexer.skipSpace()
    guard lexer.isRange(at: lexer.position) else {
      throw fault(.range(example: first), at: tokenRange())
    }
    lexer.position += 2
    let place = tokenRange()
    let last = try timePoint()
    if case .date(let first) = first, case .date(let last) = last, last.lastDay < first.firstDay {
      throw fault(.laterDate(than: first.description), at: place, hint: .swapDates)
    }
    return .during(first, last)
  }

  /// One word of a closed set that must be next.
  mutating func oneOf<Word: RawRepresentable<String> & CaseIterable>(
    _ words: Word.Type, _ expected: Expected
  ) throws(QueryFault) -> Word {
    if let word = accept(anyOf: words) { return word }
    let typed = tokenRange()
    let near = nearestWord(
      to: lexer.short(typed), among: words.allCases.lazy.map(\.rawValue))
    throw fault(expected, at: typed, hint: near.map(Hint.didYouMean))
  }

  /// `"as" format`.
  private mutating func format() throws(QueryFault) -> String {
    if let word = accept(anyOf: FormatWord.self) { return word.rawValue }
    let place = tokenRange()
    let typed = lexer.short(place)
    let near = nearestWord(to: typed, among: FormatWord.allCases.lazy.map(\.rawValue))
    let isStatementName = verbWord == .match || peek() == .question
    throw fault(
      .format, at: place,
      hint: typed == "of"
        ? .didYouMean("as-of") : near.map(Hint.didYouMean) ?? (isStatementName ? .asForFormat : nil)
    )
  }

  /// `"within" int [ "ms" | "s" ]`, in milliseconds.
  private mutating func within() throws(QueryFault) -> Int {
    let place = tokenRange()
    let number = try digits(.duration)
    let isAdjacent = lexer.isWord(at: lexer.position)
    let factor: Int
    if accept("ms") {
      factor = 1
    } else if accept("s") || !isAdjacent {
      factor = 1_000
    } else {
      throw fault(.duration, at: place)
    }
    let (milliseconds, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw fault(.int64, at: place) }
    guard milliseconds > 0 else { throw fault(.countFromOne, at: place) }
    return milliseconds
  }
}

extension Expected {
  /// The two dots after a date that was read.
  static func range(example first: Clauses.TimePoint) -> Expected {
    switch first {
    case .date(let date): .range("\(date)..\(date.year + 4)")
    case .parameter(let name, _): .range("$\(name)..2014")
    }
  }
}

extension Clauses {
  /// Whether `where` was the last clause that was read.
  var endInCondition: Bool { typed.last?.word == .where }
}
