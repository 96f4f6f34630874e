// Every word that the statements use is declared by the vocabulary.

internal import GraphStore

extension DataRules {
  /// Every weight of a relation is a number from 0 to 1.
  func wrongWeights() -> [DataFault] {
    guard let weight = snapshot.terms.findIRI(ModelNames.namespace + ModelWord.weight.rawValue),
      let relation = snapshot.relation(of: weight)
    else { return [] }
    return snapshot.statements(with: relation).compactMap { statement in
      let value = snapshot.objects[Int(statement)]
      let isWeight =
        snapshot.terms.isLiteral(value)
        && Relation.weight(of: Snapshot.text(snapshot.terms.text(of: value))) != nil
      return isWeight ? nil : fault(.wrongWeight(literal: value), statement)
    }
  }

  /// Every status is one of the vocabulary's.
  func unknownStatuses() -> [DataFault] {
    statements.compactMap { statement in
      let status = snapshot.annotations.status(of: statement)
      guard status != 0, vocabulary.statuses[status] == nil else { return nil }
      return fault(.unknownStatus(status), statement)
    }
  }

  /// Every predicate is declared; one fault for each that is not.
  func unknownRelations() -> [DataFault] {
    snapshot.predicates.enumerated().compactMap { number, predicate in
      guard !isDeclaredRelation(predicate) else { return nil }
      let isMatching = isMatching(RelationID(number))
      return snapshot.statements(with: RelationID(number)).first {
        !isMatching || !words.contains(snapshot.subjects[Int($0)])
      }.map { fault(.unknownRelation(predicate), $0) }
    }
  }

  /// Whether a relation says which word of another vocabulary is the same or near; every vocabulary
  /// may say so of its words, and the other one need not be loaded.
  func isMatching(_ relation: RelationID) -> Bool {
    let iri = Snapshot.text(snapshot.terms.iri(snapshot.predicates[Int(relation)]))
    return StandardNames.matching.contains(iri)
  }

  private func isDeclaredRelation(_ predicate: TermID) -> Bool {
    let iri = Snapshot.text(snapshot.terms.iri(predicate))
    if iri.hasPrefix(ModelNames.namespace) {
      return StandardNames.modelRelations.contains(
        String(iri.dropFirst(ModelNames.namespace.count)))
    }
    return isInstance(predicate, of: StandardNames.rdfProperty)
      || [model.type, model.subClassOf, model.subPropertyOf, model.domain, model.range]
        .contains(predicate)
  }

  /// Every class is declared; one fault for each that is not.
  func unknownClasses() -> [DataFault] {
    guard let type = vocabulary.type else { return [] }
    var seen: Set<TermID> = []
    return snapshot.statements(with: type).compactMap { statement in
      let term = snapshot.objects[Int(statement)]
      guard seen.insert(term).inserted, !isDeclaredClass(term) else { return nil }
      return fault(.unknownClass(term), statement)
    }
  }

  private func isDeclaredClass(_ term: TermID) -> Bool {
    let iri = Snapshot.text(snapshot.terms.iri(term))
    if iri.hasPrefix(ModelNames.namespace) {
      return StandardNames.modelClasses.contains(String(iri.dropFirst(ModelNames.namespace.count)))
    }
    return [StandardNames.rdfProperty, StandardNames.rdfsClass].contains(iri)
      || isInstance(term, of: StandardNames.rdfsClass)
  }

  /// Every annotation is declared; one fault for each that is not.
  func unknownAnnotations() -> [DataFault] {
    var seen: Set<TermID> = []
    var faults: [DataFault] = []
    for statement in statements {
      for detail in snapshot.annotations.details(of: statement)
      where vocabulary.annotations[detail.predicate] == nil
        && seen.insert(detail.predicate).inserted
      {
        faults.append(fault(.unknownAnnotation(detail.predicate), statement))
      }
    }
    return faults
  }

  /// Whether a statement says that a term is an instance of a class of the standards.
  private func isInstance(_ term: TermID, of classIRI: String) -> Bool {
    guard let type = vocabulary.type, let classTerm = snapshot.terms.findIRI(classIRI) else {
      return false
    }
    return !snapshot.statements(term, type, classTerm).isEmpty
  }
}

extension StandardNames {
  /// The namespace of RDF.
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  /// Relations between the words of vocabularies (SKOS, section 10).
  static let matching = Set(
    ["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"].map { skos + $0 })

  /// What a vocabulary file can say something is, in the namespace of the model.
  static let modelClasses: Set<String> = ["Annotation", "Family", "Path", "Status"]

  /// What a vocabulary file can say of its words, in the namespace of the model.
  static let modelRelations: Set<String> = [
    "actsFor", "agreement", "colour", "counted", "family", "hidden", "inverseLabel", "line",
    "lineage", "linking", "names", "nodeDate", "order", "part", "path", "plain", "role", "shape",
    "single", "stated", "symmetric", "weight",
  ]
}
