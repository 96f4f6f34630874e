// `match`: all ways to bind the variables of some patterns, as a set of rows. Patterns are looked up
// in the order of the plan, each with what is bound by then; there are at most sixteen, so the
// nesting is the plan's and no input deepens it. A condition is tested as soon as all that it reads
// is bound.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// What the variables stand for.
///
/// A statement is kept as its number plus one; 0 is unbound.
struct Bindings {
  var slots: [UInt32]
  /// Which slots hold statements.
  let statementSlots: Set<Int>
  /// The statements used so far, pattern by pattern.
  var statements: [StatementID] = []

  /// The statement of a slot; nil for a slot of another kind.
  func statement(_ slot: Int) -> StatementID? {
    guard isStatement(slot), slots[slot] != 0 else { return nil }
    return slots[slot] - 1
  }

  /// Whether a slot is for a statement.
  func isStatement(_ slot: Int) -> Bool {
    !statementSlots.isEmpty && statementSlots.contains(slot)
  }
}

/// A pattern ready to be looked up: a class, as it is passed on for each statement that is looked at.
final class LookUp {
  let pattern: PatternPlan
  let subject: PatternPlan.End
  let object: PatternPlan.End
  /// The slot of `as ?s`; -1 for none.
  let statement: Int
  /// It is one step, not a path.
  let isStep: Bool
  /// The relations that its step takes forwards.
  let forward: [RelationID]
  /// The relations that its step takes backwards.
  let backward: [RelationID]
  /// What can be tested once it is bound.
  var conditions: [ConditionPlan] = []

  init(_ pattern: PatternPlan) {
    self.pattern = pattern
    subject = pattern.subject
    object = pattern.object
    statement = pattern.statement ?? -1
    let step = pattern.path.singleStep
    isStep = step != nil
    forward = step?.forward.members ?? []
    backward = step?.backward.members ?? []
  }
}

extension Run {
  /// Most solutions held while they are sorted and counted.
  private static let mostSolutions = 2_000_000

  func match(_ plan: MatchPlan) throws(Stop) {
    answer.columns = plan.isYesOrNo && plan.items.isEmpty ? ["stated"] : plan.items.map(\.name)
    answer.isAggregate = plan.isGrouped
    let (lookUps, atOnce) = Run.lookUps(of: plan)
    var start = Bindings(
      slots: [UInt32](repeating: 0, count: plan.variables.count),
      statementSlots: plan.statementSlots)
    for condition in atOnce where try !holds(condition, &start) { return emptyAnswer(plan) }
    if MatchRows.serve(plan) {
      var rows = MatchRows(plan, most: self.plan.offset &+ self.plan.limit &+ 1)
      // A stop leaves the rows found so far, in their order.
      defer { append(rows.found(self)) }
      _ = try solve(lookUps, 0, &start) { (bindings) throws(Stop) in
        try rows.add(bindings, self)
        return true
      }
      return try rows.finish(self)
    }
    var table = MatchTable(plan)
    var solutions = 0
    _ = try solve(lookUps, 0, &start) { (bindings) throws(Stop) in
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

  private func emptyAnswer(_ plan: MatchPlan) {
    var table = MatchTable(plan)
    if let rows = try? table.rows(self) { append(rows) }
  }

  /// The patterns in their order, each with the conditions that can be tested behind it, and those
  /// that read no variable of a pattern.
  private static func lookUps(of plan: MatchPlan) -> ([LookUp], atOnce: [ConditionPlan]) {
    let lookUps = plan.patterns.map(LookUp.init)
    var atOnce: [ConditionPlan] = []
    let parts: [ConditionPlan] =
      switch plan.condition {
      case nil: []
      case .and(let parts): parts
      case .some(let condition): [condition]
      }
    for part in parts {
      // Behind the last pattern that is the first to bind something that is read.
      let last = part.slots.compactMap { slot in
        plan.patterns.firstIndex { $0.slots.contains(slot) }
      }.max()
      if let last { lookUps[last].conditions.append(part) } else { atOnce.append(part) }
    }
    return (lookUps, atOnce)
  }

  /// Calls `take` with each way to bind the patterns from one on; false when it has enough.
  func solve(
    _ lookUps: [LookUp], _ next: Int, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    guard next < lookUps.count else { return try take(&bindings) }
    let lookUp = lookUps[next]
    return try find(lookUp, &bindings) { (bindings) throws(Stop) in
      for condition in lookUp.conditions where try !self.holds(condition, &bindings) { return true }
      return try self.solve(lookUps, next + 1, &bindings, take)
    }
  }

  private func find(
    _ lookUp: LookUp, _ bindings: inout Bindings, _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    guard lookUp.isStep else { return try findPath(lookUp, &bindings, take) }
    func bind(_ statement: StatementID, _ isForward: Bool) throws(Stop) -> Bool {
      try self.step()
      let subject = snapshot.subjects[Int(statement)]
      let object = snapshot.objects[Int(statement)]
      return try bindEnds(
        lookUp, isForward ? subject : object, isForward ? object : subject, &bindings
      ) { (bindings) throws(Stop) in
        guard self.admits(statement) else { return true }
        if lookUp.statement >= 0 { bindings.slots[lookUp.statement] = statement + 1 }
        bindings.statements.append(statement)
        let goesOn = try take(&bindings)
        bindings.statements.removeLast()
        if lookUp.statement >= 0 { bindings.slots[lookUp.statement] = 0 }
        return goesOn
      }
    }
    if let nodes = known(lookUp.subject, bindings) {
      for node in nodes {
        for relation in lookUp.forward {
          for statement in snapshot.statements(from: node, relation)
          where try !bind(statement, true) { return false }
        }
        for relation in lookUp.backward {
          for statement in snapshot.statements(to: node, relation)
          where try !bind(statement, false) { return false }
        }
      }
    } else if let nodes = known(lookUp.object, bindings) {
      for node in nodes {
        for relation in lookUp.forward {
          for statement in snapshot.statements(to: node, relation)
          where try !bind(statement, true) { return false }
        }
        for relation in lookUp.backward {
          for statement in snapshot.statements(from: node, relation)
          where try !bind(statement, false) { return false }
        }
      }
    } else {
      for relation in lookUp.forward {
        for statement in snapshot.statements(with: relation)
        where try !bind(statement, true) { return false }
      }
      for relation in lookUp.backward {
        for statement in snapshot.statements(with: relation)
        where try !bind(statement, false) { return false }
      }
    }
    return true
  }

  /// Binds the ends of a pattern while `take` is at work, if they can be these terms.
  func bindEnds(
    _ lookUp: LookUp, _ from: TermID, _ to: TermID, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    var free: (Int, Int) = (-1, -1)
    guard fits(lookUp.subject, from, &bindings, &free.0) else { return true }
    defer {
      if free.0 >= 0 { bindings.slots[free.0] = 0 }
      if free.1 >= 0 { bindings.slots[free.1] = 0 }
    }
    guard fits(lookUp.object, to, &bindings, &free.1) else { return true }
    return try take(&bindings)
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

  /// Whether an end can be a term; binds it if it is free, and says so.
  private func fits(
    _ end: PatternPlan.End, _ term: TermID, _ bindings: inout Bindings, _ bound: inout Int
  ) -> Bool {
    switch end {
    case .anything: return true
    case .node(let node): return node == term
    case .oneOf(let nodes): return nodes.contains(term)
    case .value(let value): return matches(term, value)
    case .slot(let slot):
      guard bindings.slots[slot] == 0 else { return bindings.slots[slot] == term }
      bindings.slots[slot] = term
      bound = slot
      return true
    }
  }
}
