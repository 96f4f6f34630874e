// Domains and ranges hold, kinds included, and whatever is spoken of is described somewhere.

internal import GraphStore

extension DataRules {
  /// The subject of a statement is of a class that its relation is said of.
  func wrongSubjects() -> [DataFault] {
    statements.compactMap { statement in
      let number = snapshot.relations[Int(statement)]
      guard let relation = vocabulary.relation(numbered: number), !relation.domains.isEmpty,
        !isOfKind(snapshot.subjects[Int(statement)], relation.domains)
      else { return nil }
      return fault(.wrongSubject(allowed: relation.domains), statement)
    }
  }

  /// The object of a statement is of a class or datatype that its relation leads to.
  func wrongObjects() -> [DataFault] {
    statements.compactMap { statement in
      let number = snapshot.relations[Int(statement)]
      guard let relation = vocabulary.relation(numbered: number),
        !fits(snapshot.objects[Int(statement)], relation.ranges)
      else { return nil }
      return fault(.wrongObject(allowed: relation.ranges), statement)
    }
  }

  /// The value of an annotation is of a class or datatype that it takes.
  func wrongValues() -> [DataFault] {
    let ranges = annotationRanges()
    let source = annotation(.source)
    var faults: [DataFault] = []
    for statement in statements {
      for said in snapshot.annotations.evidence(of: statement) {
        guard said.source != 0, let source, let allowed = ranges[source],
          !fits(said.source, allowed)
        else { continue }
        let cause = DataFault.Cause.wrongValue(
          annotation: source, value: said.source, allowed: allowed)
        faults.append(fault(cause, statement, said))
      }
      for detail in snapshot.annotations.details(of: statement) {
        // Dates have a rule of their own.
        guard (vocabulary.annotations[detail.predicate] ?? nil) == nil,
          let allowed = ranges[detail.predicate], !fits(detail.object, allowed)
        else { continue }
        let cause = DataFault.Cause.wrongValue(
          annotation: detail.predicate, value: detail.object, allowed: allowed)
        faults.append(fault(cause, statement))
      }
    }
    return faults
  }

  /// Whatever a statement or an annotation speaks of is the subject of some statement; one fault for
  /// each that is not.
  func dangling() -> [DataFault] {
    var seen: Set<TermID> = []
    var faults: [DataFault] = []
    func look(_ term: TermID, _ statement: StatementID, _ evidence: Evidence? = nil) {
      guard term != 0, snapshot.terms.kind(of: term) == .iri,
        snapshot.statements(from: term).isEmpty, !isStandard(term), seen.insert(term).inserted
      else { return }
      faults.append(fault(.dangling(term), statement, evidence))
    }
    for statement in statements {
      // A class has its own rule.
      let relation = snapshot.relations[Int(statement)]
      if relation != vocabulary.type, !isMatching(relation) {
        look(snapshot.objects[Int(statement)], statement)
      }
      for said in snapshot.annotations.evidence(of: statement) {
        look(said.source, statement, said)
      }
      for detail in snapshot.annotations.details(of: statement) { look(detail.object, statement) }
    }
    return faults
  }

  // MARK: Kinds

  /// The classes and datatypes that each annotation takes.
  private func annotationRanges() -> [TermID: [TermID]] {
    guard let range = snapshot.relation(of: model.range) else { return [:] }
    var ranges: [TermID: [TermID]] = [:]
    for annotation in vocabulary.annotations.keys {
      let allowed = snapshot.statements(from: annotation, range).map { snapshot.objects[Int($0)] }
      if !allowed.isEmpty { ranges[annotation] = allowed }
    }
    return ranges
  }

  /// The annotation with a role.
  func annotation(_ role: AnnotationRole) -> TermID? {
    vocabulary.annotations.filter { $0.value == role }.keys.min()
  }

  private func isOfKind(_ node: TermID, _ allowed: [TermID]) -> Bool {
    allowed.contains { Snapshot.text(snapshot.terms.iri($0)) == StandardNames.resource }
      || vocabulary.statedClasses(of: node).contains { own in
        allowed.contains { vocabulary.isKind(own, of: $0) }
      }
  }

  /// Whether a node or literal is what a relation leads to; true where nothing is declared, and for
  /// what is nowhere described, which is a fault of its own.
  private func fits(_ object: TermID, _ allowed: [TermID]) -> Bool {
    if allowed.isEmpty { return true }
    switch snapshot.terms.kind(of: object) {
    case .iri, .blank:
      return snapshot.statements(from: object).isEmpty || isOfKind(object, allowed)
    case .triple: return true
    case .string, .typed, .tagged:
      let datatype = datatype(of: object)
      return allowed.contains { term in
        let iri = Snapshot.text(snapshot.terms.iri(term))
        return iri == datatype || iri == StandardNames.literal
      }
    }
  }

  private func datatype(of literal: TermID) -> String {
    let termClass = snapshot.terms.termClass(of: literal)
    return switch termClass.kind {
    // One with a direction is still a text in a language.
    case .tagged: StandardNames.langString
    case .typed: Snapshot.text(termClass.text)
    case .string, .iri, .blank, .triple: StandardNames.xsd + "string"
    }
  }
}
