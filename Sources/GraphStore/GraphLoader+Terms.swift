// Terms of a block → numbers of terms. Every term of a block is looked up once, in the order in which
// the rows need it, so that where the pieces of a file were cut changes no number.

internal import GraphFormats

extension GraphLoader {
  /// Rows whose terms are looked at together before they are looked up.
  private static let warmRows = 192

  /// Takes the triples of a block in; false when the dictionary is full.
  mutating func number(_ block: TripleBlock) -> Bool {
    let rows = block.rows.all
    guard triples.hasRoom(for: rows.count) else { return false }
    var known = BlockTerms(block)
    var next = 0
    while next < rows.count {
      let end = min(next + GraphLoader.warmRows, rows.count)
      guard warm(&known, rows[next..<end]) else { return false }
      for index in next..<end {
        let row = rows[index]
        guard
          row.extra == 0
            ? add(row, &known) : addSpecial(row, block.extras.all[Int(row.extra) - 1], &known)
        else {
          return false
        }
      }
      next = end
    }
    return true
  }

  /// The terms of a block and what is known of them.
  struct BlockTerms {
    let terms: UnsafeMutableBufferPointer<TripleBlock.Term>
    let nested: UnsafeMutableBufferPointer<TripleBlock.Row>
    let keys: UnsafeMutableBufferPointer<TermKey>
    /// 0 where a term has no number yet.
    let numbers: UnsafeMutableBufferPointer<TermID>
    /// Terms before this have keys.
    var keyed = 0

    init(_ block: TripleBlock) {
      let count = block.terms.count
      block.keys.resize(to: count, TermKey(termClass: 0, hash: 0))
      block.numbers.resize(to: count, 0)
      (terms, nested) = (block.terms.all, block.nested.all)
      (keys, numbers) = (block.keys.all, block.numbers.all)
    }
  }

  /// Gives the terms of some rows their keys, and has the dictionary look where it will look.
  private mutating func warm(
    _ known: inout BlockTerms, _ rows: Slice<UnsafeMutableBufferPointer<TripleBlock.Row>>
  ) -> Bool {
    var end = known.keyed
    for row in rows { end = max(end, Int(max(row.subject, row.predicate, row.object)) + 1) }
    for index in known.keyed..<end {
      let term = known.terms[index]
      guard let key = key(of: term) else { return false }
      known.keys[index] = key
    }
    let fresh = UnsafeMutableBufferPointer(rebasing: known.keys[known.keyed..<end])
    warmth &+= terms.warm(fresh)
    known.keyed = end
    return true
  }

  @inline(__always)
  private mutating func key(of term: TripleBlock.Term) -> TermKey? {
    guard let number = classNumber(of: term) else { return nil }
    return TermKey(termClass: number, hash: TermHash.join(number, term.hash))
  }

  /// The class of a term; of one that is not looked up by its class, any.
  @inline(__always)
  private mutating func classNumber(of term: TripleBlock.Term) -> ClassID? {
    switch term.kind {
    case .iri where term.head == 0: TermDictionary.bareIRIClass
    case .iri, .typed, .tagged: intake.heads.classNumber(term.kind, term.head, in: &terms)
    case .string: TermDictionary.stringClass
    case .blank: intake.blankClass
    case .triple: TermDictionary.tripleClass
    }
  }

  /// Takes a triple in that is a row and no more.
  @inline(__always)
  private mutating func add(_ row: TripleBlock.Row, _ known: inout BlockTerms) -> Bool {
    guard let row = numbers(of: row, &known) else { return false }
    triples.append(row)
    return true
  }

  /// The numbers of a triple's terms.
  @inline(__always)
  mutating func numbers(
    of row: TripleBlock.Row, _ known: inout BlockTerms
  ) -> RawTriples.Row? {
    guard let subject = number(of: row.subject, &known),
      let predicate = number(of: row.predicate, &known),
      let object = number(of: row.object, &known)
    else { return nil }
    return RawTriples.Row(subject: subject, predicate: predicate, object: object)
  }

  /// The number of a term of the block; nil when the dictionary is full.
  @inline(__always)
  mutating func number(of index: UInt32, _ known: inout BlockTerms) -> TermID? {
    let number = known.numbers[Int(index)]
    return number != 0 ? number : makeNumber(of: Int(index), &known)
  }

  private mutating func makeNumber(of index: Int, _ known: inout BlockTerms) -> TermID? {
    let term = known.terms[index]
    let number: TermID?
    switch term.kind {
    case .iri where term.head == 0:
      // An IRI without a slash, a number sign or a colon, or one of very many namespaces.
      number = terms.internIRI(term.bytes)
    case .iri, .string, .typed, .tagged:
      // The reader cuts IRIs where the dictionary does.
      guard let key = index < known.keyed ? known.keys[index] : key(of: term) else { return nil }
      number = terms.intern(key, term.bytes)
    case .blank: number = blank(term.bytes)
    case .triple: number = tripleTerm(known.nested[Int(term.head)], &known)
    }
    known.numbers[index] = number ?? 0
    return number
  }
}
