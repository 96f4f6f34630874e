// The order of nodes by their CURIEs without making any: two IRIs of one namespace differ in their
// local parts alone.

internal import Bytes

extension Snapshot {
  /// Whether the CURIE of one node comes before another's, byte by byte.
  public func curiePrecedes(_ left: TermID, _ right: TermID) -> Bool {
    guard left != right else { return false }
    if terms.classNumber(of: left) == terms.classNumber(of: right), terms.kind(of: left) == .iri {
      let verdict: Bool? = terms.withText(of: left) { own in
        terms.withText(of: right) { other in
          guard Curies.isPlain(own), Curies.isPlain(other) else { return nil }
          return NaturalOrder.byteOrder(own, other) < 0
        }
      }
      if let verdict { return verdict }
    }
    return curie(left).utf8.lexicographicallyPrecedes(curie(right).utf8)
  }
}
