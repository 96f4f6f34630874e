// `link`: the bodies that tie two or more nodes together, the most telling first. A body that ties
// few conventions tells more about these two than one that ties them all, so the weights of the two
// ties are multiplied by ln((N + 1) / df), the inverse document frequency of information retrieval
// over conventions instead of documents.

internal import Glibc
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// A body that links.
struct LinkingBody {
  var node: TermID
  var frequency: Int
  var score: Double
}

extension Run {
  func link(_ plan: LinkPlan) throws(Stop) {
    var sides: [LinkSide] = []
    for side in plan.sides { sides.append(try standIns(for: side)) }
    let route = plan.along.map { Route($0, repeats: false) } ?? plan.via.map { Route($0) }
    let isDirect = plan.most == 1 && plan.along == nil
    let ties = try ties(of: sides, plan, route, isDirect: isDirect)
    var rank = try LinkRank(self, plan, sides)
    var bodies: [LinkingBody] = []
    for node in candidates(ties) {
      try step()
      guard isFarEnough(node, ties, plan), try rank.links(node) else { continue }
      bodies.append(try rank.body(node, ties))
    }
    let present = try rank.ordered(&bodies, mostWanted: self.plan.offset &+ self.plan.limit &+ 1)
    show(present, ties, sides, rank.counted)
    answer.hubs = present.filter { $0.frequency * 2 > rank.counted }
      .map { Answer.Hub(node: $0.node, ties: $0.frequency, counted: rank.counted) }
  }

  /// What is tied to each side.
  ///
  /// Where no chain passes a body, the side with the fewest statements is looked through first, and
  /// the others only for what it is tied to.
  private func ties(
    of sides: [LinkSide], _ plan: LinkPlan, _ route: Route?, isDirect: Bool
  ) throws(Stop) -> [SideTies] {
    if isDirect, route == nil, let ties = try directTies(of: sides) { return ties }
    let members = Set(sides.flatMap { $0.map(\.node) })
    let sizes = sides.map { side in
      side.reduce(0) {
        $0 + snapshot.statements(from: $1.node).count + snapshot.statements(to: $1.node).count
      }
    }
    var ties = sides.map { _ in SideTies(best: NodeTable()) }
    var wanted: NodeTable?
    for side in sides.indices.sorted(by: { sizes[$0] < sizes[$1] }) {
      var search = LinkSearch(
        self, plan, route, members: members, expecting: min(wanted?.count ?? 16, 1_024))
      ties[side] = try search.ties(of: sides[side], among: wanted)
      if isDirect { wanted = ties[side].best }
    }
    return ties
  }

  /// The same where every statement passes: only of the nodes that are next to all sides, of which
  /// there are few, each looked up; nil where looking through all ties of the sides is less.
  private func directTies(of sides: [LinkSide]) throws(Stop) -> [SideTies]? {
    guard admitsAll, let neighbours = names.neighbours, neighbours.holdTies else { return nil }
    let size = sides.reduce(0) { $1.reduce($0) { $0 + neighbours.places(of: $1.node).count } }
    try steps(size)
    let common = neighbours.common(sides.map { $0.map(\.node) })
    guard sides.reduce(0, { $0 + $1.count }) * common.count <= size else { return nil }
    var ties = sides.map { _ in
      SideTies(best: NodeTable(expecting: min(common.count, 1_024)))
    }
    for index in sides.indices {
      for (member, acting) in sides[index] {
        let own = snapshot.statements(from: member)
        for node in common where index == 0 || ties[index - 1].best.contains(node) {
          try visitStatements(between: member, own, and: node) { statement, isForward in
            let weight = vocabulary.weights[Int(snapshot.relations[Int(statement)])]
            guard weight > 0 else { return }
            let tie = Tie(
              statement: statement, from: member, to: node, isForward: isForward, whole: 0,
              isStandIn: acting != nil, before: -1, strength: weight, distance: 1, step: 1)
            ties[index].offer(tie, self)
          }
        }
      }
    }
    return ties
  }

  /// The bodies tied to every side.
  private func candidates(_ ties: [SideTies]) -> [TermID] {
    guard let fewest = ties.min(by: { $0.best.count < $1.best.count }) else { return [] }
    var nodes: [TermID] = []
    for (index, tie) in fewest.ties.enumerated()
    where fewest.best[tie.to] == index && ties.allSatisfy({ $0.best.contains(tie.to) }) {
      nodes.append(tie.to)
    }
    return nodes
  }

  private func isFarEnough(_ node: TermID, _ ties: [SideTies], _ plan: LinkPlan) -> Bool {
    plan.least <= 1
      || ties.contains { side in
        side.best[node].map { side.ties[$0].distance >= plan.least } ?? false
      }
  }

  // MARK: Rows

  private func show(
    _ bodies: [LinkingBody], _ ties: [SideTies], _ sides: [LinkSide], _ counted: Int
  ) {
    answer.columns = sides.count == 2 ? Run.columnsOfTwo : Run.columns(sides.count)
    let count = min(max(0, bodies.count - plan.offset), plan.limit)
    var words = LinkWords(self, expecting: count)
    answer.rows.reserve(count, fields: answer.columns.count)
    // The chains of a body, one behind the other.
    var all: [Tie] = []
    var ends: [Int] = []
    for (index, body) in bodies.enumerated().dropFirst(plan.offset) {
      guard hasRoom() else { return }
      all.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      for side in ties {
        side.appendChain(to: body.node, &all)
        ends.append(all.count)
      }
      answer.rows.add(.integer(index + 1))
      answer.rows.add(.node(body.node))
      putClass(body.node)
      answer.rows.add(.decimal(body.score))
      answer.rows.add(.integer(body.frequency))
      answer.rows.add(bothSince(all))
      answer.rows.add(bothUntil(all))
      var start = 0
      for end in ends {
        answer.rows.add(.text(names(of: all[start..<end])))
        answer.rows.add(Run.onTheWay(of: all[start..<end]))
        start = end
      }
      answer.rows.add(.text(words.sentences(for: all)))
      addSupport(of: all, ends, sides)
      answer.rows.endRow()
    }
  }

