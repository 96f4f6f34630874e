// `show`: everything about one node: names, classes, values, statements out, statements in, and then
// its parts in number order.

internal import GraphStore
internal import GraphVocabulary

extension Run {
  func show(_ node: TermID) throws(Stop) {
    answer.columns = ["rel", "dir", "value", "since", "until", "status", "detail"]
    var groups: [[Hop]] = [[], [], [], [], [], []]
    for statement in snapshot.statements(from: node) {
      try step()
      guard admits(statement) else { continue }
      let object = snapshot.objects[Int(statement)]
      let traits = vocabulary.traits[Int(snapshot.relations[Int(statement)])]
      let group =
        if traits.contains(.naming) { 0 } else if traits.contains(.type) {
          1
        } else if snapshot
          .terms.isLiteral(object)
        { 2 } else { 3 }
      groups[group].append(Hop(statement: statement, node: object, isForward: true))
    }
    for statement in snapshot.statements(to: node) {
      try step()
      guard admits(statement) else { continue }
      let traits = vocabulary.traits[Int(snapshot.relations[Int(statement)])]
      groups[traits.contains(.part) ? 5 : 4].append(
        Hop(statement: statement, node: snapshot.subjects[Int(statement)], isForward: false))
    }
    append((named(groups[0]) + groups.dropFirst().flatMap(ordered)).map(showRow))
  }

  /// Names, the proper ones first; by language and text within one relation.
  private func named(_ hops: [Hop]) -> [Hop] {
    let keyed = hops.map { hop in
      let rank = vocabulary.namings.firstIndex(of: snapshot.relations[Int(hop.statement)])
      let language = snapshot.terms.termClass(of: hop.node).text
      return (hop, rank ?? .max, Snapshot.text(language) + "\u{0}" + snapshot.curie(hop.node))
    }
    return keyed.sorted { left, right in
      if left.1 != right.1 { return left.1 < right.1 }
      return left.2.utf8.lexicographicallyPrecedes(right.2.utf8)
    }.map(\.0)
  }

  private func showRow(_ hop: Hop) -> Answer.Row {
    Answer.Row(
      [
        .text(relationName(snapshot.relations[Int(hop.statement)])),
        .text(hop.isForward ? "->" : "<-"), cell(hop.node), since(hop.statement),
        until(hop.statement), status(hop.statement), detail(hop.statement),
      ], statements: [hop.statement])
  }
}
