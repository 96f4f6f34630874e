// Solutions → rows: values, conditions, groups, order.

import GraphModel
import QueryParse

/// What a `match` returns, and how its rows are made.
struct PlainTable {
  let engine: PlainEngine
  let variables: [String]
  /// Which variables name statements.
  let statements: Set<String>
  /// A column.
  private enum Item {
    case typed(Expression, alias: String?)
    /// A standard column: a variable.
    case variable(String)
    /// A standard column: `since`, `until` or `status` of a statement variable.
    case standard(String, String)
  }

  /// The columns; empty when there is nothing to return.
  private var items: [Item] = []

  /// Whether there is anything to return.
  var isEmpty: Bool { items.isEmpty }

  init(_ engine: PlainEngine, _ variables: [String], _ statements: Set<String>) throws {
    self.engine = engine
    self.variables = variables
    self.statements = statements
    if let returned = engine.clauses.returned {
      items = returned.items.map { .typed($0.expression, alias: $0.alias) }
      return
    }
    items = variables.filter { !statements.contains($0) }.map { .variable($0) }
    for name in variables where statements.contains(name) {
      items += ["since", "until", "status"].map { .standard($0, name) }
    }
  }

  // MARK: Rows

  func rows(_ solutions: [PlainBinding]) throws -> [[String]] {
    var groups: [(key: [PlainCell], members: [PlainBinding])] = []
    let isGrouped = items.contains { total(of: $0) != nil }
    let keepsAll = engine.clauses.returned?.keepsDuplicates == true && !isGrouped
    // What is counted are ways to bind the variables, however many statements say the same.
    var counted: Set<PlainBinding> = []
    for solution in solutions where !isGrouped || counted.insert(solution).inserted {
      let key = try items.map {
        total(of: $0) == nil ? try cell($0, solution) : .empty
      }
      if !keepsAll, let same = groups.firstIndex(where: { $0.key == key }) {
        groups[same].members.append(solution)
      } else {
        groups.append((key, [solution]))
      }
    }
    if groups.isEmpty, isGrouped, items.allSatisfy({ total(of: $0) != nil }) {
      groups = [(items.map { _ in .empty }, [])]
    }
    var rows: [(keys: [PlainCell], cells: [PlainCell])] = []
    for group in groups {
      var cells = group.key
      for (index, item) in items.enumerated() {
        if let expression = total(of: item) { cells[index] = try total(expression, group.members) }
      }
      guard try passes(cells, group.members.first) else { continue }
      rows.append((try keys(cells, group.members), cells))
    }
    return rows.sorted(by: isBefore).map { $0.cells.map(\.text) }
  }

  private func passes(_ cells: [PlainCell], _ member: PlainBinding?) throws -> Bool {
    guard let condition = engine.clauses.condition else { return true }
    let parts: [Condition] = if case .and(let parts) = condition { parts } else { [condition] }
    for part in parts where readsAlias(part) {
      guard try holds(part, member ?? PlainBinding(), cells) else { return false }
    }
    return true
  }

  private func keys(_ cells: [PlainCell], _ members: [PlainBinding]) throws -> [PlainCell] {
    try (engine.clauses.order ?? []).map { key in
      if let column = column(key.expression) { return cells[column] }
      if aggregate(key.expression) != nil { return try total(key.expression, members) }
      // Of several solutions that give one row, the one that comes first places it.
      let values = try members.map { try cell(key.expression, $0) }
      return values.min { isBefore($0, $1, descending: key.descending) } ?? .empty
    }
  }

  private func isBefore(
    _ left: (keys: [PlainCell], cells: [PlainCell]),
    _ right: (keys: [PlainCell], cells: [PlainCell])
  ) -> Bool {
    for (index, key) in (engine.clauses.order ?? []).enumerated() {
      let (first, second) = (left.keys[index], right.keys[index])
      guard first.order(second) != 0 else { continue }
      return isBefore(first, second, descending: key.descending)
    }
    for (first, second) in zip(left.cells, right.cells) where first.order(second) != 0 {
      return first.order(second) < 0
    }
    return false
  }

