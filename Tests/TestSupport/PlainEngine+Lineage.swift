// `lineage` and `origin`: who descends from whom. A node is met as a whole, standing for its parts,
// or by way of one of its parts, standing for itself alone; that is the whole state of the walk.

import QueryParse

/// A node as the walk meets it.
struct PlainStand: Hashable {
  var node: String
  var isWhole: Bool
}

/// An edge of the lineage graph.
struct PlainEdge: Hashable {
  var target: PlainStand
  var statement: PlainStatement
  /// Whose statement it is: the node or one of its parts.
  var source: String
  var name: String
}

extension PlainEngine {
  /// The edges out of a node, away from the root.
  func lineageEdges(
    _ stand: PlainStand, isUp: Bool, _ via: Set<String>?, _ avoid: Set<String>
  ) -> [PlainEdge] {
    var edges: [PlainEdge] = []
    let steps = admitted.filter { PlainVocabulary.newer($0.relation) != nil }
    // Bodies are no texts: neither do they stand for their parts nor pass to their wholes.
    let isText = !isOf(PlainVocabulary.classes.filter(\.isLinking).map(\.name), stand.node)
    for source in stand.isWhole && isText ? parts(stand.node) : [stand.node] {
      for statement in steps {
        guard let newer = PlainVocabulary.newer(statement.relation),
          let object = statement.object.node, via?.contains(statement.relation) ?? true
        else { continue }
        // Up goes from the newer end to the older one.
        let startsAtSubject = (newer == .subjectNewer) == isUp
        guard source == (startsAtSubject ? statement.subject : object) else { continue }
        let target = startsAtSubject ? object : statement.subject
        edges.append(
          PlainEdge(
            target: PlainStand(node: target, isWhole: true), statement: statement, source: source,
            name: (startsAtSubject ? "" : "^") + PlainVocabulary.typed(statement.relation)))
      }
    }
    for statement in admitted where isText && PlainVocabulary.has("part", statement.relation) {
      guard statement.subject == stand.node, let whole = statement.object.node else { continue }
      edges.append(
        PlainEdge(
          target: PlainStand(node: whole, isWhole: false), statement: statement,
          source: stand.node, name: PlainVocabulary.typed(statement.relation)))
    }
    return edges.filter { $0.target.node != stand.node && !avoid.contains($0.target.node) }
  }

  /// A node and all its parts, of any depth.
  private func parts(_ node: String) -> Set<String> {
    let parthoods = admitted.filter { PlainVocabulary.has("part", $0.relation) }
    var found: Set<String> = [node]
    for _ in parthoods {
      for statement in parthoods {
        if let whole = statement.object.node, found.contains(whole) {
          found.insert(statement.subject)
        }
      }
    }
    return found
  }

  /// The distance of everything that is met, and the edges that are walked.
  func ancestry(
    _ root: String, isUp: Bool
  ) throws -> (distances: [String: Int], edges: [String: Set<PlainEdge>]) {
    let via = try clauses.via.map { syntax in
      Set((try path(syntax).single ?? []).map(\.relation))
    }
    let avoid = try avoided()
    var level: Set<PlainStand> = [PlainStand(node: root, isWhole: true)]
    var seen = level
    var distances = [root: 0]
    var edges: [String: Set<PlainEdge>] = [:]
    var distance = 0
    while !level.isEmpty, distance < number(clauses.depth?.most) ?? .max {
      distance += 1
      var next: Set<PlainStand> = []
      for stand in level {
        let own = lineageEdges(stand, isUp: isUp, via, avoid)
          .filter { isInTime($0.target.node, root, isUp: isUp) }
        edges[stand.node, default: []].formUnion(own)
        for edge in own where seen.insert(edge.target).inserted {
          next.insert(edge.target)
          distances[edge.target.node] = min(distances[edge.target.node] ?? .max, distance)
        }
      }
      level = next
    }
    return (distances, edges)
  }

  /// Nothing above a dated root began after it, nothing below it ended before.
  private func isInTime(_ node: String, _ root: String, isUp: Bool) -> Bool {
    guard let root = PlainDate(dateCell(root)), let own = PlainDate(dateCell(node)) else {
      return true
    }
    return isUp ? own.first <= root.last : own.last >= root.first
  }

  /// What a tree says, in any order: `at` each node and its distance, `edge` each line.
  func lineage(_ root: String) throws -> [[String]] {
    let directions: [Bool] =
      switch clauses.direction {
      case .up, nil: [true]
      case .down: [false]
      case .both: [true, false]
      }
    var facts: [[String]] = []
    var distances = [root: 0]
    for isUp in directions {
      let found = try ancestry(root, isUp: isUp)
      distances.merge(found.distances, uniquingKeysWith: min)
      // Statements that differ in their details alone are one line.
      var lines: Set<[String]> = []
      for (node, edges) in found.edges {
        for edge in edges {
          lines.insert([
            "edge", node, edge.name, edge.target.node, edge.source, status(edge.statement),
          ])
        }
      }
      facts += lines
    }
    facts += distances.map { ["at", $0.key, String($0.value)] }
    return facts.sorted(by: precedes)
  }

  func origin(_ first: String, _ second: String) throws -> [[String]] {
    let left = try ancestry(first, isUp: true).distances
    let right = try ancestry(second, isUp: true).distances
    let common = left.keys.compactMap { node in
      right[node].map { (node: node, up: left[node] ?? 0, across: $0) }
    }
    let least = common.map { ($0.up + $0.across, max($0.up, $0.across)) }.min { $0 < $1 }
    return common.filter {
      least.map { $0 } ?? (0, 0) == ($0.up + $0.across, max($0.up, $0.across))
    }
    .map { [$0.node, String($0.up), String($0.across), classCell($0.node), labelCell($0.node)] }
    .sorted(by: precedes)
  }
}

/// What the tree of an answer says, in any order, in the words of the naive engine.
package func lineageFacts(of rows: [[String]]) -> [[String]] {
  var facts: [[String]] = []
  var path: [String] = []
  var distances: [String: Int] = [:]
  for row in rows where row.count == 8 {
    let depth = Int(row[0]) ?? 0
    let isReference = row[7].hasPrefix("(")
    if depth > 0, path.count >= depth {
      facts.append(["edge", path[depth - 1], row[4], row[1], row[5], row[6]])
    }
    // What a node says only as a whole hangs below a reference to it.
    path = path.prefix(depth) + [row[1]]
    guard !isReference else { continue }
    // `both` may meet a node on either side of the root.
    distances[row[1]] = min(distances[row[1]] ?? .max, depth)
  }
  facts += distances.map { ["at", $0.key, String($0.value)] }
  return facts.sorted(by: precedes)
}
