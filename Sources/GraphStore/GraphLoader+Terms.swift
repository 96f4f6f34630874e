// Spans of a batch → numbers of terms. Every span is looked up once; what the batch repeats (the
// subject of a block, the triple that an annotation speaks of) is told by its address.

internal import GraphFormats

/// A term of the batch at hand and its number.
///
/// Turtle says the subject of a block once and an annotation speaks of the triple before it, so most
/// spans point to bytes that were numbered a moment ago.
private struct RecentTerm {
  private var start: UnsafeRawPointer?
  private var count = -1
  private var head: UInt32 = 0
  private var kind = TermKind.iri
  private(set) var number: TermID = 0

  init() {}

  init(_ span: TermSpan, _ number: TermID) {
    start = span.text.baseAddress
    count = span.text.count
    head = span.head
    kind = span.kind
    self.number = number
  }

  /// Whether a span is the same bytes in the same role.
  @inline(__always)
  func isFor(_ span: TermSpan) -> Bool {
    start == span.text.baseAddress && count == span.text.count && start != nil
      && head == span.head && kind == span.kind
  }
}

extension GraphLoader {
  /// The terms of the triple before, within one batch.
  private struct Recent {
    var subject = RecentTerm()
    var predicate = RecentTerm()
    var object = RecentTerm()
  }

  /// Takes a batch in; false when the dictionary is full.
  mutating func number(_ batch: borrowing TripleBatch, _ intake: inout Intake) -> Bool {
    while intake.prefixesTaken < batch.prefixes.count {
      let prefix = batch.prefixes[intake.prefixesTaken]
      curies.declare(prefix.name, prefix.iri)
      intake.prefixesTaken += 1
    }
    guard var triple = batch.triples.baseAddress else { return true }
    guard triples.hasRoom(for: batch.triples.count) else { return false }
    intake.heads.reserve(batch.heads.count)
    var recent = Recent()
    for _ in 0..<batch.triples.count {
      guard number(triple, batch, &intake, &recent) else { return false }
      triple += 1
    }
    return true
  }

  /// Takes a triple in: as a row, as what a reifier says, or as what a reifier speaks of.
  private mutating func number(
    _ triple: UnsafePointer<TripleSpans>, _ batch: borrowing TripleBatch,
    _ intake: inout Intake, _ recent: inout Recent
  ) -> Bool {
    if triple.pointee.object.kind == .triple || triple.pointee.subject.kind == .blank {
      return numberSpecial(triple, batch, &intake, &recent)
    }
    guard let row = row(triple, batch, &intake, &recent) else { return false }
    triples.rows.append(row)
    return triple.pointee.graph == nil || note(row, triple, batch, &intake)
  }

  /// The numbers of a triple's terms.
  @inline(__always)
  private mutating func row(
    _ triple: UnsafePointer<TripleSpans>, _ batch: borrowing TripleBatch,
    _ intake: inout Intake, _ recent: inout Recent
  ) -> RawTriples.Row? {
    guard let subject = term(triple.pointee.subject, &recent.subject, batch, &intake),
      let predicate = term(triple.pointee.predicate, &recent.predicate, batch, &intake),
      let object = term(triple.pointee.object, &recent.object, batch, &intake)
    else { return nil }
    return RawTriples.Row(subject: subject, predicate: predicate, object: object)
  }

  /// Takes a triple in that is about a blank node or about a triple.
  private mutating func numberSpecial(
    _ triple: UnsafePointer<TripleSpans>, _ batch: borrowing TripleBatch,
    _ intake: inout Intake, _ recent: inout Recent
  ) -> Bool {
    if triple.pointee.object.kind == .triple {
      guard let predicate = term(triple.pointee.predicate, batch, &intake) else { return false }
      if predicate == reifies { return reify(triple, batch, &intake, &recent) }
    }
    if let reifier = knownReifier(triple.pointee.subject, &intake) {
      guard let predicate = term(triple.pointee.predicate, batch, &intake),
        let object = term(triple.pointee.object, batch, &intake)
      else { return false }
      triples.annotating.append(
        RawTriples.Row(subject: reifier, predicate: predicate, object: object))
      return true
    }
    guard let subject = term(triple.pointee.subject, batch, &intake),
      let predicate = term(triple.pointee.predicate, batch, &intake),
      let object = term(triple.pointee.object, batch, &intake)
    else { return false }
    let row = RawTriples.Row(subject: subject, predicate: predicate, object: object)
    triples.rows.append(row)
    return triple.pointee.graph == nil || note(row, triple, batch, &intake)
  }

