// How Turtle abbreviates: IRIs with a declared namespace become names, common datatypes become bare
// numbers and words. Decided once for each head, because a head comes back thousands of times.

internal import GraphModel

/// Abbreviations for one file after the other.
struct TurtleNames {
  private struct Head {
    /// The prefix with its colon, if the head is a declared namespace.
    var prefix: [UInt8]?
    /// The head as a datatype: a name or an IRI in angle brackets.
    var datatype: [UInt8]
    var kind: Bare
  }

  /// Datatypes whose literals may be written bare.
  private enum Bare { case no, boolean, integer, decimal, double }

  /// Prefixes with their colon by namespace.
  private var prefixes: [[UInt8]: [UInt8]] = [:]
  private var namespaces: [[UInt8]: [UInt8]] = [:]
  private var heads: [Head?] = []

  /// Declares a prefix; an older meaning of it is forgotten.
  mutating func declare(_ name: [UInt8], _ iri: [UInt8]) {
    if let old = namespaces[name], prefixes[old] == name + [0x3A] { prefixes[old] = nil }
    namespaces[name] = iri
    prefixes[iri] = name + [0x3A]
    heads.removeAll(keepingCapacity: true)
  }

  /// Whether a prefix stands for an IRI already.
  func isDeclared(_ name: [UInt8], _ iri: [UInt8]) -> Bool { namespaces[name] == iri }

  /// Forgets the numbers of heads, which are another reader's.
  mutating func beginFile() { heads.removeAll(keepingCapacity: true) }

  /// The prefix with its colon that an IRI is abbreviated by, if it can be.
  mutating func prefix(of term: TermSpan, _ batch: borrowing TripleBatch) -> [UInt8]? {
    guard term.head != 0, let prefix = head(term.head, batch).prefix else { return nil }
    return isPlain(term.text) ? prefix : nil
  }

  /// What is put behind `^^` for a head.
  mutating func datatype(_ number: UInt32, _ batch: borrowing TripleBatch) -> [UInt8] {
    head(number, batch).datatype
  }

  /// Whether a typed literal is written without quotes.
  mutating func isBare(_ term: TermSpan, _ batch: borrowing TripleBatch) -> Bool {
    switch head(term.head, batch).kind {
    case .no: false
    case .boolean: term.text.elementsEqual("true".utf8) || term.text.elementsEqual("false".utf8)
    case .integer: NumberForm(term.text) == .integer
    case .decimal: NumberForm(term.text) == .decimal
    case .double: NumberForm(term.text) == .double
    }
  }

  private mutating func head(_ number: UInt32, _ batch: borrowing TripleBatch) -> Head {
    let index = Int(number)
    if index < heads.count, let known = heads[index] { return known }
    let text = batch.heads[index]
    let cut = text.withUnsafeBytes { IRI.cut($0) }
    let local = text[cut...]
    var datatype = [0x3C] + text + [0x3E]
    if let prefix = prefixes[Array(text[..<cut])], NameCharacters.isPlainLocal(local) {
      datatype = prefix + local
    }
    let kind: Bare =
      switch text {
      case WellKnown.boolean: .boolean
      case WellKnown.integer: .integer
      case WellKnown.decimal: .decimal
      case WellKnown.double: .double
      default: .no
      }
    let head = Head(prefix: prefixes[text], datatype: datatype, kind: kind)
    while heads.count <= index { heads.append(nil) }
    heads[index] = head
    return head
  }

  /// Whether a text is a local name that needs no escapes.
  private func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    var isSimple = text.first != 0x2D
    for byte in text {
      let isLetter = byte | 0x20 &- 0x61 <= 25
      isSimple = isSimple && (isLetter || byte &- 0x30 <= 9 || byte == 0x2D || byte == 0x5F)
    }
    return isSimple || NameCharacters.isPlainLocal(text)
  }
}

/// Which of Turtle's numbers a text is.
enum NumberForm {
  case none
  case integer
  case decimal
  case double

  init(_ text: UnsafeRawBufferPointer) {
    var rest = text[...]
    if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
    let whole = NumberForm.digits(&rest)
    var fraction = 0
    var form = NumberForm.integer
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      fraction = NumberForm.digits(&rest)
      form = fraction > 0 ? .decimal : .none
    }
    if let mark = rest.first, mark | 0x20 == 0x65, whole + fraction > 0 {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
      form = NumberForm.digits(&rest) > 0 ? .double : .none
    }
    self = rest.isEmpty && whole + fraction > 0 ? form : .none
  }

  private static func digits(_ rest: inout Slice<UnsafeRawBufferPointer>) -> Int {
    let count = rest.prefix { $0 &- 0x30 <= 9 }.count
    rest = rest.dropFirst(count)
    return count
  }
}
