// Statements of the vocabulary files → `Vocabulary`. The order of reading is the order of what
// depends on what: relations and classes as declared, then what they inherit, then the tables by
// number that walks use.

public import GraphStore

extension Vocabulary {
  /// Compiles what a snapshot declares.
  public static func compile(_ snapshot: Snapshot) -> Vocabulary {
    var reader = VocabularyReader(snapshot)
    return reader.read()
  }
}

private struct VocabularyReader {
  private var vocabulary: Vocabulary
  private let snapshot: Snapshot
  private let model: ModelTerms

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    model = ModelTerms(snapshot.terms)
    vocabulary = Vocabulary(snapshot: snapshot)
  }

  mutating func read() -> Vocabulary {
    vocabulary.type = snapshot.relation(of: model.type)
    readRelations()
    readClasses()
    readPlainDeclarations()
    inheritAmongRelations()
    inheritAmongClasses()
    tabulate()
    return vocabulary
  }

  // MARK: Statements of the vocabulary file

  private func objects(of subject: TermID, _ predicate: TermID) -> [TermID] {
    guard predicate != 0, let relation = snapshot.relation(of: predicate) else { return [] }
    return snapshot.statements(from: subject, relation).map { snapshot.objects[Int($0)] }
  }

  private func instances(of classTerm: TermID) -> [TermID] {
    guard classTerm != 0, let type = vocabulary.type else { return [] }
    return snapshot.statements(to: classTerm, type).map { snapshot.subjects[Int($0)] }
  }

  /// The first value of a word; 0 when there is none.
  private func value(_ subject: TermID, _ word: ModelWord) -> TermID {
    guard let relation = snapshot.relation(of: model.model(word)),
      let statement = snapshot.statements(from: subject, relation).first
    else { return 0 }
    return snapshot.objects[Int(statement)]
  }

  private func text(_ subject: TermID, _ word: ModelWord) -> String? {
    let value = value(subject, word)
    guard value != 0 else { return nil }
    return snapshot.terms.withText(of: value) { String(decoding: $0, as: UTF8.self) }
  }

  private func isTrue(_ subject: TermID, _ word: ModelWord) -> Bool {
    let value = value(subject, word)
    return value != 0 && snapshot.terms.withText(of: value) { $0.elementsEqual("true".utf8) }
  }

  // MARK: Relations

  private mutating func readRelations() {
    for predicate in snapshot.predicates { addRelation(predicate) }
    for declared in instances(of: snapshot.terms.findIRI(StandardNames.rdfProperty) ?? 0) {
      addRelation(declared)
    }
  }

  private mutating func addRelation(_ term: TermID) {
    guard vocabulary.indexes[term] == nil else { return }
    var relation = Relation(
      term: term, id: snapshot.relation(of: term), weight: nil, order: nil, traits: [],
      families: [],
      parents: objects(of: term, model.subPropertyOf), domains: objects(of: term, model.domain),
      ranges: objects(of: term, model.range))
    relation.weight = text(term, .weight).flatMap(Double.init)
    relation.order = text(term, .order).flatMap { Int($0) }
    relation.families = objects(of: term, model.model(.family))
    relation.traits = traits(of: term, relation.ranges)
    relation.line = text(term, .line)
    relation.colour = text(term, .colour)
    vocabulary.indexes[term] = vocabulary.relations.count
    vocabulary.relations.append(relation)
  }

  private static let flags: [(ModelWord, RelationTraits)] = [
    (.actsFor, .actsFor), (.part, .part), (.hidden, .hidden), (.single, .single),
    (.symmetric, .symmetric), (.nodeDate, .nodeDate), (.names, .naming),
  ]

  private func traits(of term: TermID, _ ranges: [TermID]) -> RelationTraits {
    var traits: RelationTraits = []
    for (word, trait) in VocabularyReader.flags where isTrue(term, word) { traits.insert(trait) }
    for end in objects(of: term, model.model(.lineage)) {
      if end == model.model(.subjectNewer) { traits.insert(.subjectNewer) }
      if end == model.model(.objectNewer) { traits.insert(.objectNewer) }
    }
    if term == model.type { traits.insert(.type) }
    if ranges.contains(where: isDatatype) { traits.insert(.value) }
    if isSchema(term) { traits.insert(.schema) }
    return traits
  }

  /// Whether a predicate speaks of words and not of the field.
  private func isSchema(_ term: TermID) -> Bool {
    term == model.subClassOf || term == model.subPropertyOf || term == model.domain
      || term == model.range || isIn(ModelNames.namespace, term)
  }

  private func isDatatype(_ term: TermID) -> Bool {
    term == model.literal || term == model.langString || isIn(StandardNames.xsd, term)
  }

  /// Whether an IRI begins with a namespace; the dictionary keeps apart what ends in `#`.
  private func isIn(_ namespace: String, _ term: TermID) -> Bool {
    snapshot.terms.termClass(of: term).text.starts(with: namespace.utf8)
  }

  private mutating func inheritAmongRelations() {
    for index in vocabulary.relations.indices {
      var relation = vocabulary.relations[index]
      for ancestor in ancestors(of: relation.term, \.parents) {
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
  private func ancestors(
    of term: TermID, _ parents: KeyPath<Relation, [TermID]>
  ) -> [TermID] {
    var found = [term]
    var next = 0
    while next < found.count {
      for parent in vocabulary.relation(found[next])?[keyPath: parents] ?? []
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
    vocabulary.classes[term] = NodeClass(
      term: term, parents: objects(of: term, model.subClassOf), ancestors: [term],
      isLinking: isTrue(term, .linking), isCounted: isTrue(term, .counted),
      isAgreement: isTrue(term, .agreement), shape: text(term, .shape),
      colour: text(term, .colour))
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
    func byIRI(_ word: ModelWord) -> [TermID] {
      instances(of: model.model(word)).sorted {
        snapshot.terms.iri($0).lexicographicallyPrecedes(snapshot.terms.iri($1))
      }
    }
    vocabulary.families = byIRI(.familyClass)
    for term in byIRI(.pathClass) {
      guard let path = objects(of: term, model.model(.path)).first else { continue }
      vocabulary.paths.append((term, snapshot.terms.text(of: path)))
    }
    for term in byIRI(.annotationClass) {
      vocabulary.annotations.updateValue(
        text(term, .role).flatMap(AnnotationRole.init(rawValue:)), forKey: term)
    }
    for term in byIRI(.statusClass) {
      vocabulary.statuses[term] = isTrue(term, .stated)
      if isTrue(term, .plain) { vocabulary.plainStatus = term }
    }
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
