// The only names the engine knows: those of RDF, RDFS, SKOS and Dublin Core, and the words of the
// model in which a vocabulary file declares its own field. No class or relation of the field itself
// is written in Swift.

internal import GraphStore

/// IRIs of standard terms.
enum StandardNames {
  static let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
  static let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
  static let skos = "http://www.w3.org/2004/02/skos/core#"
  static let label = rdfs + "label"
  static let subClassOf = rdfs + "subClassOf"
  static let subPropertyOf = rdfs + "subPropertyOf"
  static let domain = rdfs + "domain"
  static let range = rdfs + "range"
  static let resource = rdfs + "Resource"
  static let literal = rdfs + "Literal"
  static let langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
  static let xsd = "http://www.w3.org/2001/XMLSchema#"
  static let rdfProperty = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"
  static let rdfsClass = rdfs + "Class"

  /// Relations that name their subject, the most proper name first.
  static let naming = [
    label, skos + "prefLabel", "http://purl.org/dc/terms/title", "http://xmlns.com/foaf/0.1/name",
    skos + "altLabel", skos + "hiddenLabel", skos + "notation",
  ]
  /// How many of `naming` give the name to show; the others are only for finding.
  static let shownNamings = 4
}

/// The terms of the model in one snapshot; 0 where the loaded files never use one.
struct ModelTerms {
  let type: TermID
  let subClassOf: TermID
  let subPropertyOf: TermID
  let domain: TermID
  let range: TermID
  let label: TermID
  let literal: TermID
  let langString: TermID

  let subjectNewer: TermID
  let objectNewer: TermID

  /// The words in use, few enough that looking through them is quicker than hashing one.
  let words: [(word: ModelWord, term: TermID)]

  init(_ terms: TermDictionary) {
    func find(_ iri: String) -> TermID { terms.findIRI(iri) ?? 0 }
    type = find(StandardNames.type)
    subClassOf = find(StandardNames.subClassOf)
    subPropertyOf = find(StandardNames.subPropertyOf)
    domain = find(StandardNames.domain)
    range = find(StandardNames.range)
    label = find(StandardNames.label)
    literal = find(StandardNames.literal)
    langString = find(StandardNames.langString)
    subjectNewer = find(ModelNames.namespace + ModelWord.subjectNewer.rawValue)
    objectNewer = find(ModelNames.namespace + ModelWord.objectNewer.rawValue)
    words = ModelWord.allCases.compactMap { word in
      terms.findIRI(ModelNames.namespace + word.rawValue).map { (word, $0) }
    }
  }

  /// A term of the model's own namespace.
  func model(_ word: ModelWord) -> TermID { words.first { $0.word == word }?.term ?? 0 }
}

/// The words of the model's own namespace that a vocabulary file declares with.
enum ModelWord: String, CaseIterable {
  case family, weight, order, line, colour, shape, role, path
  case actsFor, part, hidden, single, symmetric, nodeDate, names
  case lineage, subjectNewer, objectNewer
  case linking, counted, agreement, stated, plain
  case familyClass = "Family"
  case pathClass = "Path"
  case annotationClass = "Annotation"
  case statusClass = "Status"
}
