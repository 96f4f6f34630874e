// `show`: everything about one node: names, classes, values, statements out, statements in, and then
// its parts in number order.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  private static let showColumns = ["rel", "dir", "value", "since", "until", "status", "detail"]

  func show(_ node: TermID) throws(Stop) {
    answer.columns = Run.showColumns
    let out = snapshot.statements(from: node)
    let into = snapshot.statements(to: node)
    var hops: [ShownHop] = []
    hops.reserveCapacity(out.count + into.count)
    let ranks = wordOrder.ranks
    for statement in out {
      try step()
      guard admits(statement) else { continue }
      let object = snapshot.objects[Int(statement)]
      let relation = snapshot.relations[Int(statement)]
      let traits = vocabulary.traits[Int(relation)]
      guard !traits.contains(.naming) else {
        hops.append(ShownHop(statement, object, place: namePlace(relation, object)))
        continue
      }
      hops.append(
        ShownHop(
          statement, object, isForward: true, isLiteral: snapshot.isLiteral(object),
          rank: ranks[Int(relation)], group: traits.contains(.type) ? .classes : .statements))
    }
    for statement in into {
      try step()
      guard admits(statement) else { continue }
      let subject = snapshot.subjects[Int(statement)]
      let relation = Int(snapshot.relations[Int(statement)])
      let isPart = vocabulary.traits[relation].contains(.part)
      hops.append(
        ShownHop(
          statement, subject, isForward: false, isLiteral: false, rank: ranks[relation],
          group: isPart ? .parts : .statements))
    }
    sort(&hops)
    answer.rows.reserve(min(hops.count, plan.limit), fields: answer.columns.count)
    for hop in hops.dropFirst(plan.offset) {
      guard hasRoom() else { return }
      appendRow(hop)
    }
  }

  /// Names, the proper ones first, and of those the ones in the languages asked for.
  private func namePlace(_ relation: RelationID, _ name: TermID) -> UInt64 {
    let naming = vocabulary.namings.firstIndex(of: relation) ?? Int(UInt16.max)
    return UInt64(naming) << 8 | UInt64(languageRank(of: name))
  }

  private func appendRow(_ hop: ShownHop) {
    let statement = hop.statement
    answer.rows.put(.step(snapshot.relations[Int(statement)], isForward: true))
    answer.rows.put(Answer.Field(hop.isForward ? .forward : .backward))
    answer.rows.put(snapshot.isLiteral(hop.node) ? .literal(hop.node) : .node(hop.node))
    if snapshot.isAnnotated(statement) {
      answer.rows.add(since(statement))
      answer.rows.add(until(statement))
      answer.rows.put(statusField(statement))
      answer.rows.add(detail(statement))
    } else {
      answer.rows.put(.undated)
      answer.rows.put(.undated)
      answer.rows.put(Answer.Field(.stated))
      answer.rows.put(.empty)
    }
    answer.rows.add(statement)
    answer.rows.endRow()
  }
}