  private static let columnsOfTwo = columns(2)

  private static func columns(_ sides: Int) -> [String] {
    ["rank", "node", "class", "score", "df", "since", "until"]
      + (0..<sides).flatMap { ["rel_\(letter($0))", "via_\(letter($0))"] } + ["why"]
  }

  private func names(of chain: ArraySlice<Tie>) -> String {
    guard chain.count != 1, let first = chain.first else { return chain.first.map(name) ?? "" }
    return chain.dropFirst().reduce(name(of: first)) { $0 + "/" + name(of: $1) }
  }

  /// `a`, `b` … `z`, `aa`.
  private static func letter(_ side: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + side % 26)))
    return side < 26 ? letter : Run.letter(side / 26 - 1) + letter
  }

  /// Who acts for the side, and the bodies that a chain passes.
  private static func onTheWay(of chain: ArraySlice<Tie>) -> Cell {
    guard chain.contains(where: { $0.isStandIn || $0.before >= 0 }) else { return .empty }
    var nodes: [TermID] = []
    for (index, tie) in chain.enumerated() {
      let passed = index == 0 ? (tie.isStandIn ? [tie.from] : []) : [tie.whole, tie.from]
      for node in passed where node != 0 && nodes.last != node { nodes.append(node) }
      if index + 1 < chain.count { nodes.append(tie.to) }
    }
    return nodes.count > 1
      ? .list(nodes.map { .node($0) }) : nodes.first.map { .node($0) } ?? .empty
  }

  /// The link holds since the last of its ties began.
  private func bothSince(_ ties: [Tie]) -> Cell {
    var latest: PartialDate?
    for tie in ties {
      guard case .date(let date) = since(tie.statement) else { return .undated }
      if latest.map({ $0.firstDay <= date.firstDay }) ?? true { latest = date }
    }
    return latest.map { .date($0) } ?? .undated
  }

  /// The link holds until the first of its ties ends.
  private func bothUntil(_ ties: [Tie]) -> Cell {
    var first: PartialDate?
    var isOpen = false
    for tie in ties {
      switch until(tie.statement) {
      case .date(let date): if first.map({ date.lastDay < $0.lastDay }) ?? true { first = date }
      case .undated: isOpen = true
      default: break
      }
    }
    return first.map { .date($0) } ?? (isOpen ? .undated : .empty)
  }

  /// Adds the ties, and the statements that make who acts for a side or for a body on the way act.
  private func addSupport(of ties: [Tie], _ ends: [Int], _ sides: [LinkSide]) {
    for tie in ties { answer.rows.add(tie.statement) }
    var start = 0
    for (end, side) in zip(ends, sides) {
      let chain = ties[start..<end]
      start = end
      guard let first = chain.first else { continue }
      if first.isStandIn { for own in acting(first.from, in: side) { answer.rows.add(own) } }
      for (tie, next) in zip(chain, chain.dropFirst()) where next.whole != 0 {
        guard let members = try? standIns(for: next.whole) else { continue }
        for own in acting(tie.to, in: members) + acting(next.from, in: members) {
          answer.rows.add(own)
        }
      }
    }
  }

  /// The statements by which a node acts for a side.
  private func acting(_ node: TermID, in side: LinkSide) -> [StatementID] {
    var statements: [StatementID] = []
    var member = node
    while let link = side.first(where: { $0.node == member })?.statement {
      statements.append(link)
      member = snapshot.objects[Int(link)]
    }
    return statements
  }
}

/// Sentences about ties; names are looked up once for an answer.
struct LinkWords {
  private let run: Run
  /// By term: which of `places` says where its words stand in `text`.
  private var known = NodeTable()
  private var places: [Range<Int>] = []
  private var text: [UInt8] = []
  private var sentences: [UInt8] = []

  init(_ run: Run, expecting rows: Int) {
    self.run = run
    guard rows > 0 else { return }
    places.reserveCapacity(min(rows, LinkWords.mostReserved) + 8)
    text.reserveCapacity(256)
    sentences.reserveCapacity(256)
  }

  /// Room is made at once for so many names; answers with more grow.
  private static let mostReserved = 64

  private mutating func append(_ term: TermID) {
    if let known = known[term] {
      sentences += text[places[known]]
      return
    }
    let start = text.count
    run.appendPlainText(term, to: &text)
    known.set(term, places.count)
    places.append(start..<text.count)
    sentences += text[start...]
  }

  /// Some ties in words, each with where it is said: `X member of Y (doc ¶ 25); Y hosted by Z`.
  mutating func sentences(for ties: [Tie]) -> String {
    let snapshot = run.snapshot
    sentences.removeAll(keepingCapacity: true)
    for tie in ties {
      if !sentences.isEmpty { sentences += "; ".utf8 }
      let index = Int(tie.statement)
      append(snapshot.subjects[index])
      sentences.append(UInt8(ascii: " "))
      append(snapshot.predicates[Int(snapshot.relations[index])])
      sentences.append(UInt8(ascii: " "))
      append(snapshot.objects[index])
      guard snapshot.isAnnotated(tie.statement) else { continue }
      let said = run.sources(of: tie.statement)
      if !said.isEmpty { sentences += " (\(said.joined(separator: ", ")))".utf8 }
    }
    return String(decoding: sentences, as: UTF8.self)
  }
}
