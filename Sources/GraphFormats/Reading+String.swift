// Strings between quotes. A string without escapes is a span of the file; only the others are
// copied.

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
      let lane = ByteScan.first(ByteScan.stringStops(ByteScan.load(end), quote))
      end += lane
      if lane == 16 { continue }
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
    return hasEscapes ? try unescaped(text) : text
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
    return hasEscapes ? try unescaped(text) : text
  }

  /// A string with ECHAR and UCHAR decoded.
  ///
  /// Decoded text is never longer than the escapes.
  private mutating func unescaped(_ text: UnsafeRawBufferPointer) throws(Halt)
    -> UnsafeRawBufferPointer
  {
    guard let start = text.baseAddress else { return text }
    let target = scratch.allocate(text.count)
    let end = start + text.count
    var (from, to) = (start, target)
    while from < end {
      let next = ByteScan.find(0x5C, or: 0x5C, from: from, to: end)
      to.copyMemory(from: from, byteCount: next - from)
      to += next - from
      from = next
      guard from < end else { break }
      let kind = (from + 1).load(as: UInt8.self)
      if kind == 0x75 || kind == 0x55 {
        to = encode(try codePoint(&from, end), to)
        continue
      }
      guard let byte = escapedByte(kind) else { throw fail(.stringEscape, from, from + 2) }
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
