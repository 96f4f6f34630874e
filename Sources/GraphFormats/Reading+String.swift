// Strings between quotes. A string without escapes is a span of the file; only the others are
// copied.

internal import GraphModel

extension Reading {
  /// The lexical form of a quoted string.
  ///
  /// `at` is at the quote and moves behind the closing one.
  @inline(__always)
  mutating func string(_ at: inout UnsafeRawPointer) throws(Halt) -> UnsafeRawBufferPointer {
    let quote = at.load(as: UInt8.self)
    let start = at + 1
    var end = start
    while limit - end >= 16 {
      guard let lane = ByteScan.lane(ByteScan.stringStops(ByteScan.load(end), quote)) else {
        end += 16
        continue
      }
      end += lane
      guard end.load(as: UInt8.self) == quote, end > start else { break }
      at = end + 1
      return UnsafeRawBufferPointer(start: start, count: end - start)
    }
    return try slowString(&at, quote, end)
  }

  @inline(never)
  private mutating func slowString(
    _ at: inout UnsafeRawPointer, _ quote: UInt8, _ scanned: UnsafeRawPointer
  ) throws(Halt) -> UnsafeRawBufferPointer {
    let open = at
    if isTurtleFamily, scanned == open + 1, try byte(scanned) == quote,
      try byte(scanned + 1) == quote
    {
      return try longString(&at, quote)
    }
    var end = scanned
    var hasEscapes = false
    while true {
      let stop = ByteScan.find(quote, or: 0x5C, from: end, to: limit)
      let feed = ByteScan.find(0x0A, or: 0x0D, from: end, to: stop)
      guard feed == stop else { throw fail(.unclosedString(isLong: false), open, feed) }
      end = stop
      if end == limit {
        if isLast { throw fail(.unclosedString(isLong: false), open, end) }
        throw .starved
      }
      if end.load(as: UInt8.self) == quote { break }
      hasEscapes = true
      guard end + 1 < limit else {
        if isLast { throw fail(.unclosedString(isLong: false), open, limit) }
        throw .starved
      }
      // Behind the backslash only a quote or a backslash would be misread.
      let isPair = [quote, 0x5C].contains((end + 1).load(as: UInt8.self))
      end += isPair ? 2 : 1
    }
    at = end + 1
    let text = UnsafeRawBufferPointer(start: open + 1, count: end - open - 1)
    return hasEscapes ? try unescaped(text, inIRI: false) : text
  }

  /// STRING_LITERAL_LONG_QUOTE or its twin with single quotes; `at` is at the first of three.
  private mutating func longString(_ at: inout UnsafeRawPointer, _ quote: UInt8) throws(Halt)
    -> UnsafeRawBufferPointer
  {
    let start = at + 3
    var end = start
    var hasEscapes = false
    while true {
      end = ByteScan.find(quote, or: 0x5C, from: end, to: limit)
      guard end + 2 < limit else {
        if isLast { throw fail(.unclosedString(isLong: true), at, start) }
        throw .starved
      }
      if end.load(as: UInt8.self) == 0x5C {
        hasEscapes = true
        end += 2
      } else if (end + 1).load(as: UInt8.self) == quote, (end + 2).load(as: UInt8.self) == quote {
        break
      } else {
        end += 1
      }
    }
    at = end + 3
    let text = UnsafeRawBufferPointer(start: start, count: end - start)
    return hasEscapes ? try unescaped(text, inIRI: false) : text
  }

  /// A string with ECHAR and UCHAR decoded, or an IRI, where only UCHAR may stand.
  ///
  /// Decoded text is never longer than the escapes.
  mutating func unescaped(_ text: UnsafeRawBufferPointer, inIRI: Bool) throws(Halt)
    -> UnsafeRawBufferPointer
  {
    guard let start = text.baseAddress else { return text }
    let target = scratch.allocate(text.count)
    let end = start + text.count
    var (from, to) = (start, target)
    while from < end {
      let escape = ByteScan.find(0x5C, or: 0x5C, from: from, to: end)
      to.copyMemory(from: from, byteCount: escape - from)
      to += escape - from
      from = escape
      guard from < end else { break }
      let kind = from + 1 < end ? (from + 1).load(as: UInt8.self) : 0
      if kind == 0x75 || kind == 0x55 {
        let scalar = try codePoint(&from, end)
        if inIRI, scalar < 0x80, IRI.isForbidden(UInt8(scalar)) {
          throw fail(.iriCharacter, escape, from)
        }
        to = encode(scalar, to)
        continue
      }
      guard !inIRI, let byte = escapedByte(kind) else {
        throw fail(inIRI ? .iriEscape : .stringEscape, escape, min(escape + 2, end))
      }
      to.storeBytes(of: byte, as: UInt8.self)
      (from, to) = (from + 2, to + 1)
    }
    return UnsafeRawBufferPointer(start: target, count: to - target)
  }

  /// The byte that ECHAR stands for.
  private func escapedByte(_ kind: UInt8) -> UInt8? {
    switch kind {
    case 0x74: 0x09
    case 0x62: 0x08
    case 0x6E: 0x0A
    case 0x72: 0x0D
    case 0x66: 0x0C
    case 0x22, 0x27, 0x5C: kind
    default: nil
    }
  }
}
