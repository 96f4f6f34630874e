// `list`: all nodes of one class, its kinds included.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

extension Run {
  func list(_ term: TermID?) throws(Stop) {
    answer.columns = ["node", "class", "label", "date", "status"]
    guard let type = vocabulary.type else { return }
    var best: [TermID: StatementID] = [:]
    for statement in snapshot.statements(with: type) {
      try step()
      let own = snapshot.objects[Int(statement)]
      guard term.map({ vocabulary.isKind(own, of: $0) }) ?? true, admits(statement) else {
        continue
      }
      let node = snapshot.subjects[Int(statement)]
      // What is stated stands before what is derived, and that before what is proposed.
      if let known = best[node], !isFirmer(statement, than: known) { continue }
      best[node] = statement
    }
    let ordered = best.map { (snapshot.curie($0.key), $0.key, $0.value) }
      .sorted { NaturalOrder.precedes($0.0, $1.0) }
    append(
      ordered.map { _, node, statement in
        Answer.Row(
          [
            .node(node), classCell(node), labelCell(node), dateCell(node), status(statement),
          ], statements: [statement])
      })
  }

  private func isFirmer(_ statement: StatementID, than other: StatementID) -> Bool {
    let (own, known) = (firmness(of: statement), firmness(of: other))
    return own != known ? own < known : liesBefore(statement, other)
  }

  private func firmness(of statement: StatementID) -> Int {
    let status = snapshot.annotations.status(of: statement)
    return status == 0 || status == vocabulary.plainStatus ? 0 : vocabulary.isStated(status) ? 1 : 2
  }
}
