// Patterns whose relation is a path: sequences, alternatives, repetition. Ends are found as sets, level
// by level, each with the statements of one way to it; a node reached again leads nowhere new.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func lookUpPath(
    _ pattern: PatternPlan, _ bindings: Bindings, _ take: (Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    let isFromSubject =
      known(pattern.subject, bindings) != nil || known(pattern.object, bindings) == nil
    let near = isFromSubject ? pattern.subject : pattern.object
    let far = isFromSubject ? pattern.object : pattern.subject
    let path = isFromSubject ? pattern.path : pattern.path.reversed
    for start in known(near, bindings) ?? starts(of: path) {
      for (end, statements) in try reach(from: start, path) {
        var bound = bindings
        guard fits(near, start, &bound), fits(far, end, &bound) else { continue }
        bound.statements += statements
        guard try take(bound) else { return false }
      }
    }
    return true
  }

  /// Every node from which a path can begin; with an optional first step that is every node.
  private func starts(of path: PathPlan) -> [TermID] {
    var found: Set<TermID> = []
    func add(_ set: StepSet) {
      for relation in set.forward.members {
        for statement in snapshot.statements(with: relation) {
          found.insert(snapshot.subjects[Int(statement)])
        }
      }
      for relation in set.backward.members {
        for statement in snapshot.statements(with: relation) {
          found.insert(snapshot.objects[Int(statement)])
        }
      }
    }
    func walk(_ path: PathPlan) -> Bool {
      switch path {
      case .step(let set):
        add(set)
        return false
      case .alternatives(let parts): return parts.map(walk).contains(true)
      case .sequence(let parts):
        for part in parts where !walk(part) { return false }
        return true
      case .repeated(let part, let least, _): return walk(part) || least == 0
      }
    }
    if walk(path) {
      // The path may be no step at all, and every node is at both its ends.
      for statement in snapshot.subjects.indices {
        found.insert(snapshot.subjects[statement])
        if !snapshot.terms.isLiteral(snapshot.objects[statement]) {
          found.insert(snapshot.objects[statement])
        }
      }
    }
    return found.sorted()
  }

  /// What a path reaches from a node, each end once, with the statements of one way to it.
  private func reach(from start: TermID, _ path: PathPlan) throws(Stop) -> [(TermID, [StatementID])]
  {
    switch path {
    case .step(let set):
      var found: [(TermID, [StatementID])] = []
      var seen: Set<TermID> = []
      for (statement, isForward) in candidates(at: start, set) {
        try step()
        let end = isForward ? snapshot.objects[Int(statement)] : snapshot.subjects[Int(statement)]
        guard !seen.contains(end), admits(statement) else { continue }
        seen.insert(end)
        found.append((end, [statement]))
      }
      return found
    case .alternatives(let parts):
      var found: [(TermID, [StatementID])] = []
      for part in parts { found += try reach(from: start, part) }
      return firstOfEach(found)
    case .sequence(let parts):
      var level: [(TermID, [StatementID])] = [(start, [])]
      for part in parts { level = try onward(from: level, part) }
      return level
    case .repeated(let part, let least, let most):
      return try repeated(from: start, part, least, most)
    }
  }

  private func onward(
    from level: [(TermID, [StatementID])], _ part: PathPlan
  ) throws(Stop) -> [(TermID, [StatementID])] {
    var found: [(TermID, [StatementID])] = []
    for (node, way) in level {
      for (end, more) in try reach(from: node, part) { found.append((end, way + more)) }
    }
    return firstOfEach(found)
  }

  private func repeated(
    from start: TermID, _ part: PathPlan, _ least: Int, _ most: Int?
  ) throws(Stop) -> [(TermID, [StatementID])] {
    var found: [(TermID, [StatementID])] = least == 0 ? [(start, [])] : []
    var level: [(TermID, [StatementID])] = [(start, [])]
    // Beyond the least number of steps only nodes not met before lead anywhere new.
    var seen: Set<TermID> = least == 0 ? [start] : []
    var count = 0
    while !level.isEmpty, count < most ?? .max {
      count += 1
      level = try onward(from: level, part)
      if count >= least {
        level = level.filter { seen.insert($0.0).inserted }
        found += level
      } else if count > snapshot.terms.count {
        break
      }
    }
    return firstOfEach(found)
  }

  private func firstOfEach(
    _ ends: [(TermID, [StatementID])]
  ) -> [(TermID, [StatementID])] {
    var seen: Set<TermID> = []
    return ends.filter { seen.insert($0.0).inserted }
  }
}
