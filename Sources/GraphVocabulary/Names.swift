// From what a person types to what is meant, without ever guessing: an exact IRI or CURIE, an exact
// label in the asked language, an exact label in any language, a label that is the same after
// folding. The first stage that finds anything decides; when it finds two, the answer is both
// names and a refusal.

internal import Bytes
public import GraphStore
internal import Synchronization

/// What a name turned out to be.
public enum Named: Sendable, Equatable {
  case one(TermID)
  /// Several nodes bear the name; the order of their CURIEs.
  case ambiguous([TermID])
  /// Nobody bears it; those with near names, the nearest first, at most five.
  case unknown([TermID])
}

/// A relation, family or path as typed, and whether by its inverse name.
public struct NamedRelation: Sendable, Equatable {
  /// The relation, family or path.
  public var term: TermID
  /// It was named from the other end: `has_member` for `member_of`.
  public var isInverse: Bool
}

/// The names of one snapshot.
public final class Names: Sendable {
  /// What the names belong to.
  public let vocabulary: Vocabulary
  private let folded = Mutex<NameIndex?>(nil)
  private let relations = Mutex<[[UInt8]: [NamedRelation]]?>(nil)
  private let classes = Mutex<WordKeys?>(nil)
  private let statuses = Mutex<WordKeys?>(nil)
  private let annotations = Mutex<WordKeys?>(nil)
  private let worded = Mutex<Wording?>(nil)
  private let ordered = Mutex<WordOrder?>(nil)
  private let searched = Mutex<TextIndex?>(nil)
  let divided = Mutex<(searches: Int, blocks: TextBlocks?)>((0, nil))

  let adjacent = Mutex<(searches: Int, neighbours: Neighbours?)>((0, nil))

  /// Where folded names are kept between starts, if anywhere.
  private let image: SnapshotImage?

  /// The names in a vocabulary's snapshot, folded anew or as an image of it keeps them.
  public init(_ vocabulary: Vocabulary, image: SnapshotImage? = nil) {
    self.vocabulary = vocabulary
    self.image = image
  }

  private var snapshot: Snapshot { vocabulary.snapshot }

  var index: NameIndex {
    folded.withLock { index in
      if let index { return index }
      let built = NameIndex(vocabulary, image)
      index = built
      return built
    }
  }

  /// The words that answers are made of.
  public var wording: Wording {
    worded.withLock { wording in
      if let wording { return wording }
      let made = Wording(vocabulary)
      wording = made
      return made
    }
  }

  /// The order of these words.
  public var wordOrder: WordOrder {
    let wording = wording
    return ordered.withLock { order in
      if let order { return order }
      let made = WordOrder(wording)
      order = made
      return made
    }
  }

  var texts: TextIndex {
    searched.withLock { index in
      if let index { return index }
      let built = TextIndex(vocabulary.snapshot)
      index = built
      return built
    }
  }

  /// Folds all names now rather than at the first question that needs it.
  public func prepare() { _ = index }

  // MARK: Nodes

  /// The node of a name; `tag` confines labels to one language, `languages` prefers some.
  public func node(_ name: String, tag: String? = nil, languages: [String] = []) -> Named {
    if tag == nil, let term = snapshot.term(named: name), isNode(term) { return .one(term) }
    let bytes = [UInt8](name.utf8)
    if let tag {
      let found = bearers(of: bytes, languages: [tag.lowercased()])
      if !found.isEmpty { return settled(found) }
    } else {
      for languages in [languages, []] {
        let found = bearers(of: bytes, languages: languages.isEmpty ? nil : languages)
        if !found.isEmpty { return settled(found) }
      }
    }
    let key = Folding.fold(bytes)
    let same = Set(
      index.statements(naming: key, snapshot)
        .filter { tag == nil || language(of: snapshot.objects[Int($0)]) == tag }
        .map { snapshot.subjects[Int($0)] })
    if !same.isEmpty { return settled(same) }
    if tag == nil {
      let local = nodes(withLocalPart: bytes)
      if !local.isEmpty { return settled(local) }
    }
    return .unknown(near(key))
  }

  /// Whether a term stands at an end of a statement as a node.
  public func isNode(_ term: TermID) -> Bool {
    !snapshot.isLiteral(term)
      && (!snapshot.statements(from: term).isEmpty || !snapshot.statements(to: term).isEmpty)
  }

