// `near` whose `via` is a path of several steps: a step is a walk along it. Shown is what lies on a
// walk that arrives; a statement that only begins like one is not.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func near(_ plan: NearPlan, _ route: Route) throws(Stop) {
    var seen: Set<TermID> = [plan.centre]
    var shown: Set<StatementID> = []
    var rows: [Answer.Row] = []
    var level = [plan.centre]
    for _ in 0..<plan.depth where !level.isEmpty {
      var next: [TermID] = []
      for node in level {
        var walks = Walks(self, route, from: node)
        try walks.find(avoiding: plan.avoid)
        for (met, hops) in walks.met {
          for hop in ordered(hops) where shown.insert(hop.statement).inserted {
            rows.append(nearRow(met, hop))
          }
        }
        next += walks.ends.filter { seen.insert($0).inserted }
      }
      level = next
    }
    append(rows)
  }
}

/// The walks along a route from one node.
private struct Walks {
  private struct Place: Hashable {
    var node: TermID
    var place: Int
  }
  private struct Move {
    var from: Place?
    var hop: Hop
    var to: Place
  }

  private let run: Run
  private let route: Route
  private let start: TermID
  private var moves: [Move] = []
  /// By node: after how many steps it is met first.
  private var distances: [TermID: Int] = [:]
  /// The statements of walks that arrive, by the node they are met at, the nearest node first.
  private(set) var met: [(node: TermID, hops: [Hop])] = []
  /// Where walks end, the nearest first.
  private(set) var ends: [TermID] = []

  init(_ run: Run, _ route: Route, from start: TermID) {
    self.run = run
    self.route = route
    self.start = start
    distances[start] = 0
  }

  mutating func find(avoiding avoid: Set<TermID>) throws(Stop) {
    let places = try goForward(avoid)
    var arriving = places.filter { route.last & 1 << Route.Places($0.place) != 0 }
    ends = byDistance(Set(arriving.map(\.node)))
    // Backwards from where a walk may end: what arrives is kept.
    var into: [Place: [Place]] = [:]
    for move in moves { if let from = move.from { into[move.to, default: []].append(from) } }
    var open = Array(arriving)
    while let place = open.popLast() {
      for from in into[place] ?? [] {
        try run.step()
        if arriving.insert(from).inserted { open.append(from) }
      }
    }
    var hops: [TermID: [Hop]] = [:]
    for move in moves where arriving.contains(move.to) {
      hops[move.from?.node ?? start, default: []].append(move.hop)
    }
    met = byDistance(Set(hops.keys)).map { ($0, hops[$0] ?? []) }
  }

  private mutating func goForward(_ avoid: Set<TermID>) throws(Stop) -> Set<Place> {
    var seen: Set<Place> = []
    var level: [(from: Place?, node: TermID, open: Route.Places)] = [(nil, start, route.first)]
    var distance = 0
    while !level.isEmpty {
      distance += 1
      var next: [(from: Place?, node: TermID, open: Route.Places)] = []
      for (from, node, open) in level where open != 0 {
        for hop in try run.hops(from: node, route.steps(of: open)) where !avoid.contains(hop.node) {
          let relation = run.snapshot.relations[Int(hop.statement)]
          let taken = route.places(after: relation, isForward: hop.isForward, among: open)
          if distances[hop.node] == nil { distances[hop.node] = distance }
          for place in route.steps.indices where taken & 1 << Route.Places(place) != 0 {
            let to = Place(node: hop.node, place: place)
            moves.append(Move(from: from, hop: hop, to: to))
            guard seen.insert(to).inserted else { continue }
            next.append((to, hop.node, route.following[place]))
          }
        }
      }
      level = next
    }
    return seen
  }

  private func byDistance(_ nodes: Set<TermID>) -> [TermID] {
    nodes.map { (distances[$0] ?? 0, run.snapshot.curie($0), $0) }.sorted { left, right in
      left.0 != right.0
        ? left.0 < right.0 : left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
    }.map(\.2)
  }
}
