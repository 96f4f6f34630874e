// `csv` for Excel: a byte order mark, without which it takes UTF-8 for the code page of the machine;
// CRLF; and no field that it would run as a formula, quoted or not (OWASP ASVS 1.2.10).

/// Turns `csv` as answers are written into what Excel opens safely.
public enum ExcelCSV {
  /// The same records for Excel.
  ///
  /// A field that begins as a formula does gets a `'` before it; numbers
  /// stay numbers.
  public static func text(_ csv: [UInt8]) -> [UInt8] {
    var text: [UInt8] = [0xEF, 0xBB, 0xBF]
    text.reserveCapacity(csv.count + csv.count / 16)
    var isQuoted = false
    var isFieldStart = true
    for (index, byte) in csv.enumerated() {
      if isFieldStart {
        let start = byte == 0x22 ? index + 1 : index
        if byte == 0x22 {
          text.append(byte)
          isQuoted = true
        }
        if isFormula(csv[start...]) { text.append(0x27) }
        isFieldStart = false
        if byte == 0x22 { continue }
      } else if byte == 0x22 {
        isQuoted.toggle()
      }
      if byte == 0x0A, !isQuoted { text.append(0x0D) }
      text.append(byte)
      isFieldStart = !isQuoted && (byte == 0x2C || byte == 0x0A)
    }
    return text
  }

  /// Whether a field begins with `=`, `+`, `-`, `@`, a tab, a return, NUL or a full-width twin, and is
  /// no number.
  private static func isFormula(_ rest: ArraySlice<UInt8>) -> Bool {
    switch rest.first {
    case 0x3D, 0x2B, 0x40, 0x09, 0x0D, 0x00: return true
    case 0x2D: return !JSONNumber.isNumber(rest.prefix { $0 != 0x2C && $0 != 0x0A && $0 != 0x22 })
    case 0xEF: return wide.contains { rest.starts(with: $0) }
    default: return false
    }
  }

  /// `＝`, `＋`, `－`, `＠`.
  private static let wide: [[UInt8]] = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }
}
