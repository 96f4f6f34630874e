// Literals: strings with their escapes, and what follows them, a language tag or a datatype.

internal import GraphModel

extension Reading {
  /// A literal that begins with a quote.
  ///
  /// `at` is at the quote and moves behind the literal.
  @inline(__always)
  mutating func literal(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    let text = try string(&at)
    var next = try byte(at)
    if next == 0x20 {
      // Blanks may stand before a tag or datatype; hardly anybody puts them there.
      next = try byte(at + 1)
      if next == 0x2E || next == 0x3B || next == 0x2C || next == 0x0A {
        return TermSpan(kind: .string, head: 0, text: text)
      }
    }
    return try suffixed(text, &at)
  }

  /// What follows a string decides what kind of literal it is.
  @inline(__always)
  private mutating func suffixed(_ text: UnsafeRawBufferPointer, _ at: inout UnsafeRawPointer)
    throws(Halt) -> TermSpan
  {
    var behind = at
    if isTurtleFamily { try skipBlanks(&behind) } else { try skipLineBlanks(&behind) }
    switch try byte(behind) {
    case 0x40:
      at = behind
      return TermSpan(kind: .tagged, head: try languageTag(&at), text: text)
    case 0x5E where try byte(behind + 1) == 0x5E:
      behind += 2
      at = behind
      return try datatype(text, &at)
    default:
      return TermSpan(kind: .string, head: 0, text: text)
    }
  }

  /// A datatype behind `^^`.
  private mutating func datatype(_ text: UnsafeRawBufferPointer, _ at: inout UnsafeRawPointer)
    throws(Halt) -> TermSpan
  {
    if isTurtleFamily { try skipBlanks(&at) } else { try skipLineBlanks(&at) }
    let start = at
    let iri: TermSpan
    if try byte(at) == 0x3C {
      iri = try self.iri(&at, .datatype)
    } else if isTurtleFamily {
      iri = try prefixedName(&at, orWanted: .datatype)
    } else {
      throw fail(.wanted(.datatype), at)
    }
    if let known = types.find(iri.head, iri.text) {
      return TermSpan(kind: known.kind, head: known.number, text: text)
    }
    return TermSpan(kind: try newType(iri, start, at), head: types.latest.number, text: text)
  }

  /// Finds out what a datatype is and remembers it as the latest.
  @inline(never)
  private mutating func newType(
    _ iri: TermSpan, _ start: UnsafeRawPointer, _ end: UnsafeRawPointer
  ) throws(Halt) -> TermKind {
    let whole = batch.heads[Int(iri.head)] + iri.text
    if whole == WellKnown.langString || whole == WellKnown.dirLangString {
      throw fail(.tagMissing, start, end)
    }
    if whole == WellKnown.string {
      types.add(iri.head, iri.text, ShortCache.Entry(kind: .string, number: 0))
      return .string
    }
    let number = whole.withUnsafeBytes {
      heads.number(of: $0, in: &batch.heads, limit: HeadTable.limit)
    }
    guard let number else { throw fail(.tooManyHeads, start, end) }
    types.add(iri.head, iri.text, ShortCache.Entry(kind: .typed, number: number))
    return .typed
  }

  /// LANG_DIR.
  ///
  /// `at` is at `@`; the number is that of the tag in lower case with its direction.
  @inline(__always)
  private mutating func languageTag(_ at: inout UnsafeRawPointer) throws(Halt) -> UInt32 {
    let start = at + 1
    if limit - start >= 16 {
      let length = ByteScan.first(.!ByteScan.nameBytes(ByteScan.load(start)))
      let text = UnsafeRawBufferPointer(start: start, count: length)
      if length < 16, let known = tags.find(0, text) {
        at = start + length
        return known.number
      }
    }
    return try newTag(&at)
  }

  @inline(never)
  private mutating func newTag(_ at: inout UnsafeRawPointer) throws(Halt) -> UInt32 {
    let start = at + 1
    var end = start
    while case let byte = try byte(end), isTagByte(byte) { end += 1 }
    at = end
    let written = UnsafeRawBufferPointer(start: start, count: end - start)
    var tag = written
    var direction = written[written.endIndex...]
    if let double = firstDoubleHyphen(written) {
      tag = UnsafeRawBufferPointer(rebasing: written[..<double])
      direction = written[(double + 2)...]
      guard direction.elementsEqual("ltr".utf8) || direction.elementsEqual("rtl".utf8) else {
        throw fail(.direction, start + double, end)
      }
    }
    guard LanguageTag.isWellFormed(tag) else { throw fail(.languageTag, start - 1, end) }
    var lower = tag.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    if !direction.isEmpty { lower += [0x2D, 0x2D] + direction }
    let number = lower.withUnsafeBytes {
      heads.number(of: $0, in: &batch.heads, limit: HeadTable.limit)
    }
    guard let number else { throw fail(.tooManyHeads, start - 1, end) }
    tags.add(0, written, ShortCache.Entry(kind: .tagged, number: number))
    return number
  }

  /// Whether a byte can stand in a language tag or a word behind `@`.
  func isTagByte(_ byte: UInt8) -> Bool {
    byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }

  private func firstDoubleHyphen(_ tag: UnsafeRawBufferPointer) -> Int? {
    tag.indices.dropLast().first { tag[$0] == 0x2D && tag[$0 + 1] == 0x2D }
  }
}
