// Patterns, conditions and returned items.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryParse

/// Variables by the order of their appearance.
struct Slots {
  private(set) var names: [String] = []
  var statements: Set<Int> = []

  /// The slot of a variable, made if it is new.
  mutating func slot(_ name: String) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }

  func known(_ name: String) -> Int? { names.firstIndex(of: name) }
}

extension Binder {
  func match(_ patterns: [TriplePattern]) throws(PlanFault) -> MatchPlan {
    var slots = Slots()
    var bound: [PatternPlan] = []
    bound.reserveCapacity(patterns.count)
    for pattern in patterns { bound.append(try self.pattern(pattern, &slots)) }
    var plan = MatchPlan(
      variables: slots.names, statementSlots: slots.statements, patterns: [], condition: nil,
      groupCondition: nil, items: [], keepsDuplicates: clauses.returned?.keepsDuplicates ?? false,
      isYesOrNo: slots.names.isEmpty, order: [])
    plan.items = try items(&slots)
    try setConditions(&plan, &slots)
    if let keys = clauses.order { plan.order.reserveCapacity(keys.count) }
    for key in clauses.order ?? [] {
      plan.order.append(
        KeyPlan(
          expression: try expression(key.expression, &slots, aliases: plan.items),
          descending: key.descending))
    }
    plan.variables = slots.names
    plan.statementSlots = slots.statements
    plan.patterns = JoinOrder(vocabulary).order(bound, slots: slots.names.count)
    return plan
  }

  private func pattern(
    _ pattern: TriplePattern, _ slots: inout Slots
  ) throws(PlanFault) -> PatternPlan {
    let path = try path(pattern.relation, prefersFamilies: false)
    let subject = try end(pattern.subject, beside: path, isObject: false, &slots)
    let object = literals(of: try end(pattern.object, beside: path, isObject: true, &slots))
    var plan = PatternPlan(
      subject: subject, path: path, object: object, statement: nil, estimate: 0,
      text: clauses.explain ? typed(pattern.range) : "")
    if let variable = pattern.statement {
      guard path.singleStep != nil else {
        throw PlanFault(
          .misplaced("a path of several steps is several statements, so none can be named"),
          variable.range)
      }
      guard slots.known(variable.name) == nil else {
        throw PlanFault(
          .misplaced("?\(variable.name) already stands for something else"), variable.range)
      }
      let slot = slots.slot(variable.name)
      slots.statements.insert(slot)
      plan.statement = slot
    }
    return plan
  }

  /// The literals that a text can be, so that their statements are looked up and not all of the
  /// relation; the text itself where what it equals is a matter of its value.
  private func literals(of end: PatternPlan.End) -> PatternPlan.End {
    guard case .value(.text(let text, let tag)) = end, !Binder.isNumberOrDate(text) else {
      return end
    }
    let terms = vocabulary.snapshot.terms
    let found = terms.literals(writing: text, language: tag)
    return found.contains { terms.kind(of: $0) == .typed } ? end : .oneOf(found)
  }

  private static func isNumberOrDate(_ text: String) -> Bool {
    // Digits, a sign, a point, or the first letter of `inf` and `nan`.
    switch text.utf8.first {
    case .some(0x30...0x39), 0x2B, 0x2D, 0x2E, 0x49, 0x69, 0x4E, 0x6E:
      Double(text) != nil || PartialDate(bytes: text.utf8) != nil
    default: false
    }
  }

  private func typed(_ range: Range<Int>) -> String {
    String(decoding: text[range.clamped(to: 0..<text.count)], as: UTF8.self)
  }

  /// An end of a pattern; a name beside a relation of values is a value.
  func end(
    _ term: TermSyntax, beside path: PathPlan, isObject: Bool, _ slots: inout Slots
  ) throws(PlanFault) -> PatternPlan.End {
    switch term {
    case .anything: return .anything
    case .variable(let variable):
      let slot = slots.slot(variable.name)
      guard !slots.statements.contains(slot) else {
        throw PlanFault(
          .misplaced("?\(variable.name) names a statement and cannot be an end"), variable.range)
      }
      return .slot(slot)
    case .value(let value, let range): return .value(try self.value(value, range))
    case .name(let name):
      let name = try bound(name)
      guard isObject else { return .node(try node(name)) }
      return try object(name, beside: path)
    }
  }

  private func object(_ name: Name, beside path: PathPlan) throws(PlanFault) -> PatternPlan.End {
    if let type = vocabulary.type, path.singleStep?.forward.isOnly(type) == true {
      return .oneOf(kinds(of: try nodeClass(name)))
    }
    switch objectKind(of: path) {
    case .values: return .value(.text(Binder.text(of: name), tag: tag(of: name)))
    case .nodes: return .node(try node(name))
    case .either:
      if case .one(let node) = lookUp(name).found { return .node(node) }
      if case .string(let text, let tag) = name.form { return .value(.text(text, tag: tag)) }
      return .node(try node(name))
    }
  }

