// Terms as N-Triples and Turtle write them, so that what an answer rests on can be loaded again.

internal import Bytes
internal import GraphModel
internal import GraphStore

/// Writes terms of one snapshot.
struct TermText {
  let snapshot: Snapshot
  /// Whether IRIs may be shortened by the prefixes of the data.
  let hasPrefixes: Bool

  /// Appends a term.
  func append(_ term: TermID, to output: inout OutputBuffer) {
    // A triple term's object may be one again; what is open is closed at the end.
    var open = 0
    var next = term
    while let parts = parts(of: next) {
      output.append("<<( ")
      appendPlain(parts.subject, to: &output)
      output.append(0x20)
      appendPlain(parts.predicate, to: &output)
      output.append(0x20)
      open += 1
      next = parts.object
    }
    appendPlain(next, to: &output)
    for _ in 0..<open { output.append(" )>>") }
  }

  /// Appends a date with the datatype that its precision asks for.
  func append(_ date: PartialDate, to output: inout OutputBuffer) {
    output.append("\"\(date)\"^^")
    append(iri: TermText.datatype(of: date), to: &output)
  }

  /// The datatype that the precision of a date asks for.
  static func datatype(of date: PartialDate) -> [UInt8] {
    date.month == nil
      ? WellKnown.gYear : date.day == nil ? WellKnown.gYearMonth : WellKnown.date
  }

  /// Appends a whole IRI, shortened where that is allowed and possible.
  func append(iri: [UInt8], to output: inout OutputBuffer) {
    let cut = iri.withUnsafeBytes { TermDictionary.cut($0) }
    appendIRI(Array(iri[..<cut]), Array(iri[cut...]), to: &output)
  }

  private func appendPlain(_ term: TermID, to output: inout OutputBuffer) {
    let termClass = snapshot.terms.termClass(of: term)
    let text = snapshot.terms.text(of: term)
    switch termClass.kind {
    case .iri: appendIRI(termClass.text, text, to: &output)
    case .blank: output.append(snapshot.curie(term))
    case .string: append(string: text, to: &output)
    case .tagged:
      append(string: text, to: &output)
      output.append(0x40)
      output.append(termClass.text)
    case .typed:
      append(string: text, to: &output)
      output.append("^^")
      append(iri: termClass.text, to: &output)
    case .triple: break
    }
  }

  private func append(string text: [UInt8], to output: inout OutputBuffer) {
    output.append(0x22)
    output.append(Snapshot.text(text), escaping: .json)
    output.append(0x22)
  }

  /// The prefix that shortens an IRI of this namespace and local part.
  func prefix(of namespace: [UInt8], _ local: [UInt8]) -> String? {
    guard hasPrefixes, TermText.isPlainLocal(local) else { return nil }
    return snapshot.curies.name(of: namespace)
  }

  private func appendIRI(
    _ namespace: [UInt8], _ local: [UInt8], to output: inout OutputBuffer
  ) {
    if let name = prefix(of: namespace, local) {
      output.append(name)
      output.append(0x3A)
      output.append(local)
      return
    }
    output.append(0x3C)
    for scalar in Snapshot.text(namespace + local).unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F...0x9F, 0x2028, 0x2029:
        output.append("\\u")
        output.append(hex: scalar.value, digits: 4)
      default: output.append(String(scalar))
      }
    }
    output.append(0x3E)
  }

  /// Local parts that Turtle takes without escapes; others are rare and written in full.
  private static func isPlainLocal(_ local: [UInt8]) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
      default: false
      }
    }
    guard let first = local.first, let last = local.last else { return true }
    guard isWord(first), isWord(last) || last == 0x2D else { return false }
    return local.allSatisfy { isWord($0) || $0 == 0x2D || $0 == 0x2E }
  }

  /// The three terms of a triple term: its text is their numbers; nil for any other term.
  func parts(of term: TermID) -> (subject: TermID, predicate: TermID, object: TermID)? {
    guard snapshot.terms.kind(of: term) == .triple else { return nil }
    return snapshot.terms.withText(of: term) { bytes in
      guard bytes.count == 12 else { return nil }
      return (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self),
        bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
      )
    }
  }
}
