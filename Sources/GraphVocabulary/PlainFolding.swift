// The part of folding that needs no knowledge of Unicode: case of ASCII letters and separators. For
// a plain text it gives what `Folding` gives, at a twentieth of the cost.

/// Folds plain texts.
enum PlainFolding {
  /// Whether a text folds as if every byte outside ASCII stood for itself.
  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    if !isSuspect(text) { return true }
    var folded: [UInt8] = []
    let count = fold(text, into: &folded)
    return folded[..<count].elementsEqual(Folding.fold(text))
  }

  /// Any text as compared, in room that is used again.
  static func folded(
    _ text: UnsafeRawBufferPointer, in room: inout [UInt8]
  ) -> ArraySlice<UInt8> {
    isSuspect(text) ? Folding.fold(text)[...] : room[..<fold(text, into: &room)]
  }

  /// A plain text as the words of the vocabulary are compared; nil for another.
  static func foldTight(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard !isSuspect(text) else { return nil }
    var folded = [UInt8](repeating: 0, count: text.count)
    folded.removeLast(folded.count - fold(text, into: &folded))
    if folded.contains(UInt8(ascii: " ")) { folded.removeAll { $0 == UInt8(ascii: " ") } }
    return folded
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

  /// Whether `par` in any case stands here and may be, or begin, a word for a paragraph.
  private static func isParagraph(_ text: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard index + 2 < text.count, text[index + 1] | 0x20 == 0x61, text[index + 2] | 0x20 == 0x72
    else { return false }
    // `para` and `paragraph` go on with an a, `par` is a word by itself; `party` is neither.
    guard index + 3 < text.count, case let next = text[index + 3] | 0x20 else { return true }
    return !(0x62...0x7A).contains(next)
  }

  /// A plain text as compared: words separated by single spaces, as `Folding.append(ascii:to:)` has
  /// it; gives how many bytes at the start of `folded` it is.
  static func fold(_ text: UnsafeRawBufferPointer, into folded: inout [UInt8]) -> Int {
    if folded.count < text.count {
      folded.append(contentsOf: repeatElement(0, count: text.count - folded.count))
    }
    return folded.withUnsafeMutableBufferPointer { folded in
      var count = 0
      func dropFullStops() {
        while count > 0, folded[count - 1] == UInt8(ascii: ".") { count -= 1 }
      }
      for byte in text {
        var own = byte
        switch byte {
        case 0x80..., 0x61...0x7A, 0x30...0x39: break
        case 0x41...0x5A: own |= 0x20
        case UInt8(ascii: "/"), UInt8(ascii: "."):
          if count > 0, folded[count - 1] == UInt8(ascii: " ") { count -= 1 }
        default:
          dropFullStops()
          guard count > 0, folded[count - 1] != UInt8(ascii: " "),
            folded[count - 1] != UInt8(ascii: "/")
          else { continue }
          own = UInt8(ascii: " ")
        }
        folded[count] = own
        count += 1
      }
      dropFullStops()
      if count > 0, folded[count - 1] == UInt8(ascii: " ") { count -= 1 }
      return count
    }
  }

  /// The longest run of a folded text that stands in every plain text as it is, but for case.
  static func longestRun(of key: [UInt8]) -> [UInt8]? {
    let runs = key.split { byte in
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }
    return runs.max { $0.count < $1.count }.map { Array($0) }
  }
}