  /// The nodes that bear exactly this name, in some languages or (nil) in any and in none.
  private func bearers(of text: [UInt8], languages: [String]?) -> Set<TermID> {
    var found: Set<TermID> = []
    for (number, termClass) in snapshot.terms.classes.enumerated() {
      guard termClass.kind == .tagged || termClass.kind == .string else { continue }
      if let languages {
        guard termClass.kind == .tagged, languages.contains(Snapshot.text(termClass.text)) else {
          continue
        }
      }
      guard
        let literal = text.withUnsafeBytes({ snapshot.terms.find(ClassID(number), $0) })
      else { continue }
      for relation in vocabulary.namings {
        for statement in snapshot.statements(to: literal, relation) {
          found.insert(snapshot.subjects[Int(statement)])
        }
      }
    }
    return found
  }

  /// The nodes of any namespace with this local part.
  private func nodes(withLocalPart local: [UInt8]) -> Set<TermID> {
    var found: Set<TermID> = []
    for (number, termClass) in snapshot.terms.classes.enumerated() where termClass.kind == .iri {
      if let term = local.withUnsafeBytes({ snapshot.terms.find(ClassID(number), $0) }),
        isNode(term)
      {
        found.insert(term)
      }
    }
    return found
  }

  /// One bearer is the node; of several, those that are not words of the vocabulary itself.
  private func settled(_ found: Set<TermID>) -> Named {
    var nodes = found
    if nodes.count > 1 {
      let things = nodes.filter { !vocabulary.declares($0) }
      if !things.isEmpty { nodes = things }
    }
    if nodes.count == 1, let only = nodes.first { return .one(only) }
    return .ambiguous(byCurie(nodes))
  }

