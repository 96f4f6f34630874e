// The line that is wrong, with a marker under the wrong bytes. What would move the cursor is made
// visible first, and the marker is placed by display width, so that it stands where the eye looks.

/// Part of one line of a text and the bytes in it that are meant.
public struct Excerpt: Equatable, Sendable {
  /// The line, or the part of it around the meant bytes, without its end.
  public var text: [UInt8]
  /// The meant bytes, counted from the start of `text`; may be empty.
  public var range: Range<Int>
  /// Whether the line goes on to the left.
  public var isCutBefore: Bool
  /// Whether the line goes on to the right.
  public var isCutAfter: Bool

  /// How many bytes of a long line are kept before the meant bytes, and from them on.
  public static let reach = 60

  /// Cuts an excerpt out of a text.
  ///
  /// A range over several lines is cut at the end of its first line.
  public init(of range: Range<Int>, in text: UnsafeRawBufferPointer) {
    let start = min(max(range.lowerBound, 0), text.count)
    let first = lineStart(before: start, in: text)
    var end = start
    while end < text.count, text[end] != 0x0A, end - start < Excerpt.reach { end += 1 }
    isCutAfter = end < text.count && text[end] != 0x0A
    while isCutAfter, end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
    if !isCutAfter, end > start, text[end - 1] == 0x0D { end -= 1 }
    var begin = max(first, start - Excerpt.reach)
    isCutBefore = begin > first
    while isCutBefore, begin < start, text[begin] & 0xC0 == 0x80 { begin += 1 }
    self.text = Array(text[begin..<end])
    self.range = (start - begin)..<(max(start, min(range.upperBound, end)) - begin)
  }

  /// Two lines without a line end after the second: the text, and carets under the meant bytes.
  public func rendered(indent: String = "  ") -> String {
    let before = visible(text[..<range.lowerBound])
    let meant = visible(text[range])
    let after = visible(text[range.upperBound...])
    let lead = isCutBefore ? "…" : ""
    let line = lead + before + meant + after + (isCutAfter ? "…" : "")
    let blanks = String(repeating: " ", count: displayWidth(lead + before))
    let carets = String(repeating: "^", count: max(1, displayWidth(meant)))
    return indent + line + "\n" + indent + blanks + carets
  }
}
