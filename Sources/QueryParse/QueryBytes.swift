// The ASCII the language is made of, by name, and which bytes may stand where.

extension UInt8 {
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let dollar: UInt8 = 0x24
  static let leftParenthesis: UInt8 = 0x28
  static let rightParenthesis: UInt8 = 0x29
  static let star: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let colon: UInt8 = 0x3A
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let less: UInt8 = 0x3C
  static let equals: UInt8 = 0x3D
  static let greater: UInt8 = 0x3E
  static let question: UInt8 = 0x3F
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C
  static let caret: UInt8 = 0x5E
  static let underscore: UInt8 = 0x5F
  static let leftBrace: UInt8 = 0x7B
  static let bar: UInt8 = 0x7C
  static let rightBrace: UInt8 = 0x7D
  static let tilde: UInt8 = 0x7E
  static let exclamation: UInt8 = 0x21

  /// Space, tab or an end of line.
  var isQuerySpace: Bool { self == .space || (0x09...0x0D).contains(self) }

  /// `0` to `9`.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// An ASCII letter.
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  /// Whether it may stand in an identifier.
  var isIdentifier: Bool {
    isLetter || isDigit || self == .underscore || self == .hyphen || self >= 0x80
  }

  /// Whether it may stand in any bareword; parentheses are for the caller to judge.
  var isQueryWord: Bool {
    switch self {
    case 0...0x20, 0x7F: false
    case .quote, .comma, .bar, .equals, .less, .greater, .exclamation, .leftBrace, .rightBrace,
      .caret, .tilde, .question, .dollar, .leftParenthesis, .rightParenthesis:
      false
    default: true
    }
  }

  /// Whether it is ASCII and belongs to a bareword of every style: no sign, parenthesis, `/` or `+`.
  var isPlainWord: Bool {
    // A bit for each but controls, the space and `, " | = < > ! { } ^ ~ ? $ ( ) / +`.
    let (low, high): (UInt64, UInt64) = (0x0FFF_64E8_0000_0000, 0x07FF_FFFF_BFFF_FFFF)
    return self < 0x80 && (self < 0x40 ? low : high) >> UInt64(self & 0x3F) & 1 != 0
  }

  /// Its value as a hexadecimal digit.
  var hexadecimal: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self - 0x30)
    case 0x41...0x46: UInt32(self - 0x37)
    case 0x61...0x66: UInt32(self - 0x57)
    default: nil
    }
  }
}

/// An ASCII letter as its small form, anything else as it is.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
}

/// A text with its ASCII letters small, which is how keywords fold.
func asciiLowercased(_ text: String) -> String {
  guard text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return text }
  return String(decoding: text.utf8.map(asciiLowercased), as: UTF8.self)
}
