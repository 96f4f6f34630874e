// Names with a prefix, and the words of the grammar, which look like prefixes without a colon.

internal import GraphModel

extension Reading {
  /// PrefixedName.
  ///
  /// `at` is at its first byte and moves behind it. Where no name stands, the fault is that something
  /// else was wanted.
  @inline(__always)
  mutating func prefixedName(_ at: inout UnsafeRawPointer, orWanted wanted: Wanted) throws(Halt)
    -> TermSpan
  {
    if limit - at >= 40, let name = quickName(&at) { return name }
    return try slowName(&at, wanted)
  }

  /// A plain name; nil if a closer look is needed.
  ///
  /// At least 40 bytes are at hand, of which 32 are looked at. Colon and end are found at once, since
  /// what follows the name has to wait for nothing but its end.
  @inline(__always)
  func quickName(_ at: inout UnsafeRawPointer) -> TermSpan? {
    let low = ByteScan.bits(ByteScan.nameBytes(ByteScan.load(at)))
    let high = ByteScan.bits(ByteScan.nameBytes(ByteScan.load(at + 16)))
    let stops = ~UInt64(low | high << 16)
    let colon = stops.trailingZeroBitCount
    let end = (stops & (stops &- 1)).trailingZeroBitCount
    // A name that goes on after what was looked at, or may do so, takes the long way.
    guard colon <= 7, end < 32, (at + colon).load(as: UInt8.self) == 0x3A,
      isPlainEnd((at + end).load(as: UInt8.self)),
      let head = prefixes.quickHead(PrefixTable.key(at.loadUnaligned(as: UInt64.self), colon))
    else { return nil }
    let start = at + colon + 1
    let length = end &- colon &- 1
    if length > 0, start.load(as: UInt8.self) == 0x2D { return nil }
    at += end
    return TermSpan(
      kind: .iri, head: head, text: UnsafeRawBufferPointer(start: start, count: length))
  }

  /// Whether a byte behind letters and digits surely ends a local name.
  @inline(__always)
  private func isPlainEnd(_ byte: UInt8) -> Bool {
    byte != 0x2E && byte != 0x3A && byte != 0x25 && byte != 0x5C && byte < 0x80
  }

  @inline(never)
  private mutating func slowName(_ at: inout UnsafeRawPointer, _ wanted: Wanted) throws(Halt)
    -> TermSpan
  {
    let start = at
    let colon = try prefixEnd(start)
    guard try byte(colon) == 0x3A else { throw fail(.wanted(wanted), start) }
    let name = UnsafeRawBufferPointer(start: start, count: colon - start)
    guard let entry = prefixes.entry(of: name) else {
      throw fail(.undeclaredPrefix(Array(name)), start, colon + 1)
    }
    let local = try localName(colon + 1, &at)
    if let head = entry.head, let from = local.baseAddress, !hasCut(from, from + local.count) {
      return TermSpan(kind: .iri, head: head, text: local)
    }
    return split(joined(entry.iri, local), .object)
  }

  /// One text behind another.
  private func joined(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer)
    -> UnsafeRawBufferPointer
  {
    let target = scratch.allocate(first.count + second.count)
    if let from = first.baseAddress { target.copyMemory(from: from, byteCount: first.count) }
    if let from = second.baseAddress {
      (target + first.count).copyMemory(from: from, byteCount: second.count)
    }
    return UnsafeRawBufferPointer(start: target, count: first.count + second.count)
  }

  /// Behind PN_PREFIX, which may be empty.
  func prefixEnd(_ start: UnsafeRawPointer) throws(Halt) -> UnsafeRawPointer {
    let first = try scalar(start)
    return NameCharacters.isBase(first.value) ? try nameEnd(start + first.length) : start
  }