  private enum ObjectKind { case nodes, values, either }

  /// What stands at the far end of a path, as far as the vocabulary says.
  private func objectKind(of path: PathPlan) -> ObjectKind {
    guard let step = path.singleStep else { return .nodes }
    func isOfValues(_ relation: RelationID) -> Bool {
      !vocabulary.traits[Int(relation)].isDisjoint(with: [.value, .naming])
    }
    guard step.forward.contains(where: isOfValues) else {
      return step.forward.allSatisfy(isDeclared) ? .nodes : .either
    }
    return step.forward.allSatisfy(isOfValues) && step.backward.isEmpty ? .values : .either
  }

  private func isDeclared(_ relation: RelationID) -> Bool {
    vocabulary.relation(numbered: relation)?.ranges.isEmpty == false
  }

  // MARK: Conditions

  private func setConditions(_ plan: inout MatchPlan, _ slots: inout Slots) throws(PlanFault) {
    guard let condition = clauses.condition else { return }
    var rowTests: [ConditionPlan] = []
    var groupTests: [ConditionPlan] = []
    let parts: [Condition] = if case .and(let parts) = condition { parts } else { [condition] }
    for part in parts {
      let bound = try self.condition(part, &slots, plan.items)
      guard bound.readsColumn else {
        rowTests.append(bound)
        continue
      }
      guard let grouped = bound.overColumns(plan.items) else {
        throw PlanFault(
          .misplaced("beside an alias only what is returned can be tested"), range(of: .where))
      }
      groupTests.append(grouped)
    }
    plan.condition = rowTests.isEmpty ? nil : .and(rowTests)
    plan.groupCondition = groupTests.isEmpty ? nil : .and(groupTests)
  }

  private func condition(
    _ condition: Condition, _ slots: inout Slots, _ aliases: [ItemPlan]
  ) throws(PlanFault) -> ConditionPlan {
    switch condition {
    case .or(let parts): return .or(try conditions(parts, &slots, aliases))
    case .and(let parts): return .and(try conditions(parts, &slots, aliases))
    case .not(let inner):
      let known = slots.names.count
      let bound = try self.condition(inner, &slots, aliases)
      // What no pattern binds could be anything: not exists would ask of all the world.
      if slots.names.count > known {
        throw PlanFault(.unboundVariable(slots.names[known]), range(of: .where))
      }
      return .not(bound)
    case .exists(let patterns, _):
      var bound: [PatternPlan] = []
      let known = slots.names.count
      for pattern in patterns { bound.append(try self.pattern(pattern, &slots)) }
      return .exists(
        JoinOrder(vocabulary).order(bound, slots: slots.names.count, boundBelow: known))
    case .compare(let left, let comparison, let right, let range):
      let left = try expression(left, &slots, aliases: aliases)
      let right = try expression(right, &slots, aliases: aliases)
      try checkKinds(left, right, range)
      return .compare(left, ConditionPlan.Comparison(comparison), right)
    case .member(let expression, let list, _):
      var values: [ExpressionPlan] = []
      for item in list { values.append(try self.expression(item, &slots, aliases: aliases)) }
      return .member(try self.expression(expression, &slots, aliases: aliases), values)
    case .like(let expression, let pattern, _):
      return .like(try self.expression(expression, &slots, aliases: aliases), pattern)
    }
  }

  private func conditions(
    _ parts: [Condition], _ slots: inout Slots, _ aliases: [ItemPlan]
  ) throws(PlanFault) -> [ConditionPlan] {
    var bound: [ConditionPlan] = []
    for part in parts { bound.append(try condition(part, &slots, aliases)) }
    return bound
  }

  /// Two sides whose kinds are known and differ can never be equal: that is a slip, not an empty
  /// answer.
  private func checkKinds(
    _ left: ExpressionPlan, _ right: ExpressionPlan, _ range: Range<Int>
  ) throws(PlanFault) {
    guard let first = left.kind, let second = right.kind, first != second else { return }
    // A bare year is a number and a date.
    if Set([first, second]) == ["a number", "a date"], left.isYear || right.isYear { return }
    throw PlanFault(.type(found: second, expected: first), range)
  }

  // MARK: Items and expressions

  private func items(_ slots: inout Slots) throws(PlanFault) -> [ItemPlan] {
    guard let returned = clauses.returned else { return standardItems(slots) }
    var items: [ItemPlan] = []
    items.reserveCapacity(returned.items.count)
    for item in returned.items {
      let expression = try expression(item.expression, &slots, aliases: [])
      items.append(
        ItemPlan(expression: expression, name: item.alias ?? columnName(item.expression)))
    }
    return items
  }

