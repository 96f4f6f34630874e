// `near`: the neighbourhood of a node as a subgraph: its values, its statements, and around an
// agreement at the rim all its parties. Hidden relations are shown and not walked on.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func near(_ plan: NearPlan) throws(Stop) {
    answer.columns = [
      "from", "rel", "dir", "to", "class", "since", "until", "status", "detail",
    ]
    if let along = plan.along { return try near(plan, Route(along, repeats: false)) }
    var seen: Set<TermID> = [plan.centre]
    var shown: Set<StatementID> = []
    var rows: [Answer.Row] = []
    var level = [plan.centre]
    for distance in 0..<max(0, plan.depth) {
      var next: [TermID] = []
      for node in level {
        for hop in try surroundings(of: node, plan, withValues: node == plan.centre) {
          guard shown.insert(hop.statement).inserted else { continue }
          rows.append(nearRow(node, hop))
          guard isWalked(hop, plan), seen.insert(hop.node).inserted else { continue }
          next.append(hop.node)
          if distance + 1 == plan.depth, isAgreement(hop.node) {
            rows += try parties(of: hop.node, plan, &shown)
          }
        }
      }
      level = next
    }
    append(rows)
  }

  func nearRow(_ node: TermID, _ hop: Hop) -> Answer.Row {
    Answer.Row(
      [
        .node(node), .text(relationName(snapshot.relations[Int(hop.statement)])),
        .text(hop.isForward ? "->" : "<-"), cell(hop.node),
        snapshot.isLiteral(hop.node) ? .empty : classCell(hop.node), since(hop.statement),
        until(hop.statement), status(hop.statement), detail(hop.statement),
      ], statements: [hop.statement])
  }

  /// The statements around a node: values if wanted, out, in; each group in a fixed order.
  private func surroundings(
    of node: TermID, _ plan: NearPlan, withValues: Bool
  ) throws(Stop) -> [Hop] {
    var hops: [Hop] = []
    for statement in snapshot.statements(from: node) {
      try step()
      let relation = snapshot.relations[Int(statement)]
      let object = snapshot.objects[Int(statement)]
      guard vocabulary.traits[Int(relation)].isDisjoint(with: [.type, .naming, .schema]),
        plan.via?.forward.contains(relation) ?? true, !plan.avoid.contains(object),
        withValues || !snapshot.isLiteral(object), admits(statement)
      else { continue }
      hops.append(Hop(statement: statement, node: object, isForward: true))
    }
    for statement in snapshot.statements(to: node) {
      try step()
      let relation = snapshot.relations[Int(statement)]
      let subject = snapshot.subjects[Int(statement)]
      guard vocabulary.traits[Int(relation)].isDisjoint(with: [.type, .naming, .schema]),
        plan.via?.backward.contains(relation) ?? true, !plan.avoid.contains(subject),
        admits(statement)
      else { continue }
      hops.append(Hop(statement: statement, node: subject, isForward: false))
    }
    return ordered(hops)
  }

  private func isWalked(_ hop: Hop, _ plan: NearPlan) -> Bool {
    guard !snapshot.isLiteral(hop.node) else { return false }
    let traits = vocabulary.traits[Int(snapshot.relations[Int(hop.statement)])]
    return plan.via != nil || !traits.contains(.hidden)
  }

  private func isAgreement(_ node: TermID) -> Bool {
    vocabulary.statedClasses(of: node).contains { vocabulary.classes[$0]?.isAgreement == true }
  }

  private func parties(
    of agreement: TermID, _ plan: NearPlan, _ shown: inout Set<StatementID>
  ) throws(Stop) -> [Answer.Row] {
    var rows: [Answer.Row] = []
    for hop in try surroundings(of: agreement, plan, withValues: false) {
      let relation = snapshot.relations[Int(hop.statement)]
      guard vocabulary.weights[Int(relation)] > 0, shown.insert(hop.statement).inserted else {
        continue
      }
      rows.append(nearRow(agreement, hop))
    }
    return rows
  }
}
