// A statement taken apart again into what its reifiers said, one for each source, so that a file of
// them loads to the same statement.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary

/// What one reifier says of its triple.
struct Claim {
  /// The value of an annotation.
  enum Value {
    case term(TermID)
    case date(PartialDate)
  }

  var pairs: [(annotation: TermID, value: Value)]
}

/// Annotations by what they mean; the first by IRI where several mean the same.
struct RoleTerms {
  private var terms: [AnnotationRole: TermID] = [:]

  init(_ vocabulary: Vocabulary) {
    for (term, role) in vocabulary.annotations {
      guard let role else { continue }
      let iris = vocabulary.snapshot.terms
      if let known = terms[role],
        !iris.iri(term).lexicographicallyPrecedes(iris.iri(known))
      {
        continue
      }
      terms[role] = term
    }
  }

  subscript(role: AnnotationRole) -> TermID? { terms[role] }
}

extension AnswerWriter {
  /// What the reifiers of a statement say; none for a plain triple.
  func claims(of statement: StatementID, _ roles: RoleTerms) -> [Claim] {
    guard snapshot.annotations.isAnnotated(statement) else { return [] }
    let validity = snapshot.annotations.validity(of: statement)
    var shared: [(annotation: TermID, value: Claim.Value)] = []
    func add(_ role: AnnotationRole, _ date: PartialDate?) {
      if let term = roles[role], let date { shared.append((term, .date(date))) }
    }
    add(.from, validity.from)
    add(.until, validity.until)
    add(.on, validity.on)
    add(.notBefore, validity.notBefore)
    add(.notAfter, validity.notAfter)
    let status = snapshot.annotations.status(of: statement)
    if status != 0, let term = roles[.status] { shared.append((term, .term(status))) }
    for detail in orderedDetails(of: statement) {
      shared.append((detail.predicate, .term(detail.object)))
    }
    // Two files may say the same of the same place; the file is not part of what is said.
    var seen: Set<[TermID]> = []
    let evidence = evidence(of: statement).filter {
      seen.insert([$0.source, $0.locator, $0.quote]).inserted
    }
    guard !evidence.isEmpty else { return [Claim(pairs: shared)] }
    return evidence.map { Claim(pairs: shared + pairs(of: $0, roles)) }
  }

  private func pairs(
    of evidence: Evidence, _ roles: RoleTerms
  ) -> [(annotation: TermID, value: Claim.Value)] {
    let parts: [(AnnotationRole, TermID)] = [
      (.source, evidence.source), (.locator, evidence.locator), (.quote, evidence.quote),
    ]
    return parts.compactMap { role, term in
      guard term != 0, let annotation = roles[role] else { return nil }
      return (annotation, .term(term))
    }
  }
}
