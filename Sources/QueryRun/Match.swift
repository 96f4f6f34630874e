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
      defer { rows.show(self) }
      _ = try solve(lookUps, &start) { (bindings) throws(Stop) in
        try rows.add(bindings, self)
        return true
      }
      return try rows.finish(self)
    }
    var table = MatchTable(plan)
    var solutions = 0
    _ = try solve(lookUps, &start) { (bindings) throws(Stop) in
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
    var lookUps = LookUp.chain(plan.patterns)
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
      guard let last else {
        atOnce.append(part)
        continue
      }
      lookUps[last].tests.append(LookUp.Test(part, plan.statementSlots))
    }
    return (lookUps, atOnce)
  }

  /// Calls `take` with each way to bind some patterns; false when it has enough.
  func solve(
    _ lookUps: [LookUp], _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    try lookUps.withUnsafeBufferPointer { (lookUps) throws(Stop) in
      guard let first = lookUps.baseAddress, !lookUps.isEmpty else { return try take(&bindings) }
      return try solve(first, &bindings, take)
    }
  }

  private func solve(
    _ lookUp: UnsafePointer<LookUp>, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    guard lookUp.pointee.isStep else {
      return try findPath(lookUp, &bindings) { (bindings) throws(Stop) in
        try self.goOn(lookUp, &bindings, take)
      }
    }
    let subject = lookUp.pointee.subject.bound(&bindings)
    if subject != 0 { return try lookFrom(subject, lookUp, &bindings, take) }
    if case .oneOf(let nodes) = lookUp.pointee.pattern.subject {
      for node in nodes where try !lookFrom(node, lookUp, &bindings, take) { return false }
      return true
    }
    let object = lookUp.pointee.object.bound(&bindings)
    if object != 0 { return try lookBack(from: object, lookUp, &bindings, take) }
    if case .oneOf(let nodes) = lookUp.pointee.pattern.object {
      for node in nodes where try !lookBack(from: node, lookUp, &bindings, take) {
        return false
      }
      return true
    }
    for relation in lookUp.pointee.forward {
      for statement in snapshot.statements(with: relation) {
        let (from, to) = (snapshot.subjects[Int(statement)], snapshot.objects[Int(statement)])
        if try !bind(statement, from, to, lookUp, &bindings, take) { return false }
      }
    }
    for relation in lookUp.pointee.backward {
      for statement in snapshot.statements(with: relation) {
        let (from, to) = (snapshot.objects[Int(statement)], snapshot.subjects[Int(statement)])
        if try !bind(statement, from, to, lookUp, &bindings, take) { return false }
      }
    }
    return true
  }

  /// Looks at the statements at the subject's end of a pattern.
  private func lookFrom(
    _ node: TermID, _ lookUp: UnsafePointer<LookUp>, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    let object = lookUp.pointee.object.bound(&bindings)
    // Most steps take one relation: no list is counted for it.
    let only = lookUp.pointee.only
    if only >= 0, object == 0 {
      for statement in snapshot.statements(from: node, RelationID(only)) {
        let other = snapshot.objects[Int(statement)]
        if try !bind(statement, node, other, lookUp, &bindings, take) { return false }
      }
      return true
    }
    for relation in lookUp.pointee.forward {
      // With both ends known few of a hub's statements are looked at.
      let statements =
        object != 0
        ? snapshot.statements(node, relation, object) : snapshot.statements(from: node, relation)
      for statement in statements {
        let other = snapshot.objects[Int(statement)]
        if try !bind(statement, node, other, lookUp, &bindings, take) { return false }
      }
    }
    for relation in lookUp.pointee.backward {
      for statement in snapshot.statements(to: node, relation) {
        let other = snapshot.subjects[Int(statement)]
        if try !bind(statement, node, other, lookUp, &bindings, take) { return false }
      }
    }
    return true
  }

  /// Looks at the statements at the object's end of a pattern.
  private func lookBack(
    from node: TermID, _ lookUp: UnsafePointer<LookUp>, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    let only = lookUp.pointee.only
    if only >= 0 {
      let statements = snapshot.statements(to: node, RelationID(only))
      for place in statements.startIndex..<statements.endIndex {
        let statement = statements.base[place]
        let other = snapshot.subjects[Int(statement)]
        if try !bind(statement, other, node, lookUp, &bindings, take) { return false }
      }
      return true
    }
    for relation in lookUp.pointee.forward {
      for statement in snapshot.statements(to: node, relation) {
        let other = snapshot.subjects[Int(statement)]
        if try !bind(statement, other, node, lookUp, &bindings, take) { return false }
      }
    }
    for relation in lookUp.pointee.backward {
      for statement in snapshot.statements(from: node, relation) {
        let other = snapshot.objects[Int(statement)]
        if try !bind(statement, other, node, lookUp, &bindings, take) { return false }
      }
    }
    return true
  }

  /// Binds a pattern to a statement between two terms, if it can be, and goes on with the next.
  private func bind(
    _ statement: StatementID, _ from: TermID, _ to: TermID, _ lookUp: UnsafePointer<LookUp>,
    _ bindings: inout Bindings, _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    try step()
    let slot = lookUp.pointee.statement
    return try bindEnds(lookUp, from, to, &bindings) { (bindings) throws(Stop) in
      guard self.admits(statement) else { return true }
      if slot >= 0 { bindings.slots[slot] = statement + 1 }
      bindings.statements.append(statement)
      let goesOn = try self.goOn(lookUp, &bindings, take)
      bindings.statements.removeLast()
      if slot >= 0 { bindings.slots[slot] = 0 }
      return goesOn
    }
  }

  /// Tests what a pattern has bound, and goes on with the next.
  private func goOn(
    _ lookUp: UnsafePointer<LookUp>, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    for index in lookUp.pointee.tests.indices {
      guard try passes(lookUp, index, &bindings) else { return true }
    }
    if lookUp.pointee.isLast { return try take(&bindings) }
    return try solve(lookUp + 1, &bindings, take)
  }

  @inline(__always)
  private func passes(
    _ lookUp: UnsafePointer<LookUp>, _ index: Int, _ bindings: inout Bindings
  ) throws(Stop) -> Bool {
    let slot = lookUp.pointee.tests[index].slot
    if slot >= 0 {
      let term = bindings.slots[slot]
      if term != 0, let own = numbers.number(of: term, self) {
        try step()
        return holds(
          lookUp.pointee.tests[index].comparison, own, lookUp.pointee.tests[index].number)
      }
    }
    return try holds(lookUp.pointee.tests[index].condition, &bindings)
  }

  /// Binds the ends of a pattern while `take` is at work, if they can be these terms.
  @inline(__always)
  func bindEnds(
    _ lookUp: UnsafePointer<LookUp>, _ from: TermID, _ to: TermID, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    var free: (Int, Int) = (-1, -1)
    guard fits(lookUp.pointee.subject, lookUp.pointee.pattern.subject, from, &bindings, &free.0)
    else {
      return true
    }
    defer {
      if free.0 >= 0 { bindings.slots[free.0] = 0 }
      if free.1 >= 0 { bindings.slots[free.1] = 0 }
    }
    guard fits(lookUp.pointee.object, lookUp.pointee.pattern.object, to, &bindings, &free.1) else {
      return true
    }
    return try take(&bindings)
  }

  /// Whether an end can be a term; binds it if it is free, and says so.
  @inline(__always)
  private func fits(
    _ end: LookUpEnd, _ plan: @autoclosure () -> PatternPlan.End, _ term: TermID,
    _ bindings: inout Bindings, _ bound: inout Int
  ) -> Bool {
    switch end.kind {
    case .anything: return true
    case .node: return end.node == term
    case .oneOf, .value:
      switch plan() {
      case .oneOf(let nodes): return nodes.contains(term)
      case .value(let value): return matches(term, value)
      case .anything, .node, .slot: return false
      }
    case .slot:
      guard bindings.slots[end.slot] == 0 else { return bindings.slots[end.slot] == term }
      bindings.slots[end.slot] = term
      bound = end.slot
      return true
    }
  }
}
