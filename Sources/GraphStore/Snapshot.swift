// One graph, finished: terms as numbers, statements as sorted columns, found by range from either
// end. Nothing in it changes after it is built, so any number of threads read it without a lock, and
// a reload builds another beside it and swaps one reference.
//
// A statement is a row in (subject, relation, object) order. Parallel statements (the same triple
// with other dates, status or details) are neighbouring rows. Two permutations of the rows serve
// the other directions; a third full copy of the columns was rejected: it buys nothing that a
// gather through the permutation does not, and costs twice as much.

/// The number of a statement in its snapshot.
public typealias StatementID = UInt32

/// The number of a predicate among the predicates that some statement has, from 0.
public typealias RelationID = UInt32

/// An immutable graph.
public final class Snapshot: Sendable {
  /// Every term.
  public let terms: TermDictionary
  /// The same, for what is asked of every field of an answer.
  public let view: TermView
  /// By class of terms.
  private let kinds: [TermClass.Kind]
  /// How IRIs are shortened.
  public let curies: Curies
  /// The subject of each statement; ascending.
  public let subjects: SubjectColumn
  /// The relation of each statement.
  public let relations: Column
  /// The object of each statement.
  public let objects: Column
  /// The predicate of each relation.
  public let predicates: [TermID]
  /// What is known of the statements beside subject, relation and object.
  public let annotations: Annotations
  /// The files loaded, as they were named.
  public let files: [String]
  /// A hash of the bytes of all files; independent of their order.
  public let contentHash: UInt64
  /// Reifiers that speak of a triple no file states.
  public let unstatedReifications: Int
  /// Faulty statements that a lenient loading passed over.
  public let skippedStatements: Int

  /// By term: the first index into `byObject`.
  let objectStarts: Column
  /// Statements by (object, relation, subject).
  let byObject: Column
  /// By relation: the first index into `byRelation`; one longer than `predicates`.
  let relationStarts: [UInt32]
  /// Statements by (relation, subject, object).
  let byRelation: Column
  /// The relation of a predicate.
  let relationNumbers: [TermID: RelationID]

  init(_ parts: SnapshotBuilder.Parts) {
    terms = parts.terms
    kinds = terms.classes.map(\.kind)
    view = TermView(terms, kinds: kinds)
    curies = parts.curies
    subjects = parts.subjects
    relations = parts.relations
    objects = parts.objects
    predicates = parts.predicates
    annotations = parts.annotations
    files = parts.files
    contentHash = parts.contentHash
    unstatedReifications = parts.unstatedReifications
    skippedStatements = parts.skippedStatements
    objectStarts = parts.objectStarts
    byObject = parts.byObject
    relationStarts = parts.relationStarts
    byRelation = parts.byRelation
    relationNumbers = parts.relationNumbers
  }

  /// How many statements there are; their numbers are 0 up to this.
  public var statementCount: Int { subjects.count }
}

extension Snapshot {
  /// The statements about a subject.
  public func statements(from subject: TermID) -> Range<StatementID> {
    subjects.rows(of: subject)
  }

  /// The statements about a subject with one relation.
  public func statements(from subject: TermID, _ relation: RelationID) -> Range<StatementID> {
    statements(among: statements(from: subject), relation)
  }

  /// Those of the statements about a subject that have one relation.
  public func statements(
    among all: Range<StatementID>, _ relation: RelationID
  ) -> Range<StatementID> {
    // Most subjects have a dozen statements, whose relations lie in as many bytes: to halve them
    // takes longer than to look at each.
    if all.count <= 16 {
      var lower = all.lowerBound
      while lower < all.upperBound, relations[Int(lower)] < relation { lower += 1 }
      var upper = lower
      while upper < all.upperBound, relations[Int(upper)] == relation { upper += 1 }
      return lower..<upper
    }
    let lower = partition(all) { relations[Int($0)] >= relation }
    let upper = partition(lower..<all.upperBound) { relations[Int($0)] > relation }
    return lower..<upper
  }

  /// The statements that have an object.
  public func statements(to object: TermID) -> Slice<Column> {
    guard Int(object) + 1 < objectStarts.count else { return byObject[..<0] }
    return byObject[Int(objectStarts[Int(object)])..<Int(objectStarts[Int(object) + 1])]
  }

  /// The statements that have an object and one relation.
  public func statements(to object: TermID, _ relation: RelationID) -> Slice<Column> {
    let all = statements(to: object)
    let lower = partition(UInt32(all.startIndex)..<UInt32(all.endIndex)) {
      relations[Int(byObject[Int($0)])] >= relation
    }
    let upper = partition(lower..<UInt32(all.endIndex)) {
      relations[Int(byObject[Int($0)])] > relation
    }
    return byObject[Int(lower)..<Int(upper)]
  }

  /// The statements of a relation, by subject.
  public func statements(with relation: RelationID) -> Slice<Column> {
    let index = Int(relation)
    return byRelation[Int(relationStarts[index])..<Int(relationStarts[index + 1])]
  }

  /// The statements that say one triple; more than one when they differ in dates, status or details.
  public func statements(
    _ subject: TermID, _ relation: RelationID, _ object: TermID
  ) -> Range<StatementID> {
    let all = statements(from: subject, relation)
    let lower = partition(all) { objects[Int($0)] >= object }
    let upper = partition(lower..<all.upperBound) { objects[Int($0)] > object }
    return lower..<upper
  }

  /// The relation of a predicate, if a statement has it.
  public func relation(of predicate: TermID) -> RelationID? { relationNumbers[predicate] }

  /// The first index of a sorted range for which the predicate holds.
  private func partition(
    _ range: Range<UInt32>, _ holds: (UInt32) -> Bool
  ) -> UInt32 {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      let middle = lower + (upper - lower) / 2
      if holds(middle) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
