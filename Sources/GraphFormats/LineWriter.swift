// Canonical N-Triples and N-Quads (RDF 1.2 N-Triples, section 5): one space between the parts,
// escapes only where they must be, no datatype for plain strings.

public import Bytes

/// Writes statements one a line, in the canonical form.
public struct LineWriter {
  /// Whether the name of the graph is written too (N-Quads).
  public let hasGraphs: Bool
  /// Bytes put before every blank node's label.
  public var blankPrefix: [UInt8] = []
  private let rows = RowBuffer()

  /// A writer of N-Quads if graphs are wanted, else of N-Triples, which leaves graph names out.
  public init(hasGraphs: Bool) { self.hasGraphs = hasGraphs }

  /// Writes the statements of a batch in their order.
  public func write(_ batch: borrowing TripleBatch, to output: inout OutputBuffer) {
    for index in batch.triples.indices {
      let triple = batch.triples[index]
      append(triple.subject, batch, rows)
      rows.put(0x20)
      append(triple.predicate, batch, rows)
      rows.put(0x20)
      append(triple.object, batch, rows)
      if hasGraphs, let graph = triple.graph {
        rows.put(0x20)
        append(graph, batch, rows)
      }
      rows.put(" .\n")
    }
    rows.flush(to: &output)
  }

  /// Writes one term, and leaves room for a few bytes more.
  @inline(__always)
  func append(_ term: TermSpan, _ batch: borrowing TripleBatch, _ rows: RowBuffer) {
    switch term.kind {
    case .iri:
      let head = batch.headText(term.head)
      rows.reserve(head.count + term.text.count + 16)
      rows.put(0x3C)
      rows.put(head)
      rows.put(term.text)
      rows.put(0x3E)
    case .blank:
      rows.reserve(term.text.count + blankPrefix.count + 16)
      rows.put("_:")
      if !blankPrefix.isEmpty { blankPrefix.withUnsafeBytes { rows.put($0) } }
      rows.put(term.text)
    case .string, .typed, .tagged: appendLiteral(term, batch, rows)
    case .triple: appendTriple(term, batch, rows)
    }
  }

  @inline(__always)
  private func appendLiteral(
    _ term: TermSpan, _ batch: borrowing TripleBatch, _ rows: RowBuffer
  ) {
    let head = batch.headText(term.head)
    rows.put(0x22)
    Escapes.append(term.text, to: rows)
    rows.reserve(head.count + 32)
    rows.put(0x22)
    if term.kind == .tagged {
      rows.put(0x40)
      rows.put(head)
    } else if term.kind == .typed {
      rows.put("^^<")
      rows.put(head)
      rows.put(0x3E)
    }
  }

  /// A triple term; nested ones lie in the object, so that a loop is enough.
  @inline(never)
  private func appendTriple(
    _ term: TermSpan, _ batch: borrowing TripleBatch, _ rows: RowBuffer
  ) {
    var closings = 0
    var next = term
    while next.kind == .triple {
      let parts = batch.nested[Int(next.head)]
      rows.reserve(16)
      rows.put("<<( ")
      append(parts.subject, batch, rows)
      rows.put(0x20)
      append(parts.predicate, batch, rows)
      rows.put(0x20)
      closings += 1
      next = parts.object
    }
    append(next, batch, rows)
    rows.reserve(4 * closings + 16)
    for _ in 0..<closings { rows.put(" )>>") }
  }
}

extension TripleBatch {
  /// The bytes of a head while the batch is handed over.
  @inline(__always)
  func headText(_ number: UInt32) -> UnsafeRawBufferPointer { headTexts[Int(number)] }
}

/// Escapes in strings between double quotes.
enum Escapes {
  /// Appends a text with what may not stand raw in canonical N-Triples escaped, and leaves room for
  /// a few bytes more.
  @inline(__always)
  static func append(_ text: UnsafeRawBufferPointer, to rows: RowBuffer) {
    guard let start = text.baseAddress else { return }
    var from = start
    let end = start + text.count
    while from < end {
      // A long text goes in pieces, so that the room for its escapes stays small.
      var to = end - from > piece ? from + piece : end
      while to < end, to.load(as: UInt8.self) & 0xC0 == 0x80 { to += 1 }
      rows.reserve(6 * (to - from) + 32)
      append(from, to, rows)
      from = to
    }
  }

  private static let piece = 1 << 12

  private static func append(
    _ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ rows: RowBuffer
  ) {
    var (from, at) = (start, start)
    while true {
      at = stop(at, end)
      guard at < end else { break }
      let byte = at.load(as: UInt8.self)
      guard byte != 0xEF || isNoncharacter(at, end) else {
        at += 1
        continue
      }
      rows.put(UnsafeRawBufferPointer(start: from, count: at - from))
      at += escape(byte, at, rows)
      from = at
    }
    rows.put(UnsafeRawBufferPointer(start: from, count: end - from))
  }

  /// The first byte that may have to be escaped.
  private static func stop(_ from: UnsafeRawPointer, _ end: UnsafeRawPointer) -> UnsafeRawPointer {
    var at = from
    while end - at >= 16 {
      let vector = ByteScan.load(at)
      let stops =
        ByteScan.atMost(vector, 0x1F) .| ByteScan.equal(vector, 0x22)
        .| ByteScan.equal(vector, 0x5C) .| ByteScan.equal(vector, 0x7F)
        .| ByteScan.equal(vector, 0xEF)
      if let lane = ByteScan.lane(stops) { return at + lane }
      at += 16
    }
    while at < end {
      let byte = at.load(as: UInt8.self)
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xEF { return at }
      at += 1
    }
    return end
  }

  /// Whether U+FFFE or U+FFFF stands at an address.
  private static func isNoncharacter(_ at: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    end - at >= 3 && (at + 1).load(as: UInt8.self) == 0xBF && (at + 2).load(as: UInt8.self) >= 0xBE
  }

  /// Appends one escape; returns how many bytes it stands for.
  private static func escape(
    _ byte: UInt8, _ at: UnsafeRawPointer, _ rows: RowBuffer
  ) -> Int {
    switch byte {
    case 0x08: rows.put("\\b")
    case 0x09: rows.put("\\t")
    case 0x0A: rows.put("\\n")
    case 0x0C: rows.put("\\f")
    case 0x0D: rows.put("\\r")
    case 0x22: rows.put("\\\"")
    case 0x5C: rows.put("\\\\")
    case 0xEF:
      rows.put((at + 2).load(as: UInt8.self) == 0xBE ? "\\uFFFE" : "\\uFFFF")
      return 3
    default:
      rows.put("\\u")
      for shift: UInt8 in [12, 8, 4, 0] {
        let digit = UInt8(truncatingIfNeeded: UInt16(byte) >> UInt16(shift) & 15)
        rows.put(digit < 10 ? 0x30 + digit : 0x37 + digit)
      }
    }
    return 1
  }
}
