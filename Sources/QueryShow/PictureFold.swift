// A picture of more than a sheet of A4 holds keeps as nodes those with the strongest ties, or those
// that carry it furthest. What hangs on them stands in lists beside them, and what hangs on that is
// counted behind its name: nothing is left out without a word.

internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// Which nodes of a large picture stay nodes, and the lists of the others.
struct PictureFold {
  /// The nodes that stay.
  private(set) var kept: Set<TermID>
  private(set) var lists: [PictureList] = []
  /// How many nodes no list names.
  private(set) var unnamedCount = 0
  /// How many edges neither are drawn nor lead to a name in a list.
  private(set) var untoldCount = 0

  /// A lineage of more nodes keeps only those that carry it on.
  private static let mostInTime = 24
  /// So many of those, beside the nodes asked about.
  private static let mostKept = 4
  /// Lines of labels that a sheet holds on both sides of a node, and where nodes stand behind nodes.
  private static let mostLines = (beside: 125, behind: 150)
  /// A list that would get more lines leaves them to another.
  private static let fullLines = 24

  private let picture: Picture
  private let writer: AnswerWriter
  /// What is never told in a list: the nodes asked about, and those with values.
  private let fixed: Set<TermID>
  /// Whether taking leaves out was enough.
  private var isFitting = false
  /// What each node was first met from, on the way out from the nodes asked about.
  private var parents: [TermID: TermID] = [:]
  /// How many nodes hang on each, itself among them.
  private var sizes: [TermID: Int] = [:]
  /// By node that does not stay: the list that stands for it.
  private var homes: [TermID: Int] = [:]

  /// Nil for a picture that a sheet holds as it is.
  init?(_ picture: Picture, _ writer: AnswerWriter) {
    self.picture = picture
    self.writer = writer
    kept = Set(picture.nodes)
    fixed = Set(writer.answer.focus + picture.values.map(\.node))
    switch PictureLayout.Flow(writer.answer) {
    case .time:
      guard picture.nodes.count > PictureFold.mostInTime else { return nil }
    case .around:
      let heights = PictureHeights(picture, writer)
      let distances = writer.answer.focus.first.map { picture.distances(from: $0) } ?? [:]
      let isDeep = distances.values.contains { $0 > 1 }
      let most = isDeep ? PictureFold.mostLines.behind : PictureFold.mostLines.beside
      guard heights.all > most else { return nil }
      isFitting = foldLeaves(heights, most)
    case .focus, .statement: return nil
    }
    let order = walk(from: writer.answer.focus.filter { picture.draws($0) })
    for node in order.reversed() {
      sizes[node, default: 0] += 1
      if let parent = parents[node] { sizes[parent, default: 0] += sizes[node] ?? 0 }
    }
    if !isFitting { keepCarriers(order) }
    list(order)
  }

  /// Keeps the nodes asked about, what has values and what is not within reach; of the others only
  /// those that carry the picture furthest.
  private mutating func keepCarriers(_ order: [TermID]) {
    let reached = Set(order)
    kept = fixed.union(picture.nodes.filter { !reached.contains($0) })
    let carriers = order.enumerated().filter { size($0.element) > 1 && !kept.contains($0.element) }
      .sorted { (-size($0.element), $0.offset) < (-size($1.element), $1.offset) }
    kept.formUnion(carriers.prefix(PictureFold.mostKept).map(\.element))
  }

  /// Takes leaves out until the rest fits on a sheet; false where it does not.
  private mutating func foldLeaves(_ heights: PictureHeights, _ most: Int) -> Bool {
    var height = heights.all
    var classes: [TermID: Int] = [:]
    for node in picture.nodes {
      if let shown = writer.vocabulary.shownClass(of: node) { classes[shown, default: 0] += 1 }
    }
    for leaves in PictureLeaves.groups(picture, writer, apartFrom: fixed, heights) {
      guard height > most else { break }
      kept.subtract(leaves.nodes)
      height -= leaves.saving
      for node in leaves.nodes {
        guard let shown = writer.vocabulary.shownClass(of: node) else { continue }
        classes[shown, default: 0] -= 1
        if classes[shown] == 0 { height -= PictureHeights.legendEntry }
      }
    }
    return height <= most
  }

