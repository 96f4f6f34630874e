// A request line taken apart: tag and text. What the text means is not known here. Positions that
// go back to the client count bytes of the text, from 1, because the tag is the program's and the
// text is the person's.

/// One request: what to call it, and where its text stands in the line's buffer.
public struct Request: Equatable, Sendable {
  /// The name the client gave it, without `@`.
  public var tag: String?
  /// The text after the tag and one space.
  public var text: Range<Int>

  /// The most bytes of a tag.
  public static let tagLimit = 32

  /// What a line turned out to be.
  public enum Reading: Equatable, Sendable {
    /// An empty line or a comment; no reply.
    case nothing
    case request(Request)
    /// Not a request; the status is its reply.
    case refused(tag: String?, Status)
  }

  /// Reads one line, `bytes[line]`, without its line end (protocol.md, points 1 and 2).
  public static func read(_ bytes: [UInt8], line: Range<Int>) -> Reading {
    guard let first = line.first(where: { !isBlank(bytes[$0]) }) else { return .nothing }
    if bytes[first] == UInt8(ascii: "#") { return .nothing }
    var request = Request(tag: nil, text: line)
    var isTagBad = false
    if bytes[first] == UInt8(ascii: "@") {
      if let tag = readTag(bytes, (first + 1)..<line.upperBound) {
        request = tag
      } else {
        isTagBad = true
      }
    }
    if let bad = TextCheck.firstBadByte(bytes, in: request.text) {
      let at = String(bad - request.text.lowerBound + 1)
      return .refused(tag: request.tag, .refused(.encoding, ["at": at]))
    }
    return isTagBad ? badTag(bytes, line, at: first) : .request(request)
  }

  /// The tag at the start of a line, if there is a good one; for lines that are not read further.
  public static func tag(of bytes: [UInt8], line: Range<Int>) -> String? {
    guard let first = line.first(where: { !isBlank(bytes[$0]) }),
      bytes[first] == UInt8(ascii: "@")
    else { return nil }
    return readTag(bytes, (first + 1)..<line.upperBound)?.tag
  }

  /// Whether a byte may stand in a tag.
  public static func isTagByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func readTag(_ bytes: [UInt8], _ rest: Range<Int>) -> Request? {
    let end = rest.first { !isTagByte(bytes[$0]) } ?? rest.upperBound
    guard (1...tagLimit).contains(end - rest.lowerBound) else { return nil }
    guard end == rest.upperBound || isBlank(bytes[end]) else { return nil }
    let tag = String(decoding: bytes[rest.lowerBound..<end], as: UTF8.self)
    return Request(tag: tag, text: min(end + 1, rest.upperBound)..<rest.upperBound)
  }

  private static func badTag(_ bytes: [UInt8], _ line: Range<Int>, at first: Int) -> Reading {
    let end = (first..<line.upperBound).first { isBlank(bytes[$0]) } ?? line.upperBound
    let word = String(decoding: bytes[first..<end], as: UTF8.self)
    let at = String(first - line.lowerBound + 1)
    let fields: Fields = ["at": at, "near": String(word.prefix(40)), "hint": Messages.tagForm]
    return .refused(tag: nil, .refused(.syntax, fields))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
