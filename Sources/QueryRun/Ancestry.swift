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

  /// The same node, reached in the other way.
  var other: Stand { Stand(node: node, asWhole: !asWhole) }
  /// One number for both; no stand has 0.
  var key: UInt32 { node << 1 | (asWhole ? 1 : 0) }
}

/// One edge from a node towards older or newer ones.
struct LineageEdge: BitwiseCopyable {
  /// Where it leads: first as it was found, and its index once it is known.
  var target: Stand
  var index = -1
  var statement: StatementID
  /// Whose statement it is: the node or one of its parts.
  var source: TermID
  /// Its place among relations as the vocabulary orders them; lower is earlier.
  var order: Int
  /// The first day of the target, packed; 0 when it has no date.
  var day: Int32 = 0
  /// What only some edges have, as an index; negative without.
  var rest: Int32 = -1
  /// From subject to object.
  var isForward: Bool
  /// Whether a part of the node says it.
  var isOfPart = false
}

/// What only edges of parts and of several statements have.
struct LineageRest {
  /// Statements that differ from the first in details alone.
  var parallel: [StatementID] = []
  /// The statements that make the source a part of the node.
  var parthood: [StatementID] = []
}

/// What is reached from one node in one direction.
struct Ancestry {
  /// What is reached, in the order of reaching it; the root first.
  private(set) var order: [Stand] = []
  /// By index: the shortest distance.
  private(set) var distances: [Int] = []
  /// The edges of each, one behind the other; those of the next are being gathered at the end.
  var edges: [LineageEdge] = []
  /// What some of the edges have.
  var rests: [LineageRest] = []
  /// Whether a node was reached both as a whole and from a part.
  private var hasTwins = false
  private var starts: [Int] = [0]
  private var places = NodeTable(expecting: 32)
  /// By node: its packed date, 0 for none, and below 0 a literal that is no date.
  private var dates = NodeTable(expecting: 32)

  /// The date of a node as a field, looked up once.
  mutating func date(of node: TermID, _ run: Run) -> Answer.Field {
    if let known = dates[node] { return Ancestry.field(known) }
    let date = run.dateField(node)
    dates.set(node, date.kind == .literal ? -Int(date.number) : Int(date.number))
    return date
  }

  /// The same of a node that was reached.
  func date(of node: TermID) -> Answer.Field { dates[node].map { Ancestry.field($0) } ?? .empty }

  private static func field(_ number: Int) -> Answer.Field {
    number > 0
      ? Answer.Field(.date, UInt32(number)) : number < 0 ? .literal(TermID(-number)) : .empty
  }

  /// The index of a stand.
  func index(of stand: Stand) -> Int? { places[stand.key] }

  /// Adds what is reached, if it is new; gives its index.
  mutating func reach(_ stand: Stand, at distance: Int) -> Int {
    guard places.insert(stand.key, order.count) else { return places[stand.key] ?? 0 }
    order.append(stand)
    distances.append(distance)
    if index(of: stand.other) != nil { hasTwins = true }
    return order.count - 1
  }

  /// Where the edges begin that are being gathered.
  var newEdges: Int { starts[starts.count - 1] }

  /// Gives the next stand those edges.
  mutating func closeEdges() { starts.append(edges.count) }

  /// The edges of a stand, in their order; none beyond the depth asked for.
  func edges(of index: Int) -> Range<Int> {
    index + 1 < starts.count ? starts[index]..<starts[index + 1] : 0..<0
  }

  /// The nearer of a node's two stands, which is shown in full.
  func first(of index: Int) -> Int {
    guard hasTwins else { return index }
    let stand = order[index]
    guard let other = self.index(of: stand.other) else { return index }
    if distances[index] == distances[other] { return stand.asWhole ? index : other }
    return distances[index] < distances[other] ? index : other
  }

  /// The same node reached in the other way.
  func twin(of index: Int) -> Int? { hasTwins ? self.index(of: order[index].other) : nil }

  /// The distance of a node, however it stands; nil when it is not reached.
  func distance(of node: TermID) -> Int? {
    let whole = index(of: Stand(node: node, asWhole: true)).map { distances[$0] }
    let passed = index(of: Stand(node: node, asWhole: false)).map { distances[$0] }
    guard let whole, let passed else { return whole ?? passed }
    return min(whole, passed)
  }

  /// Statements beside its own that an edge rests on: those that differ in details, then those that
  /// make its source a part.
  func moreStatements(of edge: LineageEdge) -> [StatementID] {
    guard edge.rest >= 0 else { return [] }
    let rest = rests[Int(edge.rest)]
    return rest.parallel + rest.parthood
  }

  /// What an edge has that most have not, to be added to.
  mutating func withRest(of edge: Int, _ change: (inout LineageRest) -> Void) {
    if edges[edge].rest < 0 {
      edges[edge].rest = Int32(rests.count)
      rests.append(LineageRest())
    }
    change(&rests[Int(edges[edge].rest)])
  }
}

