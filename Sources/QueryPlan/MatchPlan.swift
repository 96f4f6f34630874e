// Patterns with their names resolved and in the order in which they are looked up.

internal import GraphModel
public import GraphStore

/// A query of patterns.
public struct MatchPlan: Sendable {
  /// Variable names by slot; statement variables among them.
  public var variables: [String]
  /// Which slots hold statements.
  public var statementSlots: Set<Int>
  /// The patterns in the order of looking up.
  public var patterns: [PatternPlan]
  /// What each row must fulfil; aliases of aggregates are tested after grouping.
  public var condition: ConditionPlan?
  /// Tests on grouped rows.
  public var groupCondition: ConditionPlan?
  /// The columns.
  public var items: [ItemPlan]
  /// `return all`.
  public var keepsDuplicates: Bool
  /// Nothing to return: one row `stated`, or none.
  public var isYesOrNo: Bool
  /// How the rows are ordered.
  public var order: [KeyPlan]

  /// Whether rows are grouped: an item counts or sums.
  public var isGrouped: Bool { items.contains { $0.expression.isAggregate } }
}

/// One pattern.
public struct PatternPlan: Sendable {
  /// An end of a pattern.
  public enum End: Sendable, Equatable {
    case slot(Int)
    case anything
    case node(TermID)
    /// A class and all its kinds, behind `a`; the literals of one text.
    case oneOf([TermID])
    case value(ValuePlan)
  }
  /// What stands before the relation.
  public var subject: End
  /// The relation, as it is walked.
  public var path: PathPlan
  /// What stands behind the relation.
  public var object: End
  /// The slot of `as ?s`.
  public var statement: Int?
  /// Rows expected from it at its place, by statistics.
  public var estimate: Double
  /// As typed, for `explain`; empty without it.
  public var text: String
}

/// A returned column.
public struct ItemPlan: Sendable {
  /// What it shows.
  public var expression: ExpressionPlan
  /// The column's name: the alias, or the expression as typed.
  public var name: String
}

/// An ordering key.
public struct KeyPlan: Sendable {
  /// A column of the answer, or an expression over a row.
  public var expression: ExpressionPlan
  /// From the greatest down.
  public var descending: Bool
}

/// What a row must fulfil.
public indirect enum ConditionPlan: Sendable {
  /// How two values compare.
  public enum Comparison: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }
  case or([ConditionPlan])
  case and([ConditionPlan])
  case not(ConditionPlan)
  case exists([PatternPlan])
  case compare(ExpressionPlan, Comparison, ExpressionPlan)
  case member(ExpressionPlan, [ExpressionPlan])
  /// The pattern folded to lower case bytes, `*` and `?` as typed.
  case like(ExpressionPlan, String)
}

/// A value of a row.
public indirect enum ExpressionPlan: Sendable, Equatable {
  /// A function of the language, or a standard column of a statement: `since` to `status` are no
  /// words of the language, where the annotations of the vocabulary have these names.
  public enum Function: Sendable, Equatable {
    case label, nodeClass, year, date, degree, relationName, said
    case since, until, status

    /// The functions by their names.
    static let named: [String: Function] = [
      "label": .label, "class": .nodeClass, "year": .year, "date": .date, "degree": .degree,
      "rel": .relationName, "said": .said,
    ]
  }
  /// What is computed over a group.
  public enum Aggregate: Sendable, Equatable { case count, least, most, sum, average }
  case slot(Int)
  case node(TermID)
  case value(ValuePlan)
  case function(Function, Int)
  /// A relation as a function: the objects of the slot's node by these relations.
  case relation(StepSet, Int)
  /// An annotation as a function of a statement.
  case annotation(TermID, AnnotationRole?, Int)
  /// Over the group; no slot is `*`.
  case aggregate(Aggregate, Int?)
  /// A column of the answer, by its index.
  case column(Int)

  /// Whether it is computed over a group.
  public var isAggregate: Bool {
    if case .aggregate = self { true } else { false }
  }
}

