// How far nodes are from the target of a search. First from both ends at once, always from the end
// whose border is smaller: two treaties four steps apart meet after some hundred nodes where a
// search from one end sees the whole graph. Only nodes on a shortest way get their distance then;
// who wants longer ways measures on from the target alone.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// Distances to one target.
struct PathDistances {
  private var known = NodeTable()
  private let run: Run
  /// What is next to each node, where every statement passes and all ordinary steps are walked.
  private let neighbours: Neighbours?

  init(_ run: Run, _ neighbours: Neighbours?) {
    self.run = run
    self.neighbours = neighbours
  }

  /// The distance of a node; nil where it is not known, which is nowhere a way may go.
  subscript(node: TermID) -> Int? { known[node] }

  /// One end of a search and how far it has come.
  private struct Side {
    let steps: StepSet
    var seen = NodeTable(expecting: 64)
    var border: [TermID]
    /// How many statements some nodes at the start of the border touch, and how many nodes these are.
    var weight = 0
    var weighed = 0
    /// The borders that were left behind, the end itself first.
    var levels: [[TermID]] = []
    var distance: Int { levels.count }

    init(_ node: TermID, _ steps: StepSet) {
      self.steps = steps
      border = [node]
      _ = seen.insert(node, 0)
    }
  }

  /// The length of the shortest ways, and the distances of all nodes on them; nil when they are
  /// longer than `most` or there are none.
  mutating func meet(
    _ start: TermID, _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>, most: Int
  ) throws(Stop) -> Int? {
    var near = Side(start, steps)
    var far = Side(target, steps.reversed)
    var meeting: [TermID] = []
    while meeting.isEmpty {
      guard near.distance + far.distance < most, !near.border.isEmpty, !far.border.isEmpty else {
        return nil
      }
      if isLighter(&near, &far) {
        meeting = try advance(&near, towards: far, avoid)
      } else {
        meeting = try advance(&far, towards: near, avoid)
      }
    }
    let length = near.distance + far.distance
    known = NodeTable(expecting: 64)
    for node in meeting { _ = known.insert(node, far.distance) }
    try mark(from: meeting, back: near, most: length, isNear: true)
    try mark(from: meeting, back: far, most: length, isNear: false)
    return length
  }

  /// Whether a border touches at most as many statements as another; neither is weighed farther than
  /// it takes to know.
  private func isLighter(_ side: inout Side, _ other: inout Side) -> Bool {
    while true {
      let isWeighed = side.weighed == side.border.count
      if isWeighed, side.weight <= other.weight { return true }
      if other.weighed == other.border.count, other.weight < side.weight { return false }
      if !isWeighed, side.weight <= other.weight || other.weighed == other.border.count {
        side.weight += weight(of: side.border[side.weighed])
        side.weighed += 1
      } else {
        other.weight += weight(of: other.border[other.weighed])
        other.weighed += 1
      }
    }
  }

  /// How many statements a node touches.
  @inline(__always)
  private func weight(of node: TermID) -> Int {
    if let neighbours { return neighbours.places(of: node).count }
    return run.snapshot.statements(from: node).count + run.snapshot.statements(to: node).count
  }

  private func weight(of nodes: [TermID]) -> Int { nodes.reduce(0) { $0 + weight(of: $1) } }

  /// Calls `take` with what is next to a node over some steps.
  @inline(__always)
  private func visit(
    from node: TermID, _ steps: StepSet, _ take: (TermID) -> Void
  ) throws(Stop) {
    guard let neighbours else { return try run.visitHops(from: node, steps) { take($0.node) } }
    let places = neighbours.places(of: node)
    try run.steps(places.count)
    for place in places { take(neighbours.nodes[place]) }
  }

  /// Moves a side one step on; gives the nodes where it meets the other side's border.
  private func advance(
    _ side: inout Side, towards other: Side, _ avoid: Set<TermID>
  ) throws(Stop) -> [TermID] {
    // Most nodes are next to the last border, and where the sides meet none of them is needed.
    let meeting = try meeting(of: side, other)
    side.levels.append(side.border)
    (side.weight, side.weighed) = (0, 0)
    guard meeting.isEmpty else {
      side.border = []
      return meeting
    }
    let distance = side.distance
    let isFree = avoid.isEmpty
    var next: [TermID] = []
    let more = min(weight(of: side.border), PathDistances.mostReserved)
    side.seen.reserve(more)
    next.reserveCapacity(more)
    for node in side.border {
      try visit(from: node, side.steps) { node in
        guard isFree || !avoid.contains(node), side.seen.insert(node, distance) else { return }
        next.append(node)
      }
    }
    side.border = next
    return []
  }

  /// Room for more nodes is made as they come: most of what a large border touches is seen already.
  private static let mostReserved = 4_096

  /// What is next to a side's border and was seen from the other side.
  ///
  /// Nothing that is to be avoided was.
  private func meeting(of side: Side, _ other: Side) throws(Stop) -> [TermID] {
    var known = NodeTable()
    var nodes: [TermID] = []
    for node in side.border {
      try visit(from: node, side.steps) { node in
        if other.seen.contains(node), known.insert(node, 0) { nodes.append(node) }
      }
    }
    return nodes
  }

  /// Gives the nodes between where the sides met and one end their distances.
  ///
  /// From one level to the one before it the search goes back from the nodes on the ways, or on from
  /// all nodes of the level before: the meeting may be a hub.
  private mutating func mark(
    from meeting: [TermID], back side: Side, most: Int, isNear: Bool
  ) throws(Stop) {
    var marked = meeting
    var level = side.distance
    var met = known
    defer { known = met }
    let back = side.steps.reversed
    while level > 1 {
      let behind = isNear ? most - level : level
      level -= 1
      let own = isNear ? most - level : level
      let border = side.levels[level]
      var next: [TermID] = []
      if weight(of: marked) <= weight(of: border) {
        for node in marked {
          try visit(from: node, back) { other in
            if side.seen[other] == level, met.insert(other, own) { next.append(other) }
          }
        }
      } else {
        for node in border {
          var leads = false
          try visit(from: node, side.steps) { if met[$0] == behind { leads = true } }
          if leads, met.insert(node, own) { next.append(node) }
        }
      }
      marked = next
    }
    if side.distance > 0 { _ = met.insert(side.levels[0][0], isNear ? most : 0) }
  }

  /// The distances of all nodes from which the target is so near.
  mutating func measure(
    _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>, to most: Int
  ) throws(Stop) {
    var met = NodeTable(expecting: 256)
    defer { known = met }
    _ = met.insert(target, 0)
    var border = [target]
    var distance = 0
    while !border.isEmpty, distance < most {
      distance += 1
      var next: [TermID] = []
      for node in border {
        try visit(from: node, steps) { node in
          if !avoid.contains(node), met.insert(node, distance) { next.append(node) }
        }
      }
      border = next
    }
  }
}
