// Statements of the vocabulary files → `Vocabulary`. The order of reading is the order of what
// depends on what: relations and classes as declared, then what they inherit, then the tables by
// number that walks use.

public import GraphStore

extension Vocabulary {
  /// Compiles what a snapshot declares.
  public static func compile(_ snapshot: Snapshot) -> Vocabulary {
    var reader = VocabularyReader(snapshot)
    return Vocabulary(reader.read())
  }
}

private struct VocabularyReader {
  private var vocabulary: Vocabulary.Parts
  private let snapshot: Snapshot
  private let model: ModelTerms
  /// By relation number: what it says of a word of the vocabulary; nil for a relation of the field.
  ///
  /// A declaration is read in one walk over its statements. Asking for each of thirty words was half
  /// of a start.
  private var meanings: [Meaning?]
  /// The classes of terms whose namespace is the model's own, and that of the datatypes.
  private let modelClass: ClassID?
  private let datatypeClass: ClassID?

  /// What a statement says of a word.
  private enum Meaning {
    case subClassOf, subPropertyOf, domain, range
    case word(ModelWord)
  }

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    model = ModelTerms(snapshot.terms)
    vocabulary = Vocabulary.Parts(snapshot)
    func known(_ namespace: String) -> ClassID? {
      Array(namespace.utf8).withUnsafeBytes { snapshot.terms.knownClass(.iri, $0) }
    }
    modelClass = known(ModelNames.namespace)
    datatypeClass = known(StandardNames.xsd)
    meanings = [Meaning?](repeating: nil, count: snapshot.predicates.count)
    let standard: [(TermID, Meaning)] = [
      (model.subClassOf, .subClassOf), (model.subPropertyOf, .subPropertyOf),
      (model.domain, .domain), (model.range, .range),
    ]
    for (term, meaning) in standard + model.words.map({ ($0.term, .word($0.word)) }) {
      if let relation = snapshot.relation(of: term) { meanings[Int(relation)] = meaning }
    }
  }

  mutating func read() -> Vocabulary.Parts {
    vocabulary.type = snapshot.relation(of: model.type)
    readRelations()
    readClasses()
    readPlainDeclarations()
    inheritAmongRelations()
    inheritAmongClasses()
    tabulate()
    tabulateNodes()
    return vocabulary
  }

  // MARK: Statements of the vocabulary file

  private func instances(of classTerm: TermID) -> [TermID] {
    guard classTerm != 0, let type = vocabulary.type else { return [] }
    return snapshot.statements(to: classTerm, type).map { snapshot.subjects[Int($0)] }
  }

  /// Calls `body` with what is declared of a term: meaning, value, and whether it is the first value
  /// of that meaning.
  private func forEachDeclaration(
    of term: TermID, _ body: (_ meaning: Meaning, _ value: TermID, _ isFirst: Bool) -> Void
  ) {
    var previous: Int?
    for statement in snapshot.statements(from: term) {
      let relation = Int(snapshot.relations[Int(statement)])
      if let meaning = meanings[relation] {
        body(meaning, snapshot.objects[Int(statement)], relation != previous)
      }
      previous = relation
    }
  }

  private func text(_ value: TermID) -> String {
    snapshot.terms.withText(of: value) { String(decoding: $0, as: UTF8.self) }
  }

  private func isTrue(_ value: TermID) -> Bool {
    snapshot.terms.withText(of: value) { $0.elementsEqual("true".utf8) }
  }

  // MARK: Relations

  private mutating func readRelations() {
    let declared = instances(of: snapshot.terms.findIRI(StandardNames.rdfProperty) ?? 0)
    vocabulary.relations.reserveCapacity(snapshot.predicates.count + declared.count)
    vocabulary.indexes.reserveCapacity(snapshot.predicates.count + declared.count)
    for (number, predicate) in snapshot.predicates.enumerated() {
      addRelation(predicate, RelationID(number))
    }
    for term in declared { addRelation(term, nil) }
  }

  private mutating func addRelation(_ term: TermID, _ id: RelationID?) {
    guard vocabulary.indexes[term] == nil else { return }
    var relation = Relation(
      term: term, id: id, weight: nil, order: nil, traits: [], families: [], parents: [],
      domains: [], ranges: [])
    forEachDeclaration(of: term) { meaning, value, isFirst in
      switch meaning {
      case .subPropertyOf: relation.parents.append(value)
      case .domain: relation.domains.append(value)
      case .range: relation.ranges.append(value)
      case .subClassOf: break
      case .word(let word): set(word, value, isFirst, &relation)
      }
    }
    if term == model.type { relation.traits.insert(.type) }
    if relation.ranges.contains(where: isDatatype) { relation.traits.insert(.value) }
    if isSchema(term) { relation.traits.insert(.schema) }
    vocabulary.indexes[term] = vocabulary.relations.count
    vocabulary.relations.append(relation)
  }

  /// Sets what a word of the model says; of what can be one only the first value counts.
  private func set(
    _ word: ModelWord, _ value: TermID, _ isFirst: Bool, _ relation: inout Relation
  ) {
    switch word {
    case .family: relation.families.append(value)
    case .lineage:
      if value == model.subjectNewer { relation.traits.insert(.subjectNewer) }
      if value == model.objectNewer { relation.traits.insert(.objectNewer) }
    case .weight where isFirst: relation.weight = Relation.weight(of: text(value))
    case .order where isFirst: relation.order = Int(text(value))
    case .line where isFirst: relation.line = text(value)
    case .colour where isFirst: relation.colour = text(value)
    default:
      guard isFirst, let trait = VocabularyReader.trait(of: word), isTrue(value) else { return }
      relation.traits.insert(trait)
    }
  }

  private static func trait(of word: ModelWord) -> RelationTraits? {
    switch word {
    case .actsFor: .actsFor
    case .part: .part
    case .hidden: .hidden
    case .single: .single
    case .symmetric: .symmetric
    case .nodeDate: .nodeDate
    case .names: .naming
    default: nil
    }
  }

  /// Whether a predicate speaks of words and not of the field.
  private func isSchema(_ term: TermID) -> Bool {
    term == model.subClassOf || term == model.subPropertyOf || term == model.domain
      || term == model.range || snapshot.terms.classNumber(of: term) == modelClass
  }

  private func isDatatype(_ term: TermID) -> Bool {
    term == model.literal || term == model.langString
      || snapshot.terms.classNumber(of: term) == datatypeClass
  }

  private mutating func inheritAmongRelations() {
    vocabulary.descendants.reserveCapacity(vocabulary.relations.count)
    for index in vocabulary.relations.indices {
      var relation = vocabulary.relations[index]
      for ancestor in ancestors(of: relation) {
        vocabulary.descendants[ancestor, default: []].append(relation.term)
        guard ancestor != relation.term, let above = vocabulary.relation(ancestor) else { continue }
        if relation.weight == nil { relation.weight = above.weight }
        if relation.order == nil { relation.order = above.order }
        if relation.traits.isDisjoint(with: .lineage) {
          relation.traits.formUnion(above.traits.intersection(.lineage))
        }
        relation.traits.formUnion(
          above.traits.intersection([.actsFor, .part, .hidden, .naming, .nodeDate, .value]))
        for family in above.families where !relation.families.contains(family) {
          relation.families.append(family)
        }
        if relation.line == nil { relation.line = above.line }
        if relation.colour == nil { relation.colour = above.colour }
      }
      vocabulary.relations[index] = relation
    }
  }

  /// A relation and all above it, nearest first; a cycle ends where it closes.
  private func ancestors(of relation: Relation) -> [TermID] {
    var found = [relation.term]
    for parent in relation.parents where !found.contains(parent) { found.append(parent) }
    var next = 1
    while next < found.count {
      for parent in vocabulary.relation(found[next])?.parents ?? []
      where !found.contains(parent) {
        found.append(parent)
      }
      next += 1
    }
    return found
  }

  // MARK: Classes

  private mutating func readClasses() {
    if let type = vocabulary.type {
      var previous: TermID = 0
      // The order by relation is by subject; classes repeat, so a set of the seen is the dictionary.
      for statement in snapshot.statements(with: type) {
        let term = snapshot.objects[Int(statement)]
        guard term != previous else { continue }
        previous = term
        addClass(term)
      }
    }
    for term in instances(of: snapshot.terms.findIRI(StandardNames.rdfsClass) ?? 0) {
      addClass(term)
    }
  }

  private mutating func addClass(_ term: TermID) {
    guard vocabulary.classes[term] == nil else { return }
    var added = NodeClass(
      term: term, parents: [], ancestors: [term], isLinking: false, isCounted: false,
      isAgreement: false)
    forEachDeclaration(of: term) { meaning, value, isFirst in
      switch meaning {
      case .subClassOf: added.parents.append(value)
      case .word(.linking) where isFirst: added.isLinking = isTrue(value)
      case .word(.counted) where isFirst: added.isCounted = isTrue(value)
      case .word(.agreement) where isFirst: added.isAgreement = isTrue(value)
      case .word(.shape) where isFirst: added.shape = text(value)
      case .word(.colour) where isFirst: added.colour = text(value)
      default: break
      }
    }
    vocabulary.classes[term] = added
  }

  private mutating func inheritAmongClasses() {
    for (term, own) in vocabulary.classes {
      var found = [term]
      var next = 0
      while next < found.count {
        for parent in vocabulary.classes[found[next]]?.parents ?? []
        where !found.contains(parent) {
          found.append(parent)
        }
        next += 1
      }
      var inherited = own
      inherited.ancestors = found
      for above in found.dropFirst().compactMap({ vocabulary.classes[$0] }) {
        inherited.isLinking = inherited.isLinking || above.isLinking
        inherited.isCounted = inherited.isCounted || above.isCounted
        inherited.isAgreement = inherited.isAgreement || above.isAgreement
        inherited.shape = inherited.shape ?? above.shape
        inherited.colour = inherited.colour ?? above.colour
      }
      vocabulary.classes[term] = inherited
    }
  }

  // MARK: Families, paths, annotations, statuses

  private mutating func readPlainDeclarations() {
    vocabulary.families = instances(.familyClass)
    for term in instances(.pathClass) {
      guard let path = value(term, .path) else { continue }
      vocabulary.paths.append((term, snapshot.terms.text(of: path)))
    }
    for term in instances(.annotationClass) {
      vocabulary.annotations.updateValue(
        value(term, .role).flatMap { AnnotationRole(rawValue: text($0)) }, forKey: term)
    }
    for term in instances(.statusClass) {
      vocabulary.statuses[term] = value(term, .stated).map(isTrue) ?? false
      if value(term, .plain).map(isTrue) ?? false { vocabulary.plainStatus = term }
    }
    vocabulary.firmStatuses = Set(vocabulary.statuses.filter(\.value).keys)
  }

  /// The instances of a class of the model, in the order of their IRIs.
  private func instances(_ word: ModelWord) -> [TermID] {
    instances(of: model.model(word)).map { (iri: snapshot.terms.iri($0), term: $0) }
      .sorted { $0.iri.lexicographicallyPrecedes($1.iri) }.map(\.term)
  }

  /// The first value of a word; nil when there is none.
  private func value(_ subject: TermID, _ word: ModelWord) -> TermID? {
    snapshot.relation(of: model.model(word))
      .flatMap { snapshot.statements(from: subject, $0).first }.map { snapshot.objects[Int($0)] }
  }

  // MARK: Tables by number

  /// The place of a relation to which the vocabulary gives none.
  private static let standardOrder = 1_000

  private mutating func tabulate() {
    let count = snapshot.predicates.count
    vocabulary.traits = [RelationTraits](repeating: [], count: count)
    vocabulary.weights = [Double](repeating: 0, count: count)
    vocabulary.orders = [Int](
      repeating: VocabularyReader.standardOrder, count: count)
    for relation in vocabulary.relations {
      guard let id = relation.id else { continue }
      vocabulary.traits[Int(id)] = relation.traits
      vocabulary.weights[Int(id)] = relation.weight ?? 0
      vocabulary.orders[Int(id)] = relation.order ?? VocabularyReader.standardOrder
      if relation.traits.contains(.actsFor) { vocabulary.actsFor.append(id) }
      if relation.traits.contains(.part) { vocabulary.parts.append(id) }
    }
    tabulateNames()
    let dated = vocabulary.relations.filter { $0.traits.contains(.nodeDate) }
    vocabulary.nodeDates = dated.compactMap(\.id)
    vocabulary.walked = RelationSet(below: count)
    for (id, traits) in vocabulary.traits.enumerated()
    where traits.isDisjoint(with: [.type, .naming, .hidden, .value, .schema]) {
      vocabulary.walked.insert(RelationID(id))
    }
  }

  /// What `link` asks of every node that it counts.
  private mutating func tabulateNodes() {
    vocabulary.linkingClasses = Set(vocabulary.classes.filter(\.value.isLinking).keys)
    var acting = NodeSet()
    for relation in vocabulary.actsFor {
      for statement in snapshot.statements(with: relation) {
        acting.insert(snapshot.subjects[Int(statement)])
      }
    }
    vocabulary.actingNodes = acting
    guard let type = vocabulary.type else { return }
    var counted = NodeSet()
    for (term, own) in vocabulary.classes where own.isCounted {
      for statement in snapshot.statements(to: term, type) {
        counted.insert(snapshot.subjects[Int(statement)])
        if snapshot.annotations.isAnnotated(statement) { vocabulary.countsArePlain = false }
      }
    }
    vocabulary.countedNodes = counted
  }

  private mutating func tabulateNames() {
    for (rank, iri) in StandardNames.naming.enumerated() {
      if rank == StandardNames.shownNamings { vocabulary.shownNamings = vocabulary.namings.count }
      guard let term = snapshot.terms.findIRI(iri), let id = snapshot.relation(of: term) else {
        continue
      }
      vocabulary.namings.append(id)
      vocabulary.traits[Int(id)].insert(.naming)
    }
    for (id, traits) in vocabulary.traits.enumerated()
    where traits.contains(.naming) && !vocabulary.namings.contains(RelationID(id)) {
      vocabulary.namings.append(RelationID(id))
    }
  }
}
