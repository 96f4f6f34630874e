// What a vocabulary says of one relation.

public import GraphStore

/// Yes-or-no traits of a relation.
public struct RelationTraits: OptionSet, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// A set of these bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The subject acts for the object.
  public static let actsFor = RelationTraits(rawValue: 1 << 0)
  /// The subject is part of the object.
  public static let part = RelationTraits(rawValue: 1 << 1)
  /// A lineage relation whose subject is the newer end.
  public static let subjectNewer = RelationTraits(rawValue: 1 << 2)
  /// A lineage relation whose object is the newer end.
  public static let objectNewer = RelationTraits(rawValue: 1 << 3)
  /// Not walked.
  public static let hidden = RelationTraits(rawValue: 1 << 4)
  /// Two values are a conflict.
  public static let single = RelationTraits(rawValue: 1 << 5)
  /// Says the same in both directions.
  public static let symmetric = RelationTraits(rawValue: 1 << 6)
  /// Its value is the date of its subject.
  public static let nodeDate = RelationTraits(rawValue: 1 << 7)
  /// Its value is a name of its subject.
  public static let naming = RelationTraits(rawValue: 1 << 8)
  /// rdf:type.
  public static let type = RelationTraits(rawValue: 1 << 9)
  /// Its objects are literals, by its range.
  public static let value = RelationTraits(rawValue: 1 << 10)

  /// It speaks of the words of the vocabulary, not of the field.
  public static let schema = RelationTraits(rawValue: 1 << 11)

  /// A lineage relation.
  public static let lineage: RelationTraits = [.subjectNewer, .objectNewer]
}

/// One relation, declared by the vocabulary or only used.
public struct Relation: Sendable {
  /// The predicate.
  public let term: TermID
  /// Its number in the snapshot; nil when no statement has it.
  public let id: RelationID?
  /// How strongly it ties, 0 to 1; nil when it is no tie.
  public var weight: Double?
  /// Its place among other relations, lower is earlier; nil when the vocabulary gives none.
  public var order: Int?
  /// Its traits.
  public var traits: RelationTraits
  /// The families it belongs to.
  public var families: [TermID]
  /// The relations it is a kind of.
  public var parents: [TermID]
  /// Classes its subjects may be of.
  public var domains: [TermID]
  /// Classes or datatypes its objects may be of.
  public var ranges: [TermID]
  /// The Graphviz line style it is drawn with.
  public var line: String?
  /// The colour it is drawn in, `#RRGGBB`.
  public var colour: String?

  /// A strength as the files write it; nil for what is no number from 0 to 1, `nan` and `inf` among
  /// it.
  static func weight(of text: String) -> Double? {
    Double(text).flatMap { (0...1).contains($0) ? $0 : nil }
  }
}

/// A set of relations of one snapshot, asked once for every statement on a walk.
public struct RelationSet: Sendable, Equatable, Sequence {
  /// The first 64 relations: few graphs have more, and then no set is an allocation.
  @usableFromInline var first: UInt64 = 0
  /// The others.
  @usableFromInline var rest: [UInt64] = []

  /// The empty set, for relations below a bound.
  public init(below bound: Int) {
    if bound > 64 { rest = [UInt64](repeating: 0, count: (bound - 1) / 64) }
  }

  /// Adds a relation.
  public mutating func insert(_ relation: RelationID) {
    if relation < 64 {
      first |= 1 << UInt64(relation)
    } else {
      rest[Int(relation >> 6) - 1] |= 1 << UInt64(relation & 63)
    }
  }

  /// Whether it holds a relation.
  @inlinable
  public func contains(_ relation: RelationID) -> Bool {
    let word = relation < 64 ? first : rest[Int(relation >> 6) - 1]
    return word & 1 << UInt64(relation & 63) != 0
  }

  /// Adds all of another set.
  public mutating func formUnion(_ other: RelationSet) {
    first |= other.first
    for index in rest.indices { rest[index] |= other.rest[index] }
  }

  /// Whether it holds none.
  public var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  /// Whether it holds one relation and no other.
  public func isOnly(_ relation: RelationID) -> Bool {
    var relations = makeIterator()
    return relations.next() == relation && relations.next() == nil
  }

  /// Its relations, ascending.
  public var members: [RelationID] { Array(self) }

  /// Gives the relations, ascending.
  public func makeIterator() -> Iterator { Iterator(word: first, rest: rest) }

  /// Gives relations, ascending.
  public struct Iterator: IteratorProtocol {
    fileprivate var word: UInt64
    fileprivate let rest: [UInt64]
    fileprivate var index = 0

    fileprivate init(word: UInt64, rest: [UInt64]) {
      self.word = word
      self.rest = rest
    }

    /// The next relation.
    public mutating func next() -> RelationID? {
      while word == 0 {
        guard index < rest.count else { return nil }
        word = rest[index]
        index += 1
      }
      defer { word &= word - 1 }
      return RelationID(index * 64 + word.trailingZeroBitCount)
    }
  }
}
