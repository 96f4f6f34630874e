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
      try clause(word, into: &clauses)
      clauses.ranges[word.rawValue] = start..<lexer.tokenEnd
    }
    return clauses
  }

  /// The keyword of a clause that may stand here.
  private mutating func clauseWord(in clauses: Clauses) throws(QueryFault) -> ClauseWord {
    let place = tokenRange()
    let verb = verbWord ?? .match
    guard let next = peekKeyword(), let word = ClauseWord(rawValue: next.word) else {
      throw noClause(in: clauses)
    }
    guard word.verbs.contains(verb) else {
      throw fault(.clause(verb), at: place, hint: .clauseStands(word))
    }
    for rival in word.rivals where clauses.ranges[rival.rawValue] != nil {
      throw fault(.noSecond(word, first: rival), at: place)
    }
    lexer.position = next.end
    return word
  }

  /// What is wrong with something that is no clause.
  private mutating func noClause(in clauses: Clauses) -> QueryFault {
    let verb = verbWord ?? .match
    let isFirst = clauses.ranges.isEmpty
    let expected: Expected =
      isFirst && verb == .run
      ? .argumentOrClause
      : clauses.endsInCondition(before: lexer.position) ? .afterCondition : .clause(verb)
    let place = tokenRange()
    let hint =
      clauses.endsInCondition(before: place.lowerBound)
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
      let words = ClauseWord.allCases.lazy.filter { $0.verbs.contains(verb) }.map(\.rawValue)
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
  private mutating func clause(
    _ word: ClauseWord, into clauses: inout Clauses
  ) throws(QueryFault) {
    switch word {
    case .up: clauses.direction = .up
    case .down: clauses.direction = .down
    case .both: clauses.direction = .both
    case .shortest:
      clauses.pathMode = .shortest(nextIsCount() ? try countFromOne() : .number(1))
    case .allShortest: clauses.pathMode = .allShortest
    case .simple: clauses.pathMode = .simple
    case .via: clauses.via = try rel()
    case .through: clauses.through = try through()
    case .avoid: clauses.avoid = try nodes(.node)
    case .depth: clauses.depth = try depth()
    case .where: clauses.condition = try cond()
    case .return: clauses.returned = try returned()
    case .order: clauses.order = try order()
    default: try commonClause(word, into: &clauses)
    }
  }

  /// The rest of one clause that every verb takes.
  private mutating func commonClause(
    _ word: ClauseWord, into clauses: inout Clauses
  ) throws(QueryFault) {
    switch word {
    case .limit: clauses.limit = try count()
    case .offset: clauses.offset = try count()
    case .asOf: clauses.time = .asOf(try timePoint())
    case .during: clauses.time = try during()
    case .including: clauses.statuses = .including(accept("any") ? nil : try nodes(.status))
    case .only: clauses.statuses = .only(try nodes(.status))
    case .accordingTo: clauses.accordingTo = try nodes(.node)
    case .rank: clauses.rank = try oneOf(Clauses.Rank.self, .rank)
    case .lang: clauses.languages = try commaList { (p) throws(QueryFault) in try p.tag() }
    case .with:
      clauses.details = Set(
        try commaList { (p) throws(QueryFault) in try p.oneOf(Clauses.Detail.self, .details) })
    case .as: clauses.format = try format()
    case .within: clauses.withinMilliseconds = try within()
    case .explain: clauses.explain = true
    default: break
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
  /// Whether `where` was the last clause before a place.
  func endsInCondition(before position: Int) -> Bool {
    guard let condition = ranges[ClauseWord.where.rawValue] else { return false }
    return ranges.values.allSatisfy { $0.upperBound <= condition.upperBound }
  }
}
