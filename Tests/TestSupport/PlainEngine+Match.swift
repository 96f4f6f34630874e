// `match`: nested loops over all statements, in the order in which the patterns were typed.

import QueryParse

/// What the variables stand for.
struct PlainBinding: Hashable {
  var terms: [String: PlainTerm] = [:]
  var statements: [String: PlainStatement] = [:]
}

extension PlainEngine {
  func match(_ patterns: [TriplePattern]) throws -> [[String]] {
    var variables: [String] = []
    for pattern in patterns { note(pattern, &variables) }
    let statements = Set(patterns.compactMap { $0.statement?.name })
    var solutions = try solve(patterns[...], PlainBinding())
    let table = try PlainTable(self, variables, statements)
    if let condition = clauses.condition {
      let parts: [Condition] = if case .and(let parts) = condition { parts } else { [condition] }
      for part in parts where !table.readsAlias(part) {
        solutions = try solutions.filter { try table.holds(part, $0, nil) }
      }
    }
    if table.isEmpty { return solutions.isEmpty ? [] : [["yes"]] }
    return try table.rows(solutions)
  }

  private func note(_ pattern: TriplePattern, _ variables: inout [String]) {
    for term in [pattern.subject, pattern.object] {
      if case .variable(let variable) = term, !variables.contains(variable.name) {
        variables.append(variable.name)
      }
    }
    if let variable = pattern.statement { variables.append(variable.name) }
  }

  func solve(
    _ patterns: ArraySlice<TriplePattern>, _ binding: PlainBinding
  ) throws -> [PlainBinding] {
    guard let pattern = patterns.first else { return [binding] }
    var solutions: [PlainBinding] = []
    for (from, to, statement) in try candidates(pattern.relation) {
      var bound = binding
      guard try fits(pattern.subject, from, isClass: false, &bound),
        try fits(pattern.object, to, isClass: isType(pattern.relation), &bound)
      else { continue }
      if let variable = pattern.statement { bound.statements[variable.name] = statement }
      solutions += try solve(patterns.dropFirst(), bound)
    }
    return solutions
  }

  private func isType(_ syntax: RelationSyntax) -> Bool {
    guard case .step(let step) = syntax, case .type = step.target else { return false }
    return step.direction == .forward
  }

  /// All pairs that a path connects; with the statement where it is one step.
  private func candidates(
    _ syntax: RelationSyntax
  ) throws -> [(PlainTerm, PlainTerm, PlainStatement?)] {
    let path = try path(syntax)
    guard let steps = path.single else {
      return everyTerm.flatMap { start in
        ends(start, path).map { (start, $0, nil) }
      }
    }
    var found: [(PlainTerm, PlainTerm, PlainStatement?)] = []
    for statement in admitted {
      if steps.contains(PlainStep(relation: statement.relation, isForward: true)) {
        found.append((.node(statement.subject), statement.object, statement))
      }
      if steps.contains(PlainStep(relation: statement.relation, isForward: false)) {
        found.append((statement.object, .node(statement.subject), statement))
      }
    }
    return found
  }

  private var everyTerm: Set<PlainTerm> {
    Set(all.map { .node($0.subject) } + all.map(\.object))
  }

  func ends(_ start: PlainTerm, _ path: PlainPath) -> Set<PlainTerm> {
    switch path {
    case .steps(let steps):
      var found: Set<PlainTerm> = []
      for statement in admitted {
        let (subject, object) = (PlainTerm.node(statement.subject), statement.object)
        if subject == start,
          steps.contains(PlainStep(relation: statement.relation, isForward: true))
        {
          found.insert(object)
        }
        if object == start,
          steps.contains(PlainStep(relation: statement.relation, isForward: false))
        {
          found.insert(subject)
        }
      }
      return found
    case .alternatives(let parts):
      return parts.map { ends(start, $0) }.reduce([]) { $0.union($1) }
    case .sequence(let parts):
      return parts.reduce([start]) { level, part in onward(level, part) }
    case .repeated(let part, let least, let most):
      var level: Set<PlainTerm> = [start]
      var found: Set<PlainTerm> = least == 0 ? level : []
      // A walk longer than there are terms repeats a term, so nothing new lies beyond.
      let longest = min(most ?? .max, least + everyTerm.count)
      for count in 1...max(1, longest) where count <= longest && !level.isEmpty {
        level = onward(level, part)
        if count >= least { found.formUnion(level) }
      }
      return found
    }
  }

  private func onward(_ level: Set<PlainTerm>, _ part: PlainPath) -> Set<PlainTerm> {
    level.map { ends($0, part) }.reduce([]) { $0.union($1) }
  }

  private func fits(
    _ term: TermSyntax, _ value: PlainTerm, isClass: Bool, _ binding: inout PlainBinding
  ) throws -> Bool {
    switch term {
    case .anything: return true
    case .variable(let variable):
      guard let known = binding.terms[variable.name] else {
        binding.terms[variable.name] = value
        return true
      }
      return known == value
    case .name(let name):
      guard isClass else { return value == .node(try node(name)) }
      guard let own = value.node?.dropFirst(2) else { return false }
      return PlainVocabulary.isKind(String(own), of: try className(name))
    case .value(let typed, _):
      return PlainCell.term(value).compares(.equal, PlainTable.cell(typed))
    }
  }
}
