// `paths`: simple ways from one node to the next. Distances to the target are found first, backwards,
// and the search never steps to a node from which the target is out of reach, so that what cannot
// arrive is never enumerated. All ways of one length are found before any longer one.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// Parallel statements from one node to the next: one step.
private struct PathStep {
  var from: TermID
  var to: TermID
  var name: String
  var isForward: Bool
  var statements: [StatementID]
}

extension Run {
  func paths(_ plan: PathsPlan) throws(Stop) {
    answer.columns = ["path", "step", "from", "rel", "dir", "to", "since", "until", "status"]
    var count = 0
    for (from, to) in zip(plan.stops, plan.stops.dropFirst())
    where from != to && plan.avoid.isDisjoint(with: [from, to]) {
      if let along = plan.along {
        try self.paths(plan, Route(along, repeats: true), from, to, &count)
        continue
      }
      var search = PathSearch(self, plan, to)
      try search.measure(from: from)
      try search.find(from: from) { (path) throws(Stop) in
        guard count - self.plan.offset < self.plan.limit else {
          self.answer.hasMore = !self.plan.isLimitTyped
          return false
        }
        count += 1
        if count > self.plan.offset { self.present(path, count) }
        return true
      }
    }
  }

  private func present(_ path: [PathStep], _ number: Int) {
    for (index, step) in path.enumerated() {
      guard let first = step.statements.first else { continue }
      answer.rows.append(
        Answer.Row(
          [
            .integer(number), .integer(index + 1), .node(step.from), .text(step.name),
            .text(step.isForward ? "->" : "<-"), .node(step.to), since(first), until(first),
            status(first),
          ], statements: step.statements))
    }
  }
}

/// The search of one leg.
private struct PathSearch {
  private let run: Run
  private let plan: PathsPlan
  private let target: TermID
  private let steps: StepSet
  private var distances: [TermID: Int] = [:]
  private var known: [TermID: [PathStep]] = [:]

  init(_ run: Run, _ plan: PathsPlan, _ target: TermID) {
    self.run = run
    self.plan = plan
    self.target = target
    steps = plan.via ?? run.ordinarySteps
  }

  /// Distances to the target, no farther than a way may be long; only as far as the start when only
  /// shortest ways are wanted.
  mutating func measure(from start: TermID) throws(Stop) {
    distances[target] = 0
    var level = [target]
    var distance = 0
    while !level.isEmpty, distance < plan.most {
      distance += 1
      var next: [TermID] = []
      for node in level {
        for hop in try run.hops(from: node, steps.reversed)
        where distances[hop.node] == nil && !plan.avoid.contains(hop.node) {
          distances[hop.node] = distance
          next.append(hop.node)
        }
      }
      level = next
      let isEnough = plan.mode == .allShortest && plan.through == nil && plan.least <= distance
      if isEnough, distances[start] != nil { break }
    }
  }

  /// Calls `take` with each way, shortest first, until it says that it has enough.
  mutating func find(
    from start: TermID, _ take: ([PathStep]) throws(Stop) -> Bool
  ) throws(Stop) {
    guard let shortest = distances[start] else { return }
    var wanted = Int.max
    var longest = plan.most
    switch plan.mode {
    case .shortest(let count): wanted = count
    case .allShortest: if plan.through == nil, plan.least <= shortest { longest = shortest }
    case .simple: break
    }
    var length = max(shortest, plan.least)
    while length <= longest, wanted > 0 {
      var found = 0
      let (run, classes) = (run, plan.through)
      try enumerate(from: start, length) { (path) throws(Stop) in
        guard wanted > 0 else { return false }
        guard PathSearch.goes(path, through: classes, run) else { return true }
        found += 1
        wanted -= 1
        return try take(path)
      }
      if plan.mode == .allShortest, found > 0 { break }
      length += 1
    }
  }

  private static func goes(
    _ path: [PathStep], through classes: [TermID]?, _ run: Run
  ) -> Bool {
    guard let classes, !classes.isEmpty else { return true }
    return path.dropLast().contains { run.isOf(classes, $0.to) }
  }

  /// All simple ways of exactly one length, in the order of (relation, direction, node).
  private mutating func enumerate(
    from start: TermID, _ length: Int, _ take: ([PathStep]) throws(Stop) -> Bool
  ) throws(Stop) {
    var path: [PathStep] = []
    var visited: Set<TermID> = [start]
    var stack: [(steps: [PathStep], next: Int)] = [(try stepsOut(of: start), 0)]
    while let (steps, next) = stack.last {
      try run.step()
      guard next < steps.count else {
        stack.removeLast()
        if let last = path.popLast() { visited.remove(last.to) }
        continue
      }
      stack[stack.count - 1].next += 1
      let step = steps[next]
      let left = length - path.count - 1
      guard let distance = distances[step.to], distance <= left, !visited.contains(step.to) else {
        continue
      }
      if step.to == target {
        if left == 0 {
          guard try take(path + [step]) else { return }
        }
        continue
      }
      guard left > 0 else { continue }
      path.append(step)
      visited.insert(step.to)
      stack.append((try stepsOut(of: step.to), 0))
    }
  }

  /// The steps out of a node, parallel statements joined.
  private mutating func stepsOut(of node: TermID) throws(Stop) -> [PathStep] {
    if let steps = known[node] { return steps }
    var steps: [PathStep] = []
    var keys: [String] = []
    for hop in try run.hops(from: node, self.steps)
    where distances[hop.node] != nil && hop.node != node {
      let name = run.relationName(run.snapshot.relations[Int(hop.statement)])
      let key = "\(name)\u{1}\(hop.isForward ? 0 : 1)\u{1}\(run.snapshot.curie(hop.node))"
      if let same = keys.firstIndex(of: key) {
        steps[same].statements.append(hop.statement)
      } else {
        keys.append(key)
        steps.append(
          PathStep(
            from: node, to: hop.node, name: name, isForward: hop.isForward,
            statements: [hop.statement]))
      }
    }
    for index in steps.indices { steps[index].statements.sort { run.liesBefore($0, $1) } }
    let order = keys.indices.sorted {
      keys[$0].utf8.lexicographicallyPrecedes(keys[$1].utf8)
    }
    let sorted = order.map { steps[$0] }
    known[node] = sorted
    return sorted
  }

}
