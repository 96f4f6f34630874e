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
    let rank = try LinkRank(self, plan, sides)
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
    answer.columns = ["rank", "node", "class", "score", "df", "since", "until"]
    for side in sides.indices {
      let letter = Run.letter(side)
      answer.columns += ["rel_\(letter)", "via_\(letter)"]
    }
    answer.columns.append("why")
    var words = LinkWords(self)
    for (index, body) in bodies.enumerated().dropFirst(plan.offset) {
      guard answer.rows.count < plan.limit else {
        answer.hasMore = !plan.isLimitTyped
        return
      }
      let chains = ties.map { $0.chain(to: body.node) }
      let all = chains.flatMap { $0 }
      var cells: [Cell] = [
        .integer(index + 1), .node(body.node), classCell(body.node), .decimal(body.score),
        .integer(body.frequency), bothSince(all), bothUntil(all),
      ]
      for chain in chains {
        cells.append(.text(chain.map(name).joined(separator: "/")))
        cells.append(Run.onTheWay(of: chain))
      }
      cells.append(.text(all.map { words.sentence(for: $0.statement) }.joined(separator: "; ")))
      _ = append(Answer.Row(cells, statements: support(of: chains, sides)))
    }
  }

  /// `a`, `b` … `z`, `aa`.
  private static func letter(_ side: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + side % 26)))
    return side < 26 ? letter : Run.letter(side / 26 - 1) + letter
  }

  /// Who acts for the side, and the bodies that a chain passes.
  private static func onTheWay(of chain: [Tie]) -> Cell {
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

  /// The ties, and the statements that make who acts for a side or for a body on the way act.
  private func support(of chains: [[Tie]], _ sides: [LinkSide]) -> [StatementID] {
    var statements = chains.flatMap { $0.map(\.statement) }
    for (chain, side) in zip(chains, sides) {
      guard let first = chain.first else { continue }
      if first.isStandIn { statements += acting(first.from, in: side) }
      for (tie, next) in zip(chain, chain.dropFirst()) where next.whole != 0 {
        guard let members = try? standIns(for: next.whole) else { continue }
        statements += acting(tie.to, in: members) + acting(next.from, in: members)
      }
    }
    return statements
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
  private var words: [TermID: String] = [:]

  init(_ run: Run) { self.run = run }

  private mutating func word(_ term: TermID) -> String {
    if let known = words[term] { return known }
    let word = run.plainText(term)
    words[term] = word
    return word
  }

  /// A tie in words, with where it is said: `X member of Y (doc ¶ 25)`.
  mutating func sentence(for statement: StatementID) -> String {
    let snapshot = run.snapshot
    let index = Int(statement)
    var sentence = word(snapshot.subjects[index])
    sentence += " "
    sentence += word(snapshot.predicates[Int(snapshot.relations[index])])
    sentence += " "
    sentence += word(snapshot.objects[index])
    let said = run.sources(of: statement)
    guard !said.isEmpty else { return sentence }
    return "\(sentence) (\(said.joined(separator: ", ")))"
  }
}
