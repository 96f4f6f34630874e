// From a side to the bodies tied to it, tie by tie. The shortest chain to a body counts, so a search in
// breadth finds each body once; of several shortest ones the best. Between two ties the walk may go
// on as what the body acts for, or as what acts for that, at no cost: what its secretariat does, a
// convention does.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// A side of `link`: the node asked for and all that act for it, with the statement that says so.
typealias LinkSide = [(node: TermID, statement: StatementID?)]

/// What is tied to one side.
struct SideTies {
  /// All ties of all chains.
  var ties: [Tie] = []
  /// By body: the last tie of its best chain.
  var best: NodeTable

  /// Appends the ties of a body's chain, from the side on.
  func appendChain(to body: TermID, _ chain: inout [Tie]) {
    let start = chain.count
    var next = best[body] ?? -1
    while next >= 0 {
      chain.append(ties[next])
      next = ties[next].before
    }
    if chain.count > start + 1 { chain[start...].reverse() }
  }
}

extension SideTies {
  /// Takes a tie as the last of a chain, if no shorter or better chain leads to the same body.
  mutating func offer(_ tie: Tie, _ run: Run) {
    guard let known = best[tie.to] else {
      best.set(tie.to, ties.count)
      ties.append(tie)
      return
    }
    let other = ties[known]
    guard other.distance == tie.distance, other.step == tie.step,
      run.isBetter(tie, than: other, in: ties)
    else { return }
    ties[known] = tie
  }
}

/// The search from one side.
struct LinkSearch {
  /// Where a chain goes on.
  private struct Start {
    var node: TermID
    var whole: TermID
    var isStandIn: Bool
    var before: Int
    var strength: Double
    var open: Route.Places
  }

  private let run: Run
  private let plan: LinkPlan
  /// The path of `via`; nil is every tie.
  private let route: Route?
  /// The sides and all that act for them: no chain passes them.
  private let members: Set<TermID>
  private var found: SideTies
  /// By body on the way: the best chain to it, and after how many ties.
  private var passed: [TermID: (tie: Int, strength: Double, distance: Int)] = [:]
  private var degrees: [TermID: Double] = [:]

  init(_ run: Run, _ plan: LinkPlan, _ route: Route?, members: Set<TermID>, expecting count: Int) {
    self.run = run
    self.plan = plan
    self.route = route
    self.members = members
    found = SideTies(best: NodeTable(expecting: count))
  }

  /// All bodies tied to a side; `wanted` narrows the search where no chain passes a body.
  mutating func ties(of side: LinkSide, among wanted: NodeTable?) throws(Stop) -> SideTies {
    var starts = side.map { member, statement in
      Start(
        node: member, whole: 0, isStandIn: statement != nil, before: -1, strength: 1,
        open: route?.first ?? 1)
    }
    var distance = 1
    while true {
      let first = found.ties.count
      try search(from: starts, distance, wanted)
      guard distance < plan.most else { break }
      starts = try goingOn(from: first, distance)
      guard !starts.isEmpty else { break }
      distance += 1
    }
    return found
  }

  /// One tie more, which is one walk along the path of `via`.
  private mutating func search(
    from starts: [Start], _ distance: Int, _ wanted: NodeTable?
  ) throws(Stop) {
    var starts = starts
    var seen: [UInt64: Int] = [:]
    var step = 1
    while !starts.isEmpty {
      var inner: [UInt64] = []
      for start in starts {
        try run.step()
        try run.ties(of: start.node, route, among: start.open) {
          (statement, other, isForward, places) throws(Stop) in
          guard wanted?.contains(other) ?? true, other != start.whole else { return }
          let relation = run.snapshot.relations[Int(statement)]
          let tie = Tie(
            statement: statement, from: start.node, to: other, isForward: isForward,
            whole: start.whole, isStandIn: start.isStandIn, before: start.before,
            strength: start.strength * run.vocabulary.weights[Int(relation)],
            distance: distance, step: step)
          guard let route else { return found.offer(tie, run) }
          if places & route.last != 0 { found.offer(tie, run) }
          guard canPass(other) else { return }
          var rest = places
          while rest != 0 {
            let place = rest.trailingZeroBitCount
            rest &= rest - 1
            guard route.following[place] != 0 else { continue }
            offer(tie, at: UInt64(other) << 6 | UInt64(place), &seen, &inner)
          }
        }
      }
      starts = []
      for key in inner {
        guard let index = seen[key], let route else { continue }
        let tie = found.ties[index]
        starts.append(
          Start(
            node: tie.to, whole: 0, isStandIn: false, before: index,
            strength: tie.strength * (try damping(tie.to)), open: route.following[Int(key & 63)]))
      }
      step += 1
    }
  }

  /// Takes a tie as one within the path of `via`.
  private mutating func offer(
    _ tie: Tie, at key: UInt64, _ seen: inout [UInt64: Int], _ inner: inout [UInt64]
  ) {
    guard let known = seen[key] else {
      seen[key] = found.ties.count
      found.ties.append(tie)
      inner.append(key)
      return
    }
    let other = found.ties[known]
    guard other.step == tie.step, run.isBetter(tie, than: other, in: found.ties) else { return }
    found.ties[known] = tie
  }

  private func canPass(_ node: TermID) -> Bool {
    !members.contains(node) && !plan.avoid.contains(node)
  }

  /// Where chains go on from the bodies that ties from an index on have reached.
  private mutating func goingOn(from first: Int, _ distance: Int) throws(Stop) -> [Start] {
    var wholes: [TermID] = []
    for index in first..<found.ties.count {
      let tie = found.ties[index]
      guard found.best[tie.to] == index, canPass(tie.to) else { continue }
      for (whole, _) in try run.principals(of: tie.to) where canPass(whole) {
        let strength = tie.strength * (try damping(whole))
        if let known = passed[whole] {
          guard known.distance == distance else { continue }
          let other = found.ties[known.tie]
          guard
            strength != known.strength
              ? strength > known.strength
              : run.snapshot.curiePrecedes(tie.to, other.to)
          else { continue }
        } else {
          wholes.append(whole)
        }
        passed[whole] = (index, strength, distance)
      }
    }
    var starts: [Start] = []
    for whole in wholes {
      guard let chain = passed[whole] else { continue }
      for (member, _) in try run.standIns(for: whole) where canPass(member) {
        starts.append(
          Start(
            node: member, whole: whole, isStandIn: false, before: chain.tie,
            strength: chain.strength, open: route?.first ?? 1))
      }
    }
    return starts
  }

  /// What passing a body costs: one through the root of how many nodes are tied to it or to who acts
  /// for it, the damping of degree-weighted path counts (Himmelstein and Baranzini, 2015).
  private mutating func damping(_ node: TermID) throws(Stop) -> Double {
    if let known = degrees[node] { return known }
    var tied: Set<TermID> = []
    for (member, _) in try run.standIns(for: node) {
      try run.ties(of: member, nil, among: 1) { (_, other, _, _) throws(Stop) in
        tied.insert(other)
      }
    }
    let damping = 1 / Double(max(1, tied.count)).squareRoot()
    degrees[node] = damping
    return damping
  }
}
