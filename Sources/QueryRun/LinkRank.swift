// Who links, how telling that is, and in which order. Names are compared only where scores are equal,
// and only as far as rows are wanted.

internal import Bytes
internal import Glibc
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// The judge of one `link`.
struct LinkRank {
  private let run: Run
  private let plan: LinkPlan
  /// By member of a side: for how many sides it acts.
  private var acted: [TermID: Int] = [:]
  private let sides: [LinkSide]
  private let classes: Set<TermID>?
  /// Only where a filter can leave one out; nil is all of the vocabulary's.
  private let countedNodes: Set<TermID>?
  private let routeBack: Route?
  /// The counted nodes that a body ties.
  private var seen = NodeTable()
  /// N, the nodes of the counted classes that pass the filters.
  let counted: Int

  init(_ run: Run, _ plan: LinkPlan, _ sides: [LinkSide]) throws(Stop) {
    self.run = run
    self.plan = plan
    self.sides = sides
    if sides.contains(where: { $0.count > 1 }) {
      for side in sides { for member in side { acted[member.node, default: 0] += 1 } }
    }
    let vocabulary = run.vocabulary
    if let through = plan.through {
      classes =
        through.isEmpty
        ? nil
        : Set(
          vocabulary.classes.keys.filter { own in
            through.contains { vocabulary.isKind(own, of: $0) }
          })
    } else {
      classes = vocabulary.type == nil ? nil : vocabulary.linkingClasses
    }
    // `via` is said from the sides, so a body's ties are walked the other way.
    routeBack =
      plan.along.map { Route($0.reversed, repeats: false) }
      ?? plan.via.map { Route($0.reversed) }
    let filter = run.plan.filter
    if vocabulary.countsArePlain, filter.admitsBare {
      countedNodes = nil
      counted = vocabulary.countedNodes.count
    } else {
      let found = try LinkRank.countedNodes(run)
      countedNodes = found
      counted = found.count
    }
  }

  private static func countedNodes(_ run: Run) throws(Stop) -> Set<TermID> {
    guard let type = run.vocabulary.type else { return [] }
    var found: Set<TermID> = []
    for (term, own) in run.vocabulary.classes where own.isCounted {
      for statement in run.snapshot.statements(to: term, type) {
        try run.step()
        if run.admits(statement) { found.insert(run.snapshot.subjects[Int(statement)]) }
      }
    }
    return found
  }

  // MARK: Who links

  /// Whether a node tied to every side links them.
  func links(_ node: TermID) throws(Stop) -> Bool {
    guard !plan.sides.contains(node), !plan.avoid.contains(node), isLinking(node) else {
      return false
    }
    guard let count = acted[node], count < sides.count else { return true }
    // It acts for one side. It is more than that side's own organ only if it acts for something
    // beyond the side: a joint secretariat does.
    let own = Set(
      sides.filter { side in side.contains { $0.node == node } }.flatMap { $0.map(\.node) })
    return try run.principals(of: node).contains { !own.contains($0.node) }
  }

  private func isLinking(_ node: TermID) -> Bool {
    guard let classes else { return true }
    guard let type = run.vocabulary.type else { return false }
    for statement in run.snapshot.statements(from: node, type)
    where classes.contains(run.snapshot.objects[Int(statement)]) && run.admits(statement) {
      return true
    }
    return false
  }

  // MARK: Scores

  mutating func body(_ node: TermID, _ ties: [SideTies]) throws(Stop) -> LinkingBody {
    var strength = 1.0
    for side in ties {
      if let last = side.best[node] { strength *= side.ties[last].strength }
    }
    let frequency = try frequency(of: node)
    let score: Double =
      switch plan.ranking {
      case .specific: strength * log(Double(counted + 1) / Double(frequency))
      case .strength: strength
      case .count: Double(frequency)
      }
    return LinkingBody(
      node: node, frequency: frequency, score: (score * 1_000).rounded() / 1_000)
  }

  private func isCounted(_ node: TermID) -> Bool {
    countedNodes?.contains(node) ?? run.vocabulary.countedNodes.contains(node)
  }

  /// How many counted nodes a body ties, by itself or through those who act for them.
  private mutating func frequency(of node: TermID) throws(Stop) -> Int {
    seen.removeAll()
    func meet(_ other: TermID) throws(Stop) {
      func take(_ principal: TermID) {
        if isCounted(principal) { _ = seen.insert(principal, 1) }
      }
      take(other)
      guard run.vocabulary.actingNodes.contains(other) else { return }
      for (principal, _) in try run.principals(of: other) { take(principal) }
    }
    if plan.along == nil {
      try run.ties(of: node, routeBack, among: 1) { (_, other, _, _) throws(Stop) in
        try meet(other)
      }
    } else if let routeBack {
      for end in try run.ends(of: routeBack, from: node) { try meet(end) }
    }
    return max(1, seen.count)
  }