  /// Notes which graph holds a triple; a triple that names none is not noted.
  private mutating func note(
    _ row: RawTriples.Row, _ triple: UnsafePointer<TripleSpans>,
    _ batch: borrowing TripleBatch, _ intake: inout Intake
  ) -> Bool {
    guard let name = triple.pointee.graph else { return true }
    guard let graph = term(name, batch, &intake) else { return false }
    triples.reifications.append(
      RawTriples.Reification(
        triple: row, reifier: 0, graph: graph, file: intake.file,
        line: intake.lines.line(of: triple.pointee.offset)))
    return true
  }

  /// Notes that a reifier speaks of a triple.
  private mutating func reify(
    _ triple: UnsafePointer<TripleSpans>, _ batch: borrowing TripleBatch,
    _ intake: inout Intake, _ recent: inout Recent
  ) -> Bool {
    guard let reifier = reifier(triple.pointee.subject, batch, &intake) else { return false }
    let place = Int(triple.pointee.object.head)
    let row = batch.nested.withUnsafeBufferPointer { nested -> RawTriples.Row? in
      guard let parts = nested.baseAddress, place < nested.count else { return nil }
      return self.row(parts + place, batch, &intake, &recent)
    }
    guard let row else { return false }
    triples.reifications.append(
      RawTriples.Reification(
        triple: row, reifier: reifier, graph: 0, file: intake.file,
        line: intake.lines.line(of: triple.pointee.offset)))
    return true
  }

  /// The number of a reifier, which is no term if the reader has just made it.
  private mutating func reifier(
    _ span: TermSpan, _ batch: borrowing TripleBatch, _ intake: inout Intake
  ) -> UInt32? {
    guard span.kind == .blank, let index = intake.made.index(of: span.text) else {
      return term(span, batch, &intake)
    }
    if intake.made[index] != 0 { return intake.made[index] }
    guard let reifier = triples.makeReifier() else { return nil }
    intake.made[index] = reifier
    return reifier
  }

  /// The number of a reifier that is no term; nil for anything else.
  private func knownReifier(_ span: TermSpan, _ intake: inout Intake) -> UInt32? {
    guard span.kind == .blank, let index = intake.made.index(of: span.text),
      intake.made[index] >= MadeBlanks.reifierMark
    else { return nil }
    return intake.made[index]
  }

  /// The number of a span, which is often that of the span before.
  @inline(__always)
  private mutating func term(
    _ span: TermSpan, _ recent: inout RecentTerm, _ batch: borrowing TripleBatch,
    _ intake: inout Intake
  ) -> TermID? {
    if recent.isFor(span) { return recent.number }
    guard let number = term(span, batch, &intake) else { return nil }
    recent = RecentTerm(span, number)
    return number
  }

  private mutating func term(
    _ span: TermSpan, _ batch: borrowing TripleBatch, _ intake: inout Intake
  ) -> TermID? {
    switch span.kind {
    case .iri where span.head == 0:
      // An IRI without a slash, a number sign or a colon, or one of very many namespaces.
      return terms.internIRI(span.text)
    case .iri, .typed, .tagged:
      // The reader cuts IRIs where the dictionary does.
      guard let number = intake.heads.classNumber(of: span, batch, in: &terms) else { return nil }
      return terms.intern(number, span.text)
    case .string: return terms.intern(TermDictionary.stringClass, span.text)
    case .blank: return blank(span.text, &intake)
    case .triple: return tripleTerm(batch.nested[Int(span.head)], batch, &intake)
    }
  }

  private mutating func blank(
    _ label: UnsafeRawBufferPointer, _ intake: inout Intake
  ) -> TermID? {
    guard let index = intake.made.index(of: label) else {
      return terms.intern(intake.blankClass, label)
    }
    let known = intake.made[index]
    if known != 0, known < MadeBlanks.reifierMark { return known }
    guard let number = terms.intern(intake.blankClass, label) else { return nil }
    // A reifier that something else speaks of is a term there and stays a reifier.
    if known == 0 { intake.made[index] = number }
    return number
  }

  /// A triple term that is not behind rdf:reifies: its parts' numbers are its text.
  private mutating func tripleTerm(
    _ parts: TripleSpans, _ batch: borrowing TripleBatch, _ intake: inout Intake
  ) -> TermID? {
    // Inner triple terms stand before outer ones in the batch and nest no deeper than the reader
    // allows; each is numbered by a call for its parts.
    guard let subject = term(parts.subject, batch, &intake),
      let predicate = term(parts.predicate, batch, &intake),
      let object = term(parts.object, batch, &intake)
    else { return nil }
    let numbers: [UInt32] = [subject, predicate, object]
    return numbers.withUnsafeBytes { terms.intern(TermDictionary.tripleClass, $0) }
  }
}
