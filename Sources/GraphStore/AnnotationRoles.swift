// Which annotations mean what is data: `mea:from model:role "from"` in the vocabulary file. Only the
// namespace of the model and the words of the roles are known here.

/// What an annotation means to the store.
public enum AnnotationRole: String, CaseIterable, Sendable {
  case from
  case until
  case on
  case notBefore
  case notAfter
  case status
  case source
  case locator
  case quote
}

/// The IRIs by which a vocabulary file speaks to the engine.
public enum ModelNames {
  /// The namespace of the model's own terms.
  public static let namespace = "https://w3id.org/mea/model#"
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  static let reifies = rdf + "reifies"
  static let role = namespace + "role"
}

/// The annotations with a role, as the loaded files declare them.
struct AnnotationRoles {
  /// By term, up to the last that has a role.
  private var roles: [AnnotationRole?] = []

  init(_ runs: [Run], _ terms: TermDictionary) {
    guard let rolePredicate = terms.findIRI(ModelNames.role) else { return }
    for row in runs.lazy.flatMap(\.rows) where row.predicate == rolePredicate {
      guard let text = terms.lexicalForm(row.object),
        let word = String(validating: text, as: UTF8.self),
        let role = AnnotationRole(rawValue: word)
      else { continue }
      let missing = Int(row.subject) + 1 - roles.count
      if missing > 0 { roles.append(contentsOf: repeatElement(nil, count: missing)) }
      roles[Int(row.subject)] = role
    }
  }

  @inline(__always)
  func role(of annotation: TermID) -> AnnotationRole? {
    Int(annotation) < roles.count ? roles[Int(annotation)] : nil
  }
}
