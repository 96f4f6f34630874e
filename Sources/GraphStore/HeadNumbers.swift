// The reader numbers namespaces, datatypes and languages file by file; the dictionary has classes of
// its own. This is the table between the two.

internal import GraphFormats

/// Classes of one file's heads.
struct HeadNumbers {
  /// By head, as namespace, as datatype and as language; each is the class and one, or 0 where it is
  /// not looked up yet.
  private var classes: [ClassID] = []

  /// Makes room for the heads of a batch.
  mutating func reserve(_ heads: Int) {
    let missing = heads * 3 - classes.count
    if missing > 0 { classes.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// The class of a term with a head; looked up in a dictionary, or made, when it is first met.
  @inline(__always)
  mutating func classNumber(
    of span: TermSpan, _ batch: borrowing TripleBatch, in terms: inout TermDictionary
  ) -> ClassID? {
    let kind = span.kind
    let place = Int(span.head) * 3 + (kind == .iri ? 0 : kind == .typed ? 1 : 2)
    let known = classes[place]
    return known == 0 ? make(place, span.head, kind, batch, &terms) : known - 1
  }

  @inline(never)
  private mutating func make(
    _ place: Int, _ head: UInt32, _ kind: TermKind, _ batch: borrowing TripleBatch,
    _ terms: inout TermDictionary
  ) -> ClassID? {
    let own: TermClass.Kind = kind == .iri ? .iri : kind == .typed ? .typed : .tagged
    guard let number = terms.classNumber(own, batch.headTexts[Int(head)]) else { return nil }
    classes[place] = number + 1
    return number
  }
}
