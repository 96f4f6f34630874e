// `lineage`: a tree of ancestors or descendants, every node once in full and at its shortest
// distance; where it is met again it is a reference, `(see #n)`, or `(cycle #n)` if it stands above.

internal import GraphStore
internal import GraphVocabulary
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
      var tree = LineageTree(ancestry)
      try tree.lay(self)
      // The root stands once, above both directions.
      appendRows(of: tree, after: answer.rows.count, withRoot: index == 0)
    }
  }

  private func appendRows(of tree: LineageTree, after count: Int, withRoot: Bool) {
    let shift = withRoot ? count : count - 1
    let first = (withRoot ? 0 : 1) + plan.offset
    guard first < tree.lines.count else { return }
    answer.rows.reserve(
      min(tree.lines.count - first, plan.limit), fields: answer.columns.count)
    for line in tree.lines[first...] {
      guard hasRoom() else { return }
      appendRow(line, tree.ancestry, shift)
    }
  }

  private func appendRow(_ line: LineageTree.Line, _ ancestry: Ancestry, _ shift: Int) {
    answer.rows.put(Answer.Field(.integer, UInt32(line.depth)))
    answer.rows.put(.node(line.node))
    putClass(line.node)
    answer.rows.put(ancestry.date(of: line.node))
    if line.edge >= 0 {
      let edge = ancestry.edges[line.edge]
      answer.rows.put(
        .step(snapshot.relations[Int(edge.statement)], isForward: edge.isForward))
      answer.rows.put(.node(edge.source))
      answer.rows.put(statusField(edge.statement))
      answer.rows.add(edge.statement)
      for statement in ancestry.moreStatements(of: edge) { answer.rows.add(statement) }
    } else {
      for _ in 0..<3 { answer.rows.put(.empty) }
    }
    if let reference = line.reference {
      let number = UInt32(reference == 0 ? 1 : reference + shift + 1)
      answer.rows.put(Answer.Field(line.isCycle ? .cycle : .see, number))
    } else {
      putLabel(line.node)
    }
    answer.rows.endRow(depth: line.depth)
  }
}

/// An ancestry laid out as lines, each node in full where its distance says.
struct LineageTree {
  /// One line of the tree.
  struct Line {
    var node: TermID
    var depth: Int
    /// How the line above leads here, as an index of an edge; negative for the root.
    var edge: Int
    /// The line, from 0, where the node stands in full, if not here.
    var reference: Int?
    var isCycle = false
  }

  private(set) var lines: [Line] = []
  let ancestry: Ancestry
  /// By index of what is reached: the line where it stands in full; negative before it is met.
  private var places: [Int]
  /// By line: what it leads to.
  private var targets: [Int] = [0]

  init(_ ancestry: Ancestry) {
    self.ancestry = ancestry
    places = [Int](repeating: -1, count: ancestry.order.count)
  }

  /// A stand whose edges are being laid out.
  private struct Open {
    var index: Int
    /// The edges to show below it: a range, or those it does not share with where it stands in full.
    var edges: Range<Int>
    var own: [Int]?
    var next = 0
    var count: Int { own?.count ?? edges.count }
  }

  /// Lays the lines out, depth first, without recursion.
  mutating func lay(_ run: Run) throws(Stop) {
    lines.reserveCapacity(ancestry.edges.count + 1)
    targets.reserveCapacity(ancestry.edges.count + 1)
    lines.append(Line(node: ancestry.order[0].node, depth: 0, edge: -1))
    places[0] = 0
    var above = [Bool](repeating: false, count: ancestry.order.count)
    above[0] = true
    var stack = [open(0)]
    while !stack.isEmpty {
      try run.step()
      let top = stack.count - 1
      let next = stack[top].next
      guard next < stack[top].count else {
        above[stack[top].index] = false
        stack.removeLast()
        continue
      }
      stack[top].next += 1
      let edge = stack[top].own?[next] ?? stack[top].edges.lowerBound + next
      let target = ancestry.edges[edge].index
      let depth = stack.count
      let isHere = places[target] < 0 && ancestry.distances[target] == depth
      var line = Line(node: ancestry.order[target].node, depth: depth, edge: edge)
      if isHere { places[target] = lines.count }
      if !isHere || ancestry.first(of: target) != target {
        line.reference = -1
        line.isCycle = above[target] || ancestry.twin(of: target).map { above[$0] } ?? false
      }
      lines.append(line)
      targets.append(target)
      guard isHere else { continue }
      above[target] = true
      stack.append(open(target))
    }
    for index in lines.indices where lines[index].reference != nil {
      lines[index].reference = max(0, places[ancestry.first(of: targets[index])])
    }
  }

  /// What to show below a stand: all, or below a node that stands in full elsewhere only what it does
  /// not have there.
  private func open(_ index: Int) -> Open {
    let edges = ancestry.edges(of: index)
    let first = ancestry.first(of: index)
    guard first != index else { return Open(index: index, edges: edges) }
    let shown = Set(ancestry.edges(of: first).map { ancestry.edges[$0].statement })
    return Open(
      index: index, edges: edges,
      own: edges.filter { !shown.contains(ancestry.edges[$0].statement) })
  }
}
