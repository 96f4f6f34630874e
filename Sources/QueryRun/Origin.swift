// `origin`: the nearest common ancestors, by the least sum of distances, then the least greater one;
// all that are equally near.

internal import GraphStore
internal import QueryPlan

extension Run {
  func origin(_ plan: OriginPlan) throws(Stop) {
    answer.columns = ["node", "up_a", "up_b", "class", "label"]
    let left = try ancestry(of: plan.first, plan)
    let right = try ancestry(of: plan.second, plan)
    var best: (sum: Int, most: Int)?
    var nearest: [(node: TermID, up: Int, across: Int)] = []
    var seen: Set<TermID> = []
    for stand in left.order where !plan.avoid.contains(stand.node) {
      let node = stand.node
      guard seen.insert(node).inserted, let up = left.distance(of: node),
        let across = right.distance(of: node)
      else { continue }
      let key = (sum: up + across, most: max(up, across))
      if let best, (key.sum, key.most) > (best.sum, best.most) { continue }
      if let known = best, (key.sum, key.most) == (known.sum, known.most) {
        nearest.append((node, up, across))
      } else {
        best = key
        nearest = [(node, up, across)]
      }
    }
    let ordered = nearest.map { (snapshot.curie($0.node), $0) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
    append(
      ordered.map { found in
        Answer.Row(
          [
            .node(found.node), .integer(found.up), .integer(found.across), classCell(found.node),
            labelCell(found.node),
          ],
          statements: chain(to: found.node, left) + chain(to: found.node, right))
      })
  }

  private func ancestry(of root: TermID, _ plan: OriginPlan) throws(Stop) -> Ancestry {
    try ancestry(of: root, isUp: true, via: plan.via, avoid: plan.avoid, depth: plan.depth)
  }

  /// The statements of one shortest way from the root of an ancestry to a node.
  private func chain(to node: TermID, _ ancestry: Ancestry) -> [StatementID] {
    var statements: [StatementID] = []
    guard var target = ancestry.order.firstIndex(where: { $0.node == node }) else { return [] }
    while ancestry.distances[target] > 0 {
      var step: (from: Int, edge: Int)?
      for before in ancestry.order.indices
      where step == nil && ancestry.distances[before] == ancestry.distances[target] - 1 {
        let edge = ancestry.edges(of: before).first { ancestry.edges[$0].index == target }
        step = edge.map { (before, $0) }
      }
      guard let step else { break }
      let edge = ancestry.edges[step.edge]
      statements.append(edge.statement)
      if edge.rest >= 0 { statements += ancestry.rests[Int(edge.rest)].parthood }
      target = step.from
    }
    return statements
  }
}
