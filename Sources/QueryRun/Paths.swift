// `paths`: simple ways from one node to the next. What cannot arrive is never enumerated: a search
// from both ends finds how far apart they are, and the steps of a way go only where the distance to
// the target allows. All ways of one length are found before any longer one.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// Parallel statements from one node to the next: one step.
struct PathStep {
  var from: TermID
  var to: TermID
  /// Index into `Wording.steps`: the relation and the direction.
  var step: Int
  var statements: [StatementID]

  var isForward: Bool { step & 1 == 0 }
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
      answer.rows.add(.integer(number))
      answer.rows.add(.integer(index + 1))
      answer.rows.add(.node(step.from))
      answer.rows.add(.text(wording.relations[step.step / 2]))
      answer.rows.add(.text(step.isForward ? "->" : "<-"))
      answer.rows.add(.node(step.to))
      answer.rows.add(since(first))
      answer.rows.add(until(first))
      answer.rows.add(status(first))
      for statement in step.statements { answer.rows.add(statement) }
      answer.rows.endRow()
    }
  }
}

/// The search of one leg.
private struct PathSearch {
  private let run: Run
  private let plan: PathsPlan
  private let target: TermID
  private let steps: StepSet
  private let back: StepSet
  private var distances: PathDistances
  private var known: [TermID: [PathStep]] = [:]

  init(_ run: Run, _ plan: PathsPlan, _ target: TermID) {
    self.run = run
    self.plan = plan
    self.target = target
    steps = plan.via ?? run.ordinarySteps
    distances = PathDistances(
      run, plan.via == nil && run.admitsAll ? run.names.neighbours : nil)
    back = steps.reversed
  }

  /// Calls `take` with each way, shortest first, until it says that it has enough.
  mutating func find(
    from start: TermID, _ take: ([PathStep]) throws(Stop) -> Bool
  ) throws(Stop) {
    guard
      let shortest = try distances.meet(start, target, steps, plan.avoid, most: plan.most)
    else { return }
    var wanted = Int.max
    var longest = plan.most
    switch plan.mode {
    case .shortest(let count): wanted = count
    case .allShortest: if plan.through == nil, plan.least <= shortest { longest = shortest }
    case .simple: break
    }
    var length = max(shortest, plan.least)
    while length <= longest, wanted > 0 {
      if length > shortest {
        // Longer ways pass nodes that no shortest way does.
        try distances.measure(target, back, plan.avoid, to: length - 1)
        known = [:]
      }
      var found = 0
      let (run, classes) = (run, plan.through)
      try enumerate(from: start, length) { (path) throws(Stop) in
        guard wanted > 0 else { return false }
        guard PathSearch.goes(path, through: classes, run) else { return true }
        found += 1
        wanted -= 1
        return try take(path) && wanted > 0
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
    var hops: [PlacedHop] = []
    let run = run
    let (distances, wordOrder, snapshot) = (distances, run.wordOrder, run.snapshot)
    try run.visitHops(from: node, steps) { hop in
      guard hop.node != node, distances[hop.node] != nil else { return }
      let step = Int(snapshot.relations[Int(hop.statement)]) * 2 + (hop.isForward ? 0 : 1)
      // By relation, then direction: the names behind `^` are not what rows are ordered by.
      let rank = UInt64(wordOrder.stepRanks[step & ~1])
      hops.append(
        PlacedHop(
          hop: hop, place: rank << 1 | UInt64(step & 1), prefix: run.prefix(of: hop.node)))
    }
    hops.sort { left, right in
      if left.place != right.place { return left.place < right.place }
      guard left.hop.node == right.hop.node else {
        return run.order(left, right, NaturalOrder.byteOrder) < 0
      }
      return run.liesBefore(left.hop.statement, right.hop.statement)
    }
    var found: [PathStep] = []
    for (index, placed) in hops.enumerated() {
      let hop = placed.hop
      if index > 0, hops[index - 1].place == placed.place, hops[index - 1].hop.node == hop.node {
        found[found.count - 1].statements.append(hop.statement)
        continue
      }
      let step = Int(snapshot.relations[Int(hop.statement)]) * 2 + (hop.isForward ? 0 : 1)
      found.append(PathStep(from: node, to: hop.node, step: step, statements: [hop.statement]))
    }
    known[node] = found
    return found
  }
}
