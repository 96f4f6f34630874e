// A query with every name resolved: what an operator needs and nothing it has to look up.

public import GraphModel
public import GraphStore
public import GraphVocabulary

/// What to do and under which conditions.
public struct Plan: Sendable {
  /// The verb with its own operands.
  public enum Task: Sendable {
    case link(LinkPlan)
    case lineage(LineagePlan)
    case origin(OriginPlan)
    case paths(PathsPlan)
    case near(NearPlan)
    case match(MatchPlan)
    /// The class; nil is every class.
    case list(TermID?)
    case show(TermID)
    case why(WhyPlan)
    case find(String, tag: String?)
  }

  /// What to do.
  public var task: Task
  /// Which statements count.
  public var filter: StatementFilter
  /// The time as typed, for the last line: `2012`, `any`.
  public var timeText: String
  /// Languages of labels, in order; empty is English.
  public var languages: [String]
  /// Whether rows get their sources, dates, full IRIs.
  public var showsSources = false
  /// Since, until and said beside each row.
  public var showsDates = false
  /// Full IRIs beside each node.
  public var showsIRIs = false
  /// The format word; nil for the default.
  public var format: String?
  /// The most rows, and whether the user said so.
  public var limit: Int
  /// The user said how many rows.
  public var isLimitTyped: Bool
  /// Rows passed over first.
  public var offset: Int
  /// The time allowed, in milliseconds; nil for the default.
  public var withinMilliseconds: Int?
  /// Show the plan instead of running it.
  public var isExplained: Bool
  /// The nodes that were asked about, for pictures and `explain`.
  public var focus: [TermID]
  /// The verb as typed.
  public var verb: String

  /// Most rows of an answer unless the query says otherwise.
  public static let defaultLimit = 1_000
}

/// Bodies that tie nodes together.
public struct LinkPlan: Sendable {
  /// What the score is made of.
  public enum Ranking: Sendable { case specific, strength, count }
  /// The sides, two or more.
  public var sides: [TermID]
  /// The ties that count; nil is every tie.
  public var via: StepSet?
  /// A tie is a walk along this path instead.
  public var along: PathPlan?
  /// The classes that link; nil is those the vocabulary says, empty is every class.
  public var through: [TermID]?
  /// Nodes that do not link.
  public var avoid: Set<TermID>
  /// How many ties the longest chain to a side has at least.
  public var least: Int
  /// The most ties of a chain to a side.
  public var most: Int
  /// What the score is made of.
  public var ranking: Ranking
}

/// Ancestors or descendants.
public struct LineagePlan: Sendable {
  /// Towards older nodes, newer ones, or both.
  public enum Direction: Sendable { case up, down, both }
  /// The node asked about.
  public var root: TermID
  /// Towards older nodes, newer ones, or both.
  public var direction: Direction
  /// The lineage relations that count, from newer to older; nil is all.
  public var via: RelationSet?
  /// Nodes that are not walked on.
  public var avoid: Set<TermID>
  /// The farthest distance; nil is to the end.
  public var depth: Int?
}

/// Nearest common ancestors.
public struct OriginPlan: Sendable {
  /// The one node.
  public var first: TermID
  /// The other.
  public var second: TermID
  /// The lineage relations that count; nil is all.
  public var via: RelationSet?
  /// Nodes that are not walked on.
  public var avoid: Set<TermID>
  /// The farthest distance; nil is to the end.
  public var depth: Int?
}

/// Ways from node to node.
public struct PathsPlan: Sendable {
  /// Which ways are wanted.
  public enum Mode: Sendable, Equatable {
    case shortest(Int)
    case allShortest
    case simple
  }
  /// The nodes to pass, in order.
  public var stops: [TermID]
  /// Which ways are wanted.
  public var mode: Mode
  /// The steps that are walked; nil is the ordinary ones.
  public var via: StepSet?
  /// A way goes along this path, once or several times over, instead.
  public var along: PathPlan?
  /// An inner node must be of one of these; nil asks for none.
  public var through: [TermID]?
  /// Nodes that are not walked on.
  public var avoid: Set<TermID>
  /// The fewest steps of a way.
  public var least: Int
  /// The most steps of a way.
  public var most: Int
}

/// The neighbourhood of a node.
public struct NearPlan: Sendable {
  /// The node asked about.
  public var centre: TermID
  /// The steps that are walked; nil is the ordinary ones.
  public var via: StepSet?
  /// A step is a walk along this path instead.
  public var along: PathPlan?
  /// Nodes that are not walked on.
  public var avoid: Set<TermID>
  /// How many steps to go.
  public var depth: Int
}

/// The sources of statements.
public struct WhyPlan: Sendable {
  /// An end: one node, a literal text or number, or anything.
  public enum End: Sendable, Equatable {
    case node(TermID)
    case value(ValuePlan)
    case anything
  }
  /// What stands before the relation.
  public var subject: End
  /// The relations asked for.
  public var step: StepSet
  /// What stands behind the relation.
  public var object: End
}

/// A value as typed, for comparison by value.
public enum ValuePlan: Sendable, Equatable {
  case text(String, tag: String?)
  case number(Double)
  case date(PartialDate)
  case boolean(Bool)
}
