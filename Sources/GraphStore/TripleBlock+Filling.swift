// A reader's batch → rows of a block. It runs on the reader's side, so that hashing and telling
// repeated terms are done while the loader numbers the block before.

internal import GraphFormats

extension TripleBlock {
  /// Takes a batch in; false when a text is too long to be numbered.
  func take(_ batch: borrowing TripleBatch, _ lines: inout LineCounter) -> Bool {
    guard var triple = batch.triples.baseAddress else { return true }
    // A hot loop over stored variables of a class would check each access for exclusivity.
    var filling = Filling(self)
    rows.reserve(batch.triples.count)
    extras.reserve(batch.triples.count)
    var (rows, extras) = (rows, extras)
    for _ in 0..<batch.triples.count {
      let span = triple.pointee
      var row = filling.row(span, batch.nested)
      if span.object.kind == .triple || span.subject.kind == .blank || span.graph != nil {
        let graph = span.graph.map { filling.index($0, batch.nested) + 1 } ?? 0
        extras.put(Extra(graph: graph, feeds: lines.feeds(before: span.offset)))
        row.extra = UInt32(extras.count)
      }
      rows.put(row)
      triple += 1
    }
    self.rows = rows
    self.extras = extras
    terms = filling.terms
    nested = filling.nested
    return !filling.isTooLong
  }

  /// The state of filling, out of the block for as long as a batch lasts.
  private struct Filling {
    var terms: Pool<Term>
    var nested: Pool<Row>
    var isTooLong = false
    private let copies: TextCopies
    private let likely: UnsafeMutablePointer<UInt32>
    private let piece: Range<UInt>
    /// The terms of the triple before, by their place.
    private var subject = Recent()
    private var predicate = Recent()
    private var object = Recent()

    init(_ block: TripleBlock) {
      terms = block.terms
      nested = block.nested
      copies = block.copies
      likely = block.likely
      let start = UInt(bitPattern: block.text.baseAddress)
      piece = start..<(start + UInt(block.text.count))
    }

    @inline(__always)
    mutating func row(_ span: TripleSpans, _ parts: [TripleSpans]) -> Row {
      terms.reserve(3)
      if !subject.isFor(span.subject) { subject = Recent(span.subject, plain(span.subject)) }
      if !predicate.isFor(span.predicate) {
        predicate = Recent(span.predicate, plain(span.predicate))
      }
      if !object.isFor(span.object) {
        let isTriple = span.object.kind == .triple
        object = Recent(span.object, isTriple ? index(span.object, parts) : plain(span.object))
      }
      return Row(
        subject: subject.index, predicate: predicate.index, object: object.index, extra: 0)
    }

    /// The term of a span.
    mutating func index(_ span: TermSpan, _ parts: [TripleSpans]) -> UInt32 {
      guard span.kind == .triple else {
        terms.reserve(1)
        return plain(span)
      }
      // Inner triple terms nest no deeper than the reader allows; each is a call.
      let own = parts[Int(span.head)]
      // Most say what the triple before has said.
      let row = Row(
        subject: subject.isFor(own.subject) ? subject.index : index(own.subject, parts),
        predicate: predicate.isFor(own.predicate) ? predicate.index : index(own.predicate, parts),
        object: object.isFor(own.object) ? object.index : index(own.object, parts), extra: 0)
      nested.reserve(1)
      nested.put(row)
      terms.reserve(1)
      terms.put(
        Term(
          text: UnsafeRawPointer(likely), count: 0, head: UInt32(nested.count - 1), hash: 0,
          kind: .triple))
      return UInt32(terms.count - 1)
    }

    /// The term of a span that is no triple; there is room for it.
    @inline(__always)
    private mutating func plain(_ span: TermSpan) -> UInt32 {
      let hash = TermHash.hash(span.text)
      let slot = Int((hash ^ span.head &* 0x9E37_79B1) & UInt32(TripleBlock.likelyCount - 1))
      let known = likely[slot]
      // What is left of an earlier piece is either no term of this one or is compared like any.
      if known < terms.count, let own = terms.base?[Int(known)], own.hash == hash,
        own.head == span.head, own.kind == span.kind, areEqual(own.bytes, span.text)
      {
        return known
      }
      return add(span, hash, slot)
    }

    @inline(__always)
    private mutating func add(_ span: TermSpan, _ hash: UInt32, _ slot: Int) -> UInt32 {
      var text = span.text.baseAddress ?? UnsafeRawPointer(likely)
      if !piece.contains(UInt(bitPattern: text)) { text = copies.copy(span.text) }
      isTooLong = isTooLong || span.text.count > Int(UInt32.max)
      terms.put(
        Term(
          text: text, count: UInt32(truncatingIfNeeded: span.text.count), head: span.head,
          hash: hash, kind: span.kind))
      let index = UInt32(truncatingIfNeeded: terms.count - 1)
      likely[slot] = index
      return index
    }
  }

  /// A term of the batch at hand and its index.
  ///
  /// Turtle says the subject of a block once and an annotation speaks of the triple before it, so
  /// many spans point to bytes that were looked at a moment ago.
  private struct Recent {
    private var start: UnsafeRawPointer?
    private var count = -1
    private var head: UInt32 = 0
    private var kind = TermKind.iri
    private(set) var index: UInt32 = 0

    init() {}

    init(_ span: TermSpan, _ index: UInt32) {
      start = span.text.baseAddress
      count = span.text.count
      head = span.head
      kind = span.kind
      self.index = index
    }

    /// Whether a span is the same bytes in the same role.
    @inline(__always)
    func isFor(_ span: TermSpan) -> Bool {
      start == span.text.baseAddress && count == span.text.count && start != nil
        && head == span.head && kind == span.kind
    }
  }
}
