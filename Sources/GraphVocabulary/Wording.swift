// The words that answers are made of, once for each snapshot: relations as queries type them and
// their order, prefixes by the number of their namespace. Made for the first answer; making them
// again for every row was nine tenths of the time of a short answer.

internal import Bytes
public import GraphStore

/// Words of one snapshot.
public final class Wording: Sendable {
  /// By relation: its name as it is typed in a query: `memberOf` is `member_of`, rdf:type is `a`.
  public let relations: [String]
  /// By relation: the place of its name among those of all, in natural order; the same for the same
  /// name.
  public let ranks: [UInt32]
  /// By relation, twice: its name, and the name behind `^`, as walked from object to subject.
  public let steps: [String]
  /// By relation, twice: the place of these among all of them, by their bytes.
  public let stepRanks: [UInt32]
  /// By class: its local name.
  public let classes: [TermID: String]
  /// The relation that gives a relation its name from the other end.
  public let inverseLabel: RelationID?
  /// By namespace: one more than its index into `prefixes`; 0 and what is beyond have none.
  private let prefixNumbers: [UInt16]
  /// Prefixes with their colon.
  private let prefixes: [String]

  init(_ vocabulary: Vocabulary) {
    let snapshot = vocabulary.snapshot
    var names: [String] = []
    for (relation, predicate) in snapshot.predicates.enumerated() {
      names.append(
        vocabulary.type == RelationID(relation) ? "a" : Wording.typedName(predicate, snapshot))
    }
    relations = names
    ranks = Wording.ranks(of: names, NaturalOrder.precedes)
    steps = names.flatMap { [$0, "^" + $0] }
    stepRanks = Wording.ranks(of: steps) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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
  }

  /// The prefix of a namespace, with its colon; nil without one.
  public func prefix(of namespace: ClassID) -> String? {
    guard Int(namespace) < prefixNumbers.count else { return nil }
    let number = prefixNumbers[Int(namespace)]
    return number == 0 ? nil : prefixes[Int(number) - 1]
  }

  /// A word of the vocabulary as it is typed in a query.
  public static func typedName(_ term: TermID, _ snapshot: Snapshot) -> String {
    let name = snapshot.string(of: term)
    guard name.utf8.contains(where: { $0 >= 0x80 || (0x41...0x5A).contains($0) }) else {
      return name
    }
    var typed = ""
    for scalar in name.unicodeScalars {
      if scalar.properties.isUppercase, !typed.isEmpty { typed.append("_") }
      typed += scalar.properties.lowercaseMapping
    }
    return typed
  }

  /// Places in an order; equal names share one.
  private static func ranks(
    of names: [String], _ precedes: (String, String) -> Bool
  ) -> [UInt32] {
    let order = names.indices.sorted { precedes(names[$0], names[$1]) }
    var ranks = [UInt32](repeating: 0, count: names.count)
    var rank: UInt32 = 0
    for (place, name) in order.enumerated() {
      if place > 0, precedes(names[order[place - 1]], names[name]) { rank += 1 }
      ranks[name] = rank
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
