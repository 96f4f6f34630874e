// The order of terms by what is shown of them, CURIE or text: where two of them are shown with the
// same before their texts, these are compared as they lie in the snapshot.

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
}

extension Run {
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
      let prefixes = wording.prefixWords
      return Int(namespace) < prefixes.count && !prefixes.text(Int(namespace)).isEmpty
        && snapshot.isPlain(term) ? namespace + 1 : 0
    }
  }
}
