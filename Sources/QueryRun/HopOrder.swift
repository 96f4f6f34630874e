// The order of steps around a node: by kind, relation, CURIE or text, and language. Numbers decide
// almost always, and where they are equal the bytes of the terms do as they lie in the snapshot.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// A step with the numbers that place it.
struct PlacedHop {
  var hop: Hop
  /// Lower comes first.
  var place: UInt64
  /// `Run.prefix(of:)` of the node: nodes with one are ordered as their texts.
  var prefix: UInt32

  var isOfLiteral: Bool { prefix == .max }
}

/// Steps that are shown together, in the order of showing.
enum HopGroup: UInt64 {
  case names, classes
  /// Values, then statements out, then statements in.
  case statements
  case parts
}

extension Run {
  /// A step with its place among others of a group: values before nodes out before nodes in, then by
  /// the name of the relation.
  func placed(_ hop: Hop, _ relation: RelationID, group: HopGroup = .statements) -> PlacedHop {
    let prefix = prefix(of: hop.node)
    let kind: UInt64 = prefix == .max ? 0 : hop.isForward ? 1 : 2
    return PlacedHop(
      hop: hop, place: group.rawValue << 40 | kind << 32 | UInt64(wordOrder.ranks[Int(relation)]),
      prefix: prefix)
  }

  /// By place, then CURIE or text in natural order, language, and how statements of one triple are
  /// ordered.
  func precedes(_ left: PlacedHop, _ right: PlacedHop) -> Bool {
    if left.place != right.place { return left.place < right.place }
    if left.hop.node != right.hop.node {
      var order = order(left, right, NaturalOrder.order)
      if order == 0 {
        order = snapshot.compareClasses(left.hop.node, right.hop.node, NaturalOrder.order)
      }
      if order != 0 { return order < 0 }
    }
    return precedes(left.hop.statement, right.hop.statement)
  }

  /// By direction, relation, CURIE or text, and language; values first.
  func ordered(_ hops: [Hop]) -> [Hop] {
    var placed = hops.map { self.placed($0, snapshot.relations[Int($0.statement)]) }
    placed.sort { precedes($0, $1) }
    return placed.map(\.hop)
  }

  /// The order of two terms by what is shown of them, numbers by size; then by language.
  func naturalOrder(_ left: TermID, _ right: TermID) -> Int {
    let order = order(left, right, NaturalOrder.order)
    return order != 0 ? order : snapshot.compareClasses(left, right, NaturalOrder.order)
  }

  /// The order of two terms by the bytes of what is shown of them.
  func byteOrder(_ left: TermID, _ right: TermID) -> Int {
    order(left, right, NaturalOrder.byteOrder)
  }

  private func order(
    _ left: TermID, _ right: TermID,
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    let prefix = left == right ? 0 : prefix(of: left)
    if prefix != 0, prefix == self.prefix(of: right) {
      return snapshot.compareTexts(left, right, order)
    }
    return compareShown(left, right, order)
  }

  /// The order of the nodes of two steps by what is shown of them.
  func order(
    _ left: PlacedHop, _ right: PlacedHop,
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    if left.prefix == right.prefix, left.prefix != 0 {
      return snapshot.compareTexts(left.hop.node, right.hop.node, order)
    }
    return compareShown(left.hop.node, right.hop.node, order)
  }

  private func compareShown(
    _ left: TermID, _ right: TermID,
    _ order: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
  ) -> Int {
    guard left != right else { return 0 }
    var first = snapshot.curie(left)
    var second = snapshot.curie(right)
    return first.withUTF8 { first in
      second.withUTF8 { order(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer($0)) }
    }
  }

  /// What is shown before the text of a term: one number for each prefix, `max` for the nothing
  /// before a literal; 0 where more than a prefix and the text is shown, or another text.
  func prefix(of term: TermID) -> UInt32 {
    switch snapshot.kind(of: term) {
    case .string, .typed, .tagged: return .max
    case .blank, .triple: return 0
    case .iri:
      let namespace = snapshot.classNumber(of: term)
      return wording.prefix(of: namespace) != nil && snapshot.isPlain(term) ? namespace + 1 : 0
    }
  }
}
