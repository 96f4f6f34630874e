// `show`: everything about one node: names, classes, values, statements out, statements in, and then
// its parts in number order.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func show(_ node: TermID) throws(Stop) {
    answer.columns = ["rel", "dir", "value", "since", "until", "status", "detail"]
    let out = snapshot.statements(from: node)
    let into = snapshot.statements(to: node)
    var hops: [PlacedHop] = []
    hops.reserveCapacity(out.count + into.count)
    for statement in out {
      try step()
      guard admits(statement) else { continue }
      let hop = Hop(
        statement: statement, node: snapshot.objects[Int(statement)], isForward: true)
      let relation = snapshot.relations[Int(statement)]
      let traits = vocabulary.traits[Int(relation)]
      var placed = placed(hop, relation, group: traits.contains(.type) ? .classes : .statements)
      if traits.contains(.naming) { placed.place = namePlace(relation, hop.node) }
      hops.append(placed)
    }
    for statement in into {
      try step()
      guard admits(statement) else { continue }
      let hop = Hop(
        statement: statement, node: snapshot.subjects[Int(statement)], isForward: false)
      let relation = snapshot.relations[Int(statement)]
      let isPart = vocabulary.traits[Int(relation)].contains(.part)
      hops.append(placed(hop, relation, group: isPart ? .parts : .statements))
    }
    sortShown(&hops)
    let shown = min(hops.count, plan.limit)
    answer.rows.reserve(shown, fields: answer.columns.count)
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

  /// Names of one place by language and text, all else in the common order.
  private func sortShown(_ hops: inout [PlacedHop]) {
    hops.sort { left, right in
      guard left.place == right.place, left.place >> 40 == HopGroup.names.rawValue else {
        return precedes(left, right)
      }
      let language = snapshot.compareClasses(
        left.hop.node, right.hop.node, NaturalOrder.byteOrder)
      if language != 0 { return language < 0 }
      let text = order(left, right, NaturalOrder.byteOrder)
      return text != 0 ? text < 0 : precedes(left.hop.statement, right.hop.statement)
    }
  }

  private func appendRow(_ placed: PlacedHop) {
    let hop = placed.hop
    let statement = hop.statement
    answer.rows.put(.step(snapshot.relations[Int(statement)], isForward: true))
    answer.rows.put(Answer.Field(hop.isForward ? .forward : .backward))
    answer.rows.put(placed.isOfLiteral ? .literal(hop.node) : .node(hop.node))
    if snapshot.isAnnotated(statement) {
      answer.rows.add(since(statement))
      answer.rows.add(until(statement))
      putStatus(statement)
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
