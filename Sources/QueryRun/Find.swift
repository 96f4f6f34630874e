// `find`: names, values and quotes that are, begin with or hold a text, in any language; and when
// nothing does, names near to it.

internal import GraphStore
internal import GraphVocabulary

/// Where a text was found.
private struct Hit {
  var node: TermID
  /// The literal.
  var text: TermID
  var how: How
  var place: String
  var statement: StatementID?

  enum How: Int {
    case exact, prefix, inside, fuzzy

    var word: String {
      switch self {
      case .exact: "exact"
      case .prefix: "prefix"
      case .inside: "inside"
      case .fuzzy: "fuzzy"
      }
    }
  }
}

extension Run {
  func find(_ text: String, tag: String?) throws(Stop) {
    answer.columns = ["node", "class", "label", "lang", "how", "where"]
    let key = Folding.fold(text.utf8)
    guard !key.isEmpty else { return }
    var hits = try hitsAmongStatements(key)
    if let tag { hits.removeAll { language(of: $0.text) != tag } }
    if hits.isEmpty, case .unknown(let near) = names.node(text, tag: tag) {
      hits = near.compactMap { node in
        nameStatement(of: node).map {
          Hit(
            node: node, text: snapshot.objects[Int($0)], how: .fuzzy,
            place: relationName(snapshot.relations[Int($0)]), statement: $0)
        }
      }
    }
    append(rows(of: hits))
  }

  /// All literals of statements, and the quotes behind them.
  private func hitsAmongStatements(_ key: [UInt8]) throws(Stop) -> [Hit] {
    var hits: [Hit] = []
    var verdicts: [TermID: Hit.How?] = [:]
    func how(_ literal: TermID) -> Hit.How? {
      if let known = verdicts[literal] { return known }
      let found = snapshot.terms.withText(of: literal) { Run.how(Folding.fold($0), key) }
      verdicts.updateValue(found, forKey: literal)
      return found
    }
    for statement in 0..<StatementID(snapshot.statementCount) {
      try step()
      let object = snapshot.objects[Int(statement)]
      let subject = snapshot.subjects[Int(statement)]
      if snapshot.terms.isLiteral(object), let how = how(object), admits(statement) {
        hits.append(
          Hit(
            node: subject, text: object, how: how,
            place: relationName(snapshot.relations[Int(statement)]), statement: statement))
      }
      for evidence in snapshot.annotations.evidence(of: statement) where evidence.quote != 0 {
        guard let how = how(evidence.quote), admits(statement) else { continue }
        hits.append(
          Hit(
            node: subject, text: evidence.quote, how: how,
            place: "quote " + sources(of: statement).joined(separator: ", "),
            statement: statement))
        break
      }
    }
    return hits
  }

  private static func how(_ folded: [UInt8], _ key: [UInt8]) -> Hit.How? {
    guard folded.count >= key.count else { return nil }
    if folded == key { return .exact }
    if folded.starts(with: key) { return .prefix }
    var index = 1
    while index + key.count <= folded.count {
      if folded[index] == key[0], folded[index..<(index + key.count)].elementsEqual(key) {
        return .inside
      }
      index += 1
    }
    return nil
  }

  private func nameStatement(of node: TermID) -> StatementID? {
    for relation in vocabulary.namings {
      if let first = snapshot.statements(from: node, relation).first { return first }
    }
    return nil
  }

  private func language(of literal: TermID) -> String? {
    let termClass = snapshot.terms.termClass(of: literal)
    return termClass.kind == .tagged ? Snapshot.text(termClass.text) : nil
  }

  /// The best hit of each node and text: names before values before quotes.
  private func rows(of hits: [Hit]) -> [Answer.Row] {
    let keyed = hits.map { hit in
      (
        hit,
        "\(hit.how.rawValue)\(isName(hit) ? 0 : hit.place.hasPrefix("quote") ? 2 : 1)",
        snapshot.curie(hit.text), snapshot.curie(hit.node)
      )
    }
    var seen: Set<[TermID]> = []
    let ordered = keyed.sorted { left, right in
      if left.1 != right.1 { return left.1 < right.1 }
      if left.2 != right.2 { return left.2.utf8.lexicographicallyPrecedes(right.2.utf8) }
      if left.3 != right.3 { return left.3.utf8.lexicographicallyPrecedes(right.3.utf8) }
      return left.0.place.utf8.lexicographicallyPrecedes(right.0.place.utf8)
    }
    return ordered.map(\.0).filter { seen.insert([$0.node, $0.text]).inserted }.map { hit in
      Answer.Row(
        [
          .node(hit.node), classCell(hit.node), .literal(hit.text),
          language(of: hit.text).map { .text($0) } ?? .empty, .text(hit.how.word),
          .text(hit.place),
        ], statements: hit.statement.map { [$0] } ?? [])
    }
  }

  private func isName(_ hit: Hit) -> Bool {
    guard let statement = hit.statement else { return true }
    return snapshot.objects[Int(statement)] == hit.text
      && vocabulary.traits[Int(snapshot.relations[Int(statement)])].contains(.naming)
  }
}
