// The order of steps around a node: by kind, relation, CURIE or text, and language. Numbers decide
// almost always, and where they are equal the bytes of the terms do as they lie in the snapshot.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// A step with the number that places it.
struct PlacedHop {
  var hop: Hop
  /// Lower comes first.
  var place: UInt64
}

extension Run {
  /// The place of a step among others of a group: values before nodes out before nodes in, then by
  /// the name of the relation.
  func place(of hop: Hop, group: UInt64 = 0) -> UInt64 {
    let kind: UInt64 = snapshot.isLiteral(hop.node) ? 0 : hop.isForward ? 1 : 2
    let relation = Int(snapshot.relations[Int(hop.statement)])
    return group << 40 | kind << 32 | UInt64(wordOrder.ranks[relation])
  }

  /// By place, then CURIE or text in natural order, language, and how statements of one triple are
  /// ordered.
  func precedes(_ left: PlacedHop, _ right: PlacedHop) -> Bool {
    if left.place != right.place { return left.place < right.place }
    if left.hop.node != right.hop.node {
      let order = naturalOrder(left.hop.node, right.hop.node)
      if order != 0 { return order < 0 }
    }
    return precedes(left.hop.statement, right.hop.statement)
  }

  /// By direction, relation, CURIE or text, and language; values first.
  func ordered(_ hops: [Hop]) -> [Hop] {
    var placed = hops.map { PlacedHop(hop: $0, place: place(of: $0)) }
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
    guard left != right else { return 0 }
    if isShownByText(left), isShownByText(right), isOnePrefix(left, right) {
      return snapshot.compareTexts(left, right, order)
    }
    var first = snapshot.curie(left)
    var second = snapshot.curie(right)
    return first.withUTF8 { first in
      second.withUTF8 { order(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer($0)) }
    }
  }

  /// Whether what is shown of a term is its text, behind a prefix or alone.
  private func isShownByText(_ term: TermID) -> Bool {
    switch snapshot.kind(of: term) {
    case .string, .typed, .tagged: true
    case .iri:
      wording.prefix(of: snapshot.classNumber(of: term)) != nil && snapshot.isPlain(term)
    case .blank, .triple: false
    }
  }

  private func isOnePrefix(_ left: TermID, _ right: TermID) -> Bool {
    switch (snapshot.isLiteral(left), snapshot.isLiteral(right)) {
    case (true, true): true
    case (false, false): snapshot.classNumber(of: left) == snapshot.classNumber(of: right)
    default: false
    }
  }
}
