// The rules of the data that a machine can prove: one rule, one function. They know what a vocabulary
// declares and nothing of the field.

internal import GraphStore

/// Proves the rules on one snapshot.
public struct DataRules {
  let vocabulary: Vocabulary
  let snapshot: Snapshot
  let model: ModelTerms
  /// What the vocabulary declares: classes, relations, families, paths, annotations, statuses.
  let words: Set<TermID>

  /// The rules for a vocabulary and its snapshot.
  public init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    snapshot = vocabulary.snapshot
    model = ModelTerms(snapshot.terms)
    words = DataRules.words(vocabulary)
  }

  /// Everything that breaks a rule, rule by rule.
  public func faults() -> [DataFault] {
    unsourced() + undated() + malformed() + wrongWeights() + unknownStatuses() + unknownRelations()
      + unknownClasses() + unknownAnnotations() + wrongSubjects() + wrongObjects() + wrongValues()
      + dangling() + twoLabels() + againstTime() + unnamed() + unstated() + twoValues()
      + sharedLabels()
  }

  /// How many nodes the statements are about, without the words of the vocabulary.
  public var nodeCount: Int {
    Set(snapshot.subjects).subtracting(words).count
  }

  private static func words(_ vocabulary: Vocabulary) -> Set<TermID> {
    guard let type = vocabulary.type else { return [] }
    let snapshot = vocabulary.snapshot
    var words: Set<TermID> = []
    for statement in snapshot.statements(with: type) {
      let iri = Snapshot.text(snapshot.terms.iri(snapshot.objects[Int(statement)]))
      let isDeclaring =
        iri == StandardNames.rdfProperty || iri == StandardNames.rdfsClass
        || iri.hasPrefix(ModelNames.namespace)
      if isDeclaring { words.insert(snapshot.subjects[Int(statement)]) }
    }
    return words
  }

  // MARK: What the rules ask

  /// All statements, in the order of the snapshot.
  var statements: Range<StatementID> { 0..<StatementID(snapshot.statementCount) }

  /// The statements that are not the vocabulary's own.
  var fieldStatements: some Sequence<StatementID> {
    statements.lazy.filter { !words.contains(snapshot.subjects[Int($0)]) }
  }

  /// A fault of a statement; its evidence is the first that the statement has unless told.
  func fault(
    _ cause: DataFault.Cause, _ statement: StatementID, _ evidence: Evidence? = nil
  ) -> DataFault {
    DataFault(
      cause: cause, node: snapshot.subjects[Int(statement)], statement: statement,
      evidence: evidence ?? snapshot.annotations.evidence(of: statement).first)
  }

  func isStated(_ statement: StatementID) -> Bool {
    vocabulary.isStated(snapshot.annotations.status(of: statement))
  }

  /// Whether an IRI is one that the standards describe.
  func isStandard(_ term: TermID) -> Bool {
    let iri = Snapshot.text(snapshot.terms.iri(term))
    return [StandardNames.rdf, StandardNames.rdfs, StandardNames.xsd, ModelNames.namespace]
      .contains { iri.hasPrefix($0) }
  }
}
