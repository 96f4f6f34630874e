// The request that health checks and monitors send all day. It is recognized by its bytes and
// answered without becoming a value on the way, so that it costs little more than an echo.

extension LineFraming {
  private static let pong = Array("+PONG".utf8)

  /// Takes the lines that are exactly `ping`, with or without a tag, up to the first that is not,
  /// and appends their replies; returns how many there were.
  public mutating func takePings(into output: inout [UInt8]) -> Int {
    guard isAtLineStart else { return 0 }
    var count = 0
    let end = buffer.withUnsafeBufferPointer { bytes -> Int in
      var start = pending.lowerBound
      while let head = Self.head(bytes, start), Self.isPing(bytes, head.text) {
        output.append(contentsOf: Self.pong)
        if head.tag > start {
          output.append(UInt8(ascii: " "))
          output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<head.tag]))
        }
        output.append(UInt8(ascii: "\n"))
        start = head.text + 5
        count += 1
      }
      return start
    }
    if count > 0 { pass(lines: count, to: end) }
    return count
  }

  /// Where the tag and the space behind it end; nil where neither a text nor a tag begins.
  @inline(__always)
  private static func head(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (tag: Int, text: Int)? {
    guard start < bytes.count else { return nil }
    guard bytes[start] == UInt8(ascii: "@") else { return (start, start) }
    var end = start + 1
    while end < bytes.count, Request.isTagByte(bytes[end]) { end += 1 }
    guard (1...Request.tagLimit).contains(end - start - 1), end < bytes.count,
      bytes[end] == UInt8(ascii: " ")
    else { return nil }
    return (end, end + 1)
  }

  @inline(__always)
  private static func isPing(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    bytes.count - start >= 5 && bytes[start] == UInt8(ascii: "p")
      && bytes[start + 1] == UInt8(ascii: "i") && bytes[start + 2] == UInt8(ascii: "n")
      && bytes[start + 3] == UInt8(ascii: "g") && bytes[start + 4] == UInt8(ascii: "\n")
  }
}
