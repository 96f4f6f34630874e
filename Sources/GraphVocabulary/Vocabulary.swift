// What the loaded files declare about their own field, ready to be asked: classes, relations,
// families, named paths, annotations, statuses. Compiled once for each snapshot.

public import GraphModel
public import GraphStore

/// The vocabulary of one snapshot.
///
/// A class, because two dozen tables are as many references to count wherever it is handed on.
public final class Vocabulary: Sendable {
  /// The snapshot it was compiled from.
  public let snapshot: Snapshot
  /// Every relation declared or used.
  public let relations: [Relation]
  /// Every class declared or used.
  public let classes: [TermID: NodeClass]
  /// Families of relations, in the order of their IRIs.
  public let families: [TermID]
  /// Named paths: the term and the path in the query language.
  public let paths: [(term: TermID, text: [UInt8])]
  /// Annotations of statements, and the role that some have.
  public let annotations: [TermID: AnnotationRole?]
  /// Statuses, and whether they count as stated.
  public let statuses: [TermID: Bool]
  /// Those that do.
  public let firmStatuses: Set<TermID>
  /// The status of a statement that names none; nil when the vocabulary marks none.
  public let plainStatus: TermID?
  /// The relation rdf:type; nil when nothing has a class.
  public let type: RelationID?
  /// Relations that name their subject, the most proper first; the first few are for showing.
  public let namings: [RelationID]
  /// How many of `namings` give names to show.
  public let shownNamings: Int
  /// Relations that date their subject, in the order of preference.
  public let nodeDates: [RelationID]
  /// Relations whose object the subject acts for.
  public let actsFor: [RelationID]
  /// Relations whose object the subject is part of.
  public let parts: [RelationID]
  /// By relation number: traits and weight, for walks.
  public let traits: [RelationTraits]
  /// The relations that walks follow unless told: all but types, names, values and hidden ones.
  public let walked: RelationSet
  /// By relation number: how strongly it ties; 0 for no tie.
  public let weights: [Double]
  /// By relation number: its place among others wherever relations are listed; lower is earlier.
  public let orders: [Int]
  /// The classes whose members link.
  public let linkingClasses: Set<TermID>
  /// The nodes of the counted classes, whatever is said about their being so.
  public let countedNodes: NodeSet
  /// Nothing is said about any of them: no filter but one on what has no source can leave one out.
  public let countsArePlain: Bool
  /// The nodes that act for another.
  public let actingNodes: NodeSet
  let indexes: [TermID: Int]
  /// By relation: it and all relations that are kinds of it.
  let descendants: [TermID: [TermID]]

  init(_ made: Parts) {
    snapshot = made.snapshot
    relations = made.relations
    classes = made.classes
    families = made.families
    paths = made.paths
    annotations = made.annotations
    statuses = made.statuses
    firmStatuses = made.firmStatuses
    plainStatus = made.plainStatus
    type = made.type
    namings = made.namings
    shownNamings = made.shownNamings
    nodeDates = made.nodeDates
    actsFor = made.actsFor
    parts = made.parts
    traits = made.traits
    walked = made.walked
    weights = made.weights
    orders = made.orders
    linkingClasses = made.linkingClasses
    countedNodes = made.countedNodes
    countsArePlain = made.countsArePlain
    actingNodes = made.actingNodes
    indexes = made.indexes
    descendants = made.descendants
  }

  /// What is known of a predicate.
  public func relation(_ term: TermID) -> Relation? { indexes[term].map { relations[$0] } }

  /// Whether a term is a word of the vocabulary itself: class, relation, family, annotation, status.
  public func declares(_ term: TermID) -> Bool {
    classes[term] != nil || relation(term) != nil || families.contains(term)
      || annotations[term] != nil || statuses[term] != nil
  }

  /// What is known of the relation with a number.
  public func relation(numbered id: RelationID) -> Relation? {
    relation(snapshot.predicates[Int(id)])
  }

  /// The relations that a relation or a family stands for: itself and its kinds, or its members and
  /// theirs.
  public func relations(under term: TermID) -> RelationSet {
    var set = RelationSet(below: snapshot.predicates.count)
    func add(_ term: TermID) {
      for kind in descendants[term] ?? [term] {
        if let id = snapshot.relation(of: kind) { set.insert(id) }
      }
    }
    add(term)
    if families.contains(term) {
      for relation in relations where relation.families.contains(term) { add(relation.term) }
    }
    return set
  }

  /// The relations with any of some traits.
  public func relations(having wanted: RelationTraits) -> RelationSet {
    var set = RelationSet(below: traits.count)
    for (id, own) in traits.enumerated() where !own.isDisjoint(with: wanted) {
      set.insert(RelationID(id))
    }
    return set
  }

  /// Whether a status counts as stated; no status does.
  public func isStated(_ status: TermID) -> Bool { status == 0 || statuses[status] == true }

  /// Whether a class is another, or a kind of it.
  public func isKind(_ term: TermID, of other: TermID) -> Bool {
    term == other || classes[term]?.ancestors.contains(other) == true
  }

  /// The classes stated of a node, the order of the snapshot.
  public func statedClasses(of node: TermID) -> [TermID] {
    guard let type else { return [] }
    return snapshot.statements(from: node, type).map { snapshot.objects[Int($0)] }
  }

  /// The class to show for a node: the most special one, the first by IRI of several; nil without.
  public func shownClass(of node: TermID) -> TermID? {
    shownClass(among: snapshot.statements(from: node))
  }

  /// The same, from the statements about it.
  func shownClass(among statements: Range<StatementID>) -> TermID? {
    guard let type else { return nil }
    let stated = snapshot.statements(among: statements, type)
    guard stated.count > 1 else { return stated.first.map { snapshot.objects[Int($0)] } }
    let all = stated.map { snapshot.objects[Int($0)] }
    guard all.count > 1 else { return all.first }
    let special = all.filter { candidate in
      !all.contains { $0 != candidate && isKind($0, of: candidate) }
    }
    return special.min {
      snapshot.terms.iri($0).lexicographicallyPrecedes(snapshot.terms.iri($1))
    }
  }

  /// The statement that dates a node: by the preferred dating relation that it has, what is stated
  /// before what is not, then the earliest.
  public func statement(dating node: TermID) -> StatementID? {
    let all = snapshot.statements(from: node)
    for relation in nodeDates {
      let found = snapshot.statements(among: all, relation)
      guard found.count > 1 else {
        if let only = found.first { return only }
        continue
      }
      return found.min { datingKey($0) < datingKey($1) }
    }
    return nil
  }

  private func datingKey(_ statement: StatementID) -> (Int, Int32, Int32) {
    let isFirm = isStated(snapshot.annotations.status(of: statement))
    let date = snapshot.terms.date(snapshot.objects[Int(statement)])
    return (isFirm ? 0 : 1, date?.firstDay ?? .max, date?.lastDay ?? .max)
  }

  /// The latest date of a document that a statement rests on; nil when none is dated.
  public var latestSourceDate: PartialDate? {
    var latest: PartialDate?
    for source in snapshot.annotations.sources {
      guard let statement = statement(dating: source),
        let date = snapshot.terms.date(snapshot.objects[Int(statement)])
      else { continue }
      if latest.map({ $0.lastDay < date.lastDay }) ?? true { latest = date }
    }
    return latest
  }
}