/// What an exploration follows: the same for each of its nodes.
struct LineageSearch {
  /// The relations followed from subject to object, and the other way.
  var steps: StepSet
  /// The relations from part to whole.
  ///
  /// A hidden one only sorts documents into collections, and no collection stands for what is in
  /// it.
  var wholes: [RelationID]
}

extension Run {
  /// Explores from a root: towards older nodes, or towards newer ones.
  func ancestry(
    of root: TermID, isUp: Bool, via: RelationSet?, avoid: Set<TermID>, depth: Int?
  ) throws(Stop) -> Ancestry {
    var ancestry = Ancestry()
    _ = ancestry.reach(Stand(node: root, asWhole: true), at: 0)
    let search = search(isUp: isUp, via)
    let time = Run.day(ancestry.date(of: root, self))
    var next = 0
    while next < ancestry.order.count {
      let stand = ancestry.order[next]
      let distance = ancestry.distances[next]
      next += 1
      try step()
      // Distances only grow, so nothing behind this has edges either.
      if let depth, distance >= depth { break }
      try gatherEdges(of: stand, search, &ancestry)
      let first = ancestry.newEdges
      var kept = first
      for place in first..<ancestry.edges.count {
        var edge = ancestry.edges[place]
        let target = edge.target.node
        guard target != stand.node, avoid.isEmpty || !avoid.contains(target) else { continue }
        let date = Run.day(ancestry.date(of: target, self))
        guard isInTime(date, time, isUp: isUp) else { continue }
        edge.day = date?.first ?? 0
        edge.target = try known(edge.target, ancestry, search)
        edge.index = ancestry.reach(edge.target, at: distance + 1)
        ancestry.edges[kept] = edge
        kept += 1
      }
      ancestry.edges.removeLast(ancestry.edges.count - kept)
      if kept - first > 1 { sort(&ancestry.edges, from: first) }
      ancestry.closeEdges()
    }
    return ancestry
  }

  private func search(isUp: Bool, _ via: RelationSet?) -> LineageSearch {
    var steps = StepSet(below: snapshot.predicates.count)
    for (relation, traits) in vocabulary.traits.enumerated() {
      let id = RelationID(relation)
      guard !traits.isDisjoint(with: .lineage), via?.contains(id) ?? true else { continue }
      if traits.contains(isUp ? .subjectNewer : .objectNewer) { steps.forward.insert(id) }
      if traits.contains(isUp ? .objectNewer : .subjectNewer) { steps.backward.insert(id) }
    }
    return LineageSearch(
      steps: steps,
      wholes: vocabulary.parts.filter { !vocabulary.traits[Int($0)].contains(.hidden) })
  }

  /// The stand to use for a target: one that was reached before serves if it says as much.
  private func known(
    _ stand: Stand, _ ancestry: Ancestry, _ search: LineageSearch
  ) throws(Stop) -> Stand {
    let other = stand.other
    guard ancestry.index(of: other) != nil, ancestry.index(of: stand) == nil else { return stand }
    // A whole says all that it says when it is passed; the reverse holds without parts.
    if other.asWhole || isBody(stand.node) { return other }
    return try parts(of: stand.node, search).isEmpty ? other : stand
  }

  /// Gathers the edges of a stand behind those of the stands before it.
  private func gatherEdges(
    of stand: Stand, _ search: LineageSearch, _ ancestry: inout Ancestry
  ) throws(Stop) {
    let node = stand.node
    try appendEdges(of: node, search, &ancestry.edges)
    if !search.wholes.isEmpty, !isBody(node) {
      for part in stand.asWhole ? try parts(of: node, search) : [] {
        let first = ancestry.edges.count
        try appendEdges(of: part.node, search, &ancestry.edges)
        for index in first..<ancestry.edges.count {
          ancestry.edges[index].isOfPart = true
          ancestry.withRest(of: index) { $0.parthood = part.parthood }
        }
      }
      for relation in search.wholes {
        for statement in snapshot.statements(from: node, relation) where admits(statement) {
          ancestry.edges.append(
            edge(statement, snapshot.objects[Int(statement)], node, isForward: true))
        }
      }
    }
    merge(&ancestry)
  }

  /// What a node itself says.
  private func appendEdges(
    of node: TermID, _ search: LineageSearch, _ edges: inout [LineageEdge]
  ) throws(Stop) {
    for statement in snapshot.statements(from: node) {
      try step()
      guard search.steps.forward.contains(snapshot.relations[Int(statement)]) else { continue }
      let object = snapshot.objects[Int(statement)]
      guard !snapshot.isLiteral(object), admits(statement) else { continue }
      edges.append(edge(statement, object, node, isForward: true))
    }
    guard !search.steps.backward.isEmpty else { return }
    for statement in snapshot.statements(to: node) {
      try step()
      guard search.steps.backward.contains(snapshot.relations[Int(statement)]),
        admits(statement)
      else { continue }
      edges.append(edge(statement, snapshot.subjects[Int(statement)], node, isForward: false))
    }
  }

