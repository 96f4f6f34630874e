// What two loaders have read, as one: the terms of the second are numbered into the first in the
// order in which they came, so that the result is the same as of one loader reading all.

internal import GraphFormats

extension GraphLoader {
  /// Takes in what another loader has read, as if its files had been read next.
  mutating func merge(_ other: GraphLoader) throws(LoadError) {
    let name = other.files.first ?? ""
    let firstFile = UInt32(files.count)
    let firstReifier = triples.reifierCount
    let (reifiers, isTooMany) = firstReifier.addingReportingOverflow(other.triples.reifierCount)
    let more = other.triples
    let most = max(more.rows.count, more.annotating.count, more.reifications.count)
    guard triples.hasRoom(for: most), !isTooMany, reifiers < MadeBlanks.reifierMark,
      let numbers = renumber(other, firstFile)
    else { throw .tooLarge(path: name) }
    func row(_ old: RawTriples.Row) -> RawTriples.Row {
      RawTriples.Row(
        subject: term(old.subject), predicate: term(old.predicate), object: term(old.object))
    }
    func term(_ old: UInt32) -> UInt32 {
      old < MadeBlanks.reifierMark ? numbers[Int(old)] : old + firstReifier
    }
    files += other.files
    contentHash = contentHash &+ other.contentHash
    curies.declare(other.curies)
    triples.reifierCount = reifiers
    triples.rows.append(contentsOf: other.triples.rows.lazy.map(row))
    triples.annotating.append(contentsOf: other.triples.annotating.lazy.map(row))
    triples.reifications.append(
      contentsOf: other.triples.reifications.lazy.map { old in
        RawTriples.Reification(
          triple: row(old.triple), reifier: term(old.reifier), graph: term(old.graph),
          file: old.file + firstFile, line: old.line)
      })
  }

  /// The numbers here of another loader's terms; nil when the dictionary is full.
  private mutating func renumber(_ other: GraphLoader, _ firstFile: UInt32) -> [TermID]? {
    var classes: [ClassID] = []
    for own in other.terms.classes {
      var own = own
      if own.kind == .blank, let file = UInt32(Snapshot.text(own.text)) {
        own = TermClass(kind: .blank, text: Array(String(file + firstFile).utf8))
      }
      guard let number = terms.number(of: own) else { return nil }
      classes.append(number)
    }
    var numbers: [TermID] = [0]
    numbers.reserveCapacity(other.terms.count)
    for old in 1..<max(1, UInt32(other.terms.count)) {
      let number: TermID?
      let own = other.terms.classNumber(of: old)
      if own == TermDictionary.tripleClass {
        number = tripleTerm(old, of: other, numbers)
      } else {
        number = other.terms.withText(of: old) { terms.intern(classes[Int(own)], $0) }
      }
      guard let number else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The number here of another's triple term: its text is the numbers of its parts, which come
  /// before it.
  private mutating func tripleTerm(
    _ old: TermID, of other: GraphLoader, _ numbers: [TermID]
  ) -> TermID? {
    let parts = other.terms.withText(of: old) { text in
      (0..<3).map { numbers[Int(text.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))] }
    }
    return parts.withUnsafeBytes { terms.intern(TermDictionary.tripleClass, $0) }
  }
}