extension ExpressionPlan {
  /// What kind of value it gives, where that is certain.
  var kind: String? {
    switch self {
    case .node, .function(.nodeClass, _): "a node"
    case .value(.number), .function(.year, _), .function(.degree, _), .aggregate(.count, _):
      "a number"
    case .value(.date), .function(.date, _), .function(.said, _), .function(.since, _),
      .function(.until, _):
      "a date"
    case .value(.text), .function(.label, _): "a text"
    default: nil
    }
  }

  /// A whole number from 1 to 9999, which is also a year.
  var isYear: Bool {
    if case .value(.number(let number)) = self {
      return number == number.rounded() && (1...9999).contains(number)
    }
    if case .value(.date(let date)) = self { return date.month == nil }
    if case .function(.year, _) = self { return true }
    return false
  }
}

extension PatternPlan {
  /// The variables it binds.
  public var slots: Set<Int> {
    var slots: Set<Int> = []
    if case .slot(let slot) = subject { slots.insert(slot) }
    if case .slot(let slot) = object { slots.insert(slot) }
    if let statement { slots.insert(statement) }
    return slots
  }
}

extension ExpressionPlan {
  /// The variable it reads.
  public var slot: Int? {
    switch self {
    case .slot(let slot), .function(_, let slot), .relation(_, let slot),
      .annotation(_, _, let slot):
      slot
    case .aggregate(_, let slot): slot
    case .node, .value, .column: nil
    }
  }
}

extension ConditionPlan {
  /// The variables it reads.
  public var slots: Set<Int> {
    switch self {
    case .or(let parts), .and(let parts): parts.reduce(into: []) { $0.formUnion($1.slots) }
    case .not(let inner): inner.slots
    case .exists(let patterns): patterns.reduce(into: []) { $0.formUnion($1.slots) }
    case .compare(let left, _, let right): Set([left.slot, right.slot].compactMap { $0 })
    case .member(let value, let list): Set(([value] + list).compactMap(\.slot))
    case .like(let value, _): Set([value.slot].compactMap { $0 })
    }
  }

  /// Whether it tests a column of the answer, so that it must wait for the grouping.
  var readsColumn: Bool {
    switch self {
    case .or(let parts), .and(let parts): parts.contains(where: \.readsColumn)
    case .not(let inner): inner.readsColumn
    case .exists: false
    case .compare(let left, _, let right): left.isColumn || right.isColumn
    case .member(let value, let list): value.isColumn || list.contains(where: \.isColumn)
    case .like(let value, _): value.isColumn
    }
  }
}

extension ConditionPlan {
  /// The same test over the columns of the answer; nil when it reads what is no column.
  func overColumns(_ items: [ItemPlan]) -> ConditionPlan? {
    func column(_ expression: ExpressionPlan) -> ExpressionPlan? {
      switch expression {
      case .column, .value, .node: return expression
      default:
        return items.firstIndex { $0.expression == expression }.map { .column($0) }
      }
    }
    func all<Part, Mapped>(_ parts: [Part], _ map: (Part) -> Mapped?) -> [Mapped]? {
      let mapped = parts.compactMap(map)
      return mapped.count == parts.count ? mapped : nil
    }
    switch self {
    case .or(let parts): return all(parts) { $0.overColumns(items) }.map { .or($0) }
    case .and(let parts): return all(parts) { $0.overColumns(items) }.map { .and($0) }
    case .not(let inner): return inner.overColumns(items).map { .not($0) }
    case .exists: return nil
    case .compare(let left, let comparison, let right):
      guard let left = column(left), let right = column(right) else { return nil }
      return .compare(left, comparison, right)
    case .member(let value, let list):
      guard let value = column(value), let list = all(list, column) else { return nil }
      return .member(value, list)
    case .like(let value, let pattern): return column(value).map { .like($0, pattern) }
    }
  }
}

extension ExpressionPlan {
  fileprivate var isColumn: Bool {
    switch self {
    case .column, .aggregate: true
    default: false
    }
  }
}
