// The part of folding that needs no knowledge of Unicode: case of ASCII letters and separators. For
// a plain text it gives what `Folding` gives, at a twentieth of the cost.

/// Folds plain texts.
enum PlainFolding {
  /// Whether a text folds as if every byte outside ASCII stood for itself.
  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    if !isSuspect(text) { return true }
    var folded: [UInt8] = []
    fold(text, into: &folded)
    return folded == Folding.fold(text)
  }

  /// Whether more than ASCII and Han characters stands in a text, or what may be a word or a sign
  /// for a paragraph.
  private static func isSuspect(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if byte | 0x20 == 0x70, isParagraph(text, index) { return true }
        index += 1
        continue
      }
      // U+4E00 to U+9FFF, which have no decomposition, no case and no other width.
      guard index + 2 < text.count, (0xE4...0xE9).contains(byte) else { return true }
      if byte == 0xE4, text[index + 1] < 0xB8 { return true }
      if byte == 0xE6, text[index + 1] == 0xAE, text[index + 2] == 0xB5 { return true }
      index += 3
    }
    return false
  }

  /// `par` in any case.
  private static func isParagraph(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    index + 2 < text.count && text[index + 1] | 0x20 == 0x61 && text[index + 2] | 0x20 == 0x72
  }

  /// A plain text as compared: words separated by single spaces.
  static func fold(_ text: UnsafeRawBufferPointer, into folded: inout [UInt8]) {
    folded.removeAll(keepingCapacity: true)
    for byte in text {
      if byte < 0x80 { Folding.append(ascii: byte, to: &folded) } else { folded.append(byte) }
    }
    Folding.close(&folded)
  }

  /// The longest run of a folded text that stands in every plain text as it is, but for case.
  static func longestRun(of key: [UInt8]) -> [UInt8]? {
    let runs = key.split { byte in
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }
    return runs.max { $0.count < $1.count }.map { Array($0) }
  }
}
