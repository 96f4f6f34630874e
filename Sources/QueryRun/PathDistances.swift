// How far nodes are from the target of a search. First from both ends at once, always from the end
// whose border is smaller: two treaties four steps apart meet after some hundred nodes where a
// search from one end sees the whole graph. Only nodes on a shortest way get their distance then;
// who wants longer ways measures on from the target alone.

internal import GraphStore
internal import QueryPlan

/// Distances to one target.
struct PathDistances {
  private var known = NodeTable()

  /// The distance of a node; nil where it is not known, which is nowhere a way may go.
  subscript(node: TermID) -> Int? { known[node] }

  /// One end of a search and how far it has come.
  private struct Side {
    let steps: StepSet
    var seen = NodeTable(expecting: 64)
    var border: [TermID]
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
    _ run: Run, _ start: TermID, _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>,
    most: Int
  ) throws(Stop) -> Int? {
    var near = Side(start, steps)
    var far = Side(target, steps.reversed)
    var meeting: [TermID] = []
    while meeting.isEmpty {
      guard near.distance + far.distance < most, !near.border.isEmpty, !far.border.isEmpty else {
        return nil
      }
      if weight(of: near.border, run) <= weight(of: far.border, run) {
        meeting = try PathDistances.advance(&near, towards: far, run, avoid)
      } else {
        meeting = try PathDistances.advance(&far, towards: near, run, avoid)
      }
    }
    let length = near.distance + far.distance
    known = NodeTable(expecting: 64)
    for node in meeting { _ = known.insert(node, far.distance) }
    try mark(from: meeting, back: near, most: length, run, isNear: true)
    try mark(from: meeting, back: far, most: length, run, isNear: false)
    return length
  }

  /// How many statements a border touches.
  private func weight(of border: [TermID], _ run: Run) -> Int {
    border.reduce(0) {
      $0 + run.snapshot.statements(from: $1).count + run.snapshot.statements(to: $1).count
    }
  }

  /// Moves a side one step on; gives the nodes where it meets the other side's border.
  private static func advance(
    _ side: inout Side, towards other: Side, _ run: Run, _ avoid: Set<TermID>
  ) throws(Stop) -> [TermID] {
    var meeting: [TermID] = []
    var next: [TermID] = []
    let distance = side.distance + 1
    let isFree = avoid.isEmpty
    for node in side.border {
      try run.visitHops(from: node, side.steps) { hop in
        guard isFree || !avoid.contains(hop.node), side.seen.insert(hop.node, distance) else {
          return
        }
        next.append(hop.node)
        if other.seen.contains(hop.node) { meeting.append(hop.node) }
      }
    }
    side.levels.append(side.border)
    side.border = next
    return meeting
  }

  /// Gives the nodes between where the sides met and one end their distances.
  private mutating func mark(
    from meeting: [TermID], back side: Side, most: Int, _ run: Run, isNear: Bool
  ) throws(Stop) {
    var border = meeting
    var distance = side.distance
    let back = side.steps.reversed
    while distance > 0 {
      distance -= 1
      let own = isNear ? most - distance : distance
      var next: [TermID] = []
      for node in border {
        try run.visitHops(from: node, back) { hop in
          if side.seen[hop.node] == distance, known.insert(hop.node, own) {
            next.append(hop.node)
          }
        }
      }
      border = next
    }
  }

  /// The distances of all nodes from which the target is so near.
  mutating func measure(
    _ run: Run, _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>, to most: Int
  ) throws(Stop) {
    known = NodeTable(expecting: 256)
    _ = known.insert(target, 0)
    var border = [target]
    var distance = 0
    while !border.isEmpty, distance < most {
      distance += 1
      var next: [TermID] = []
      for node in border {
        try run.visitHops(from: node, steps) { hop in
          if !avoid.contains(hop.node), known.insert(hop.node, distance) {
            next.append(hop.node)
          }
        }
      }
      border = next
    }
  }
}
