// Patterns whose relation is a path: sequences, alternatives, repetition. Ends are found as sets, level
// by level, each with the statements of one way to it; a node reached again leads nowhere new.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// The ways that a path was walked, one statement after another; ways share their beginnings, so a long
/// chain costs one entry a node and not a list a node.
private struct Ways {
  /// Where a way ends; before the first step its number is -1.
  typealias End = (node: TermID, way: Int32)

  private var entries: [(statement: StatementID, before: Int32, length: Int32)] = []
  /// Most steps held for one beginning.
  private static let most = 4_000_000

  /// The number of a way that goes one statement farther.
  mutating func add(_ statement: StatementID, behind way: Int32) throws(Stop) -> Int32 {
    guard entries.count < Ways.most else {
      throw .limit(what: "steps of paths", most: Ways.most)
    }
    entries.append((statement, way, length(of: way) + 1))
    return Int32(entries.count - 1)
  }

  private func length(of way: Int32) -> Int32 { way < 0 ? 0 : entries[Int(way)].length }

  /// The statements of a way, from its beginning.
  func statements(of way: Int32) -> [StatementID] {
    var statements: [StatementID] = []
    var next = way
    while next >= 0 {
      statements.append(entries[Int(next)].statement)
      next = entries[Int(next)].before
    }
    return statements.reversed()
  }

  /// Whether one way stands before another to the same end: the shorter, then by the statements from
  /// the end back to where they part.
  func precedes(_ way: Int32, _ other: Int32, _ run: Run) throws(Stop) -> Bool {
    if length(of: way) != length(of: other) { return length(of: way) < length(of: other) }
    var (way, other) = (way, other)
    while way != other, way >= 0, other >= 0 {
      try run.step()
      let (own, others) = (entries[Int(way)], entries[Int(other)])
      if own.statement != others.statement {
        return run.statementPrecedes(own.statement, others.statement)
      }
      (way, other) = (own.before, others.before)
    }
    return false
  }
}

extension Run {
  func findPath(
    _ lookUp: UnsafePointer<LookUp>, _ bindings: inout Bindings,
    _ take: (inout Bindings) throws(Stop) -> Bool
  ) throws(Stop) -> Bool {
    let pattern = lookUp.pointee.pattern
    let subjects = pattern.subject.known(&bindings)
    let objects = subjects == nil ? pattern.object.known(&bindings) : nil
    let isFromSubject = subjects != nil || objects == nil
    let path = isFromSubject ? pattern.path : pattern.path.reversed
    let starts = if let known = subjects ?? objects { known } else { try starts(of: path) }
    for start in starts {
      var ways = Ways()
      for (end, way) in try reach(from: (start, -1), path, &ways) {
        let (from, to) = isFromSubject ? (start, end) : (end, start)
        let goesOn = try bindEnds(lookUp, from, to, &bindings) { (bindings) throws(Stop) in
          let statements = ways.statements(of: way)
          bindings.statements += statements
          let goesOn = try take(&bindings)
          bindings.statements.removeLast(statements.count)
          return goesOn
        }
        guard goesOn else { return false }
      }
    }
    return true
  }

  /// Every node from which a path can begin; with an optional first step that is every node.
  private func starts(of path: PathPlan) throws(Stop) -> [TermID] {
    var found: Set<TermID> = []
    func add(_ set: StepSet) throws(Stop) {
      for relation in set.forward.members {
        try steps(snapshot.statements(with: relation).count)
        for statement in snapshot.statements(with: relation) {
          found.insert(snapshot.subjects[Int(statement)])
        }
      }
      for relation in set.backward.members {
        try steps(snapshot.statements(with: relation).count)
        for statement in snapshot.statements(with: relation) {
          found.insert(snapshot.objects[Int(statement)])
        }
      }
    }
    func walk(_ path: PathPlan) throws(Stop) -> Bool {
      switch path {
      case .step(let set):
        try add(set)
        return false
      case .alternatives(let parts):
        var isOptional = false
        for part in parts where try walk(part) { isOptional = true }
        return isOptional
      case .sequence(let parts):
        for part in parts where try !walk(part) { return false }
        return true
      case .repeated(let part, let least, _): return try walk(part) || least == 0
      }
    }
    if try walk(path) {
      // The path may be no step at all, and every node is at both its ends.
      try steps(snapshot.statementCount)
      for statement in snapshot.subjects.indices {
        found.insert(snapshot.subjects[statement])
        if !snapshot.isLiteral(snapshot.objects[statement]) {
          found.insert(snapshot.objects[statement])
        }
      }
    }
    return found.sorted()
  }