  // MARK: Order

  /// The first bodies by score, then class, label and IRI in bytes, and all hubs beyond them.
  func ordered(_ bodies: inout [LinkingBody], mostWanted: Int) throws(Stop) -> [LinkingBody] {
    bodies = try run.sorted(bodies) { $0.score > $1.score }
    var ordered: [LinkingBody] = []
    ordered.reserveCapacity(bodies.count)
    var start = 0
    while start < bodies.count {
      var end = start + 1
      while end < bodies.count, bodies[end].score == bodies[start].score { end += 1 }
      let group = bodies[start..<end]
      start = end
      let isShown = ordered.count < mostWanted
      guard isShown || group.contains(where: { $0.frequency * 2 > counted }) else { continue }
      guard group.count > 1 else {
        ordered += group
        continue
      }
      let keyed = try run.sorted(group.map { (Key($0.node, run), $0) }) {
        Key.order($0.0, $1.0, run) < 0
      }
      ordered += keyed.map(\.1)
    }
    return ordered
  }

  /// What bodies of one score are ordered by; 0 where there is none.
  private struct Key {
    var node: TermID
    var nodeClass: TermID
    var label: TermID
    /// The label with the language that it had to fall back to.
    var foreign: String?

    init(_ node: TermID, _ run: Run) {
      self.node = node
      nodeClass = run.names.shownClass(of: node) ?? 0
      label = run.labelLiteral(of: node) ?? 0
      if label != 0, run.labels.isFallback(label), case .text(let text) = run.labelCell(node) {
        foreign = text
      }
    }

    /// By class, label and IRI, what has none of them first.
    static func order(_ left: Key, _ right: Key, _ run: Run) -> Int {
      let classes = order(left.nodeClass, right.nodeClass, run)
      if classes != 0 { return classes }
      if left.foreign == nil, right.foreign == nil {
        let labels = order(left.label, right.label, run)
        if labels != 0 { return labels }
      } else {
        let (own, other) = (left.words(run), right.words(run))
        if own != other { return own.lexicographicallyPrecedes(other) ? -1 : 1 }
      }
      let (own, other) = (left.iri(run), right.iri(run))
      return own == other ? 0 : own.lexicographicallyPrecedes(other) ? -1 : 1
    }

    private static func order(_ left: TermID, _ right: TermID, _ run: Run) -> Int {
      guard left != right else { return 0 }
      guard left != 0, right != 0 else {
        // An empty text is the same as none.
        let text = run.snapshot.terms.text(of: max(left, right))
        return text.isEmpty ? 0 : left == 0 ? -1 : 1
      }
      return run.snapshot.compareTexts(left, right, NaturalOrder.byteOrder)
    }

    private func words(_ run: Run) -> [UInt8] {
      if let foreign { return Array(foreign.utf8) }
      return label == 0 ? [] : run.snapshot.terms.text(of: label)
    }

    private func iri(_ run: Run) -> [UInt8] {
      let terms = run.snapshot.terms
      return terms.kind(of: node) == .iri ? terms.iri(node) : []
    }
  }
}

extension Run {
  /// The nodes where one walk along a route of ties from a node ends.
  func ends(of route: Route, from node: TermID) throws(Stop) -> Set<TermID> {
    var ends: Set<TermID> = []
    var seen: Set<UInt64> = []
    var level: [(node: TermID, open: Route.Places)] = [(node, route.first)]
    while let (node, open) = level.popLast() {
      try step()
      try ties(of: node, route, among: open) { (_, other, _, places) throws(Stop) in
        if places & route.last != 0 { ends.insert(other) }
        var fresh: Route.Places = 0
        for place in route.steps.indices where places & Route.Places(1) << Route.Places(place) != 0
        {
          if seen.insert(UInt64(other) << 6 | UInt64(place)).inserted {
            fresh |= route.following[place]
          }
        }
        if fresh != 0 { level.append((other, fresh)) }
      }
    }
    return ends
  }

  /// Sorts, stably and within the budget: one step for each comparison.
  func sorted<Item>(
    _ items: [Item], by precedes: (Item, Item) -> Bool
  ) throws(Stop) -> [Item] {
    var items = items
    var width = 1
    while width < items.count {
      var merged: [Item] = []
      merged.reserveCapacity(items.count)
      var start = 0
      while start < items.count {
        let middle = min(start + width, items.count)
        let end = min(middle + width, items.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          try step()
          if right == end || (left < middle && !precedes(items[right], items[left])) {
            merged.append(items[left])
            left += 1
          } else {
            merged.append(items[right])
            right += 1
          }
        }
        start = end
      }
      items = merged
      width *= 2
    }
    return items
  }
}
