// `key=value`, the one way a line says something beyond its first word. Written here and read
// here alone, so that no value can end a line, start another field or hide a control character.

/// The `key=value` pairs of a line, in their order.
public struct Fields: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// One pair.
  public struct Field: Equatable, Sendable {
    /// The name: lower-case letters, digits and hyphens.
    public var key: String
    /// The value as meant, without quotes and escapes.
    public var value: String
  }

  /// All pairs as they stand on the line.
  public private(set) var items: [Field] = []

  /// No pairs.
  public init() {}

  /// The pairs of a literal, in its order.
  public init(dictionaryLiteral elements: (String, String)...) {
    items = elements.map { Field(key: $0.0, value: $0.1) }
  }

  /// The value of the first pair with this key.
  public subscript(key: String) -> String? { items.first { $0.key == key }?.value }

  /// Adds a pair at the end.
  public mutating func add(_ key: String, _ value: String) {
    items.append(Field(key: key, value: value))
  }

  /// Adds a pair at the end; numbers are written in decimal.
  public mutating func add(_ key: String, _ value: Int) { add(key, String(value)) }

  /// These pairs and one more.
  public func adding(_ key: String, _ value: String) -> Fields {
    var copy = self
    copy.add(key, value)
    return copy
  }

  /// Appends ` key=value` for each pair.
  public func append(to line: inout [UInt8]) {
    for item in items {
      line.append(UInt8(ascii: " "))
      line.append(contentsOf: item.key.utf8)
      line.append(UInt8(ascii: "="))
      Self.appendValue(item.value, quoted: Self.prose.contains(item.key), to: &line)
    }
  }

  /// Keys whose values are words of a person; in quotes always, so that they look alike.
  private static let prose: Set = ["hint", "name", "near", "reason"]

  /// Appends a value: as it is, or in quotes with `\" \\ \n \r \t \u{…}`.
  public static func appendValue(
    _ value: String, quoted: Bool = false, to line: inout [UInt8]
  ) {
    if !quoted && !value.isEmpty && value.utf8.allSatisfy({ isPlain($0) }) {
      line.append(contentsOf: value.utf8)
      return
    }
    line.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars { appendQuoted(scalar, to: &line) }
    line.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func appendQuoted(_ scalar: Unicode.Scalar, to line: inout [UInt8]) {
    switch scalar {
    case "\"": line.append(contentsOf: #"\""#.utf8)
    case "\\": line.append(contentsOf: #"\\"#.utf8)
    case "\n": line.append(contentsOf: #"\n"#.utf8)
    case "\r": line.append(contentsOf: #"\r"#.utf8)
    case "\t": line.append(contentsOf: #"\t"#.utf8)
    case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
      line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".utf8)
    default: line.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
