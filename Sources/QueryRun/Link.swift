// `link`: the bodies that tie two or more nodes together, the most telling first. A body that ties
// few conventions tells more about these two than one that ties them all, so the weights of the two
// ties are multiplied by ln((N + 1) / df), the inverse document frequency of information retrieval
// over conventions instead of documents.

internal import Glibc
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// The best tie of a body to one side.
private struct Tie {
  var weight: Double
  var statement: StatementID
  /// Who acts for the side; nil when the side itself is tied.
  var standIn: TermID?
  /// From the side (or who acts for it) to the body.
  var isFromSide: Bool
  var age: Int32
  var name: String
}

/// A body with its ties to every side.
private struct LinkingBody {
  var node: TermID
  var ties: [Tie]
  var frequency: Int
  var score: Double
  /// Class, label and IRI in bytes: who comes first at equal scores.
  var key: [[UInt8]]
}

extension Run {
  func link(_ plan: LinkPlan) throws(Stop) {
    var sides: [[(node: TermID, statement: StatementID?)]] = []
    for side in plan.sides { sides.append(try standIns(for: side)) }
    var tied: [[TermID: Tie]] = []
    for side in sides { tied.append(try ties(of: side, plan)) }
    let counted = try countedNodes()
    var bodies: [LinkingBody] = []
    for node in tied[0].keys.sorted() {
      try step()
      let ties = tied.compactMap { $0[node] }
      guard ties.count == sides.count, try links(node, sides, plan) else { continue }
      bodies.append(try body(node, ties, counted, plan))
    }
    bodies.sort { ($0.score, 0) != ($1.score, 0) ? $0.score > $1.score : precedes($0.key, $1.key) }
    present(bodies, sides, counted.count)
  }

  // MARK: Ties

  private func isTie(_ statement: StatementID, isForward: Bool, _ via: StepSet?) -> Bool {
    let relation = snapshot.relations[Int(statement)]
    guard vocabulary.weights[Int(relation)] > 0 else { return false }
    guard let via else { return true }
    return isForward ? via.forward.contains(relation) : via.backward.contains(relation)
  }

  /// All bodies tied to a side or to who acts for it, each by its best tie.
  private func ties(
    of side: [(node: TermID, statement: StatementID?)], _ plan: LinkPlan
  ) throws(Stop) -> [TermID: Tie] {
    var best: [TermID: Tie] = [:]
    for (member, acting) in side {
      for (statement, other, isFromSide) in try tieStatements(of: member, plan.via) {
        let relation = snapshot.relations[Int(statement)]
        let tie = Tie(
          weight: vocabulary.weights[Int(relation)], statement: statement,
          standIn: acting == nil ? nil : member, isFromSide: isFromSide, age: age(statement),
          name: (isFromSide ? "" : "^") + relationName(relation))
        if best[other].map({ isBetter(tie, than: $0) }) ?? true { best[other] = tie }
      }
    }
    return best
  }

  /// The admitted tie statements of a node, what stands at their other end, and whether they lead
  /// from the node.
  private func tieStatements(
    of node: TermID, _ via: StepSet?
  ) throws(Stop) -> [(StatementID, TermID, Bool)] {
    var found: [(StatementID, TermID, Bool)] = []
    for statement in snapshot.statements(from: node) {
      try step()
      guard isTie(statement, isForward: true, via), admits(statement) else { continue }
      let object = snapshot.objects[Int(statement)]
      if !snapshot.terms.isLiteral(object) { found.append((statement, object, true)) }
    }
    for statement in snapshot.statements(to: node) {
      try step()
      guard isTie(statement, isForward: false, via), admits(statement) else { continue }
      found.append((statement, snapshot.subjects[Int(statement)], false))
    }
    return found
  }

  /// The heaviest counts, then the oldest, then by name; at last the side itself before a stand-in.
  private func isBetter(_ tie: Tie, than other: Tie) -> Bool {
    if tie.weight != other.weight { return tie.weight > other.weight }
    if tie.age != other.age { return tie.age < other.age }
    if tie.name != other.name { return tie.name.utf8.lexicographicallyPrecedes(other.name.utf8) }
    guard let mine = tie.standIn else { return other.standIn != nil }
    guard let theirs = other.standIn else { return false }
    return snapshot.curie(mine).utf8.lexicographicallyPrecedes(snapshot.curie(theirs).utf8)
  }

  // MARK: Who links

  private func links(
    _ node: TermID, _ sides: [[(node: TermID, statement: StatementID?)]], _ plan: LinkPlan
  ) throws(Stop) -> Bool {
    guard !plan.sides.contains(node), !plan.avoid.contains(node), isLinking(node, plan) else {
      return false
    }
    let acted = sides.map { side in side.contains { $0.node == node } }
    guard acted.contains(true), acted.contains(false) else { return true }
    // It acts for one side. It is more than that side's own organ only if it acts for something
    // beyond the side: a joint secretariat does.
    let own = Set(zip(sides, acted).filter(\.1).flatMap { $0.0.map(\.node) })
    return try principals(of: node).contains { !own.contains($0.node) }
  }

  private func isLinking(_ node: TermID, _ plan: LinkPlan) -> Bool {
    if let through = plan.through { return through.isEmpty || isOf(through, node) }
    return vocabulary.type == nil || isBody(node)
  }

  // MARK: Ranking

