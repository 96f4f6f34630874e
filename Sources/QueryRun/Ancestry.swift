// The graph of who descends from whom, explored from one node, for `lineage` and `origin`. Nothing that
// began after a dated root is above it and nothing that ended before is below it: bodies are crossed,
// and a body goes on to do things that no earlier text descends from.
//
// A whole stands for its parts: what a paragraph of a decision recalls, the decision recalls. A part
// passes to its whole, because what is said of paragraph 17 is said of its decision; but never on to
// siblings: a whole reached from a part stands for itself alone.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// A node as it was reached: standing for its parts too, or passed to from one of them.
struct Stand: Hashable {
  var node: TermID
  var asWhole: Bool
}

/// One edge from a node towards older or newer ones.
struct LineageEdge {
  var target: Stand
  /// The statement, and those that differ from it in details alone.
  var statement: StatementID
  var parallel: [StatementID] = []
  /// Whose statement it is: the node or one of its parts.
  var source: TermID
  /// The statement that makes `source` a part of the node.
  var parthood: [StatementID]
  /// Typed as in a query; `^` when walked from object to subject.
  var name: String

  /// What two edges share that differ in details alone.
  struct Key: Hashable {
    var target: Stand
    var source: TermID
    var name: String
    var status: Cell
  }
}

/// What is reached from one node in one direction.
struct Ancestry {
  /// What is reached, in the order of reaching it; the root first.
  var order: [Stand] = []
  var distances: [Stand: Int] = [:]
  var edges: [Stand: [LineageEdge]] = [:]

  /// The nearer of a node's two stands, which is shown in full.
  func first(of stand: Stand) -> Stand {
    let other = Stand(node: stand.node, asWhole: !stand.asWhole)
    guard let distance = distances[other] else { return stand }
    let own = distances[stand] ?? .max
    if own == distance { return stand.asWhole ? stand : other }
    return own < distance ? stand : other
  }

  /// The distance of a node, however it stands; nil when it is not reached.
  func distance(of node: TermID) -> Int? {
    let found = [true, false].compactMap { distances[Stand(node: node, asWhole: $0)] }
    return found.min()
  }
}

extension Run {
  /// Explores from a root: towards older nodes, or towards newer ones.
  func ancestry(
    of root: TermID, isUp: Bool, via: RelationSet?, avoid: Set<TermID>, depth: Int?
  ) throws(Stop) -> Ancestry {
    var ancestry = Ancestry()
    let start = Stand(node: root, asWhole: true)
    ancestry.order = [start]
    ancestry.distances[start] = 0
    let time = day(of: root)
    var next = 0
    while next < ancestry.order.count {
      let stand = ancestry.order[next]
      next += 1
      try step()
      let distance = ancestry.distances[stand] ?? 0
      if let depth, distance >= depth { continue }
      var edges: [LineageEdge] = []
      for edge in try lineageEdges(of: stand, isUp: isUp, via) {
        let target = edge.target.node
        guard !avoid.contains(target), target != stand.node, isInTime(target, time, isUp: isUp)
        else { continue }
        var edge = edge
        edge.target = try known(edge.target, ancestry)
        edges.append(edge)
        guard ancestry.distances[edge.target] == nil else { continue }
        ancestry.distances[edge.target] = distance + 1
        ancestry.order.append(edge.target)
      }
      ancestry.edges[stand] = sorted(edges)
    }
    return ancestry
  }

  /// The stand to use for a target: one that was reached before serves if it says as much.
  private func known(_ stand: Stand, _ ancestry: Ancestry) throws(Stop) -> Stand {
    let other = Stand(node: stand.node, asWhole: !stand.asWhole)
    guard ancestry.distances[stand] == nil, ancestry.distances[other] != nil else { return stand }
    // A whole says all that it says when it is passed; the reverse holds without parts.
    if other.asWhole || isBody(stand.node) { return other }
    return try parts(of: stand.node).isEmpty ? other : stand
  }

  /// Whether a statement passes from a part to its whole.
  private func isPassing(_ statement: StatementID) -> Bool {
    vocabulary.traits[Int(snapshot.relations[Int(statement)])].contains(.part)
  }

  private func lineageEdges(
    of stand: Stand, isUp: Bool, _ via: RelationSet?
  ) throws(Stop) -> [LineageEdge] {
    var edges: [LineageEdge] = []
    let node = stand.node
    var sources: [(node: TermID, parthood: [StatementID])] = [(node, [])]
    let isText = !isBody(node)
    if stand.asWhole, isText { sources += try parts(of: node) }
    for source in sources {
      for statement in snapshot.statements(from: source.node) {
        try step()
        guard leads(statement, isUp ? .subjectNewer : .objectNewer, via) else { continue }
        let object = snapshot.objects[Int(statement)]
        guard !snapshot.terms.isLiteral(object), admits(statement) else { continue }
        edges.append(edge(statement, object, source, isForward: true))
      }
      for statement in snapshot.statements(to: source.node) {
        try step()
        guard leads(statement, isUp ? .objectNewer : .subjectNewer, via), admits(statement) else {
          continue
        }
        edges.append(
          edge(statement, snapshot.subjects[Int(statement)], source, isForward: false))
      }
    }
    for relation in isText ? wholes : [] {
      for statement in snapshot.statements(from: node, relation) where admits(statement) {
        edges.append(
          edge(statement, snapshot.objects[Int(statement)], (node, []), isForward: true))
      }
    }
    return merged(edges)
  }

