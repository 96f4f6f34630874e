// IRIs between angle brackets: scanned, unescaped, resolved, and cut into head and text.

internal import GraphModel

extension Reading {
  /// IRIREF.
  ///
  /// `at` is at `<` and moves behind `>`.
  @inline(__always)
  mutating func iri(_ at: inout UnsafeRawPointer, _ place: Place) throws(Halt) -> TermSpan {
    let start = at + 1
    var end = start
    while limit - end >= 16 {
      guard let lane = ByteScan.lane(ByteScan.iriStops(ByteScan.load(end))) else {
        end += 16
        continue
      }
      end += lane
      guard end.load(as: UInt8.self) == 0x3E else { break }
      at = end + 1
      return try iriTerm(UnsafeRawBufferPointer(start: start, count: end - start), place)
    }
    return try slowIRI(&at, start, end, place)
  }

  /// The rest of an IRI that is near the end of the window, has escapes or is wrong.
  @inline(never)
  private mutating func slowIRI(
    _ at: inout UnsafeRawPointer, _ start: UnsafeRawPointer, _ scanned: UnsafeRawPointer,
    _ place: Place
  ) throws(Halt) -> TermSpan {
    var end = scanned
    var hasEscapes = false
    while true {
      let byte = try byte(end)
      if byte == 0x3E { break }
      if byte == 0x5C {
        hasEscapes = true
        if try self.byte(end + 1) != 0x5C { end += 1 }
      } else if IRI.isForbidden(byte) {
        // A blank or the end of a line: rather the `>` is missing than the blank too much.
        let isUnclosed = end >= limit || byte == 0x0A || byte == 0x0D
        throw isUnclosed ? fail(.unclosedIRI, start - 1, end) : fail(.iriCharacter, end, end + 1)
      }
      end += 1
    }
    at = end + 1
    let text = UnsafeRawBufferPointer(start: start, count: end - start)
    return try iriTerm(hasEscapes ? unescaped(text, inIRI: true) : text, place)
  }

  /// The term of an IRI's bytes as they stand in the file.
  @inline(__always)
  mutating func iriTerm(_ text: UnsafeRawBufferPointer, _ place: Place) throws(Halt)
    -> TermSpan
  {
    guard let start = text.baseAddress else { return try newHead(text, place) }
    if place == .predicate || place == .datatype {
      if let known = iris.find(text) { return known }
      return try newHead(text, place)
    }
    // Most IRIs share their head with the one before in the same place, and then need no search.
    let known = recent[place.rawValue]
    let length = known.text.count
    if length > 0, length <= text.count,
      areSame(known.text, UnsafeRawBufferPointer(start: start, count: length)),
      !hasCut(start + length, start + text.count)
    {
      return TermSpan(
        kind: .iri, head: known.number,
        text: UnsafeRawBufferPointer(start: start + length, count: text.count - length))
    }
    return try newHead(text, place)
  }

  /// Whether an IRI would be cut in a part of it.
  @inline(__always)
  func hasCut(_ from: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    var at = from
    // What was decoded lies elsewhere and may have nothing behind it.
    while at >= cursor, limit - at >= 16 {
      let vector = ByteScan.load(at)
      let cuts =
        ByteScan.equal(vector, 0x2F) .| ByteScan.equal(vector, 0x23) .| ByteScan.equal(vector, 0x3A)
      if let lane = ByteScan.lane(cuts) { return at + lane < end }
      at += 16
      if at >= end { return false }
    }
    while at < end {
      let byte = at.load(as: UInt8.self)
      if byte == 0x2F || byte == 0x23 || byte == 0x3A { return true }
      at += 1
    }
    return false
  }

  @inline(never)
  private mutating func newHead(_ text: UnsafeRawBufferPointer, _ place: Place)
    throws(Halt) -> TermSpan
  {
    if let known = iris.find(text) { return known }
    if IRI.schemeLength(text) > 0 {
      let term = split(text, place)
      if term.head != 0 { iris.add(text, term) }
      return term
    }
    if base.isEmpty {
      let at = text.baseAddress ?? cursor
      let isInWindow = at >= cursor && at < limit
      throw fail(
        .relativeIRI, isInWindow ? at - 1 : cursor,
        isInWindow ? at + text.count + 1 : nil)
    }
    let resolved = base.withUnsafeBytes { IRI.resolve(text, against: $0) }
    return split(scratch.copy(resolved), place)
  }

  /// An absolute IRI as a term.
  mutating func split(_ text: UnsafeRawBufferPointer, _ place: Place) -> TermSpan {
    let cut = IRI.cut(text)
    let head = UnsafeRawBufferPointer(rebasing: text[..<cut])
    guard cut <= HeadTable.namespaceLength,
      let number = heads.number(of: head, in: &batch.heads, limit: HeadTable.namespaceLimit)
    else { return TermSpan(kind: .iri, head: 0, text: text) }
    if recent[place.rawValue].number != number {
      recent[place.rawValue] = KnownHead(
        text: headTexts.text(of: number, batch.heads, kept), number: number)
    }
    return TermSpan(kind: .iri, head: number, text: UnsafeRawBufferPointer(rebasing: text[cut...]))
  }

  /// Hexadecimal digits behind `\u` or `\U`; `at` is at the backslash and moves behind the digits.
  mutating func codePoint(_ at: inout UnsafeRawPointer, _ end: UnsafeRawPointer) throws(Halt)
    -> UInt32
  {
    let escape = at
    let digits = (at + 1).load(as: UInt8.self) == 0x75 ? 4 : 8
    var scalar: UInt32 = 0
    at += 2
    for _ in 0..<digits {
      guard at < end, let digit = hexValue(at.load(as: UInt8.self)) else {
        throw fail(.shortCode(digits: digits), escape, at)
      }
      scalar = scalar << 4 | digit
      at += 1
    }
    if (0xD800...0xDFFF).contains(scalar) { throw fail(.surrogate, escape, at) }
    if scalar > 0x10FFFF { throw fail(.noCharacter, escape, at) }
    return scalar
  }

  /// Writes a character in UTF-8; returns the place behind it.
  func encode(_ scalar: UInt32, _ to: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    func put(_ value: UInt32, _ index: Int) {
      to.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: index, as: UInt8.self)
    }
    if scalar < 0x80 {
      put(scalar, 0)
      return to + 1
    }
    if scalar < 0x800 {
      put(0xC0 | scalar >> 6, 0)
      put(0x80 | scalar & 63, 1)
      return to + 2
    }
    if scalar < 0x10000 {
      put(0xE0 | scalar >> 12, 0)
      put(0x80 | scalar >> 6 & 63, 1)
      put(0x80 | scalar & 63, 2)
      return to + 3
    }
    put(0xF0 | scalar >> 18, 0)
    put(0x80 | scalar >> 12 & 63, 1)
    put(0x80 | scalar >> 6 & 63, 2)
    put(0x80 | scalar & 63, 3)
    return to + 4
  }
}

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x37)
  case 0x61...0x66: UInt32(byte - 0x57)
  default: nil
  }
}
