// How far nodes are from the target of a search. First from both ends at once, always from the end
// whose border touches fewer statements: two treaties four steps apart meet after some hundred nodes
// where a search from one end sees the whole graph. Only nodes on a shortest way get their distance
// then; who wants longer ways measures on from the target alone.

internal import CLanes
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// What is next to nodes, over some steps.
struct Surroundings {
  let run: Run
  /// Where every statement passes and all ordinary steps are walked.
  let neighbours: Neighbours?

  /// How many statements a node touches, or how many nodes are next to it.
  @inline(__always)
  func weight(of node: TermID) -> Int {
    if let neighbours { return neighbours.places(of: node).count }
    return run.snapshot.statements(from: node).count + run.snapshot.statements(to: node).count
  }

  /// Asks for where a node's neighbours stand before that is read.
  @inline(__always)
  func fetchPlace(of node: TermID) {
    guard let neighbours else { return }
    neighbours.starts.withUnsafeBufferPointer { starts in
      if let base = starts.baseAddress { clanes_fetch(base + Int(node)) }
    }
  }

  /// The weight of a node whose neighbours will be read soon.
  @inline(__always)
  func weightFetching(_ node: TermID) -> Int {
    guard let neighbours else { return weight(of: node) }
    let places = neighbours.places(of: node)
    neighbours.nodes.withUnsafeBufferPointer { nodes in
      if let base = nodes.baseAddress { clanes_fetch(base + places.lowerBound) }
    }
    return places.count
  }

  /// Calls `take` with what is next to a node, some several times.
  @inline(__always)
  func visit(from node: TermID, _ steps: StepSet, _ take: (TermID) -> Void) throws(Stop) {
    guard let neighbours else { return try run.visitHops(from: node, steps) { take($0.node) } }
    let places = neighbours.places(of: node)
    try run.steps(places.count)
    neighbours.nodes.withUnsafeBufferPointer { nodes in
      for place in places { take(nodes[place]) }
    }
  }
}

/// Distances to one target.
struct PathDistances: ~Copyable {
  let around: Surroundings
  /// Nodes and how far they are, those of one distance one behind the other.
  private var known = NodeLevels(expecting: 8)
  /// By distance: where its nodes stand in `known`.
  private var places: [Range<Int>] = []

  init(_ around: Surroundings) { self.around = around }

  /// The distance of a node; nil where it is not known, which is nowhere a way may go.
  subscript(node: TermID) -> Int? { known.level(of: node) }

  /// Where the nodes of a distance stand.
  func places(at distance: Int) -> Range<Int> { places[distance] }

  /// The node at a place.
  func node(at place: Int) -> TermID { known[place] }

  /// One end of a search and how far it has come.
  private struct Side: ~Copyable {
    let steps: StepSet
    /// The end itself and all nodes met from it, with their distances from it.
    var seen = NodeLevels(expecting: 1)
    /// By distance: where its nodes begin in `seen`; the last is the border.
    var starts = [0]
    /// How many statements some nodes at the start of the border touch, and where those end.
    var weight = 0
    var weighed = 0

    init(_ node: TermID, _ steps: StepSet) {
      self.steps = steps
      _ = seen.insert(node, 0)
    }

    /// How far the border is from the end.
    var distance: Int { starts.count - 1 }

    /// Where the nodes of a distance stand in `seen`.
    func level(_ distance: Int) -> Range<Int> {
      starts[distance]..<(distance + 1 < starts.count ? starts[distance + 1] : seen.count)
    }

    var border: Range<Int> { level(distance) }
  }

  /// The length of the shortest ways, and the distances of all nodes on them; nil when they are
  /// longer than `most` or there are none.
  mutating func meet(
    _ start: TermID, _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>, most: Int
  ) throws(Stop) -> Int? {
    var near = Side(start, steps)
    var far = Side(target, steps.reversed)
    while near.distance + far.distance < most, !near.border.isEmpty, !far.border.isEmpty {
      let length = near.distance + far.distance + 1
      let isNear = isLighter(&near, &far)
      let (own, other) =
        isNear ? (far.distance + 1, far.distance) : (far.distance, far.distance + 1)
      let leads =
        isNear ? try meeting(of: near, far, other) : try meeting(of: far, near, other)
      guard known.count == 0 else {
        places = [Range<Int>](repeating: 0..<0, count: length + 1)
        places[other] = 0..<known.count
        // What a filter leaves out is counted where it is met, so what it filters is walked back.
        let isWalked = !around.run.admitsAll
        if !isWalked {
          for node in leads { _ = known.insert(node, own) }
          places[own] = places[other].upperBound..<known.count
        }
        try mark(near, from: near.distance + (isWalked && isNear ? 1 : 0), length, isNear: true)
        try mark(far, from: far.distance + (isWalked && !isNear ? 1 : 0), length, isNear: false)
        return length
      }
      // Most nodes are next to the last border, and where the sides meet none of them is needed.
      if isNear { try advance(&near, avoid) } else { try advance(&far, avoid) }
    }
    return nil
  }