  /// One edge for statements that differ in details alone.
  private func merged(_ edges: [LineageEdge]) -> [LineageEdge] {
    var merged: [LineageEdge] = []
    var places: [LineageEdge.Key: Int] = [:]
    for edge in edges {
      let key = LineageEdge.Key(
        target: edge.target, source: edge.source, name: edge.name,
        status: status(edge.statement))
      if let known = places[key] {
        merged[known].parallel.append(edge.statement)
      } else {
        places[key] = merged.count
        merged.append(edge)
      }
    }
    return merged
  }

  /// Whether a node is of a class that links.
  func isBody(_ node: TermID) -> Bool {
    guard let type = vocabulary.type else { return false }
    return snapshot.statements(from: node, type).contains { statement in
      vocabulary.classes[snapshot.objects[Int(statement)]]?.isLinking == true && admits(statement)
    }
  }

  private func leads(_ statement: StatementID, _ end: RelationTraits, _ via: RelationSet?) -> Bool {
    let relation = snapshot.relations[Int(statement)]
    guard vocabulary.traits[Int(relation)].contains(end) else { return false }
    return via?.contains(relation) ?? true
  }

  private func edge(
    _ statement: StatementID, _ target: TermID,
    _ source: (node: TermID, parthood: [StatementID]), isForward: Bool
  ) -> LineageEdge {
    LineageEdge(
      target: Stand(node: target, asWhole: !isPassing(statement)), statement: statement,
      source: source.node, parthood: source.parthood,
      name: (isForward ? "" : "^") + relationName(snapshot.relations[Int(statement)]))
  }

  /// The relations from part to whole.
  ///
  /// A hidden one only sorts documents into collections, and no collection stands for what is in
  /// it.
  private var wholes: [RelationID] {
    vocabulary.parts.filter { !vocabulary.traits[Int($0)].contains(.hidden) }
  }

  /// All parts of a node, of any depth, each with the statements that make it one.
  private func parts(
    of node: TermID
  ) throws(Stop) -> [(node: TermID, parthood: [StatementID])] {
    var found: [(node: TermID, parthood: [StatementID])] = []
    var seen: Set<TermID> = [node]
    var open: [(node: TermID, parthood: [StatementID])] = [(node, [])]
    while let whole = open.popLast() {
      for relation in wholes {
        for statement in snapshot.statements(to: whole.node, relation) where admits(statement) {
          try step()
          let part = snapshot.subjects[Int(statement)]
          guard seen.insert(part).inserted else { continue }
          let entry = (node: part, parthood: whole.parthood + [statement])
          found.append(entry)
          open.append(entry)
        }
      }
    }
    return found
  }

  /// What the node says itself before what its parts say, in their order; then as the vocabulary
  /// orders relations, newest first, by relation and CURIE.
  private func sorted(_ edges: [LineageEdge]) -> [LineageEdge] {
    let keyed = edges.map { edge in
      (
        edge, edge.parthood.isEmpty ? "" : snapshot.curie(edge.source),
        order(of: edge), day(of: edge.target.node)?.firstDay ?? .min,
        edge.name + " " + snapshot.curie(edge.target.node)
      )
    }
    return keyed.sorted { left, right in
      if left.1 != right.1 { return NaturalOrder.precedes(left.1, right.1) }
      if left.2 != right.2 { return left.2 < right.2 }
      if left.3 != right.3 { return left.3 > right.3 }
      if left.4 != right.4 { return left.4.utf8.lexicographicallyPrecedes(right.4.utf8) }
      return left.0.statement < right.0.statement
    }.map(\.0)
  }

  private func order(of edge: LineageEdge) -> Int {
    isPassing(edge.statement)
      ? .max : vocabulary.orders[Int(snapshot.relations[Int(edge.statement)])]
  }

  /// Whether a node can be above or below a root of some date; the undated can be both.
  private func isInTime(_ node: TermID, _ root: PartialDate?, isUp: Bool) -> Bool {
    guard let root, let own = day(of: node) else { return true }
    return isUp ? own.firstDay <= root.lastDay : own.lastDay >= root.firstDay
  }

  private func day(of node: TermID) -> PartialDate? {
    if case .date(let date) = dateCell(node) { return date }
    return nil
  }
}
