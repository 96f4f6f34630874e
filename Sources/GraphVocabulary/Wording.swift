// The words that answers are made of, once for each snapshot: relations as queries type them and
// their order, prefixes by the number of their namespace. Made for the first answer; making them
// again for every row was nine tenths of the time of a short answer.

internal import Bytes
public import GraphStore

/// Words of one snapshot.
public final class Wording: Sendable {
  /// Whose words they are.
  public let snapshot: Snapshot
  /// By relation: its name as it is typed in a query: `memberOf` is `member_of`, rdf:type is `a`.
  public let relations: [String]
  /// By relation, twice: its name, and the name behind `^`, as walked from object to subject.
  public let steps: [String]
  /// By class: its local name.
  public let classes: [TermID: String]
  /// The relation that gives a relation its name from the other end.
  public let inverseLabel: RelationID?
  /// By namespace: one more than its index into `prefixes`; 0 and what is beyond have none.
  private let prefixNumbers: [UInt16]
  /// Prefixes with their colon.
  private let prefixes: [String]
  /// The bytes of `steps`.
  @usableFromInline let stepTexts: WordTexts
  /// The bytes of the prefixes, by namespace; empty where there is none.
  @usableFromInline let prefixTexts: WordTexts

  init(_ vocabulary: Vocabulary) {
    let snapshot = vocabulary.snapshot
    self.snapshot = snapshot
    var names: [String] = []
    for (relation, predicate) in snapshot.predicates.enumerated() {
      names.append(
        vocabulary.type == RelationID(relation) ? "a" : Wording.typedName(predicate, snapshot))
    }
    relations = names
    steps = names.flatMap { [$0, "^" + $0] }
    var classes: [TermID: String] = [:]
    for term in vocabulary.classes.keys { classes[term] = snapshot.string(of: term) }
    self.classes = classes
    inverseLabel = snapshot.terms.findIRI(ModelNames.namespace + "inverseLabel")
      .flatMap(snapshot.relation(of:))
    var prefixes: [String] = []
    var numbers: [UInt16] = []
    for declaration in snapshot.curies.declarations {
      let number = declaration.namespace.withUnsafeBytes { snapshot.terms.knownClass(.iri, $0) }
      guard let number, prefixes.count < Int(UInt16.max),
        let name = snapshot.curies.name(of: declaration.namespace)
      else { continue }
      while numbers.count <= Int(number) { numbers.append(0) }
      prefixes.append(name + ":")
      numbers[Int(number)] = UInt16(prefixes.count)
    }
    self.prefixes = prefixes
    prefixNumbers = numbers
    stepTexts = WordTexts(steps)
    prefixTexts = WordTexts(numbers.map { $0 == 0 ? "" : prefixes[Int($0) - 1] })
  }

  /// `steps` as bytes, for as long as this is held.
  @inlinable public var stepWords: WordView { stepTexts.view }

  /// The prefixes by namespace as bytes, for as long as this is held; empty where there is none, and
  /// fewer than there are namespaces.
  @inlinable public var prefixWords: WordView { prefixTexts.view }

  /// The prefix of a namespace, with its colon; nil without one.
  public func prefix(of namespace: ClassID) -> String? {
    guard Int(namespace) < prefixNumbers.count else { return nil }
    let number = prefixNumbers[Int(namespace)]
    return number == 0 ? nil : prefixes[Int(number) - 1]
  }

  /// A word of the vocabulary as it is typed in a query.
  public static func typedName(_ term: TermID, _ snapshot: Snapshot) -> String {
    let name = snapshot.string(of: term)
    guard name.utf8.contains(where: { $0 >= 0x80 || isCapital($0) }) else { return name }
    // The tables of Unicode cost a start more than all else here, and most names do without them.
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return typedASCII(name) }
    var typed = ""
    for scalar in name.unicodeScalars {
      if scalar.properties.isUppercase, !typed.isEmpty { typed.append("_") }
      typed += scalar.properties.lowercaseMapping
    }
    return typed
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  private static func typedASCII(_ name: String) -> String {
    String(unsafeUninitializedCapacity: 2 * name.utf8.count) { typed in
      var count = 0
      for byte in name.utf8 {
        if isCapital(byte), count > 0 {
          typed[count] = 0x5F
          count += 1
        }
        typed[count] = isCapital(byte) ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
  }
}

/// The order of the words of one snapshot, for answers that are sorted by them.
public final class WordOrder: Sendable {
  /// By relation: the place of its name among those of all, in natural order; the same for the same
  /// name.
  public let ranks: [UInt32]
  /// By relation, twice: the place of its name, and of the name behind `^`, among all of them, by
  /// their bytes.
  public let stepRanks: [UInt32]

  init(_ wording: Wording) {
    ranks = WordOrder.ranks(of: wording.relations, NaturalOrder.order)
    stepRanks = WordOrder.ranks(of: wording.steps, NaturalOrder.byteOrder)
  }

  /// Places in an order; equal names share one.
  private static func ranks(
    of names: [String],
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> [UInt32] {
    // All names in one text: a comparison of strings goes byte by byte through a view of them.
    var text: [UInt8] = []
    var ends = [0]
    ends.reserveCapacity(names.count + 1)
    for name in names {
      text += name.utf8
      ends.append(text.count)
    }
    var ranks = [UInt32](repeating: 0, count: names.count)
    text.withUnsafeBytes { text in
      func compare(_ left: Int, _ right: Int) -> Int {
        order(
          UnsafeRawBufferPointer(rebasing: text[ends[left]..<ends[left + 1]]),
          UnsafeRawBufferPointer(rebasing: text[ends[right]..<ends[right + 1]]))
      }
      let sorted = names.indices.sorted { compare($0, $1) < 0 }
      var rank: UInt32 = 0
      for (place, name) in sorted.enumerated() {
        if place > 0, compare(sorted[place - 1], name) != 0 { rank += 1 }
        ranks[name] = rank
      }
    }
    return ranks
  }
}

extension Names {
  // A struct of two dozen references is copied by whoever calls one of its functions from another
  // module; what is asked for every row is asked here.

  /// The class to show for a node: the most special one, the first by IRI of several; nil without.
  public func shownClass(of node: TermID) -> TermID? { vocabulary.shownClass(of: node) }

  /// The statement that dates a node; nil without one.
  public func statement(dating node: TermID) -> StatementID? { vocabulary.statement(dating: node) }
}
