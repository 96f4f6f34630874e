// The order of statements in the formats that write them: by the bytes of subject, predicate and
// object, parallel ones by what is said of them. Their numbers depend on the order of the files.

internal import GraphModel
internal import GraphStore
internal import QueryRun

extension AnswerWriter {
  /// The statements an answer rests on, in an order that the files have no say in.
  func orderedStatements(_ roles: RoleTerms) -> [StatementID] {
    let keyed = answer.statements.map { (statement: $0, key: tripleKey(of: $0)) }
    return keyed.sorted { left, right in
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
      return saying(of: left.statement, roles)
        .lexicographicallyPrecedes(saying(of: right.statement, roles))
    }.map(\.statement)
  }

  /// The remaining annotations of a statement, in such an order too.
  func orderedDetails(of statement: StatementID) -> [Detail] {
    let details = snapshot.annotations.details(of: statement).map { detail in
      (detail, key(of: detail.predicate) + [0] + key(of: detail.object))
    }
    return details.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  /// The bytes of a term: the whole IRI, or text and class.
  func key(of term: TermID) -> [UInt8] {
    let termClass = snapshot.terms.termClass(of: term)
    let text = snapshot.terms.text(of: term)
    return termClass.kind == .iri ? termClass.text + text : text + [0] + termClass.text
  }

  private func tripleKey(of statement: StatementID) -> [UInt8] {
    let index = Int(statement)
    let parts = [
      snapshot.subjects[index], snapshot.predicates[Int(snapshot.relations[index])],
      snapshot.objects[index],
    ]
    return Array(parts.map { key(of: $0) }.joined(separator: [0]))
  }

  private func saying(of statement: StatementID, _ roles: RoleTerms) -> [UInt8] {
    var said: [UInt8] = []
    for pair in claims(of: statement, roles).flatMap(\.pairs) {
      said += key(of: pair.annotation) + [0]
      switch pair.value {
      case .term(let term): said += key(of: term)
      case .date(let date): said += Array(date.description.utf8)
      }
      said.append(0)
    }
    return said
  }
}