  private func byCurie(_ nodes: Set<TermID>) -> [TermID] {
    nodes.map { (snapshot.curie($0), $0) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
  }

  private func language(of literal: TermID) -> String? {
    let termClass = snapshot.terms.termClass(of: literal)
    return termClass.kind == .tagged ? Snapshot.text(termClass.text) : nil
  }

  // MARK: Classes, relations, statuses

  /// The class of a name.
  public func nodeClass(_ name: String) -> Named {
    pick(name, among: keys(classes, of: vocabulary.classes.keys))
  }

  /// The status of a name.
  public func status(_ name: String) -> Named {
    pick(name, among: keys(statuses, of: vocabulary.statuses.keys))
  }

  /// The annotation of a name.
  public func annotation(_ name: String) -> Named {
    pick(name, among: keys(annotations, of: vocabulary.annotations.keys))
  }

  /// Words of one kind by the foldings under which they can be typed.
  typealias WordKeys = (terms: Set<TermID>, bearing: [[UInt8]: [TermID]])

  /// The foldings of all words of a kind, made when the first is asked for.
  private func keys(
    _ known: borrowing Mutex<WordKeys?>, of terms: some Sequence<TermID>
  ) -> WordKeys {
    known.withLock { known in
      if let known { return known }
      var made: WordKeys = (Set(terms), [:])
      for term in made.terms {
        for key in Set(keys(of: term)) { made.bearing[key, default: []].append(term) }
      }
      known = made
      return made
    }
  }

  /// The one of some words that a name means: CURIE, then label or local part without separators.
  private func pick(_ name: String, among words: WordKeys) -> Named {
    if let term = snapshot.term(named: name), words.terms.contains(term) { return .one(term) }
    let key = Folding.foldTight(name.utf8)
    let found = words.bearing[key] ?? []
    if found.count == 1 { return .one(found[0]) }
    guard found.isEmpty else { return .ambiguous(byCurie(Set(found))) }
    let named = words.terms.map { (term: $0, keys: keys(of: $0)) }
    return .unknown(NearKeys.nearest(to: key, among: named))
  }

  /// All foldings under which a term of the vocabulary can be typed.
  private func keys(of term: TermID) -> [[UInt8]] {
    var keys = [Folding.foldTight(snapshot.terms.text(of: term))]
    for relation in vocabulary.namings {
      for statement in snapshot.statements(from: term, relation) {
        keys.append(
          snapshot.terms.withText(of: snapshot.objects[Int(statement)]) {
            Folding.foldTight($0)
          })
      }
    }
    return keys
  }

  /// The relations, families and paths of a name; none, one, or several that share it.
  public func relation(_ name: String) -> [NamedRelation] {
    if let term = snapshot.term(named: name), isRelation(term) {
      return [NamedRelation(term: term, isInverse: false)]
    }
    return relationKeys[Folding.foldTight(name.utf8)] ?? []
  }

  /// Relations with names near to one that nobody bears.
  public func relations(near name: String) -> [TermID] {
    let key = Folding.foldTight(name.utf8)
    let named = relationKeys.flatMap { key, relations in
      relations.map { (term: $0.term, keys: [key]) }
    }
    return NearKeys.nearest(to: key, among: named)
  }

  private func isRelation(_ term: TermID) -> Bool {
    vocabulary.relation(term) != nil || vocabulary.families.contains(term)
      || vocabulary.paths.contains { $0.term == term }
  }

  private var relationKeys: [[UInt8]: [NamedRelation]] {
    relations.withLock { built in
      if let built { return built }
      var keys: [[UInt8]: [NamedRelation]] = [:]
      func add(_ key: [UInt8], _ named: NamedRelation) {
        guard !key.isEmpty, keys[key]?.contains(named) != true else { return }
        keys[key, default: []].append(named)
      }
      let inverse = snapshot.terms.findIRI(ModelNames.namespace + "inverseLabel")
        .flatMap(snapshot.relation(of:))
      let relations = vocabulary.relations.filter { !$0.traits.contains(.schema) }
      let terms =
        relations.map(\.term) + vocabulary.families + vocabulary.paths.map(\.term)
      for term in terms {
        for key in self.keys(of: term) { add(key, NamedRelation(term: term, isInverse: false)) }
        guard let inverse else { continue }
        for statement in snapshot.statements(from: term, inverse) {
          let key = snapshot.terms.withText(of: snapshot.objects[Int(statement)]) {
            Folding.foldTight($0)
          }
          add(key, NamedRelation(term: term, isInverse: true))
        }
      }
      built = keys
      return keys
    }
  }

  // MARK: Near names

  private func near(_ key: [UInt8]) -> [TermID] {
    guard var search = NearKeys(key) else { return [] }
    vocabulary.visitNames { search.consider(snapshot.subjects[Int($0)], $1) }
    return search.nearest
  }
}

extension Names {
  /// Names that begin so after folding, with who bears them, in the order of the folded names.
  public func completions(of start: [UInt8], atMost most: Int) -> [(name: String, node: TermID)] {
    let key = Folding.fold(start)
    guard !key.isEmpty, most > 0 else { return [] }
    let snapshot = vocabulary.snapshot
    var first: [(node: TermID, name: TermID, folded: [UInt8])] = []
    vocabulary.visitNames { statement, folded in
      guard folded.starts(with: key) else { return }
      let named = (
        node: snapshot.subjects[Int(statement)], name: snapshot.objects[Int(statement)],
        folded: Array(folded)
      )
      let isFull = first.count == most
      if isFull, let last = first.last, !Names.precedes(named, last) { return }
      let place = first.firstIndex { Names.precedes(named, $0) } ?? first.count
      if isFull { first.removeLast() }
      first.insert(named, at: place)
    }
    return first.map { (Snapshot.text(snapshot.terms.text(of: $0.name)), $0.node) }
  }

  private static func precedes(
    _ left: (node: TermID, name: TermID, folded: [UInt8]),
    _ right: (node: TermID, name: TermID, folded: [UInt8])
  ) -> Bool {
    if left.folded != right.folded { return left.folded.lexicographicallyPrecedes(right.folded) }
    return (left.node, left.name) < (right.node, right.name)
  }
}

extension Names {
  /// How a word of the vocabulary can be typed: its own name (`memberOf` is `member_of`), then its
  /// labels in every language and those from its other end.
  public func spellings(of term: TermID) -> [(name: String, isLabel: Bool)] {
    let snapshot = vocabulary.snapshot
    let isClass = vocabulary.classes[term] != nil
    let own = isClass ? snapshot.string(of: term) : Wording.typedName(term, snapshot)
    let labels = (vocabulary.namings + [wording.inverseLabel].compactMap(\.self)).flatMap {
      relation in
      snapshot.statements(from: term, relation).map { statement in
        Snapshot.text(snapshot.terms.text(of: snapshot.objects[Int(statement)]))
      }
    }
    return [(own, false)] + labels.map { ($0, true) }
  }
}
