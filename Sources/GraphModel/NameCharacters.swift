// Which characters names of the Turtle family are made of (RDF 1.2 Turtle, section 6.5). Shared by
// the readers and by whoever asks whether an IRI can be written short.

/// The character classes of the terminals PN_CHARS_BASE, PN_CHARS_U and PN_CHARS.
public enum NameCharacters {
  /// Whether a character may begin a prefix: PN_CHARS_BASE.
  public static func isBase(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
      0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
      0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// Whether a character may stand inside a name: PN_CHARS.
  public static func isInner(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x30...0x39, 0x5F, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: isBase(scalar)
    }
  }

  /// Whether a character may begin a local name or a blank node's label, without `:` and escapes.
  public static func isStart(_ scalar: UInt32) -> Bool {
    scalar == 0x5F || (0x30...0x39).contains(scalar) || isBase(scalar)
  }

  /// Whether bytes of valid UTF-8 are a local name that needs no escape: PN_LOCAL without PLX.
  public static func isPlainLocal(_ bytes: some Sequence<UInt8>) -> Bool {
    isPlainName(bytes, allowsColon: true, start: isStart)
  }

  /// Whether bytes are a prefix's name, which may be empty: PN_PREFIX.
  public static func isPrefix(_ bytes: some Sequence<UInt8>) -> Bool {
    isPlainName(bytes, allowsColon: false, start: isBase)
  }

  private static func isPlainName(
    _ bytes: some Sequence<UInt8>, allowsColon: Bool, start: (UInt32) -> Bool
  ) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var isFirst = true
    var endsInDot = false
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: return !endsInDot
      case .error: return false
      case .scalarValue(let scalar):
        let value = scalar.value
        if isFirst {
          guard start(value) || allowsColon && value == 0x3A else { return false }
        } else {
          guard isInner(value) || value == 0x2E || allowsColon && value == 0x3A else {
            return false
          }
        }
        isFirst = false
        endsInDot = value == 0x2E
      }
    }
  }
}