  /// PN_LOCAL, which may be empty, with its backslashes removed; `at` moves behind it.
  private mutating func localName(_ start: UnsafeRawPointer, _ at: inout UnsafeRawPointer)
    throws(Halt) -> UnsafeRawBufferPointer
  {
    var here = start
    var end = start
    var hasEscapes = false
    while true {
      let plain = plainBytes(here)
      if plain > 0, here > start || here.load(as: UInt8.self) != 0x2D {
        here += plain
        end = here
        if plain == 16 { continue }
      }
      let next = try scalar(here)
      switch next.value {
      case 0x2E where here > start:
        here += 1
        continue
      case 0x3A: here += 1
      case 0x25:
        guard hexValue(try byte(here + 1)) != nil, hexValue(try byte(here + 2)) != nil else {
          throw fail(.percent, here, here + 1)
        }
        here += 3
      case 0x5C:
        guard isLocalEscape(try byte(here + 1)) else { throw fail(.localEscape, here, here + 2) }
        hasEscapes = true
        here += 2
      default:
        let isName =
          here == start
          ? NameCharacters.isStart(next.value) : NameCharacters.isInner(next.value)
        guard isName else {
          at = end
          let text = UnsafeRawBufferPointer(start: start, count: end - start)
          return hasEscapes ? withoutBackslashes(text) : text
        }
        here += next.length
      }
      end = here
    }
  }

  /// How many of the next sixteen bytes are letters and digits before another byte; 0 near the end of
  /// the window.
  @inline(__always)
  func plainBytes(_ at: UnsafeRawPointer) -> Int {
    limit - at < 16 ? 0 : ByteScan.first(.!ByteScan.nameBytes(ByteScan.load(at)))
  }

  private func withoutBackslashes(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    scratch.copy(text.filter { $0 != 0x5C })
  }

  /// Whether PN_LOCAL_ESC holds a character.
  private func isLocalEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x2F, 0x3B, 0x3D, 0x3F, 0x40, 0x5F, 0x7E: true
    default: false
    }
  }

  /// Whether a word of the grammar stands at an address, in any case, and ends there.
  func isWord(_ word: StaticString, _ at: UnsafeRawPointer) throws(Halt) -> Bool {
    for index in 0..<word.utf8CodeUnitCount {
      guard try byte(at + index) & 0xDF == word.utf8Start[index] else { return false }
    }
    return try endsWord(at + word.utf8CodeUnitCount)
  }

  /// Whether no name goes on at an address.
  @inline(__always)
  func endsWord(_ at: UnsafeRawPointer) throws(Halt) -> Bool {
    if try byte(at) <= 0x20 { return true }
    return try endsWordSlowly(at)
  }

  @inline(never)
  private func endsWordSlowly(_ at: UnsafeRawPointer) throws(Halt) -> Bool {
    let next = try scalar(at)
    if next.value == 0x3A { return false }
    guard next.value == 0x2E else { return !NameCharacters.isInner(next.value) }
    return !NameCharacters.isInner(try scalar(at + 1).value)
  }

  /// NumericLiteral.
  ///
  /// `at` is at a sign, a digit or a dot and moves behind the number.
  mutating func number(_ at: inout UnsafeRawPointer, orWanted wanted: Wanted) throws(Halt)
    -> TermSpan
  {
    let start = at
    var end = start
    if case let sign = try byte(end), sign == 0x2B || sign == 0x2D { end += 1 }
    let whole = try digits(&end)
    var datatype = terms.integer
    var fraction = 0
    if try byte(end) == 0x2E {
      var behind = end + 1
      fraction = try digits(&behind)
      var exponent = behind
      if fraction > 0 {
        datatype = terms.decimal
        end = behind
      } else if whole > 0, try isExponent(&exponent) {
        end = behind
      }
    }
    guard whole + fraction > 0 else { throw fail(.wanted(wanted), start) }
    if try isExponent(&end) { datatype = terms.double }
    at = end
    return TermSpan(
      kind: .typed, head: datatype, text: UnsafeRawBufferPointer(start: start, count: end - start))
  }

  /// Passes digits; how many there were.
  @inline(__always)
  private func digits(_ at: inout UnsafeRawPointer) throws(Halt) -> Int {
    let start = at
    while case let byte = try byte(at), byte &- 0x30 <= 9 { at += 1 }
    return at - start
  }

  /// Passes EXPONENT, if one stands there.
  @inline(__always)
  private func isExponent(_ at: inout UnsafeRawPointer) throws(Halt) -> Bool {
    guard try byte(at) & 0xDF == 0x45 else { return false }
    var end = at + 1
    if case let sign = try byte(end), sign == 0x2B || sign == 0x2D { end += 1 }
    guard try digits(&end) > 0 else { return false }
    at = end
    return true
  }
}
