// Expressions and conditions over the bindings of a row. Absent is an empty field, and the row stays;
// in a condition several values hold if one of them does.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func evaluate(_ expression: ExpressionPlan, _ bindings: Bindings) -> Cell {
    switch expression {
    case .slot(let slot): slotCell(slot, bindings)
    case .node(let node): .node(node)
    case .value(let value): Run.cell(value)
    case .function(let function, let slot): call(function, slot, bindings)
    case .relation(let step, let slot): list(objects(of: bindings.slots[slot], step))
    case .annotation(let term, let role, let slot):
      bindings.statement(slot).map { annotation(term, role, $0) } ?? .empty
    case .aggregate, .column: .empty
    }
  }

  private func slotCell(_ slot: Int, _ bindings: Bindings) -> Cell {
    guard bindings.isStatement(slot) else {
      return bindings.slots[slot] == 0 ? .empty : cell(bindings.slots[slot])
    }
    // A statement as a field is the sentence it states.
    guard let statement = bindings.statement(slot) else { return .empty }
    let parts = [
      snapshot.curie(snapshot.subjects[Int(statement)]),
      relationName(snapshot.relations[Int(statement)]),
      snapshot.curie(snapshot.objects[Int(statement)]),
    ]
    return .text(parts.joined(separator: " "))
  }

  static func cell(_ value: ValuePlan) -> Cell {
    switch value {
    case .text(let text, _): .text(text)
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .decimal(number)
    case .date(let date): .date(date)
    case .boolean(let flag): .boolean(flag)
    }
  }

  /// Nothing, one, or several fields sorted.
  private func list(_ cells: [Cell]) -> Cell {
    let cells = cells.filter { $0 != .empty }
    guard cells.count > 1 else { return cells.first ?? .empty }
    var sorted: [Cell] = []
    for cell in cells.sorted(by: { order($0, $1) < 0 }) where sorted.last != cell {
      sorted.append(cell)
    }
    return sorted.count == 1 ? sorted[0] : .list(sorted)
  }

  private func objects(of node: UInt32, _ step: StepSet) -> [Cell] {
    guard node != 0 else { return [] }
    var found: [Cell] = []
    for relation in step.forward.members {
      for statement in snapshot.statements(from: node, relation) where admits(statement) {
        found.append(cell(snapshot.objects[Int(statement)]))
      }
    }
    for relation in step.backward.members {
      for statement in snapshot.statements(to: node, relation) where admits(statement) {
        found.append(.node(snapshot.subjects[Int(statement)]))
      }
    }
    return found
  }

  private func call(
    _ function: ExpressionPlan.Function, _ slot: Int, _ bindings: Bindings
  ) -> Cell {
    if let statement = bindings.statement(slot) { return call(function, on: statement) }
    let term = bindings.slots[slot]
    guard term != 0 else { return .empty }
    switch function {
    case .label: return snapshot.isLiteral(term) ? .literal(term) : labelCell(term)
    case .nodeClass: return classCell(term)
    case .date:
      return snapshot.isLiteral(term)
        ? snapshot.date(term).map { .date($0) } ?? .empty : dateCell(term)
    case .year:
      let cell =
        snapshot.isLiteral(term)
        ? snapshot.date(term).map { Cell.date($0) } ?? .empty : dateCell(term)
      if case .date(let date) = cell { return .integer(date.year) }
      return .empty
    case .degree:
      return .integer(
        snapshot.statements(from: term).count + snapshot.statements(to: term).count)
    case .relationName, .said, .since, .until, .status: return .empty
    }
  }

  private func call(
    _ function: ExpressionPlan.Function, on statement: StatementID
  ) -> Cell {
    switch function {
    case .relationName:
      .text(relationName(snapshot.relations[Int(statement)]))
    case .said:
      list(
        snapshot.annotations.evidence(of: statement).lazy.map(\.source).filter(isTrusted).map(
          dateCell))
    case .since: since(statement)
    case .until: until(statement)
    case .status: status(statement)
    case .year:
      if case .date(let date) = since(statement) { .integer(date.year) } else { .empty }
    case .date: since(statement)
    case .label, .nodeClass, .degree: .empty
    }
  }

  private func annotation(
    _ term: TermID, _ role: AnnotationRole?, _ statement: StatementID
  ) -> Cell {
    let validity = snapshot.annotations.validity(of: statement)
    func date(_ date: PartialDate?) -> Cell { date.map { .date($0) } ?? .empty }
    let evidence = snapshot.annotations.evidence(of: statement).filter { isTrusted($0.source) }
    switch role {
    case .from: return date(validity.from)
    case .until: return date(validity.until)
    case .on: return date(validity.on)
    case .notBefore: return date(validity.notBefore)
    case .notAfter: return date(validity.notAfter)
    case .status: return status(statement)
    case .source: return list(sources(of: statement).map { .text($0) })
    case .locator: return list(evidence.filter { $0.locator != 0 }.map { .literal($0.locator) })
    case .quote: return list(evidence.filter { $0.quote != 0 }.map { .literal($0.quote) })
    case nil:
      return list(
        snapshot.annotations.details(of: statement).filter { $0.predicate == term }
          .map { cell($0.object) })
    }
  }

  // MARK: Conditions

  func holds(_ condition: ConditionPlan, _ bindings: inout Bindings) throws(Stop) -> Bool {
    try step()
    switch condition {
    case .or(let parts):
      for part in parts where try holds(part, &bindings) { return true }
      return false
    case .and(let parts):
      for part in parts where try !holds(part, &bindings) { return false }
      return true
    case .not(let inner): return try !holds(inner, &bindings)
    case .exists(let patterns):
      return try !solve(LookUp.chain(patterns), &bindings) { (_) throws(Stop) in false }
    case .compare(.slot(let slot), let comparison, .value(let typed))
    where !bindings.isStatement(slot):
      // The commonest test, without a field or a list made for it.
      let term = bindings.slots[slot]
      if case .number(let typed) = typed, term != 0, literalKind(of: term) == .number,
        let own = number(term)
      {
        return holds(comparison, own, typed)
      }
      guard term != 0, snapshot.isLiteral(term), let own = value(of: .literal(term)) else {
        return test(condition) { self.evaluate($0, bindings) }
      }
      return compare(own, comparison, typed)
    case .compare, .member, .like:
      return test(condition) { self.evaluate($0, bindings) }
    }
  }

  /// A condition over a finished row.
  func holds(_ condition: ConditionPlan, columns: [Cell]) -> Bool {
    switch condition {
    case .or(let parts): parts.contains { holds($0, columns: columns) }
    case .and(let parts): parts.allSatisfy { holds($0, columns: columns) }
    case .not(let inner): !holds(inner, columns: columns)
    case .exists: false
    case .compare, .member, .like:
      test(condition) { expression in
        switch expression {
        case .column(let column): columns[column]
        case .value(let value): Run.cell(value)
        case .node(let node): .node(node)
        default: .empty
        }
      }
    }
  }

  /// One value of a field: as it is shown, and as it compares.
  private struct Operand {
    var cell: Cell
    var value: ValuePlan?
  }

  private func test(_ condition: ConditionPlan, _ field: (ExpressionPlan) -> Cell) -> Bool {
    /// The values of an expression; a typed one keeps its language, which no field has.
    func operands(_ expression: ExpressionPlan) -> [Operand] {
      if case .value(let value) = expression {
        return [Operand(cell: Run.cell(value), value: value)]
      }
      return Run.each(field(expression)).map { Operand(cell: $0, value: value(of: $0)) }
    }
    switch condition {
    case .compare(let left, let comparison, let right):
      let seconds = operands(right)
      return operands(left).contains { first in
        seconds.contains { compare(first, comparison, $0) }
      }
    case .member(let value, let list):
      let firsts = operands(value)
      return list.contains { item in
        operands(item).contains { second in
          firsts.contains { compare($0, .equal, second) }
        }
      }
    case .like(let value, let pattern):
      let glob = Glob(pattern)
      return operands(value).contains { operand in
        if case .node(let node) = operand.cell {
          return glob.matches(names.words(for: node, languages: plan.languages))
        }
        guard case .text(let text, _) = operand.value else { return false }
        return glob.matches(text)
      }
    case .or, .and, .not, .exists: return false
    }
  }

  static func each(_ cell: Cell) -> [Cell] {
    if case .list(let cells) = cell { cells } else { [cell] }
  }

  private func compare(
    _ left: Operand, _ comparison: ConditionPlan.Comparison, _ right: Operand
  ) -> Bool {
    switch (left.cell, right.cell) {
    case (.node(let first), .node(let second)):
      return comparison == .equal ? first == second : comparison == .notEqual && first != second
    case (.text(let name), .node(let node)), (.node(let node), .text(let name)):
      // class(?x) gives the word that queries use; a class typed beside it is a node.
      let isSame = Snapshot.text(snapshot.terms.text(of: node)) == name
      return comparison == .equal ? isSame : comparison == .notEqual && !isSame
    default:
      guard let first = left.value, let second = right.value else { return false }
      return compare(first, comparison, second)
    }
  }
}
