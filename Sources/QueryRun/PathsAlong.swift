// `paths` whose `via` is a path of several steps: a way goes along it, once or several times over. The
// search is that of `paths` over pairs of a node and a place of the route, and equally never steps
// to where the target is out of reach. A way that the route allows in two manners is one way.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  /// The ways of one leg along a route; `count` goes on counting ways from leg to leg.
  func paths(
    _ plan: PathsPlan, _ route: Route, _ from: TermID, _ to: TermID, _ count: inout Int
  ) throws(Stop) {
    var search = PathsAlong(self, plan, route, to: to)
    try search.measure()
    try search.find(from: from) { (path) throws(Stop) in
      guard count - self.plan.offset < self.plan.limit else {
        answer.hasMore = !self.plan.isLimitTyped
        return false
      }
      count += 1
      guard count > self.plan.offset else { return true }
      for (index, step) in path.enumerated() {
        guard let first = step.statements.first else { continue }
        answer.rows.append(
          Answer.Row(
            [
              .integer(count), .integer(index + 1), .node(step.from),
              .text(relationName(step.relation)), .text(step.isForward ? "->" : "<-"),
              .node(step.to), since(first), until(first), status(first),
            ], statements: step.statements))
      }
      return true
    }
  }
}

/// The search of one leg along a route.
private struct PathsAlong {
  /// Parallel statements from one node to the next: one step, and where the walk is after it.
  struct Step {
    var from: TermID
    var to: TermID
    var relation: RelationID
    var isForward: Bool
    var places: Route.Places
    var statements: [StatementID]
  }

  private let run: Run
  private let plan: PathsPlan
  private let route: Route
  private let target: TermID
  /// By node and place: how many steps the target is away.
  private var distances: [UInt64: Int] = [:]

  init(_ run: Run, _ plan: PathsPlan, _ route: Route, to target: TermID) {
    self.run = run
    self.plan = plan
    self.route = route
    self.target = target
  }

  private static func key(_ node: TermID, _ place: Int) -> UInt64 {
    UInt64(node) << 6 | UInt64(place)
  }

  /// Distances to the target of all nodes and places, backwards, no farther than a way may be long.
  mutating func measure() throws(Stop) {
    var level: [(node: TermID, place: Int)] = []
    for place in route.steps.indices where route.last & 1 << Route.Places(place) != 0 {
      distances[Self.key(target, place)] = 0
      level.append((target, place))
    }
    var distance = 0
    while !level.isEmpty, distance < plan.most {
      distance += 1
      var next: [(TermID, Int)] = []
      for (node, place) in level {
        for hop in try run.hops(from: node, route.steps[place].reversed)
        where !plan.avoid.contains(hop.node) {
          for before in route.steps.indices
          where route.following[before] & 1 << Route.Places(place) != 0 {
            let key = Self.key(hop.node, before)
            guard distances[key] == nil else { continue }
            distances[key] = distance
            next.append((hop.node, before))
          }
        }
      }
      level = next
    }
  }

  /// How far the target is from a node where the walk is at some places.
  private func distance(_ node: TermID, _ places: Route.Places) -> Int? {
    var rest = places
    var least: Int?
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      rest &= rest - 1
      guard let own = distances[Self.key(node, place)] else { continue }
      least = min(least ?? own, own)
    }
    return least
  }

  /// Calls `take` with each way, the shortest first, until it has enough.
  mutating func find(
    from start: TermID, _ take: ([Step]) throws(Stop) -> Bool
  ) throws(Stop) {
    var wanted = if case .shortest(let count) = plan.mode { count } else { Int.max }
    var length = max(1, plan.least)
    while length <= plan.most, wanted > 0 {
      var found = 0
      var wasCut = false
      try enumerate(from: start, length, &wasCut) { (path) throws(Stop) in
        guard wanted > 0 else { return false }
        guard goes(path) else { return true }
        found += 1
        wanted -= 1
        return try take(path)
      }
      if plan.mode == .allShortest, found > 0 { break }
      // Nothing that can arrive is longer.
      guard wasCut else { break }
      length += 1
    }
  }

  private func goes(_ path: [Step]) -> Bool {
    guard let classes = plan.through, !classes.isEmpty else { return true }
    return path.dropLast().contains { run.isOf(classes, $0.to) }
  }

  /// All simple ways of exactly one length; `wasCut` tells whether a longer one can be.
  private func enumerate(
    from start: TermID, _ length: Int, _ wasCut: inout Bool,
    _ take: ([Step]) throws(Stop) -> Bool
  ) throws(Stop) {
    var path: [Step] = []
    var visited: Set<TermID> = [start]
    var stack = [(steps: try stepsOut(of: start, route.first), next: 0)]
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
      guard !visited.contains(step.to), let distance = distance(step.to, step.places) else {
        continue
      }
      if distance > left { wasCut = true }
      if step.to == target {
        if left == 0, step.places & route.last != 0, try !take(path + [step]) { return }
        continue
      }
      guard left > 0 else {
        wasCut = true
        continue
      }
      guard distance <= left else { continue }
      path.append(step)
      visited.insert(step.to)
      stack.append((try stepsOut(of: step.to, route.open(after: step.places)), 0))
    }
  }

  /// The steps out of a node by the open places, parallel statements joined, in the order of
  /// (relation, direction, node).
  private func stepsOut(of node: TermID, _ open: Route.Places) throws(Stop) -> [Step] {
    guard open != 0 else { return [] }
    var steps: [String: Step] = [:]
    for hop in try run.hops(from: node, route.steps(of: open)) where hop.node != node {
      let relation = run.snapshot.relations[Int(hop.statement)]
      let name = run.relationName(relation)
      let key = "\(name)\u{1}\(hop.isForward ? 0 : 1)\u{1}\(run.snapshot.curie(hop.node))"
      let places = route.places(after: relation, isForward: hop.isForward, among: open)
      steps[
        key,
        default: Step(
          from: node, to: hop.node, relation: relation, isForward: hop.isForward, places: places,
          statements: [])
      ].statements.append(hop.statement)
    }
    for key in steps.keys { steps[key]?.statements.sort { run.liesBefore($0, $1) } }
    return steps.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }
}