  private func edge(
    _ statement: StatementID, _ target: TermID, _ source: TermID, isForward: Bool
  ) -> LineageEdge {
    let relation = Int(snapshot.relations[Int(statement)])
    // What passes from a part to its whole comes last.
    let isPassing = vocabulary.traits[relation].contains(.part)
    return LineageEdge(
      target: Stand(node: target, asWhole: !isPassing), statement: statement, source: source,
      order: isPassing ? .max : vocabulary.orders[relation], isForward: isForward)
  }

  /// Makes one edge of those gathered that differ in details alone.
  private func merge(_ ancestry: inout Ancestry) {
    let first = ancestry.newEdges
    let count = ancestry.edges.count - first
    guard count > 1, count > 8 || !areDistinct(ancestry.edges[first...]) else { return }
    // The last edge to each target, and before it the one before.
    var last = NodeTable(expecting: count)
    var previous: [Int] = []
    previous.reserveCapacity(count)
    var kept = first
    for place in first..<ancestry.edges.count {
      let edge = ancestry.edges[place]
      let before = last[edge.target.key] ?? -1
      var same = before
      while same >= 0, !isSaying(edge, the: ancestry.edges[same]) {
        same = previous[same - first]
      }
      if same >= 0 {
        ancestry.withRest(of: same) { $0.parallel.append(edge.statement) }
      } else {
        last.set(edge.target.key, kept)
        previous.append(before)
        ancestry.edges[kept] = edge
        kept += 1
      }
    }
    ancestry.edges.removeLast(ancestry.edges.count - kept)
  }

  /// Whether each of a few edges has a target of its own.
  private func areDistinct(_ edges: ArraySlice<LineageEdge>) -> Bool {
    for index in edges.indices {
      for other in edges.startIndex..<index where edges[other].target == edges[index].target {
        return false
      }
    }
    return true
  }

  /// Whether two edges to one target differ in details alone.
  private func isSaying(_ edge: LineageEdge, the other: LineageEdge) -> Bool {
    edge.source == other.source && rank(of: edge) == rank(of: other)
      && status(edge.statement) == status(other.statement)
  }

  /// Whether a node is of a class that links.
  func isBody(_ node: TermID) -> Bool {
    guard let type = vocabulary.type else { return false }
    for statement in snapshot.statements(from: node, type)
    where vocabulary.linkingClasses.contains(snapshot.objects[Int(statement)]) && admits(statement)
    {
      return true
    }
    return false
  }

  /// All parts of a node, of any depth, each with the statements that make it one.
  private func parts(
    of node: TermID, _ search: LineageSearch
  ) throws(Stop) -> [(node: TermID, parthood: [StatementID])] {
    var found: [(node: TermID, parthood: [StatementID])] = []
    var seen: Set<TermID> = [node]
    var open: [(node: TermID, parthood: [StatementID])] = [(node, [])]
    while let whole = open.popLast() {
      for relation in search.wholes {
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
  private func sort(_ edges: inout [LineageEdge], from first: Int) {
    edges.withUnsafeMutableBufferPointer { edges in
      var some = UnsafeMutableBufferPointer(rebasing: edges[first...])
      some.sort { precedes($0, $1) }
    }
  }

  private func precedes(_ left: LineageEdge, _ right: LineageEdge) -> Bool {
    if left.isOfPart || right.isOfPart {
      guard left.isOfPart, right.isOfPart else { return right.isOfPart }
      let source = naturalOrder(left.source, right.source)
      if source != 0 { return source < 0 }
    }
    if left.order != right.order { return left.order < right.order }
    if left.day != right.day { return left.day > right.day }
    let (first, second) = (rank(of: left), rank(of: right))
    if first != second { return first < second }
    let target = byteOrder(left.target.node, right.target.node)
    return target != 0 ? target < 0 : left.statement < right.statement
  }

  /// The place of an edge's relation by the bytes of its name.
  private func rank(of edge: LineageEdge) -> UInt32 { wordOrder.stepRanks[step(of: edge)] }

  private func step(of edge: LineageEdge) -> Int {
    Int(snapshot.relations[Int(edge.statement)]) * 2 + (edge.isForward ? 0 : 1)
  }

  /// Whether a node of some date can be above or below a root; the undated can be both.
  private func isInTime(_ own: PackedDays?, _ root: PackedDays?, isUp: Bool) -> Bool {
    guard let root, let own else { return true }
    return isUp ? own.first <= root.last : own.last >= root.first
  }

  private static func day(_ field: Answer.Field) -> PackedDays? {
    field.kind == .date ? PackedDays(Int32(bitPattern: field.number)) : nil
  }
}

/// The first and the last day of a date in an order of days, not counted: what is unknown of one is
/// taken for the first month or day, or for the last that any year or month has.
private struct PackedDays {
  let first: Int32
  let last: Int32

  init(_ packed: Int32) {
    let (noMonth, noDay) = (packed >> 5 & 15 == 0, packed & 31 == 0)
    first = packed | (noMonth ? 1 << 5 : 0) | (noDay ? 1 : 0)
    last = packed | (noMonth ? 12 << 5 : 0) | (noDay ? 31 : 0)
  }
}