  /// The nodes of the counted classes.
  private func countedNodes() throws(Stop) -> Set<TermID> {
    guard let type = vocabulary.type else { return [] }
    var found: Set<TermID> = []
    for (term, own) in vocabulary.classes where own.isCounted {
      for statement in snapshot.statements(to: term, type) {
        try step()
        if admits(statement) { found.insert(snapshot.subjects[Int(statement)]) }
      }
    }
    return found
  }

  /// `via` is said from the sides, so a body's ties are walked the other way.
  ///
  /// How many counted nodes a body ties, by itself or through those who act for them.
  private func frequency(
    of node: TermID, _ counted: Set<TermID>, _ plan: LinkPlan
  ) throws(Stop) -> Int {
    var reached: Set<TermID> = []
    var seen: Set<TermID> = []
    for (_, other, _) in try tieStatements(of: node, plan.via?.reversed)
    where seen.insert(other).inserted {
      for (principal, _) in try principals(of: other) where counted.contains(principal) {
        reached.insert(principal)
      }
    }
    return max(1, reached.count)
  }

  private func body(
    _ node: TermID, _ ties: [Tie], _ counted: Set<TermID>, _ plan: LinkPlan
  ) throws(Stop) -> LinkingBody {
    let frequency = try frequency(of: node, counted, plan)
    let strength = ties.reduce(1) { $0 * $1.weight }
    let score: Double =
      switch plan.ranking {
      case .specific: strength * log(Double(counted.count + 1) / Double(frequency))
      case .strength: strength
      case .count: Double(frequency)
      }
    let words: [UInt8] =
      if case .text(let text) = labelCell(node) { Array(text.utf8) } else { [] }
    let kind: [UInt8] =
      if case .text(let text) = classCell(node) { Array(text.utf8) } else { [] }
    return LinkingBody(
      node: node, ties: ties, frequency: frequency, score: (score * 1_000).rounded() / 1_000,
      key: [kind, words, snapshot.terms.kind(of: node) == .iri ? snapshot.terms.iri(node) : []])
  }

  private func precedes(_ left: [[UInt8]], _ right: [[UInt8]]) -> Bool {
    for (first, second) in zip(left, right) where first != second {
      return first.lexicographicallyPrecedes(second)
    }
    return false
  }

  // MARK: Rows

  private func present(
    _ bodies: [LinkingBody], _ sides: [[(node: TermID, statement: StatementID?)]], _ total: Int
  ) {
    let letters = (0..<sides.count).map { String(UnicodeScalar(UInt8(97 + $0 % 26))) }
    answer.columns = ["rank", "node", "class", "score", "df", "since", "until"]
    for letter in letters { answer.columns += ["rel_\(letter)", "via_\(letter)"] }
    answer.columns.append("why")
    var rows: [Answer.Row] = []
    for (index, body) in bodies.enumerated() {
      var cells: [Cell] = [
        .integer(index + 1), .node(body.node), classCell(body.node), .decimal(body.score),
        .integer(body.frequency), bothSince(body.ties), bothUntil(body.ties),
      ]
      for tie in body.ties {
        cells += [.text(tie.name), tie.standIn.map { .node($0) } ?? .empty]
      }
      cells.append(.text(body.ties.map { sentence(for: $0.statement) }.joined(separator: "; ")))
      rows.append(Answer.Row(cells, statements: support(of: body, sides)))
      if body.frequency * 2 > total {
        answer.hubs.append(
          Answer.Hub(node: body.node, ties: body.frequency, counted: total))
      }
    }
    append(rows)
  }

  /// The link holds since the later of its ties began.
  private func bothSince(_ ties: [Tie]) -> Cell {
    let dates = ties.map { since($0.statement) }
    let known = dates.compactMap { if case .date(let date) = $0 { date } else { nil } }
    guard known.count == dates.count else { return .undated }
    return known.max { $0.firstDay < $1.firstDay }.map { .date($0) } ?? .undated
  }

  /// The link holds until the earlier of its ties ends.
  private func bothUntil(_ ties: [Tie]) -> Cell {
    let dates = ties.map { until($0.statement) }
    let known = dates.compactMap { if case .date(let date) = $0 { date } else { nil } }
    if let first = known.min(by: { $0.lastDay < $1.lastDay }) { return .date(first) }
    return dates.contains(.undated) ? .undated : .empty
  }

  /// A tie in words, with where it is said: `X member of Y (doc ¶ 25)`.
  private func sentence(for statement: StatementID) -> String {
    let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
    let relation = names.words(for: predicate, languages: plan.languages)
    let words = [
      plainText(snapshot.subjects[Int(statement)]), relation,
      plainText(snapshot.objects[Int(statement)]),
    ].joined(separator: " ")
    let said = sources(of: statement)
    return said.isEmpty ? words : "\(words) (\(said.joined(separator: ", ")))"
  }

  /// The ties and, for each stand-in, the statements that make it one.
  private func support(
    of body: LinkingBody, _ sides: [[(node: TermID, statement: StatementID?)]]
  ) -> [StatementID] {
    var statements = body.ties.map(\.statement)
    for (tie, side) in zip(body.ties, sides) {
      var member = tie.standIn
      while let current = member, let link = side.first(where: { $0.node == current })?.statement {
        statements.append(link)
        member = snapshot.objects[Int(link)]
      }
    }
    return statements
  }
}
