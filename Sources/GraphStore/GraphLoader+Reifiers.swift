// The triples that are more than a row: those about blank nodes, which may be reifiers, those behind
// rdf:reifies, and those of named graphs.

internal import GraphFormats

extension GraphLoader {
  /// Takes in a triple with a graph, about a blank node or about a triple.
  mutating func addSpecial(
    _ row: TripleBlock.Row, _ extra: TripleBlock.Extra, _ known: inout BlockTerms
  ) -> Bool {
    let subject = known.terms[Int(row.subject)]
    if known.terms[Int(row.object)].kind == .triple {
      guard let predicate = number(of: row.predicate, &known) else { return false }
      if predicate == reifies { return reify(row, extra, &known) }
    }
    if let reifier = knownReifier(subject) {
      guard let predicate = number(of: row.predicate, &known),
        let object = number(of: row.object, &known)
      else { return false }
      triples.annotating.append(
        RawTriples.Row(subject: reifier, predicate: predicate, object: object))
      return true
    }
    guard let numbers = numbers(of: row, &known) else { return false }
    triples.append(numbers)
    guard extra.graph != 0 else { return true }
    guard let graph = number(of: extra.graph - 1, &known) else { return false }
    note(numbers, 0, graph, extra)
    return true
  }

  /// Notes that a reifier speaks of a triple.
  private mutating func reify(
    _ row: TripleBlock.Row, _ extra: TripleBlock.Extra, _ known: inout BlockTerms
  ) -> Bool {
    let place = Int(known.terms[Int(row.object)].head)
    guard let reifier = reifier(row.subject, &known),
      let numbers = numbers(of: known.nested[place], &known)
    else { return false }
    note(numbers, reifier, 0, extra)
    return true
  }

  /// Notes who speaks of a triple, and where.
  private mutating func note(
    _ row: RawTriples.Row, _ reifier: UInt32, _ graph: TermID, _ extra: TripleBlock.Extra
  ) {
    triples.reifications.append(
      RawTriples.Reification(
        triple: row, reifier: reifier, graph: graph, file: intake.file,
        line: intake.feeds &+ extra.feeds &+ 1))
  }

  /// The number of a reifier, which is no term if the reader has just made it.
  private mutating func reifier(_ index: UInt32, _ known: inout BlockTerms) -> UInt32? {
    let term = known.terms[Int(index)]
    guard term.kind == .blank, let place = intake.made.index(of: term.bytes) else {
      return number(of: index, &known)
    }
    if intake.made[place] != 0 { return intake.made[place] }
    guard let reifier = triples.makeReifier() else { return nil }
    intake.made[place] = reifier
    return reifier
  }

  /// The number of a reifier that is no term; nil for anything else.
  private mutating func knownReifier(_ term: TripleBlock.Term) -> UInt32? {
    guard term.kind == .blank, let place = intake.made.index(of: term.bytes),
      intake.made[place] >= MadeBlanks.reifierMark
    else { return nil }
    return intake.made[place]
  }

  mutating func blank(_ label: UnsafeRawBufferPointer) -> TermID? {
    guard let place = intake.made.index(of: label) else {
      return terms.intern(intake.blankClass, label)
    }
    let known = intake.made[place]
    if known != 0, known < MadeBlanks.reifierMark { return known }
    guard let number = terms.intern(intake.blankClass, label) else { return nil }
    // A reifier that something else speaks of is a term there and stays a reifier.
    if known == 0 { intake.made[place] = number }
    return number
  }

  /// A triple term that is not behind rdf:reifies: its parts' numbers are its text.
  mutating func tripleTerm(_ parts: TripleBlock.Row, _ known: inout BlockTerms) -> TermID? {
    // Triple terms nest no deeper than the reader allows; each is numbered by a call for its parts.
    guard let row = numbers(of: parts, &known) else { return nil }
    let numbers: [UInt32] = [row.subject, row.predicate, row.object]
    return numbers.withUnsafeBytes { terms.intern(TermDictionary.tripleClass, $0) }
  }
}
