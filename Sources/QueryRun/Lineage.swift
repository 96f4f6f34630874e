// `lineage`: a tree of ancestors or descendants, every node once in full and at its shortest
// distance; where it is met again it is a reference, `(see #n)`, or `(cycle #n)` if it stands above.

internal import GraphStore
internal import QueryPlan

extension Run {
  func lineage(_ plan: LineagePlan) throws(Stop) {
    answer.columns = ["depth", "node", "class", "date", "rel", "of", "status", "label"]
    let directions: [Bool] =
      switch plan.direction {
      case .up: [true]
      case .down: [false]
      case .both: [true, false]
      }
    for (index, isUp) in directions.enumerated() {
      let ancestry = try ancestry(
        of: plan.root, isUp: isUp, via: plan.via, avoid: plan.avoid, depth: plan.depth)
      var tree = LineageTree(ancestry, root: plan.root)
      try tree.lay(self)
      // The root stands once, above both directions.
      append(rows(of: tree, after: answer.rows.count, withRoot: index == 0))
    }
  }

  private func rows(of tree: LineageTree, after count: Int, withRoot: Bool) -> [Answer.Row] {
    let shift = withRoot ? count : count - 1
    return tree.lines.dropFirst(withRoot ? 0 : 1).map { line in
      var label = labelCell(line.node)
      if let reference = line.reference {
        let word = line.isCycle ? "cycle" : "see"
        label = .text("(\(word) #\(reference == 0 ? 1 : reference + shift + 1))")
      }
      let statements = line.edge.map { [$0.statement] + $0.parallel + $0.parthood } ?? []
      return Answer.Row(
        [
          .integer(line.depth), .node(line.node), classCell(line.node), dateCell(line.node),
          line.edge.map { .text($0.name) } ?? .empty, line.edge.map { .node($0.source) } ?? .empty,
          line.edge.map { status($0.statement) } ?? .empty, label,
        ], statements: statements, depth: line.depth)
    }
  }
}

/// An ancestry laid out as lines, each node in full where its distance says.
struct LineageTree {
  /// One line of the tree.
  struct Line {
    var node: TermID
    var depth: Int
    /// How the line above leads here; nil for the root.
    var edge: LineageEdge?
    /// The line, from 0, where the node stands in full, if not here.
    var reference: Int?
    var isCycle = false
  }

  private(set) var lines: [Line] = []
  private let ancestry: Ancestry
  private let root: TermID
  private var places: [Stand: Int] = [:]
  private var targets: [Stand] = []

  init(_ ancestry: Ancestry, root: TermID) {
    self.ancestry = ancestry
    self.root = root
  }

  /// Lays the lines out, depth first, without recursion.
  mutating func lay(_ run: Run) throws(Stop) {
    let start = Stand(node: root, asWhole: true)
    lines = [Line(node: root, depth: 0)]
    targets = [start]
    places[start] = 0
    var stack: [(stand: Stand, next: Int)] = [(start, 0)]
    while let (stand, next) = stack.last {
      try run.step()
      let edges = ownEdges(of: stand)
      guard next < edges.count else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let edge = edges[next]
      let depth = stack.count
      let isHere = places[edge.target] == nil && ancestry.distances[edge.target] == depth
      var line = Line(node: edge.target.node, depth: depth, edge: edge)
      if isHere { places[edge.target] = lines.count }
      if !isHere || ancestry.first(of: edge.target) != edge.target {
        line.reference = -1
        line.isCycle = stack.contains { $0.stand.node == edge.target.node }
      }
      lines.append(line)
      targets.append(edge.target)
      if isHere { stack.append((edge.target, 0)) }
    }
    for index in lines.indices where lines[index].reference != nil {
      lines[index].reference = places[ancestry.first(of: targets[index])] ?? 0
    }
  }

  /// The edges to show below a stand: all, or below a node that stands in full elsewhere only those
  /// that it does not have there.
  private func ownEdges(of stand: Stand) -> [LineageEdge] {
    let edges = ancestry.edges[stand] ?? []
    let first = ancestry.first(of: stand)
    guard first != stand else { return edges }
    let shown = Set((ancestry.edges[first] ?? []).map(\.statement))
    return edges.filter { !shown.contains($0.statement) }
  }
}