  private func cell(_ item: Item, _ binding: PlainBinding) throws -> PlainCell {
    switch item {
    case .typed(let expression, _): return try cell(expression, binding)
    case .variable(let name): return binding.terms[name].map { .term($0) } ?? .empty
    case .standard(let function, let name):
      guard let statement = binding.statements[name] else { return .empty }
      let text: String =
        switch function {
        case "since": engine.since(statement)
        case "until": engine.until(statement)
        default: engine.status(statement)
        }
      if text == "?" { return .undated }
      return text.isEmpty ? .empty : PlainDate(text) == nil ? .word(text) : .date(text)
    }
  }

  /// Whether one key stands before another; what is missing is last in either direction.
  private func isBefore(_ left: PlainCell, _ right: PlainCell, descending: Bool) -> Bool {
    let order = left.order(right)
    return descending && left != .empty && right != .empty ? order > 0 : order < 0
  }

  // MARK: Aggregates

  /// The expression of a column that counts or sums.
  private func total(of item: Item) -> Expression? {
    guard case .typed(let expression, _) = item, aggregate(expression) != nil else { return nil }
    return expression
  }

  private func aggregate(_ expression: Expression) -> String? {
    guard case .call(let name, _, _) = expression, case .word(let word) = name.form,
      ["count", "min", "max", "sum", "avg"].contains(word)
    else { return nil }
    return word
  }

  private func total(_ expression: Expression, _ members: [PlainBinding]) throws -> PlainCell {
    guard case .call(_, let argument, _) = expression, let word = aggregate(expression) else {
      return .empty
    }
    guard case .variable(let variable) = argument else { return .term(.number(members.count)) }
    if word == "count", statements.contains(variable.name) {
      return .term(.number(Set(members.map { $0.statements[variable.name] }).count))
    }
    let terms = members.compactMap { $0.terms[variable.name] }
    let cells = terms.map(PlainCell.term)
    let numbers = cells.compactMap(\.number)
    switch word {
    case "count": return .term(.number(Set(terms).count))
    case "min": return cells.min { $0.precedes($1) } ?? .empty
    case "max": return cells.max { $0.precedes($1) } ?? .empty
    case "sum": return .term(.number(Int(numbers.reduce(0, +))))
    default: return cells.isEmpty ? .empty : .decimal(numbers.reduce(0, +) / Double(cells.count))
    }
  }

  // MARK: Values

  static func cell(_ value: Value) -> PlainCell {
    switch value {
    case .string(let text, let tag, _): .term(.text(text, language: tag))
    case .integer(let number): .term(.number(number))
    case .decimal(let number): .decimal(number)
    case .date(let date): .term(.date(date.description))
    case .boolean(let flag): .word(String(flag))
    }
  }

  /// The column an expression names by its alias.
  private func column(_ expression: Expression) -> Int? {
    guard case .name(let name) = expression, case .word(let word) = name.form else { return nil }
    return items.firstIndex { item in
      if case .typed(_, word) = item { true } else { false }
    }
  }

  func cell(_ expression: Expression, _ binding: PlainBinding) throws -> PlainCell {
    switch expression {
    case .variable(let variable):
      if let statement = binding.statements[variable.name] {
        let relation = statement.relation == "a" ? "a" : PlainVocabulary.typed(statement.relation)
        let object =
          if case .text(let text, _) = statement.object { text } else { statement.object.cell }
        return .word("\(statement.subject) \(relation) \(object)")
      }
      return binding.terms[variable.name].map { .term($0) } ?? .empty
    case .name(let name):
      if case .string(let text, let tag) = name.form { return .term(.text(text, language: tag)) }
      let word = try engine.word(name)
      return .term(.node(word.contains(":") ? word : "v:" + word))
    case .value(let value, _): return PlainTable.cell(value)
    case .call(let name, let argument, _):
      guard case .variable(let variable) = argument else { throw PlainRefusal(reason: "\(name)") }
      let word = try engine.word(name)
      if let statement = binding.statements[variable.name] { return cell(word, of: statement) }
      guard let term = binding.terms[variable.name] else { return .empty }
      return try cell(word, of: term)
    }
  }

