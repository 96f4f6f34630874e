// IRIs in the dictionary: cut after the last `/`, `#` or `:`, so that the same IRI has the same
// class and text however a file abbreviated it.

extension TermDictionary {
  /// Where an IRI is cut: bytes before are its namespace, the rest its local part.
  public static func cut(_ iri: UnsafeRawBufferPointer) -> Int {
    var index = iri.count
    while index > 0 {
      let byte = iri[index - 1]
      if byte == 0x2F || byte == 0x23 || byte == 0x3A { return index }
      index -= 1
    }
    return 0
  }

  /// The term of a whole IRI, made if it is new; nil when the dictionary is full.
  public mutating func internIRI(_ iri: UnsafeRawBufferPointer) -> TermID? {
    let cut = TermDictionary.cut(iri)
    guard let number = classNumber(.iri, UnsafeRawBufferPointer(rebasing: iri[..<cut])) else {
      return nil
    }
    return intern(number, UnsafeRawBufferPointer(rebasing: iri[cut...]))
  }

  /// The term of a whole IRI, if it is here.
  public func findIRI(_ iri: UnsafeRawBufferPointer) -> TermID? {
    let cut = TermDictionary.cut(iri)
    guard let number = knownClass(.iri, UnsafeRawBufferPointer(rebasing: iri[..<cut])) else {
      return nil
    }
    return find(number, UnsafeRawBufferPointer(rebasing: iri[cut...]))
  }

  /// The term of a whole IRI, if it is here.
  public func findIRI(_ iri: String) -> TermID? {
    var iri = iri
    return iri.withUTF8 { findIRI(UnsafeRawBufferPointer($0)) }
  }

  /// An IRI in full.
  public func iri(_ id: TermID) -> [UInt8] { termClass(of: id).text + text(of: id) }

  /// A literal's lexical form, or nil for what is no literal.
  public func lexicalForm(_ id: TermID) -> [UInt8]? {
    switch kind(of: id) {
    case .string, .typed, .tagged: text(of: id)
    case .iri, .blank, .triple: nil
    }
  }

  /// Whether a term is a literal.
  public func isLiteral(_ id: TermID) -> Bool {
    switch kind(of: id) {
    case .string, .typed, .tagged: true
    case .iri, .blank, .triple: false
    }
  }

  /// The literal with this text: plain, or in a language, if it is here.
  public func findLiteral(_ text: [UInt8], language: String? = nil) -> TermID? {
    let tag = [UInt8]((language ?? "").utf8)
    let number = tag.withUnsafeBytes { knownClass(language == nil ? .string : .tagged, $0) }
    guard let number else { return nil }
    return text.withUnsafeBytes { find(number, $0) }
  }

  /// The literals with this text in the order of their classes: those without a language, and those
  /// in the one asked for or in any.
  public func literals(writing text: String, language: String?) -> [TermID] {
    var text = text
    return text.withUTF8 { text in
      var found: [TermID] = []
      for (number, own) in classes.enumerated() {
        switch own.kind {
        case .iri, .blank, .triple: continue
        case .tagged: if let language, !own.text.elementsEqual(language.utf8) { continue }
        case .string, .typed: break
        }
        if let term = find(ClassID(number), UnsafeRawBufferPointer(text)) { found.append(term) }
      }
      return found
    }
  }
}
