// IRIs as people write them: `id:BLG`. The prefixes are those that the loaded files declare; where
// two files differ, the first in name order holds, so that an answer is the same on every machine.

/// The prefixes of a graph, and which namespace has which.
public struct Curies: Sendable {
  /// Prefix name and namespace, in the order of declaration.
  public private(set) var declarations: [(name: String, namespace: [UInt8])] = []
  // Tables of bytes and not dictionaries: two more kinds of dictionary are a tenth of a millisecond
  // of every start, which the runtime takes to make them.
  /// The names, numbered as they were declared.
  private var names = TermClasses()
  /// The namespaces, and by their numbers the first declaration of each.
  private var namespaces = TermClasses()
  private var firsts: [Int] = []

  /// No prefixes.
  public init() {}

  /// Takes a declaration in; a name or namespace already taken keeps its first partner.
  mutating func declare(_ name: [UInt8], _ namespace: [UInt8]) {
    guard let text = String(validating: name, as: UTF8.self),
      number(of: name, in: names) == nil,
      let new = name.withUnsafeBytes({ names.number(.iri, $0) }),
      let number = namespace.withUnsafeBytes({ namespaces.number(.iri, $0) })
    else { return }
    if Int(number) == firsts.count { firsts.append(Int(new)) }
    declarations.append((text, namespace))
  }

  private func number(of text: some Sequence<UInt8>, in table: TermClasses) -> Int? {
    Array(text).withUnsafeBytes { table.find(.iri, $0) }.map(Int.init)
  }

  /// Takes in what others declare, in their order.
  mutating func declare(_ others: Curies) {
    for other in others.declarations { declare(Array(other.name.utf8), other.namespace) }
  }

  /// The declaration of a prefix name.
  fileprivate func number(of name: UnsafeRawBufferPointer) -> Int? {
    names.find(.iri, name).map(Int.init)
  }

  /// The prefix name of a namespace.
  public func name(of namespace: [UInt8]) -> String? {
    number(of: namespace, in: namespaces).map { declarations[firsts[$0]].name }
  }

  /// The namespace of a prefix name.
  public func namespace(of name: String) -> [UInt8]? {
    number(of: name.utf8, in: names).map { declarations[$0].namespace }
  }
}

extension Snapshot {
  /// A node as machine formats write it: CURIE, `<iri>` where no prefix fits, `_:label` for a blank
  /// node; a literal as its text.
  public func curie(_ id: TermID) -> String {
    let termClass = terms.termClass(of: id)
    let text = terms.text(of: id)
    switch termClass.kind {
    case .iri:
      if let name = curies.name(of: termClass.text), text.withUnsafeBytes(Curies.isPlain) {
        return name + ":" + Snapshot.text(text)
      }
      return "<" + Snapshot.text(termClass.text + text) + ">"
    case .blank:
      return "_:f" + Snapshot.text(termClass.text) + "-" + Snapshot.text(text)
    case .string, .typed, .tagged, .triple:
      return Snapshot.text(text)
    }
  }

  /// The term that a CURIE or `<iri>` names.
  public func term(named curie: String) -> TermID? {
    if curie.utf8.first == UInt8(ascii: "<"), curie.utf8.last == UInt8(ascii: ">") {
      return terms.findIRI(String(curie.dropFirst().dropLast()))
    }
    var curie = curie
    return curie.withUTF8 { curie in
      let curie = UnsafeRawBufferPointer(curie)
      guard let colon = curie.firstIndex(of: UInt8(ascii: ":")),
        let number = curies.number(of: UnsafeRawBufferPointer(rebasing: curie[..<colon]))
      else { return nil }
      let namespace = curies.declarations[number].namespace
      let local = UnsafeRawBufferPointer(rebasing: curie[(colon + 1)...])
      return withUnsafeTemporaryAllocation(
        byteCount: namespace.count + local.count, alignment: 1
      ) { iri in
        namespace.withUnsafeBytes { iri.copyMemory(from: $0) }
        UnsafeMutableRawBufferPointer(rebasing: iri[namespace.count...]).copyMemory(from: local)
        return terms.findIRI(UnsafeRawBufferPointer(iri))
      }
    }
  }

  /// Text that was validated when it was loaded.
  public static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Curies {
  /// Whether a local part can stand in a CURIE of the query language as it is.
  static func isPlain(_ local: UnsafeRawBufferPointer) -> Bool {
    // A bit for each ASCII character that means something there: controls, the space, and
    // , " | = < > ! { } ^ ~ ? $ ( ) #
    let (low, high): (UInt64, UInt64) = (0xF000_131F_FFFF_FFFF, 0xF800_0000_4000_0000)
    for byte in local where byte < 0x80 {
      if (byte < 0x40 ? low : high) >> UInt64(byte & 0x3F) & 1 != 0 { return false }
    }
    return true
  }
}
