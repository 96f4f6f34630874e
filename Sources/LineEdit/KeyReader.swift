// Bytes of a terminal → keys, however the bytes are cut. Sequences are those of ECMA-48 and xterm;
// what is not known is swallowed whole, so that a strange key types no letters.

internal import Bytes

/// Turns what a terminal sends into keys.
public struct KeyReader: Sendable {
  /// The most bytes of a paste that are kept.
  public static let pasteLimit = 65_536
  /// The most bytes of an escape sequence; what is longer is none.
  private static let sequenceLimit = 32

  private var bytes: [UInt8] = []
  /// The bytes of the paste that has begun.
  private var paste: [UInt8]?

  /// A reader that has seen nothing.
  public init() {}

  /// Whether an escape has come that may yet become a sequence.
  public var isWaiting: Bool { bytes.first == 0x1B && paste == nil }

  /// Adds what came next.
  public mutating func feed(_ more: some Sequence<UInt8>) { bytes += more }

  /// The next whole key; nil when more bytes must come first.
  public mutating func next() -> Key? {
    if paste != nil { return pasted() }
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return sequence() }
    if first < 0x20 || first == 0x7F {
      bytes.removeFirst()
      return KeyReader.control(first)
    }
    return character()
  }

  /// The key of an escape that nothing follows.
  public mutating func giveUp() -> Key? {
    guard isWaiting else { return nil }
    bytes.removeFirst()
    return .escape
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x1F: .control("_")
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: .unknown
    }
  }

  /// A run of characters; bytes that are not UTF-8 are dropped.
  private mutating func character() -> Key? {
    let run = bytes.prefix { $0 >= 0x20 && $0 != 0x7F }
    let valid = run.withUnsafeBytes { UTF8Check($0).validCount }
    if valid > 0 {
      let text = String(decoding: run.prefix(valid), as: UTF8.self)
      bytes.removeFirst(valid)
      return .text(text)
    }
    // A character that is not whole yet: at most three of its bytes are there.
    if run.count == bytes.count, run.count < 4, KeyReader.mayGrow(Array(run)) { return nil }
    bytes.removeFirst()
    return .unknown
  }

  private static func mayGrow(_ bytes: [UInt8]) -> Bool {
    let length: Int
    switch bytes[0] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return false
    }
    return bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  // MARK: Sequences

  private mutating func sequence() -> Key? {
    guard bytes.count > 1 else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      let body = bytes.dropFirst(2).prefix(KeyReader.sequenceLimit)
      guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        if body.count < KeyReader.sequenceLimit { return nil }
        bytes.removeFirst(2 + body.count)
        return .unknown
      }
      let parameters = String(decoding: bytes[2..<end], as: UTF8.self)
      let final = Character(Unicode.Scalar(bytes[end]))
      bytes.removeFirst(end + 1)
      if final == "~", parameters == "200" {
        paste = []
        return pasted()
      }
      return KeyReader.key(parameters, final)
    case 0x7F, 0x08:
      bytes.removeFirst(2)
      return .meta("\u{7F}")
    case 0x20...0x7E:
      let letter = Character(Unicode.Scalar(bytes[1]))
      bytes.removeFirst(2)
      return .meta(letter)
    default:
      bytes.removeFirst()
      return .escape
    }
  }

  private static func key(_ parameters: String, _ final: Character) -> Key {
    // 3 is Alt, 5 is Control: `ESC [ 1 ; 5 C`.
    let isWord = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
    switch final {
    case "A": return .up
    case "B": return .down
    case "C": return isWord ? .wordRight : .right
    case "D": return isWord ? .wordLeft : .left
    case "H": return .home
    case "F": return .end
    case "~":
      switch parameters {
      case "1", "7": return .home
      case "4", "8": return .end
      case "3": return .delete
      default: return .unknown
      }
    default: return .unknown
    }
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// The paste, once its end is there; what is above the limit is dropped as it comes.
  private mutating func pasted() -> Key? {
    guard var text = paste else { return nil }
    let end = KeyReader.pasteEnd
    // The end itself, or as much of it as has come.
    let escape = bytes.indices.first { index in
      bytes[index] == 0x1B
        && (bytes[index...].starts(with: end) || end.starts(with: bytes[index...]))
    }
    let isWhole = escape.map { bytes[$0...].starts(with: end) } ?? false
    let upTo = escape ?? bytes.count
    text += bytes[..<upTo].prefix(max(0, KeyReader.pasteLimit - text.count))
    bytes.removeFirst(upTo)
    guard isWhole else {
      paste = text
      return nil
    }
    bytes.removeFirst(end.count)
    paste = nil
    return .paste(String(decoding: text, as: UTF8.self))
  }
}
