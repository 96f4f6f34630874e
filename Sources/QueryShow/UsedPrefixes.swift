// Which prefixes of the data an answer's statements use.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  /// Names and namespaces of the prefixes that shorten an IRI of the statements or of what is said
  /// of them, in the order of the data.
  func usedPrefixes(
    _ text: TermText, _ roles: RoleTerms
  ) -> [(name: String, namespace: [UInt8])] {
    var used: Set<String> = []
    forEachIRI(roles) { namespace, local in
      if let name = text.prefix(of: namespace, local) { used.insert(name) }
    }
    return snapshot.curies.declarations.filter {
      used.contains($0.name) && snapshot.curies.name(of: $0.namespace) == $0.name
    }
  }

  /// Every IRI of the statements and of what is said of them, cut in two; the same one may come
  /// often.
  func forEachIRI(_ roles: RoleTerms, _ body: ([UInt8], [UInt8]) -> Void) {
    func take(whole iri: [UInt8]) {
      let cut = iri.withUnsafeBytes { TermDictionary.cut($0) }
      body(Array(iri[..<cut]), Array(iri[cut...]))
    }
    func visit(_ term: TermID) {
      let termClass = snapshot.terms.termClass(of: term)
      switch termClass.kind {
      case .iri: body(termClass.text, snapshot.terms.text(of: term))
      case .typed: take(whole: termClass.text)
      case .blank, .string, .tagged, .triple: break
      }
    }
    for statement in answer.statements {
      visit(snapshot.subjects[Int(statement)])
      visit(snapshot.predicates[Int(snapshot.relations[Int(statement)])])
      visit(snapshot.objects[Int(statement)])
      for pair in claims(of: statement, roles).flatMap(\.pairs) {
        visit(pair.annotation)
        switch pair.value {
        case .term(let term): visit(term)
        case .date: take(whole: WellKnown.date)
        }
      }
    }
  }
}
