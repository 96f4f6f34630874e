// The reader numbers namespaces, datatypes and languages file by file; the dictionary has classes of
// its own. This is the table between the two.

internal import GraphFormats

/// Classes of one file's heads.
struct HeadNumbers {
  private var heads: [[UInt8]] = [[]]
  /// By head, as namespace, as datatype and as language; each is the class and one, or 0 where it is
  /// not looked up yet.
  private var classes: [ClassID] = [0, 0, 0]

  /// Takes the heads in that the reader has met since the last time.
  mutating func append(_ more: [[UInt8]]) {
    guard !more.isEmpty else { return }
    heads += more
    classes.append(contentsOf: repeatElement(0, count: more.count * 3))
  }

  /// The class of a term with a head; looked up in a dictionary, or made, when it is first met.
  @inline(__always)
  mutating func classNumber(
    _ kind: TermKind, _ head: UInt32, in terms: inout TermDictionary
  ) -> ClassID? {
    let place = Int(head) * 3 + (kind == .iri ? 0 : kind == .typed ? 1 : 2)
    let known = classes[place]
    return known == 0 ? make(place, head, kind, &terms) : known - 1
  }

  @inline(never)
  private mutating func make(
    _ place: Int, _ head: UInt32, _ kind: TermKind, _ terms: inout TermDictionary
  ) -> ClassID? {
    let own: TermClass.Kind = kind == .iri ? .iri : kind == .typed ? .typed : .tagged
    let number = heads[Int(head)].withUnsafeBytes { terms.classNumber(own, $0) }
    guard let number else { return nil }
    classes[place] = number + 1
    return number
  }
}