  /// Whether a border touches at most as many statements as another; neither is weighed farther than
  /// it takes to know.
  private func isLighter(_ side: inout Side, _ other: inout Side) -> Bool {
    while true {
      let isWeighed = side.weighed == side.seen.count
      if isWeighed, side.weight <= other.weight { return true }
      if other.weighed == other.seen.count, other.weight < side.weight { return false }
      if !isWeighed, side.weight <= other.weight || other.weighed == other.seen.count {
        weigh(&side)
      } else {
        weigh(&other)
      }
    }
  }

  /// Nodes are weighed some at once: one that waits for memory does not keep the next from asking.
  private static let weighedAtOnce = 64

  private func weigh(_ side: inout Side) {
    let end = min(side.seen.count, side.weighed + PathDistances.weighedAtOnce)
    var weight = 0
    for place in side.weighed..<end { weight += around.weightFetching(side.seen[place]) }
    side.weight += weight
    side.weighed = end
  }

  /// Gives the nodes next to a side's border that were seen from the other side their distance, and
  /// returns the nodes of the border that they are next to.
  ///
  /// Nothing that is to be avoided was seen.
  private mutating func meeting(
    of side: borrowing Side, _ other: borrowing Side, _ distance: Int
  ) throws(Stop) -> [TermID] {
    var leads: [TermID] = []
    leads.reserveCapacity(8)
    for place in side.border {
      let node = side.seen[place]
      var isLeading = false
      try around.visit(from: node, side.steps) { next in
        guard other.seen.contains(next) else { return }
        isLeading = true
        _ = known.insert(next, distance)
      }
      if isLeading { leads.append(node) }
    }
    return leads
  }

  /// Room for more nodes is made as they come: most of what a large border touches is seen already.
  private static let mostReserved = 4_096

  /// Moves a side one step on.
  private func advance(_ side: inout Side, _ avoid: Set<TermID>) throws(Stop) {
    let border = side.border
    let distance = side.distance + 1
    // Whoever goes on was weighed to the end.
    side.seen.reserve(min(side.weight, PathDistances.mostReserved))
    side.starts.append(side.seen.count)
    (side.weight, side.weighed) = (0, side.seen.count)
    for place in border {
      try around.visit(from: side.seen[place], side.steps) { node in
        guard avoid.isEmpty || !avoid.contains(node) else { return }
        if side.seen.insert(node, distance) { around.fetchPlace(of: node) }
      }
    }
  }

  /// Gives the nodes between one end and those of a distance from it that are marked theirs.
  ///
  /// From one level to the one before it the search goes back from the nodes on the ways, or on from
  /// all nodes of the level before: the meeting may be a hub.
  private mutating func mark(
    _ side: borrowing Side, from distance: Int, _ length: Int, isNear: Bool
  ) throws(Stop) {
    let back = side.steps.reversed
    for level in (0..<distance).reversed() {
      let own = isNear ? length - level : level
      let behind = isNear ? own - 1 : own + 1
      let marked = places[behind]
      let start = known.count
      if level == 0 {
        _ = known.insert(side.seen[0], own)
      } else if isLighter(marked, side, side.level(level)) {
        for place in marked {
          try around.visit(from: known[place], back) { node in
            if side.seen.level(of: node) == level { _ = known.insert(node, own) }
          }
        }
      } else {
        for place in side.level(level) {
          let node = side.seen[place]
          var isLeading = false
          try around.visit(from: node, side.steps) { next in
            if known.level(of: next) == behind { isLeading = true }
          }
          if isLeading { _ = known.insert(node, own) }
        }
      }
      places[own] = start..<known.count
    }
  }

  /// Whether marked nodes touch at most as many statements as the nodes of a level.
  private func isLighter(
    _ marked: Range<Int>, _ side: borrowing Side, _ level: Range<Int>
  ) -> Bool {
    var left = 0
    for place in marked { left += around.weight(of: known[place]) }
    for place in level where left > 0 { left -= around.weight(of: side.seen[place]) }
    return left <= 0
  }

  /// The distances of all nodes from which the target is so near.
  mutating func measure(
    _ target: TermID, _ steps: StepSet, _ avoid: Set<TermID>, to most: Int
  ) throws(Stop) {
    known = NodeLevels(expecting: 256)
    _ = known.insert(target, 0)
    places = [0..<1]
    while places.count <= most, let border = places.last, !border.isEmpty {
      let distance = places.count
      for place in border {
        try around.visit(from: known[place], steps) { node in
          if avoid.isEmpty || !avoid.contains(node) { _ = known.insert(node, distance) }
        }
      }
      places.append(border.upperBound..<known.count)
    }
  }
}
