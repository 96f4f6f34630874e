// Line and column of a byte. Counted only when somebody asks, that is when a fault is reported: the
// way of a good file never pays for it.

/// A line and a column, both from 1; the column counts bytes.
public struct TextPosition: Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The byte in the line, from 1.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The position of a byte of a text; an offset past the end is the end.
  public init(of offset: Int, in text: UnsafeRawBufferPointer) {
    let end = min(max(offset, 0), text.count)
    line = 1 + countLineFeeds(UnsafeRawBufferPointer(rebasing: text[..<end]))
    column = end - lineStart(before: end, in: text) + 1
  }
}

/// Number of line feeds in bytes.
public func countLineFeeds(_ bytes: UnsafeRawBufferPointer) -> Int {
  guard let base = bytes.baseAddress else { return 0 }
  var total = 0
  var index = 0
  let none = SIMD16<UInt8>(repeating: 0)
  func ones(_ at: Int) -> SIMD16<UInt8> {
    let vector = base.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    let mask: SIMDMask<SIMD16<Int8>> = vector .== feed
    // A true lane is all ones, so subtracting it adds one.
    return unsafeBitCast(mask, to: SIMD16<UInt8>.self)
  }
  while index + 64 <= bytes.count {
    // Lanes count to at most 252 before they are added up.
    var lanes = none
    let stop = min(bytes.count - 63, index + 64 * 63)
    while index < stop {
      let pair = ones(index) &+ ones(index + 16)
      lanes = lanes &- (pair &+ ones(index + 32) &+ ones(index + 48))
      index += 64
    }
    for lane in 0..<16 { total += Int(lanes[lane]) }
  }
  while index < bytes.count {
    if bytes[index] == 0x0A { total += 1 }
    index += 1
  }
  return total
}

/// Offset of the first byte of the line that holds the byte at `offset`.
public func lineStart(before offset: Int, in text: UnsafeRawBufferPointer) -> Int {
  var start = min(offset, text.count)
  while start > 0, text[start - 1] != 0x0A { start -= 1 }
  return start
}
