// Rows of tab-separated values for what the server says about itself. A cell can hold anything,
// a row is one line.

/// Writes and reads one row of `format=tsv`: `\t \n \r \\` escaped, `\N` for no value.
public enum TabRow {
  /// Appends the cells of one row and its LF.
  public static func append(_ cells: [String?], to lines: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { lines.append(0x09) }
      guard let cell else {
        lines.append(contentsOf: #"\N"#.utf8)
        continue
      }
      for byte in cell.utf8 { append(byte, to: &lines) }
    }
    lines.append(0x0A)
  }

  /// The cells of one row without its LF; nil when an escape is not one of ours.
  public static func read(_ row: some Collection<UInt8>) -> [String?]? {
    var cells: [String?] = []
    for part in row.split(separator: 0x09, omittingEmptySubsequences: false) {
      if part.elementsEqual(#"\N"#.utf8) {
        cells.append(nil)
      } else {
        guard let cell = unescaped(part) else { return nil }
        cells.append(cell)
      }
    }
    return cells
  }

  private static func append(_ byte: UInt8, to lines: inout [UInt8]) {
    switch byte {
    case 0x09: lines.append(contentsOf: #"\t"#.utf8)
    case 0x0A: lines.append(contentsOf: #"\n"#.utf8)
    case 0x0D: lines.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\\"): lines.append(contentsOf: #"\\"#.utf8)
    default: lines.append(byte)
    }
  }

  private static func unescaped(_ part: some Collection<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = part.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.next() {
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      default: return nil
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