  /// What a path reaches from where another way ends, each end once, with one way to it: the order of
  /// files has no say in which.
  private func reach(
    from start: Ways.End, _ path: PathPlan, _ ways: inout Ways
  ) throws(Stop) -> [Ways.End] {
    switch path {
    case .step(let set): return try oneStep(from: start, set, &ways)
    case .alternatives(let parts):
      var found: [Ways.End] = []
      for part in parts { found += try reach(from: start, part, &ways) }
      return try firstOfEach(found, ways)
    case .sequence(let parts):
      var level = [start]
      for part in parts { level = try onward(from: level, part, &ways) }
      return level
    case .repeated(let part, let least, let most):
      return try repeated(from: start, part, least, most, &ways)
    }
  }

  private func oneStep(
    from start: Ways.End, _ set: StepSet, _ ways: inout Ways
  ) throws(Stop) -> [Ways.End] {
    var places: [TermID: Int] = [:]
    var found: [(node: TermID, statement: StatementID)] = []
    func meet(_ statement: StatementID, _ end: TermID) throws(Stop) {
      try self.step()
      guard admits(statement) else { return }
      guard let place = places[end] else {
        places[end] = found.count
        return found.append((end, statement))
      }
      if statementPrecedes(statement, found[place].statement) { found[place].statement = statement }
    }
    for relation in set.forward.members {
      for statement in snapshot.statements(from: start.node, relation) {
        try meet(statement, snapshot.objects[Int(statement)])
      }
    }
    for relation in set.backward.members {
      for statement in snapshot.statements(to: start.node, relation) {
        try meet(statement, snapshot.subjects[Int(statement)])
      }
    }
    var ends: [Ways.End] = []
    for (node, statement) in found {
      ends.append((node, try ways.add(statement, behind: start.way)))
    }
    return ends
  }

  private func onward(
    from level: [Ways.End], _ part: PathPlan, _ ways: inout Ways
  ) throws(Stop) -> [Ways.End] {
    var found: [Ways.End] = []
    for end in level { found += try reach(from: end, part, &ways) }
    return try firstOfEach(found, ways)
  }

  private func repeated(
    from start: Ways.End, _ part: PathPlan, _ least: Int, _ most: Int?, _ ways: inout Ways
  ) throws(Stop) -> [Ways.End] {
    var found: [Ways.End] = least == 0 ? [start] : []
    var level = [start]
    // Beyond the least number of steps only nodes not met before lead anywhere new.
    var seen: Set<TermID> = least == 0 ? [start.node] : []
    var count = 0
    while !level.isEmpty, count < most ?? .max {
      count += 1
      try step()
      level = try onward(from: level, part, &ways)
      if count >= least {
        level = level.filter { seen.insert($0.node).inserted }
        found += level
      } else if count > snapshot.terms.count {
        break
      }
    }
    return try firstOfEach(found, ways)
  }

  /// Each end once, with the first of the ways to it.
  private func firstOfEach(_ ends: [Ways.End], _ ways: Ways) throws(Stop) -> [Ways.End] {
    guard ends.count > 1 else { return ends }
    var places: [TermID: Int] = [:]
    var first: [Ways.End] = []
    for end in ends {
      try step()
      guard let place = places[end.node] else {
        places[end.node] = first.count
        first.append(end)
        continue
      }
      if try ways.precedes(end.way, first[place].way, self) { first[place].way = end.way }
    }
    return first
  }

  /// The order of statements by what they say: subject, relation, object, then as parallel ones lie.
  func statementPrecedes(_ left: StatementID, _ right: StatementID) -> Bool {
    let (own, other) = (Int(left), Int(right))
    let subjects = (snapshot.subjects[own], snapshot.subjects[other])
    if subjects.0 != subjects.1 { return snapshot.curiePrecedes(subjects.0, subjects.1) }
    let relations = (snapshot.relations[own], snapshot.relations[other])
    if relations.0 != relations.1 {
      return relationName(relations.0).utf8.lexicographicallyPrecedes(
        relationName(relations.1).utf8)
    }
    let objects = (snapshot.objects[own], snapshot.objects[other])
    if objects.0 != objects.1 { return order(cell(objects.0), cell(objects.1)) < 0 }
    return liesBefore(left, right)
  }
}
