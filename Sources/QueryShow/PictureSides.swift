// The neighbourhood of one node, on both sides of it: half to the left and half to the right, since
// one column of sixty nodes is four sheets high. What hangs together stays on one side.

internal import GraphStore

extension Picture {
  /// Places from left to right: the node at 0, others by their distance from it.
  ///
  /// To the left they are negative; what is not within reach has none. The legend stands to the left.
  func sides(
    of centre: TermID, _ together: [[TermID]], _ heights: PictureHeights
  ) -> [TermID: Double] {
    let distances = distances(from: centre)
    var groups = Groups()
    /// What has neighbours beside the node.
    var tied: Set<TermID> = []
    for edge in edges where edge.subject != centre && edge.object != centre {
      groups.join(edge.subject, edge.object)
      tied.formUnion([edge.subject, edge.object])
    }
    for nodes in together {
      let others = nodes.filter { $0 != centre }
      for node in others.dropFirst() { groups.join(others[0], node) }
    }
    // Objects of the centre want to stand to its right.
    var pulls: [TermID: Int] = [:]
    for edge in edges where edge.subject == centre || edge.object == centre {
      let other = edge.subject == centre ? edge.object : edge.subject
      pulls[groups.root(of: other), default: 0] += edge.subject == centre ? 1 : -1
    }
    var members: [TermID: [TermID]] = [:]
    var roots: [TermID] = []
    for node in nodes where node != centre && distances[node] != nil {
      let root = groups.root(of: node)
      if members[root] == nil { roots.append(root) }
      members[root, default: []].append(node)
    }
    var columns = Columns(heights)
    func height(_ nodes: [TermID]) -> Int { nodes.reduce(0) { $0 + (heights.nodes[$1] ?? 0) } }
    // Two columns a side are higher than a sheet; what reaches no further may stand in a third.
    let total = heights.legend + heights.values + height(nodes)
    let isHigh = total > Picture.mostInTwoColumns
    let ordered = roots.enumerated().sorted {
      let (left, right) = (height(members[$0.element] ?? []), height(members[$1.element] ?? []))
      return left != right ? left > right : $0.offset < $1.offset
    }
    var places: [TermID: Double] = [centre: 0]
    for (_, root) in ordered {
      let own = members[root] ?? []
      var sizes: [Int: Int] = [:]
      for node in own { sizes[distances[node] ?? 0, default: 0] += heights.nodes[node] ?? 0 }
      let (side, shift) = columns.add(
        sizes, isRight: (pulls[root] ?? 0) > 0, mayShift: isHigh && tied.isDisjoint(with: own))
      for node in own { places[node] = Double(side * ((distances[node] ?? 0) + shift)) }
    }
    return places
  }

  /// Lines of labels that the columns beside a node hold on a sheet of A4.
  private static let mostInTwoColumns = 150
}

/// How high the columns on both sides of a node are, in lines.
private struct Columns {
  private var heights: [Int: Int]

  /// The legend stands to the far left, values to the right.
  init(_ heights: PictureHeights) {
    self.heights = [-2: heights.legend, 1: heights.values]
  }

  /// Finds a side, and how much further out, for what is so high at each distance, so that no column
  /// gets higher than it must.
  mutating func add(
    _ sizes: [Int: Int], isRight: Bool, mayShift: Bool
  ) -> (side: Int, shift: Int) {
    let preferred = isRight ? 1 : -1
    var best: (cost: Int, side: Int, shift: Int)?
    for shift in mayShift ? [0, 1] : [0] {
      for side in [preferred, -preferred] {
        let grown = sizes.map { (heights[side * ($0.key + shift)] ?? 0) + $0.value }
        let cost = (grown.max() ?? 0) + (side == preferred ? 0 : 4) + 2 * shift
        if best.map({ cost < $0.cost }) ?? true { best = (cost, side, shift) }
      }
    }
    let (_, side, shift) = best ?? (0, preferred, 0)
    for (distance, size) in sizes { heights[side * (distance + shift), default: 0] += size }
    // An arrow that passes a column takes a line of it.
    if shift > 0 { heights[side, default: 0] += 1 }
    return (side, shift)
  }
}

/// Sets of nodes that hang together.
private struct Groups {
  private var parents: [TermID: TermID] = [:]

  func root(of node: TermID) -> TermID {
    var node = node
    while let parent = parents[node] { node = parent }
    return node
  }

  mutating func join(_ one: TermID, _ other: TermID) {
    let (root, joined) = (root(of: one), root(of: other))
    if root != joined { parents[joined] = root }
  }
}