  /// `?m` is the column `m`.
  ///
  /// Lists of columns are separated by commas, so no name holds one.
  private func columnName(_ expression: Expression) -> String {
    if case .variable(let variable) = expression { return variable.name }
    let typed = typed(expression.range)
    return typed.utf8.contains(UInt8(ascii: ",")) ? typed.replacing(",", with: ";") : typed
  }

  /// Without `return`: all variables in order of appearance, then since, until and status of each
  /// statement variable.
  private func standardItems(_ slots: Slots) -> [ItemPlan] {
    var items: [ItemPlan] = []
    for (slot, name) in slots.names.enumerated() where !slots.statements.contains(slot) {
      items.append(ItemPlan(expression: .slot(slot), name: name))
    }
    guard !slots.statements.isEmpty else { return items }
    for slot in slots.statements.sorted() {
      let suffix = slots.statements.count > 1 ? "_" + slots.names[slot] : ""
      for (name, part) in [
        ("since", ExpressionPlan.Function.since), ("until", .until), ("status", .status),
      ] {
        items.append(ItemPlan(expression: .function(part, slot), name: name + suffix))
      }
    }
    return items
  }

  func expression(
    _ syntax: Expression, _ slots: inout Slots, aliases: [ItemPlan]
  ) throws(PlanFault) -> ExpressionPlan {
    switch syntax {
    case .variable(let variable):
      guard let slot = slots.known(variable.name) else {
        throw PlanFault(.unboundVariable(variable.name), variable.range)
      }
      return .slot(slot)
    case .value(let value, let range): return .value(try self.value(value, range))
    case .name(let name):
      let name = try bound(name)
      if case .word(let word) = name.form,
        let column = aliases.firstIndex(where: { $0.name == word })
      {
        return .column(column)
      }
      if case .string(let text, let tag) = name.form { return .value(.text(text, tag: tag)) }
      return .node(try node(name))
    case .call(let name, let argument, let range):
      return try call(name, argument, range, slots)
    }
  }

  private func call(
    _ name: Name, _ argument: Expression.Argument, _ range: Range<Int>, _ slots: Slots
  ) throws(PlanFault) -> ExpressionPlan {
    let word = Binder.text(of: name).lowercased()
    if let aggregate = Binder.aggregates[word] {
      switch argument {
      case .variable(let variable): return .aggregate(aggregate, try slot(variable, slots))
      case .star where aggregate == .count: return .aggregate(.count, nil)
      case .star, .none:
        throw PlanFault(.misplaced("\(word) takes a variable"), range)
      }
    }
    guard case .variable(let variable) = argument else {
      throw PlanFault(.misplaced("\(word) takes a variable, as in \(word)(?x)"), range)
    }
    let slot = try slot(variable, slots)
    if let function = ExpressionPlan.Function.named[word] {
      return .function(function, slot)
    }
    if slots.statements.contains(slot) { return try annotation(name, slot) }
    if names.relation(word).isEmpty, case .one(let term) = names.annotation(word) {
      let typed = typed(term)
      throw PlanFault(
        .misplaced("\(typed) is said of statements; name one with as ?s and write \(typed)(?s)"),
        range)
    }
    guard let step = try path(named: name).singleStep else {
      throw PlanFault(.misplaced("a path is no function; match it instead"), range)
    }
    return .relation(step, slot)
  }

  private func annotation(_ name: Name, _ slot: Int) throws(PlanFault) -> ExpressionPlan {
    let text = Binder.text(of: name)
    switch names.annotation(text) {
    case .one(let term):
      return .annotation(term, vocabulary.annotations[term] ?? nil, slot)
    case .ambiguous(let found), .unknown(let found):
      throw PlanFault(.unknownRelation(text, near: found.map(typed)), name.range)
    }
  }

  private static let aggregates: [String: ExpressionPlan.Aggregate] = [
    "count": .count, "min": .least, "max": .most, "sum": .sum, "avg": .average,
  ]

  private func slot(_ variable: Variable, _ slots: Slots) throws(PlanFault) -> Int {
    guard let slot = slots.known(variable.name) else {
      throw PlanFault(.unboundVariable(variable.name), variable.range)
    }
    return slot
  }

  private func value(_ value: Value, _ range: Range<Int>) throws(PlanFault) -> ValuePlan {
    switch value {
    case .string(let text, let tag, _): .text(text, tag: tag)
    case .integer(let number): .number(Double(number))
    case .decimal(let number): .number(number)
    case .date(let date): .date(date)
    case .boolean(let flag): .boolean(flag)
    }
  }
}

extension ConditionPlan.Comparison {
  init(_ comparison: Condition.Comparison) {
    switch comparison {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    }
  }
}
