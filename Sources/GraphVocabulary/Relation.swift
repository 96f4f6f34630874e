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
public struct RelationSet: Sendable, Equatable {
  @usableFromInline var words: [UInt64]

  /// The empty set, for relations below a bound.
  public init(below bound: Int) { words = [UInt64](repeating: 0, count: (bound + 63) / 64) }

  /// Adds a relation.
  public mutating func insert(_ relation: RelationID) {
    words[Int(relation >> 6)] |= 1 << UInt64(relation & 63)
  }

  /// Whether it holds a relation.
  @inlinable
  public func contains(_ relation: RelationID) -> Bool {
    words[Int(relation >> 6)] & 1 << UInt64(relation & 63) != 0
  }

  /// Adds all of another set.
  public mutating func formUnion(_ other: RelationSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Whether it holds none.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Its relations, ascending.
  public var members: [RelationID] {
    var members: [RelationID] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        members.append(UInt32(index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return members
  }
}