  private func cell(_ function: String, of term: PlainTerm) throws -> PlainCell {
    guard case .node(let node) = term else {
      guard case .date(let text) = term else { return function == "label" ? .term(term) : .empty }
      if function == "year" { return .term(.number((PlainDate(text)?.first ?? 0) / 10_000)) }
      return ["date", "label"].contains(function) ? .term(term) : .empty
    }
    func some(_ text: String) -> PlainCell { text.isEmpty ? .empty : .word(text) }
    let date = engine.dateCell(node)
    switch function {
    case "label": return some(engine.labelCell(node))
    case "class": return some(engine.classCell(node))
    case "date": return date.isEmpty ? .empty : .date(date)
    case "year": return PlainDate(date).map { .term(.number($0.first / 10_000)) } ?? .empty
    default: break
    }
    var found: [PlainCell] = []
    for statement in engine.admitted {
      let chain = PlainVocabulary.chain(statement.relation).map { PlainVocabulary.typed($0.name) }
      guard chain.contains(function) else { continue }
      if statement.subject == node { found.append(.term(statement.object)) }
      let isSymmetric = PlainVocabulary.has("symmetric", statement.relation)
      if isSymmetric, statement.object == term { found.append(.term(.node(statement.subject))) }
    }
    return .several(found)
  }

  private func cell(_ function: String, of statement: PlainStatement) -> PlainCell {
    let trusted = statement.sources.filter { engine.trusted?.contains($0.document) ?? true }
    switch function {
    case "from": return .date(statement.from)
    case "until": return .date(statement.until)
    case "on": return .date(statement.on)
    case "not_before": return .date(statement.notBefore)
    case "not_after": return .date(statement.notAfter)
    case "status": return .word(engine.status(statement))
    case "role": return statement.role.map { .word($0) } ?? .empty
    case "source": return .several(engine.sources(statement).map { .word($0) })
    case "paragraph": return .several(trusted.compactMap(\.locator).map { .word($0) })
    case "rel":
      return .word(statement.relation == "a" ? "a" : PlainVocabulary.typed(statement.relation))
    case "said":
      return .several(
        trusted.map { engine.dateCell($0.document) }.filter { !$0.isEmpty }.map { .date($0) })
    default: return .empty
    }
  }

  // MARK: Conditions

  /// Whether a condition tests an alias, so that it waits for the rows.
  func readsAlias(_ condition: Condition) -> Bool {
    switch condition {
    case .or(let parts), .and(let parts): parts.contains(where: readsAlias)
    case .not(let inner): readsAlias(inner)
    case .exists: false
    case .compare(let left, _, let right, _): [left, right].contains { column($0) != nil }
    case .member(let value, let list, _): ([value] + list).contains { column($0) != nil }
    case .like(let value, _, _): column(value) != nil
    }
  }

  func holds(
    _ condition: Condition, _ binding: PlainBinding, _ columns: [PlainCell]?
  ) throws -> Bool {
    func value(_ expression: Expression) throws -> PlainCell {
      if let columns, let column = column(expression) { return columns[column] }
      return try cell(expression, binding)
    }
    switch condition {
    case .or(let parts): return try parts.contains { try holds($0, binding, columns) }
    case .and(let parts): return try parts.allSatisfy { try holds($0, binding, columns) }
    case .not(let inner): return try !holds(inner, binding, columns)
    case .exists(let patterns, _): return try !engine.solve(patterns[...], binding).isEmpty
    case .compare(let left, let comparison, let right, _):
      return try value(left).compares(comparison, try value(right))
    case .member(let left, let list, _):
      return try list.contains { try value(left).compares(.equal, try value($0)) }
    case .like(let left, let pattern, _):
      return try value(left).each.contains { cell in
        guard case .term(let term) = cell else { return false }
        switch term {
        case .number, .date: return false
        case .node, .text:
          return PlainTable.glob(
            Array(pattern.lowercased())[...], Array(engine.words(term).lowercased())[...])
        }
      }
    }
  }

  private static func glob(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool
  {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return (0...text.count).contains { glob(pattern.dropFirst(), text.dropFirst($0)) }
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return glob(pattern.dropFirst(), text.dropFirst())
  }
}
