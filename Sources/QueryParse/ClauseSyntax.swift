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

  /// `up`, `down` or `both`.
  public var direction: Direction?
  /// `shortest`, `all-shortest` or `simple`.
  public var pathMode: PathMode?
  /// `via`: the relations a walk may take.
  public var via: RelationSyntax?
  /// `through`: the classes a connecting node may have; every class is the word `any`.
  public var through: [Name]?
  /// `avoid`: nodes that may not be used.
  public var avoid: [Name]?
  /// `depth`, in steps.
  public var depth: Depth?
  /// `where`.
  public var condition: Condition?
  /// `return`.
  public var returned: Return?
  /// `order by`, the first key first.
  public var order: [Key]?
  /// `limit`, in rows or paths.
  public var limit: Count?
  /// `offset`, in rows or paths.
  public var offset: Count?
  /// `as-of` or `during`.
  public var time: Time?
  /// `including` or `only`.
  public var statuses: Statuses?
  /// `according-to`: the documents and collections that count.
  public var accordingTo: [Name]?
  /// `rank`.
  public var rank: Rank?
  /// `lang`: tags in lower case, the first wanted first.
  public var languages: [String]?
  /// `with`.
  public var details: Set<Detail>?
  /// The format word in lower case, such as `table` or `dot`.
  public var format: String?
  /// `within`, in milliseconds.
  public var withinMilliseconds: Int?
  /// `explain`: show the plan, run nothing.
  public var explain: Bool = false
  /// Where each clause that was typed begins and ends, by its keyword (`via`, `as-of`, `up` …).
  public var ranges: [String: Range<Int>] = [:]

  /// No clause at all.
  public init() {}
}
