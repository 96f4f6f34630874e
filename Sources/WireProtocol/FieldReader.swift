// The reading half of `Fields`. It is strict about quotes and escapes, since a value that ends
// elsewhere than it was meant to is another answer, and lenient about keys it does not know.

/// Reads the words and `key=value` pairs of one line, front to back.
public struct FieldReader {
  private let line: [UInt8]
  private var index: Int
  private let end: Int
  /// Where the part that `next` looked at last begins, as an index of the line.
  public private(set) var partStart: Int

  /// Reads `line[range]`.
  public init(_ line: [UInt8], in range: Range<Int>) {
    self.line = line
    index = range.lowerBound
    end = range.upperBound
    partStart = index
  }

  /// One space-separated part: a bare word, or a pair.
  public enum Part: Equatable, Sendable {
    case word(String)
    case pair(key: String, value: String)
  }

  /// The next part; nil at the end of the line or where it cannot be read (`isAtEnd` tells).
  public mutating func next() -> Part? {
    skipSpaces()
    partStart = index
    guard index < end else { return nil }
    let start = index
    while index < end, line[index] != UInt8(ascii: " "), line[index] != UInt8(ascii: "=") {
      index += 1
    }
    guard let first = text(start..<index) else { return failPart() }
    guard index < end, line[index] == UInt8(ascii: "=") else { return .word(first) }
    index += 1
    return value().map { .pair(key: first, value: $0) }
  }

  /// Whether the whole line was read.
  public var isAtEnd: Bool { index >= end }

  private mutating func skipSpaces() {
    while index < end, line[index] == UInt8(ascii: " ") { index += 1 }
  }

  private mutating func value() -> String? {
    guard index < end, line[index] == UInt8(ascii: "\"") else {
      let start = index
      while index < end, line[index] != UInt8(ascii: " ") { index += 1 }
      return text(start..<index) ?? fail()
    }
    index += 1
    return quotedValue()
  }

  private mutating func quotedValue() -> String? {
    var bytes: [UInt8] = []
    while index < end {
      let byte = line[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self) ?? fail()
      case UInt8(ascii: "\\"): guard appendEscape(to: &bytes) else { return fail() }
      default: bytes.append(byte)
      }
    }
    return fail()
  }

  private mutating func appendEscape(to bytes: inout [UInt8]) -> Bool {
    guard index < end else { return false }
    let byte = line[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case UInt8(ascii: "u"): return appendScalar(to: &bytes)
    default: return false
    }
    return true
  }

  private mutating func appendScalar(to bytes: inout [UInt8]) -> Bool {
    guard index < end, line[index] == UInt8(ascii: "{") else { return false }
    let start = index + 1
    while index < end, line[index] != UInt8(ascii: "}"), index - start < 6 { index += 1 }
    guard index < end, line[index] == UInt8(ascii: "}"), let digits = text(start..<index),
      let number = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(number),
      let encoded = UTF8.encode(scalar)
    else { return false }
    index += 1
    bytes.append(contentsOf: encoded)
    return true
  }

  /// Stops reading so that `isAtEnd` stays false.
  private mutating func fail() -> String? {
    index = min(index, end - 1)
    return nil
  }

  private mutating func failPart() -> Part? {
    _ = fail()
    return nil
  }

  private func text(_ range: Range<Int>) -> String? {
    String(validating: line[range], as: UTF8.self)
  }
}