  private func size(_ node: TermID) -> Int { sizes[node] ?? 0 }

  /// The nodes within reach, nearest first.
  private mutating func walk(from focus: [TermID]) -> [TermID] {
    var neighbours: [TermID: [TermID]] = [:]
    for edge in picture.edges {
      for (node, other) in edge.ways { neighbours[node, default: []].append(other) }
    }
    var order = focus
    var seen = Set(focus)
    var next = 0
    while next < order.count {
      let node = order[next]
      next += 1
      for neighbour in neighbours[node] ?? [] where seen.insert(neighbour).inserted {
        parents[neighbour] = node
        order.append(neighbour)
      }
    }
    return order
  }

  private mutating func list(_ order: [TermID]) {
    var groups: [TermID: [PictureGroup]] = [:]
    for edge in picture.edges {
      for (hub, node) in edge.ways where kept.contains(hub) && !kept.contains(node) {
        add(edge, of: node, to: &groups[hub, default: []])
      }
    }
    var named: Set<TermID> = []
    var told: Set<[TermID]> = []
    for hub in picture.nodes {
      for group in groups[hub] ?? [] {
        let (lines, names) = group.lines(writer)
        named.formUnion(names)
        for name in names { told.formUnion([[hub, name], [name, hub]]) }
        append(group, of: hub, lines)
      }
    }
    for node in order where !kept.contains(node) {
      if let parent = parents[node], homes[node] == nil { homes[node] = homes[parent] }
      if let home = homes[node] { lists[home].nodes.append(node) }
      if !named.contains(node) { unnamedCount += 1 }
    }
    for edge in picture.edges where !draws(edge) && !told.contains([edge.subject, edge.object]) {
      untoldCount += 1
      guard !kept.contains(edge.subject), !kept.contains(edge.object) else { continue }
      if let home = homes[edge.object] { lists[home].statements += edge.statements }
    }
  }

  private func draws(_ edge: Picture.Edge) -> Bool {
    kept.contains(edge.subject) && kept.contains(edge.object)
  }

  private func add(_ edge: Picture.Edge, of node: TermID, to groups: inout [PictureGroup]) {
    let hub = edge.subject == node ? edge.object : edge.subject
    let heading = edge.phrases(writer, from: hub).joined(separator: ", ")
    let behind = parents[node] == hub ? size(node) - 1 : 0
    let entry = PictureGroup.Entry(node: node, behind: behind)
    guard let place = groups.firstIndex(where: { $0.heading == heading }) else {
      groups.append(
        PictureGroup(heading: heading, entries: [entry], statements: edge.statements))
      return
    }
    groups[place].statements += edge.statements
    if !groups[place].entries.contains(where: { $0.node == node }) {
      groups[place].entries.append(entry)
    }
  }

  /// Adds to the last list of a node, or to a new one where it would get too long.
  private mutating func append(_ group: PictureGroup, of hub: TermID, _ lines: [String]) {
    if let last = lists.last, last.hub == hub,
      last.lines.count + lines.count <= PictureFold.fullLines
    {
      lists[lists.count - 1].lines += lines
      lists[lists.count - 1].statements += group.statements
    } else {
      lists.append(PictureList(hub: hub, lines: lines, statements: group.statements))
    }
    for entry in group.entries where parents[entry.node] == hub && homes[entry.node] == nil {
      homes[entry.node] = lists.count - 1
    }
  }
}

extension Picture.Edge {
  /// From which end to which it is followed.
  var ways: [(TermID, TermID)] {
    let ways = [(subject, object), (object, subject)]
    return origin == nil ? ways : ways.filter { $0.0 == origin }
  }
}

extension Picture {
  /// What neither the drawing nor its lists tell, in a sentence.
  func untoldNote(_ writer: AnswerWriter) -> String? {
    guard untold.nodes > 0 || untold.edges > 0 else { return nil }
    let format = writer.answer.verb == "lineage" ? "tree" : "table"
    return Messages.untold(nodes: untold.nodes, edges: untold.edges, format)
  }
}
