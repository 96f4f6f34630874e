// The clauses of a query as typed. A clause that was not typed is nil, so that the planner can tell
// a default from a wish, and a saved query can be overridden clause by clause.

public import GraphModel

/// Everything behind the verb.
public struct Clauses: Sendable {
  /// Which way `lineage` goes.
  public enum Direction: Sendable { case up, down, both }
  /// Which paths `paths` wants.
  public enum PathMode: Sendable {
    /// So many, shortest first; 1 when no number was typed.
    case shortest(Count)
    /// All of the least length.
    case allShortest
    /// All that visit no node twice.
    case simple
  }
  /// `depth n`, `depth a..b`, `depth a..`, `depth ..b`.
  public struct Depth: Sendable {
    /// Least number of steps, if one was typed before `..`.
    public var least: Count?
    /// Most steps; `depth n` is a most alone.
    public var most: Count?
  }
  /// When a statement must hold.
  public enum Time: Sendable {
    /// At one date.
    case asOf(TimePoint)
    /// At some time between two dates.
    case during(TimePoint, TimePoint)
  }
  /// A date typed, or a parameter that will be one.
  public enum TimePoint: Sendable {
    /// A year, month or day of the calendar.
    case date(PartialDate)
    /// `$ident`, without the dollar.
    case parameter(String, Range<Int>)
  }
  /// A typed number, or a parameter that will be one.
  public enum Count: Sendable {
    /// Never negative.
    case number(Int)
    /// `$ident`, without the dollar.
    case parameter(String, Range<Int>)
  }
  /// Which statements count by their status.
  public enum Statuses: Sendable {
    /// Beside those that count anyway; nil is `any`.
    case including([Name]?)
    /// These and no others.
    case only([Name])
  }
  /// By what `link` ranks.
  public enum Rank: String, CaseIterable, Sendable { case specific, strength, count }
  /// What `with` adds to an answer.
  public enum Detail: String, CaseIterable, Sendable { case sources, dates, iris }
  /// What `match` answers.
  public struct Return: Sendable {
    /// `return all`: duplicates stay.
    public var keepsDuplicates: Bool
    /// The columns, left to right.
    public var items: [Item]
  }
  /// One column of the answer.
  public struct Item: Sendable {
    /// What stands in it.
    public var expression: Expression
    /// Its name, if one was typed behind `as`.
    public var alias: String?
    /// From the expression to the end of the alias.
    public var range: Range<Int>
  }
  /// What rows are sorted by.
  public struct Key: Sendable {
    /// The value that decides.
    public var expression: Expression
    /// `desc`.
    public var descending: Bool
    /// From the expression to its `asc` or `desc`.
    public var range: Range<Int>
  }

  /// What stands behind the keyword of a clause.
  public enum Content: Sendable {
    /// The keyword says it all.
    case none
    case pathMode(PathMode)
    case relation(RelationSyntax)
    case names([Name])
    case depth(Depth)
    case condition(Condition)
    case returned(Return)
    case order([Key])
    case count(Count)
    case time(Time)
    case statuses(Statuses)
    case rank(Rank)
    case languages([String])
    case details(Set<Detail>)
    case format(String)
    case milliseconds(Int)
  }
  /// One clause.
  public struct Typed: Sendable {
    /// Its keyword.
    public var word: ClauseWord
    /// From its keyword to its end; nil for one that a saved query stores, whose place is in
    /// another text.
    public var range: Range<Int>?
    /// What stands behind the keyword.
    public var content: Content
  }

  /// The clauses in their order.
  ///
  /// A list and not a field for each: most queries have two or three, and two dozen fields are as
  /// many references to count whenever a query is handed on.
  public private(set) var typed: [Typed] = []

  /// No clause at all.
  public init() {}

  /// Takes in the next clause.
  mutating func append(_ clause: Typed) {
    if typed.isEmpty { typed.reserveCapacity(4) }
    typed.append(clause)
  }
}

