// Patterns ready to be looked up: what is asked of each statement is a number where it can be one, so
// that nothing is counted or copied to ask it.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// An end of a pattern, as it is asked for each statement that is looked at.
///
/// Numbers alone, so that nothing is counted to pass it on; lists and values are in the pattern.
struct LookUpEnd {
  enum Kind: UInt8 { case anything, node, oneOf, value, slot }
  let kind: Kind
  /// Of a slot.
  let slot: Int
  /// The node of an end that is one.
  let node: TermID

  init(_ end: PatternPlan.End) {
    switch end {
    case .anything: (kind, slot, node) = (.anything, -1, 0)
    case .slot(let slot): (kind, self.slot, node) = (.slot, slot, 0)
    case .node(let node): (kind, slot, self.node) = (.node, -1, node)
    case .oneOf: (kind, slot, node) = (.oneOf, -1, 0)
    case .value: (kind, slot, node) = (.value, -1, 0)
    }
  }

  /// The one node it can be; 0 when there are several.
  @inline(__always)
  func bound(_ bindings: inout Bindings) -> TermID {
    switch kind {
    case .node: node
    case .slot: bindings.slots[slot]
    case .anything, .oneOf, .value: 0
    }
  }
}

/// A pattern ready to be looked up.
///
/// Passed on as a pointer, for each statement that is looked at: a class is counted each time, and a
/// struct has four arrays to count.
struct LookUp {
  let pattern: PatternPlan
  let subject: LookUpEnd
  let object: LookUpEnd
  /// The slot of `as ?s`; -1 for none.
  let statement: Int
  /// It is one step, not a path.
  let isStep: Bool
  /// The one relation that its step takes, forwards; -1 where it takes others.
  let only: Int
  /// The relations that its step takes forwards.
  let forward: [RelationID]
  /// The relations that its step takes backwards.
  let backward: [RelationID]
  /// What can be tested once it is bound.
  var tests: [Test] = []
  /// Whether all is bound once it is.
  let isLast: Bool

  init(_ pattern: PatternPlan, isLast: Bool) {
    self.isLast = isLast
    self.pattern = pattern
    subject = LookUpEnd(pattern.subject)
    object = LookUpEnd(pattern.object)
    statement = pattern.statement ?? -1
    let step = pattern.path.singleStep
    isStep = step != nil
    forward = step?.forward.members ?? []
    backward = step?.backward.members ?? []
    only = forward.count == 1 && backward.isEmpty ? Int(forward[0]) : -1
  }

  /// A condition, and where it compares a variable with a number what is asked of each solution.
  struct Test {
    let condition: ConditionPlan
    /// The variable; -1 where the condition is another.
    var slot = -1
    var comparison = ConditionPlan.Comparison.equal
    var number = 0.0

    init(_ condition: ConditionPlan, _ statementSlots: Set<Int>) {
      self.condition = condition
      if case .compare(.slot(let slot), let comparison, .value(.number(let number))) = condition,
        !statementSlots.contains(slot)
      {
        (self.slot, self.comparison, self.number) = (slot, comparison, number)
      }
    }
  }
}

extension LookUp {
  /// Patterns in the order of a plan.
  static func chain(_ patterns: [PatternPlan]) -> [LookUp] {
    patterns.enumerated().map { LookUp($1, isLast: $0 == patterns.count - 1) }
  }
}

extension PatternPlan.End {
  /// The nodes it can be; nil when it can be anything.
  func known(_ bindings: inout Bindings) -> [TermID]? {
    if case .oneOf(let nodes) = self { return nodes }
    let node = LookUpEnd(self).bound(&bindings)
    return node == 0 ? nil : [node]
  }
}
