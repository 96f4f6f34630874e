// The order of nodes by their CURIEs without making any: two IRIs of one namespace differ in their
// local parts alone.

extension Snapshot {
  /// Whether the CURIE of one node comes before another's, byte by byte.
  public func curiePrecedes(_ left: TermID, _ right: TermID) -> Bool {
    guard left != right else { return false }
    if terms.classNumber(of: left) == terms.classNumber(of: right), terms.kind(of: left) == .iri {
      let verdict: Bool? = terms.withText(of: left) { own in
        terms.withText(of: right) { other in
          guard Curies.isPlain(own), Curies.isPlain(other) else { return nil }
          return own.lexicographicallyPrecedes(other)
        }
      }
      if let verdict { return verdict }
    }
    return curie(left).utf8.lexicographicallyPrecedes(curie(right).utf8)
  }
}

// Asked for every row of an answer: here, beside what they read, they copy nothing to ask it.
extension Snapshot {
  /// The class number of a term.
  public func classNumber(of term: TermID) -> ClassID { terms.classNumber(of: term) }

  /// Whether a term is a whole number without a sign, and which; nil for all other terms' texts.
  public func digits(of term: TermID) -> Double? {
    terms.withText(of: term) { text in
      guard (1...15).contains(text.count) else { return nil }
      var number = 0
      for byte in text {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      return Double(number)
    }
  }
}
