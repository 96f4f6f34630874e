// What a picture of an answer shows, before it is written in any language of pictures: nodes, edges
// that merge parallel statements, and the values of nodes. Capped, because a picture of a thousand
// nodes is a black disc.

internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// Nodes and edges of one answer.
struct Picture {
  /// One arrow.
  struct Edge {
    var subject: TermID
    var object: TermID
    /// What it merges, the first seen first.
    var statements: [StatementID]
    var line: String?
    var colour: String?
    /// Whether what it says counts as stated.
    var isStated: Bool
    /// In a lineage, the end that led to the other; nil where neither did.
    var origin: TermID?
    /// For statements of a part of one end, that part.
    var parts: [StatementID: TermID] = [:]
  }

  private struct EdgeKey: Hashable {
    var subject: TermID
    var object: TermID
    var line: String?
    var colour: String?
    var isStated: Bool
  }

  /// More nodes than these are not drawn.
  static let mostNodes = 300

  /// The nodes drawn: those asked about first, then in the order of the rows.
  private(set) var nodes: [TermID] = []
  private(set) var edges: [Edge] = []
  /// The nodes that have values, and the statements of those.
  private(set) var values: [(node: TermID, statements: [StatementID])] = []
  /// How many nodes the cap left out.
  private(set) var undrawnCount = 0
  /// What stands in words beside the nodes of a large picture.
  private(set) var lists: [PictureList] = []
  /// How many nodes and edges neither a drawing nor a list tells.
  private(set) var untold = (nodes: 0, edges: 0)

  private let vocabulary: Vocabulary
  private var drawn: Set<TermID> = []
  private var undrawn: Set<TermID> = []
  private var places: [EdgeKey: Int] = [:]
  private var valuePlaces: [TermID: Int] = [:]

  init(_ writer: AnswerWriter) {
    let answer = writer.answer
    vocabulary = writer.vocabulary
    for node in answer.focus { add(node) }
    if answer.verb == "lineage" {
      addLineage(answer)
    } else {
      var seen: Set<StatementID> = []
      for statement in answer.rows.flatMap(\.statements) + answer.statements
      where seen.insert(statement).inserted {
        add(statement: statement)
      }
    }
    undrawnCount = undrawn.count
    guard let fold = PictureFold(self, writer) else { return }
    nodes.removeAll { !fold.kept.contains($0) }
    edges.removeAll { !fold.kept.contains($0.subject) || !fold.kept.contains($0.object) }
    lists = fold.lists
    untold = (fold.unnamedCount, fold.untoldCount)
  }

  /// Draws what a part of a node says as said by the node, as the rows of a lineage do: a decision
  /// of twenty paragraphs is one node.
  private mutating func addLineage(_ answer: Answer) {
    guard let column = answer.columns.firstIndex(of: "node") else { return }
    var above: [TermID] = []
    for row in answer.rows {
      guard case .node(let node) = row.cells[column] else { continue }
      above.removeLast(max(0, above.count - row.depth))
      if let parent = above.last, let statement = row.statements.first {
        add(statement: statement, between: parent, and: node)
      }
      above.append(node)
    }
  }

  private mutating func add(statement: StatementID, between parent: TermID, and node: TermID) {
    let snapshot = vocabulary.snapshot
    let isToNode = snapshot.objects[Int(statement)] == node
    let said = isToNode ? snapshot.subjects[Int(statement)] : snapshot.objects[Int(statement)]
    guard add(node), draws(parent) else { return }
    let place = addEdge(
      from: isToNode ? parent : node, to: isToNode ? node : parent, statement)
    if edges[place].origin == nil { edges[place].origin = parent }
    if said != parent { edges[place].parts[statement] = said }
  }

  /// Whether a node is drawn.
  func draws(_ node: TermID) -> Bool { drawn.contains(node) }

  @discardableResult
  private mutating func add(_ node: TermID) -> Bool {
    if drawn.contains(node) { return true }
    guard nodes.count < Picture.mostNodes else {
      undrawn.insert(node)
      return false
    }
    drawn.insert(node)
    nodes.append(node)
    return true
  }

  private mutating func add(statement: StatementID) {
    let snapshot = vocabulary.snapshot
    let subject = snapshot.subjects[Int(statement)]
    let object = snapshot.objects[Int(statement)]
    let relation = snapshot.relations[Int(statement)]
    let isDrawn = add(subject)
    let traits = vocabulary.traits[Int(relation)]
    // Class and name are how a node looks, not what it points to.
    guard traits.isDisjoint(with: [.type, .naming]) else { return }
    guard !snapshot.terms.isLiteral(object) else {
      if isDrawn { addValue(statement, of: subject) }
      return
    }
    guard add(object), isDrawn else { return }
    addEdge(from: subject, to: object, statement)
  }

  /// Adds a statement to the edge that looks the same, or to a new one; gives its place.
  @discardableResult
  private mutating func addEdge(
    from subject: TermID, to object: TermID, _ statement: StatementID
  ) -> Int {
    let snapshot = vocabulary.snapshot
    let style = vocabulary.relation(numbered: snapshot.relations[Int(statement)])
    let key = EdgeKey(
      subject: subject, object: object, line: style?.line, colour: style?.colour,
      isStated: vocabulary.isStated(snapshot.annotations.status(of: statement)))
    if let place = places[key] {
      if !edges[place].statements.contains(statement) { edges[place].statements.append(statement) }
      return place
    }
    places[key] = edges.count
    edges.append(
      Edge(
        subject: subject, object: object, statements: [statement], line: key.line,
        colour: key.colour, isStated: key.isStated))
    return edges.count - 1
  }

  private mutating func addValue(_ statement: StatementID, of subject: TermID) {
    if let place = valuePlaces[subject] {
      values[place].statements.append(statement)
    } else {
      valuePlaces[subject] = values.count
      values.append((subject, [statement]))
    }
  }

  /// Steps from a node along edges in either direction, for nodes that are within reach.
  func distances(from start: TermID) -> [TermID: Int] {
    var neighbours: [TermID: [TermID]] = [:]
    for edge in edges {
      neighbours[edge.subject, default: []].append(edge.object)
      neighbours[edge.object, default: []].append(edge.subject)
    }
    var distances = [start: 0]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      let distance = (distances[node] ?? 0) + 1
      for neighbour in neighbours[node] ?? [] where distances[neighbour] == nil {
        distances[neighbour] = distance
        queue.append(neighbour)
      }
    }
    return distances
  }
}
