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
  /// Where its statements stand in those of the search.
  var statements: Range<Int>

  var isForward: Bool { step & 1 == 0 }
}

extension Run {
  func paths(_ plan: PathsPlan) throws(Stop) {
    answer.columns = Run.pathColumns
    var count = 0
    for (from, to) in zip(plan.stops, plan.stops.dropFirst())
    where from != to && plan.avoid.isDisjoint(with: [from, to]) {
      if let along = plan.along {
        try self.paths(plan, Route(along, repeats: true), from, to, &count)
        continue
      }
      var search = PathSearch(self, plan, to)
      try search.find(from: from) { (path, statements) throws(Stop) in
        guard count - self.plan.offset < self.plan.limit else {
          self.answer.hasMore = !self.plan.isLimitTyped
          return false
        }
        count += 1
        if count > self.plan.offset { self.present(path, statements, count) }
        // A row is more work than a step of the search, and there may be a dozen for each.
        try self.steps(path.count * Run.stepsOfRow)
        return true
      }
    }
  }

  private static let stepsOfRow = 4
  private static let pathColumns = [
    "path", "step", "from", "rel", "dir", "to", "since", "until", "status",
  ]

  private func present(_ path: [PathStep], _ statements: [StatementID], _ number: Int) {
    if number == plan.offset + 1 {
      answer.rows.reserve(path.count, fields: Run.pathColumns.count)
    }
    for (index, step) in path.enumerated() {
      let first = statements[step.statements.lowerBound]
      answer.rows.add(.integer(number))
      answer.rows.add(.integer(index + 1))
      answer.rows.add(.node(step.from))
      answer.rows.add(.text(wording.relations[step.step / 2]))
      answer.rows.add(.text(step.isForward ? "->" : "<-"))
      answer.rows.add(.node(step.to))
      answer.rows.add(since(first))
      answer.rows.add(until(first))
      answer.rows.put(statusField(first))
      for place in step.statements { answer.rows.add(statements[place]) }
      answer.rows.endRow()
    }
  }
}

/// The search of one leg.
private struct PathSearch: ~Copyable {
  private let run: Run
  private let plan: PathsPlan
  private let target: TermID
  private let steps: StepSet
  private var distances: PathDistances
  /// Steps found, those out of one node one behind the other, and the statements of all of them.
  private var found: [PathStep] = []
  private var statements: [StatementID] = []
  /// By node: where its steps stand in `found`.
  private var known: [TermID: Range<Int>] = [:]
  /// The steps that are being put in order.
  private var hops: [PlacedHop] = []

  init(_ run: Run, _ plan: PathsPlan, _ target: TermID) {
    self.run = run
    self.plan = plan
    self.target = target
    steps = plan.via ?? run.ordinarySteps
    distances = PathDistances(
      Surroundings(
        run: run, neighbours: plan.via == nil && run.admitsAll ? run.names.neighbours : nil))
  }

  /// Calls `take` with each way, shortest first, and with the statements that its steps point into,
  /// until it says that it has enough.
  mutating func find(
    from start: TermID, _ take: ([PathStep], [StatementID]) throws(Stop) -> Bool
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
        try distances.measure(target, steps.reversed, plan.avoid, to: length - 1)
        (found, statements, known) = ([], [], [:])
      }
      var count = 0
      let (run, classes) = (run, plan.through)
      let isOneEnough = length == shortest && wanted == 1 && (classes?.isEmpty ?? true)
      try enumerate(from: start, length, shortest, isOneEnough: isOneEnough) {
        (path, statements) throws(Stop) in
        guard wanted > 0 else { return false }
        guard PathSearch.goes(path, through: classes, run) else { return true }
        count += 1
        wanted -= 1
        return try take(path, statements) && wanted > 0
      }
      if plan.mode == .allShortest, count > 0 { break }
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
  ///
  /// On a shortest way each step is one nearer to the target, so that every step leads there, none
  /// leads back, and of one way only the first step out of each node is looked for.
  private mutating func enumerate(
    from start: TermID, _ length: Int, _ shortest: Int, isOneEnough: Bool,
    _ take: ([PathStep], [StatementID]) throws(Stop) -> Bool
  ) throws(Stop) {
    let isShortest = length == shortest
    var path: [PathStep] = []
    var visited: Set<TermID> = isShortest ? [] : [start]
    // The steps out of each node on the way that are still to be tried.
    var stack = [
      try stepsOut(of: start, towards: isShortest ? length - 1 : nil, isOneEnough: isOneEnough)
    ]
    while let rest = stack.popLast() {
      try run.step()
      guard let place = rest.first else {
        if let last = path.popLast() { visited.remove(last.to) }
        continue
      }
      stack.append(rest.dropFirst())
      let step = found[place]
      let left = length - path.count - 1
      if !isShortest {
        guard let distance = distances[step.to], distance <= left, !visited.contains(step.to) else {
          continue
        }
      }
      guard step.to != target else {
        guard left == 0 else { continue }
        path.append(step)
        guard try take(path, statements) else { return }
        path.removeLast()
        continue
      }
      guard left > 0 else { continue }
      path.append(step)
      if !isShortest { visited.insert(step.to) }
      stack.append(
        try stepsOut(of: step.to, towards: isShortest ? left - 1 : nil, isOneEnough: isOneEnough))
    }
  }

