// How many terminal columns a text takes: what stands over or under other characters takes none,
// East Asian wide characters and emoji take two (Unicode Standard Annex 11).

/// Columns that a text takes on a terminal; the text holds no control characters.
public func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

/// Columns that one character takes on a terminal: 0, 1 or 2.
public func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  default: break
  }
  switch scalar.value {
  // Vowels and finals of Hangul stand within the syllable that the initial opens.
  case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
  // Two regional indicators are one flag of two columns.
  case 0x1F1E6...0x1F1FF: return 1
  case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF,
    0x1F300...0x1F320, 0x1F3FB...0x1F3FF, 0x20000...0x3FFFD:
    return 2
  default: return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}
