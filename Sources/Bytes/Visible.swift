// Text from files and users reaches terminals, and some characters there move the cursor, turn the
// line around or hide. This is the one place that makes them visible; errors and tables use it.

/// Whether a character must never reach a terminal raw: controls (C0, C1, DEL), line and paragraph
/// separators, the twelve bidirectional controls, characters of no width that format, and the two that
/// XML has no place for.
public func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE...0xFFFF, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
    true
  default: false
  }
}

/// A text in which every character that would not be seen is written as `\u{202E}`.
public func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isInvisible) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars { appendVisible(scalar, to: &shown) }
  return shown
}

/// Bytes as `visible(_:)` shows their text; a byte that is not UTF-8 is written as `\x{FF}`.
public func visible(_ bytes: some Sequence<UInt8>) -> String {
  var shown = ""
  var decoder = Array(bytes)[...]
  while !decoder.isEmpty {
    let valid = decoder.withUnsafeBytes { UTF8Check($0).validCount }
    let text = decoder.prefix(valid)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      appendVisible(scalar, to: &shown)
    }
    decoder = decoder.dropFirst(valid)
    if let wrong = decoder.popFirst() {
      shown += "\\x{" + String(wrong, radix: 16, uppercase: true) + "}"
    }
  }
  return shown
}

private func appendVisible(_ scalar: Unicode.Scalar, to shown: inout String) {
  if isInvisible(scalar) {
    shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  } else {
    shown.unicodeScalars.append(scalar)
  }
}