  /// Where the steps out of a node stand in `found`, parallel statements joined: those to nodes of a
  /// distance, or to all that have one.
  private mutating func stepsOut(
    of node: TermID, towards distance: Int?, isOneEnough: Bool
  ) throws(Stop) -> Range<Int> {
    if let known = known[node] { return known }
    hops.removeAll(keepingCapacity: true)
    try collect(from: node, distance)
    if isOneEnough { keepFirst() } else { order() }
    let start = found.count
    for (index, placed) in hops.enumerated() {
      statements.append(placed.hop.statement)
      if index > 0, hops[index - 1].place == placed.place,
        hops[index - 1].hop.node == placed.hop.node
      {
        found[found.count - 1].statements =
          found[found.count - 1].statements.lowerBound..<statements.count
        continue
      }
      let step = PathSearch.step(of: placed.hop, run)
      found.append(
        PathStep(
          from: node, to: placed.hop.node, step: step,
          statements: statements.count - 1..<statements.count))
    }
    if !isOneEnough { known[node] = start..<found.count }
    return start..<found.count
  }

  /// How much looking a node up costs beside walking on from one statement to the next.
  private static let costOfPair = 4

  private mutating func collect(from node: TermID, _ distance: Int?) throws(Stop) {
    let (run, ranks) = (run, run.wordOrder.stepRanks)
    func add(_ hop: Hop) {
      let step = PathSearch.step(of: hop, run)
      // By relation, then direction: the names behind `^` are not what rows are ordered by.
      let place = UInt64(ranks[step & ~1]) << 1 | UInt64(step & 1)
      hops.append(PlacedHop(hop: hop, place: place, prefix: 0))
    }
    // What a filter leaves out is counted where it is met, so all that is around is met.
    if run.admitsAll, let distance {
      let places = distances.places(at: distance)
      if PathSearch.costOfPair * places.count < distances.around.weight(of: node) {
        let own = run.snapshot.statements(from: node)
        for place in places {
          let other = distances.node(at: place)
          try run.visitStatements(between: node, own, and: other) { statement, isForward in
            let set = isForward ? steps.forward : steps.backward
            if set.contains(run.snapshot.relations[Int(statement)]) {
              add(Hop(statement: statement, node: other, isForward: isForward))
            }
          }
        }
        return
      }
    }
    try run.visitHops(from: node, steps) { hop in
      guard hop.node != node, let own = distances[hop.node], own == distance ?? own else { return }
      add(hop)
    }
  }

  private static func step(of hop: Hop, _ run: Run) -> Int {
    Int(run.snapshot.relations[Int(hop.statement)]) * 2 + (hop.isForward ? 0 : 1)
  }

  /// Orders the steps collected.
  private mutating func order() {
    guard hops.count > 1 else { return }
    for index in hops.indices { hops[index].prefix = run.prefix(of: hops[index].hop.node) }
    let run = run
    hops.sort { left, right in
      if left.place != right.place { return left.place < right.place }
      guard left.hop.node == right.hop.node else { return PathSearch.precedes(left, right, run) }
      return run.liesBefore(left.hop.statement, right.hop.statement)
    }
  }

  /// Leaves of the steps collected the first; names are compared only where relations are equal.
  private mutating func keepFirst() {
    guard var place = hops.first?.place, hops.count > 1 else { return }
    for hop in hops where hop.place < place { place = hop.place }
    hops.removeAll { $0.place != place }
    guard hops.count > 1 else { return }
    for index in hops.indices { hops[index].prefix = run.prefix(of: hops[index].hop.node) }
    var first = hops[0]
    for hop in hops where hop.hop.node != first.hop.node {
      if PathSearch.precedes(hop, first, run) { first = hop }
    }
    hops.removeAll { $0.hop.node != first.hop.node }
    order()
  }

  /// Of two nodes by CURIE; those that are shown alike as they lie in the snapshot.
  private static func precedes(_ left: PlacedHop, _ right: PlacedHop, _ run: Run) -> Bool {
    let order = run.order(left, right, NaturalOrder.byteOrder)
    return order == 0 ? left.hop.node < right.hop.node : order < 0
  }
}