extension Clauses {
  /// What stands behind a keyword, if it was typed.
  private func content(_ word: ClauseWord) -> Content? {
    for index in typed.indices where typed[index].word == word { return typed[index].content }
    return nil
  }

  private func names(_ word: ClauseWord) -> [Name]? {
    if case .names(let names)? = content(word) { names } else { nil }
  }

  private func count(_ word: ClauseWord) -> Count? {
    if case .count(let count)? = content(word) { count } else { nil }
  }

  private func has(_ word: ClauseWord) -> Bool {
    for index in typed.indices where typed[index].word == word { return true }
    return false
  }

  /// The word that was typed of those that say the same thing.
  private func typed(about word: ClauseWord) -> ClauseWord? {
    for index in typed.indices where typed[index].word.subject == word { return typed[index].word }
    return nil
  }

  /// `up`, `down` or `both`.
  public var direction: Direction? {
    switch typed(about: .up) {
    case .up: .up
    case .down: .down
    case .both: .both
    default: nil
    }
  }

  /// `shortest`, `all-shortest` or `simple`.
  public var pathMode: PathMode? {
    if case .pathMode(let mode)? = typed(about: .shortest).flatMap(content) { mode } else { nil }
  }

  /// `via`: the relations a walk may take.
  public var via: RelationSyntax? {
    if case .relation(let relation)? = content(.via) { relation } else { nil }
  }

  /// `through`: the classes a connecting node may have; every class is the word `any`.
  public var through: [Name]? { names(.through) }

  /// `avoid`: nodes that may not be used.
  public var avoid: [Name]? { names(.avoid) }

  /// `depth`, in steps.
  public var depth: Depth? {
    if case .depth(let depth)? = content(.depth) { depth } else { nil }
  }

  /// `where`.
  public var condition: Condition? {
    if case .condition(let condition)? = content(.where) { condition } else { nil }
  }

  /// `return`.
  public var returned: Return? {
    if case .returned(let returned)? = content(.return) { returned } else { nil }
  }

  /// `order by`, the first key first.
  public var order: [Key]? {
    if case .order(let keys)? = content(.order) { keys } else { nil }
  }

  /// `limit`, in rows or paths.
  public var limit: Count? { count(.limit) }

  /// `offset`, in rows or paths.
  public var offset: Count? { count(.offset) }

  /// `as-of` or `during`.
  public var time: Time? {
    if case .time(let time)? = typed(about: .asOf).flatMap(content) { time } else { nil }
  }

  /// `including` or `only`.
  public var statuses: Statuses? {
    if case .statuses(let statuses)? = typed(about: .including).flatMap(content) {
      statuses
    } else {
      nil
    }
  }

  /// `according-to`: the documents and collections that count.
  public var accordingTo: [Name]? { names(.accordingTo) }

  /// `rank`.
  public var rank: Rank? { if case .rank(let rank)? = content(.rank) { rank } else { nil } }

  /// `lang`: tags in lower case, the first wanted first.
  public var languages: [String]? {
    if case .languages(let tags)? = content(.lang) { tags } else { nil }
  }

  /// `with`.
  public var details: Set<Detail>? {
    if case .details(let details)? = content(.with) { details } else { nil }
  }

  /// The format word in lower case, such as `table` or `dot`.
  public var format: String? {
    if case .format(let word)? = content(.as) { word } else { nil }
  }

  /// `within`, in milliseconds.
  public var withinMilliseconds: Int? {
    if case .milliseconds(let count)? = content(.within) { count } else { nil }
  }

  /// `explain`: show the plan, run nothing.
  public var explain: Bool { has(.explain) }

  /// Where a clause that was typed begins and ends.
  public func range(of word: ClauseWord) -> Range<Int>? {
    for index in typed.indices where typed[index].word == word { return typed[index].range }
    return nil
  }

  /// The clause that says the same thing as another would; nil when there is none.
  func rival(of word: ClauseWord) -> ClauseWord? { typed(about: word.subject) }
}
