// `match`: all ways to bind the variables of some patterns, as a set of rows. Patterns are looked up
// in the order of the plan, each with what is bound by then; there are at most sixteen, so the
// nesting is the plan's and no input deepens it.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// What the variables stand for.
///
/// A statement is kept as its number plus one; 0 is unbound.
struct Bindings {
  var slots: [UInt32]
  /// The statements used so far, pattern by pattern.
  var statements: [StatementID] = []

  /// The statement of a slot.
  func statement(_ slot: Int) -> StatementID? { slots[slot] == 0 ? nil : slots[slot] - 1 }
}

extension Run {
  /// Most solutions held while they are sorted and counted.
  private static let mostSolutions = 2_000_000

  func match(_ plan: MatchPlan) throws(Stop) {
    answer.columns = plan.isYesOrNo && plan.items.isEmpty ? ["stated"] : plan.items.map(\.name)
    answer.isAggregate = plan.isGrouped
    var table = MatchTable(plan)
    var solutions = 0
    let start = Bindings(slots: [UInt32](repeating: 0, count: plan.variables.count))
    _ = try solve(plan.patterns[...], start) { (bindings) throws(Stop) in
      if let condition = plan.condition, try !self.holds(condition, bindings) { return true }
      solutions += 1
      guard solutions <= Run.mostSolutions else {
        throw .limit(what: "solutions", most: Run.mostSolutions)
      }
      table.add(bindings, self)
      // One solution answers a question without variables.
      return !(plan.isYesOrNo && plan.items.isEmpty)
    }
    append(try table.rows(self))
  }

  /// Calls `take` with each way to bind the patterns; false when it has enough.
  func solve(
    _ patterns: ArraySlice<PatternPlan>, _ bindings: Bindings,
    _ take: (Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    guard let pattern = patterns.first else { return try take(bindings) }
    let rest = patterns.dropFirst()
    return try lookUp(pattern, bindings) { (bound) throws(Stop) in
      try self.solve(rest, bound, take)
    }
  }

  private func lookUp(
    _ pattern: PatternPlan, _ bindings: Bindings, _ take: (Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    guard let step = pattern.path.singleStep else {
      return try lookUpPath(pattern, bindings, take)
    }
    func bind(_ statement: StatementID, isForward: Bool) throws(Stop) -> Bool {
      try self.step()
      let ends = (snapshot.subjects[Int(statement)], snapshot.objects[Int(statement)])
      let (from, to) = isForward ? ends : (ends.1, ends.0)
      var bound = bindings
      guard fits(pattern.subject, from, &bound), fits(pattern.object, to, &bound),
        admits(statement)
      else { return true }
      if let slot = pattern.statement { bound.slots[slot] = statement + 1 }
      bound.statements.append(statement)
      return try take(bound)
    }
    for (statement, isForward) in candidates(pattern, step, bindings) {
      guard try bind(statement, isForward: isForward) else { return false }
    }
    return true
  }

  /// The statements that can fit a pattern of one step, by the end that is known.
  func candidates(
    _ pattern: PatternPlan, _ step: StepSet, _ bindings: Bindings
  ) -> [(StatementID, Bool)] {
    if let nodes = known(pattern.subject, bindings) {
      return nodes.flatMap { candidates(at: $0, step) }
    }
    if let nodes = known(pattern.object, bindings) {
      return nodes.flatMap { candidates(at: $0, step.reversed) }.map { ($0.0, !$0.1) }
    }
    var found: [(StatementID, Bool)] = []
    for relation in step.forward.members {
      found += snapshot.statements(with: relation).map { ($0, true) }
    }
    for relation in step.backward.members {
      found += snapshot.statements(with: relation).map { ($0, false) }
    }
    return found
  }

  func candidates(at node: TermID, _ step: StepSet) -> [(StatementID, Bool)] {
    var found: [(StatementID, Bool)] = []
    for relation in step.forward.members {
      found += snapshot.statements(from: node, relation).map { ($0, true) }
    }
    for relation in step.backward.members {
      found += snapshot.statements(to: node, relation).map { ($0, false) }
    }
    return found
  }

  /// The nodes an end can be; nil when it can be anything.
  func known(_ end: PatternPlan.End, _ bindings: Bindings) -> [TermID]? {
    switch end {
    case .node(let node): [node]
    case .oneOf(let nodes): nodes
    case .slot(let slot): bindings.slots[slot] == 0 ? nil : [bindings.slots[slot]]
    case .anything, .value: nil
    }
  }

  /// Whether an end can be a term; binds it if it is free.
  func fits(
    _ end: PatternPlan.End, _ term: TermID, _ bindings: inout Bindings
  ) -> Bool {
    switch end {
    case .anything: return true
    case .node(let node): return node == term
    case .oneOf(let nodes): return nodes.contains(term)
    case .value(let value): return matches(term, value)
    case .slot(let slot):
      if bindings.slots[slot] == 0 {
        bindings.slots[slot] = term
        return true
      }
      return bindings.slots[slot] == term
    }
  }
}
