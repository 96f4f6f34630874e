// How the line looks: rows by display width, and the bytes that put them on a terminal in the place
// of what was there. Characters of no width and controls are made visible, so what is pasted cannot
// move the cursor.

internal import Bytes

/// Draws one line, again and again.
public struct LineView: Sendable {
  /// What is on the screen: the columns of each row, and the row of the cursor.
  private var widths: [Int] = []
  private var cursorRow = 0
  private var cursorColumn = 0

  /// Nothing drawn yet.
  public init() {}

  /// One character as it is shown.
  private struct Glyph {
    var text: String
    var width: Int

    init(_ character: Character) {
      text = visible(String(character))
      width = displayWidth(text)
    }
  }

  /// The bytes that draw a prompt and a line on a screen of so many columns and rows.
  public mutating func draw(
    _ prompt: String, _ line: LineText, columns: Int, rows: Int
  ) -> String {
    let columns = max(columns, 8)
    var laid = [""]
    var widths = [0]
    var cursor = (row: 0, column: 0)
    func put(_ glyph: Glyph) {
      if widths[widths.count - 1] + glyph.width > columns {
        laid.append("")
        widths.append(0)
      }
      laid[laid.count - 1] += glyph.text
      widths[widths.count - 1] += glyph.width
    }
    for character in prompt { put(Glyph(character)) }
    for (index, character) in line.characters.enumerated() {
      let glyph = Glyph(character)
      if index == line.cursor { cursor = place(widths, columns, before: glyph) }
      put(glyph)
    }
    if line.cursor == line.characters.count {
      // The cursor cannot stand behind the last column.
      if widths[widths.count - 1] >= columns {
        laid.append("")
        widths.append(0)
      }
      cursor = (widths.count - 1, widths[widths.count - 1])
    }
    let output = erase(columns: columns)
    // A line longer than the screen is seen through a window around the cursor.
    let height = max(rows - 1, 1)
    let top = laid.count <= height ? 0 : min(max(0, cursor.row - height / 2), laid.count - height)
    let shown = top..<min(laid.count, top + height)
    self.widths = Array(widths[shown])
    cursorRow = cursor.row - top
    cursorColumn = cursor.column
    let up = shown.count - 1 - cursorRow
    return output + laid[shown].joined(separator: "\r\n") + (up > 0 ? "\u{1B}[\(up)A" : "")
      + "\r" + (cursorColumn > 0 ? "\u{1B}[\(cursorColumn)C" : "")
  }

  private func place(_ widths: [Int], _ columns: Int, before glyph: Glyph) -> (Int, Int) {
    let last = widths.count - 1
    return widths[last] + glyph.width > columns ? (last + 1, 0) : (last, widths[last])
  }

  /// The bytes that remove what was drawn, on a terminal that may have become narrower meanwhile and
  /// broken its rows.
  public mutating func erase(columns: Int) -> String {
    let columns = max(columns, 1)
    let above =
      widths.prefix(cursorRow).reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
      + cursorColumn / columns
    widths = []
    cursorRow = 0
    cursorColumn = 0
    return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
  }

  /// The bytes that leave the line standing and go below it.
  public mutating func leave() -> String {
    let down = max(0, widths.count - 1 - cursorRow)
    widths = []
    cursorRow = 0
    cursorColumn = 0
    return (down > 0 ? "\u{1B}[\(down)B" : "") + "\r\n"
  }
}
