// Colours that the vocabulary names, made light enough to print text on.

internal import Bytes

/// A colour of a vocabulary.
struct Colour {
  private let red: UInt32
  private let green: UInt32
  private let blue: UInt32

  /// Reads `#RRGGBB`; nil for anything else.
  init?(_ text: String) {
    guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
      text.utf8.dropFirst().allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let value = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    red = value >> 16
    green = value >> 8 & 0xFF
    blue = value & 0xFF
  }

  /// The colour as it is.
  var full: String { Colour.text(red, green, blue) }

  /// A tint on which dark text is read easily.
  ///
  /// It holds so much of the colour that those who see no red or no green tell two of the palette of
  /// Okabe and Ito apart by it; of black so little that text stands out.
  var tint: String {
    let light = (2 * red + 5 * green + blue) / 8
    let share = light < 16 ? 22 : 130 - light / 4
    func mix(_ part: UInt32) -> UInt32 { 255 - (255 - part) * share / 255 }
    return Colour.text(mix(red), mix(green), mix(blue))
  }

  /// A shade in which a thin line is still seen on white.
  var shade: String {
    Colour.text(red * 3 / 4, green * 3 / 4, blue * 3 / 4)
  }

  private static func text(_ red: UInt32, _ green: UInt32, _ blue: UInt32) -> String {
    var buffer = OutputBuffer(reserving: 7)
    buffer.append(0x23)
    for part in [red, green, blue] { buffer.append(hex: part, digits: 2) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
