// What is said of each broken rule, in the words of whoever mends the file, and what to do about it.

internal import Bytes
internal import GraphStore

extension DataRules {
  /// What is wrong, as a sentence without a full stop.
  public func sentence(_ fault: DataFault) -> String {
    let said = fault.statement.map(words(of:)) ?? name(fault.node)
    return switch fault.cause {
    case .noSource: "\(said) has no source"
    case .noLocator(let document): "\(said) does not say where in \(name(document))"
    case .noQuote(let document): "\(said) quotes nothing from \(name(document))"
    case .noDate(let annotation, let value):
      "\(name(annotation)) of \(said) is \(name(value)), which is no date"
    case .secondDate(let annotation): "\(said) has \(name(annotation)) twice in one annotation"
    case .malformed(let literal): "\(name(literal)) is not written as its datatype wants"
    case .wrongWeight(let literal): "\(said): \(name(literal)) is no number from 0 to 1"
    case .unknownStatus(let term): "the status \(name(term)) of \(said) is not declared"
    case .unknownRelation(let term): "the relation \(name(term)) is not declared"
    case .unknownClass(let term): "the class \(name(term)) of \(name(fault.node)) is not declared"
    case .unknownAnnotation(let term): "the annotation \(name(term)) of \(said) is not declared"
    case .wrongSubject(let allowed):
      "\(said): the subject is \(kinds(of: fault.node)), expected \(list(allowed))"
    case .wrongObject(let allowed):
      "\(said): the object is \(object(fault)), expected \(list(allowed))"
    case .wrongValue(let annotation, let value, let allowed):
      "\(name(annotation)) of \(said) is \(name(value)), \(kinds(of: value)), "
        + "expected \(list(allowed))"
    case .dangling(let term): "nothing describes \(name(term))"
    case .twoLabels(let one, let other):
      "\(name(fault.node)) has two labels in one language: \(name(one)) and \(name(other))"
    case .sharedLabel(let label, let other):
      "\(name(fault.node)) and \(name(other)) are both called \(name(label))"
    case .againstTime(let newer, let last, let older, let first):
      "\(said) goes against time: \(name(newer)) is of \(last), \(name(older)) of \(first)"
    case .twoValues(let one, let other):
      "\(said): sources differ, \(name(one)) and \(name(other))"
    case .unnamed(let languages):
      "\(name(fault.node)) has no name in \(languages.joined(separator: ", "))"
    case .unstated(let count):
      count == 1
        ? "1 annotation speaks of a statement that no file makes"
        : "\(count) annotations speak of statements that no file makes"
    }
  }

  /// What to do about it, as a sentence without a full stop.
  public func hint(_ fault: DataFault) -> String? {
    switch fault.cause {
    case .noSource:
      "write {| \(role(.source)) … ; \(role(.locator)) … ; \(role(.quote)) … |} behind it"
    case .noLocator: "add \(role(.locator)) with the paragraph, section, footnote or table row"
    case .noQuote: "add \(role(.quote)) with the words it rests on, in the original"
    case .noDate, .malformed:
      "\"2014-08-16\"^^xsd:date, \"2014-08\"^^xsd:gYearMonth or \"2014\"^^xsd:gYear"
    case .wrongWeight: "without a weight it is no tie"
    case .secondDate: "alternatives are two annotations"
    case .unknownStatus(let term): near(term, Array(vocabulary.statuses.keys))
    case .unknownRelation(let term): near(term, vocabulary.relations.map(\.term))
    case .unknownClass(let term): near(term, Array(vocabulary.classes.keys))
    case .unknownAnnotation(let term): near(term, Array(vocabulary.annotations.keys))
    case .wrongSubject, .wrongObject, .wrongValue: nil
    case .dangling(let term): near(term, Array(snapshot.subjects))
    case .twoLabels: "keep the proper one, and make the other skos:altLabel"
    case .againstTime: "the ends may be the wrong way round, or a date may be wrong"
    case .twoValues: "leave both if that is what the sources say"
    case .sharedLabel: "a question by that name is refused; leave it if they are really called so"
    case .unnamed: "add an rdfs:label in each"
    case .unstated: "annotate with {| |}, which also makes the statement"
    }
  }

  // MARK: Words

  /// The most characters of a literal that are shown.
  private static let shownCharacters = 40

  private func words(of statement: StatementID) -> String {
    let index = Int(statement)
    let predicate = snapshot.predicates[Int(snapshot.relations[index])]
    let verb = predicate == model.type ? "a" : name(predicate)
    return "\(name(snapshot.subjects[index])) \(verb) \(name(snapshot.objects[index]))"
  }

  /// A term as the files write it, long texts cut.
  private func name(_ term: TermID) -> String {
    guard term != 0 else { return "nothing" }
    guard snapshot.terms.isLiteral(term) else { return visible(snapshot.curie(term)) }
    let text = Snapshot.text(snapshot.terms.text(of: term))
    let shown =
      text.count > DataRules.shownCharacters
      ? text.prefix(DataRules.shownCharacters) + "…" : text[...]
    let termClass = snapshot.terms.termClass(of: term)
    let quoted = "\"" + visible(String(shown)) + "\""
    switch termClass.kind {
    case .tagged: return quoted + "@" + Snapshot.text(termClass.text)
    case .typed: return quoted + "^^" + datatype(termClass.text)
    case .string, .iri, .blank, .triple: return quoted
    }
  }

  private func datatype(_ iri: [UInt8]) -> String {
    let cut = iri.withUnsafeBytes { TermDictionary.cut($0) }
    guard let prefix = snapshot.curies.name(of: Array(iri[..<cut])) else {
      return "<\(visible(iri))>"
    }
    return prefix + ":" + visible(iri[cut...])
  }

  private func object(_ fault: DataFault) -> String {
    fault.statement.map { kinds(of: snapshot.objects[Int($0)]) } ?? "of another kind"
  }

  /// What a term is: its classes, or what sort of text.
  private func kinds(of term: TermID) -> String {
    if snapshot.terms.isLiteral(term) { return "a text or value" }
    let classes = vocabulary.statedClasses(of: term)
    return classes.isEmpty ? "of no class" : "of " + list(classes)
  }

  private func list(_ terms: [TermID]) -> String {
    terms.map { term in
      Snapshot.text(snapshot.terms.iri(term)) == StandardNames.resource ? "a node" : name(term)
    }.joined(separator: " or ")
  }

  private func role(_ role: AnnotationRole) -> String {
    annotation(role).map(snapshot.curie) ?? role.rawValue
  }

  /// Among more names than this none is looked for.
  private static let mostCandidates = 100_000

  private func near(_ term: TermID, _ candidates: [TermID]) -> String? {
    guard candidates.count <= DataRules.mostCandidates else { return nil }
    var names = Set(candidates).subtracting([term]).map(snapshot.curie).sorted()
    if let model = snapshot.curies.name(of: Array(ModelNames.namespace.utf8)) {
      names += StandardNames.modelRelations.sorted().map { model + ":" + $0 }
    }
    return nearNames(to: snapshot.curie(term), among: names).first.map { "did you mean \($0)" }
  }
}
