// Text from the data in formats for programs. Each format has its own escapes; all agree that no
// control character and no line separator is written raw, because a line of the protocol may hold
// none, and a raw U+009B starts a command of the terminal that somebody looks at it with.

internal import Bytes
internal import GraphModel

/// Whose escapes are used.
enum TextEscape {
  /// `\t`, `\n`, `\r`, `\\`.
  case tsv
  /// Doubled quotes, breaks as `\n`.
  case csv
  /// Those of JSON, which are also those of strings in N-Triples and Turtle.
  case json

  /// What stands for an ASCII character; nil where it stands for itself or has no short form.
  fileprivate func short(_ byte: UInt8) -> StaticString? {
    switch (self, byte) {
    case (_, 0x0A): "\\n"
    case (_, 0x0D): "\\r"
    case (.tsv, 0x09), (.json, 0x09): "\\t"
    case (.tsv, 0x5C), (.json, 0x5C): "\\\\"
    case (.csv, 0x22): "\"\""
    case (.json, 0x22): "\\\""
    case (.json, 0x08): "\\b"
    case (.json, 0x0C): "\\f"
    default: nil
    }
  }
}

extension OutputBuffer {
  /// Appends a text with one format's escapes; controls without a short form as `\u001B`.
  mutating func append(_ text: String, escaping escape: TextEscape) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), escaping: escape) }
  }

  /// Appends UTF-8 in the same way.
  mutating func append(_ bytes: UnsafeRawBufferPointer, escaping escape: TextEscape) {
    if OutputBuffer.isPlain(bytes) {
      append(bytes)
    } else {
      appendEach(bytes, escaping: escape)
    }
  }

  /// Whether a text is written in other bytes than its own.
  static func isEscaped(_ bytes: UnsafeRawBufferPointer, _ escape: TextEscape) -> Bool {
    firstEscaped(in: bytes, from: 0, escape) != nil
  }

  private mutating func appendEach(_ bytes: UnsafeRawBufferPointer, escaping escape: TextEscape) {
    var start = 0
    while let index = OutputBuffer.firstEscaped(in: bytes, from: start, escape) {
      append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      if let short = escape.short(bytes[index]) {
        append(short)
      } else if let control = OutputBuffer.control(in: bytes, at: index) {
        append("\\u")
        append(hex: control.value, digits: 4)
        start = index + control.length
      }
    }
    append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
  }

  /// Where the next character stands that is not written as it is.
  private static func firstEscaped(
    in bytes: UnsafeRawBufferPointer, from start: Int, _ escape: TextEscape
  ) -> Int? {
    var index = start
    while index < bytes.count {
      if index + 8 <= bytes.count,
        isPlain(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
        continue
      }
      let byte = bytes[index]
      // Of what is not ASCII only U+0080 to U+009F, U+2028 and U+2029 are not written as they are.
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2
        || byte == 0xE2,
        !(escape == .csv && byte == 0x09),
        escape.short(byte) != nil || control(in: bytes, at: index) != nil
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Whether no byte can be one that is escaped; some that are not are denied too.
  private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let last = bytes.count - 8
    guard last >= 0 else { return isShortPlain(bytes) }
    var index = 0
    while index < last {
      guard isPlain(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
        return false
      }
      index += 8
    }
    return isPlain(bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self))
  }

  /// The same of fewer than eight: some are looked at twice to fill a word.
  private static func isShortPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count
    if count >= 4 {
      let first = UInt64(bytes.loadUnaligned(as: UInt32.self))
      let last = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return isPlain(first << 32 | last)
    }
    guard count > 0 else { return true }
    let first = UInt64(bytes[0]) << 16 | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
    return isPlain(first * 0x100_0001 | first << 48)
  }

  /// The same of eight bytes.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // The highest bit of each byte of a difference that underflows, and so of each that was 0.
    var found = (word &- ones &* 0x20) & ~word
    for byte: UInt64 in [0x22, 0x5C, 0x7F, 0xC2, 0xE2] {
      let difference = word ^ ones &* byte
      found |= (difference &- ones) & ~difference
    }
    return found & (ones &* 0x80) == 0
  }

  /// A control character, or a separator of lines or paragraphs, and the bytes it takes.
  private static func control(
    in bytes: UnsafeRawBufferPointer, at index: Int
  ) -> (value: UInt32, length: Int)? {
    let byte = bytes[index]
    if byte < 0x20 || byte == 0x7F { return (UInt32(byte), 1) }
    if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] < 0xA0 {
      return (UInt32(bytes[index + 1]), 2)
    }
    if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80,
      bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9
    {
      return (0x2000 + UInt32(bytes[index + 2] & 0x3F), 3)
    }
    return nil
  }

  /// Appends a date as ISO 8601 writes it, as far as it is known.
  mutating func append(_ date: PartialDate) {
    append(decimal: date.year / 1_000)
    append(decimal: date.year / 100 % 10)
    append(decimal: date.year / 10 % 10)
    append(decimal: date.year % 10)
    for part in [date.month, date.day] {
      guard let part else { return }
      append(0x2D)
      append(decimal: part / 10)
      append(decimal: part % 10)
    }
  }
}
