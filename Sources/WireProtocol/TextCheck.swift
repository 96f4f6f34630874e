// What text may stand on a line: UTF-8 without controls. Bad bytes are refused with their place
// and never repaired, because a repaired name is another name.

/// Looks for bytes that a line must not hold (protocol.md, point 1).
public enum TextCheck {
  /// The place of the first bad byte in `bytes[range]`, counted from `bytes`' start; nil if none.
  ///
  /// Bad are C0 but TAB, DEL, C1, BOM and what is not UTF-8, overlong forms and surrogates among it.
  public static func firstBadByte(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
    let text = bytes.span
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte < 0x80 {
        guard (byte >= 0x20 && byte != 0x7F) || byte == 0x09 else { return index }
        index += 1
        continue
      }
      let length = scalarLength(text, at: index, end: range.upperBound)
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }

  /// The bytes of the well-formed, allowed scalar at `index`, or 0.
  private static func scalarLength(_ text: Span<UInt8>, at index: Int, end: Int) -> Int {
    let first = text[index]
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, end - index >= length else { return 0 }
    guard secondByteRange(after: first).contains(text[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) where text[index + offset] & 0xC0 != 0x80 { return 0 }
    let isMark = first == 0xEF && text[index + 1] == 0xBB && text[index + 2] == 0xBF
    return isMark ? 0 : length
  }

  /// The Unicode standard's table 3-7, with C1 controls taken out of the rows of two bytes.
  private static func secondByteRange(after first: UInt8) -> ClosedRange<UInt8> {
    switch first {
    case 0xC2: 0xA0...0xBF
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }
}
