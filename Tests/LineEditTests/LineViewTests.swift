// What stands on the screen, on a terminal of our own: rows of cells, the cursor, and the few
// sequences that the view uses.

import LineEdit
import Testing

/// A terminal that knows CR, LF, ESC [ n A, B, C and ESC [ J; wide characters take two cells.
private struct Screen {
  var rows: [[String]] = [[]]
  var row = 0
  var column = 0
  let width: Int

  init(width: Int) { self.width = width }

  mutating func feed(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n":
        row += 1
        if row == rows.count { rows.append([]) }
      case "\u{1B}":
        _ = rest.popFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        let count = Int(digits.map(String.init).joined()) ?? 1
        switch rest.popFirst() {
        case "A": row = max(0, row - count)
        case "B": row = min(rows.count - 1, row + count)
        case "C": column = min(width - 1, column + count)
        case "J":
          rows.removeLast(rows.count - row - 1)
          rows[row].removeLast(max(0, rows[row].count - column))
        default: break
        }
      default:
        let cells = scalar.value >= 0x4E00 ? 2 : 1
        if column + cells > width {
          row += 1
          column = 0
          if row == rows.count { rows.append([]) }
        }
        while rows[row].count < column + cells { rows[row].append("") }
        rows[row][column] = String(scalar)
        if cells == 2 { rows[row][column + 1] = "" }
        column += cells
      }
    }
  }

  var text: [String] { rows.map { $0.joined() } }
}

@Suite struct LineViewTests {
  private func line(_ text: String, cursor: Int? = nil) -> LineText {
    var line = LineText()
    line.insert(text)
    if let cursor { line.move(to: cursor) }
    return line
  }

  @Test func wideCharactersWrapWhole() {
    var screen = Screen(width: 10)
    var view = LineView()
    screen.feed(view.draw("mea> ", line("生物多样性公约"), columns: 10, rows: 24))
    #expect(screen.text == ["mea> 生物", "多样性公约", ""])
    #expect((screen.row, screen.column) == (2, 0))
    screen.feed(view.draw("mea> ", line("生物多样性公约", cursor: 3), columns: 10, rows: 24))
    #expect((screen.row, screen.column) == (1, 2))
    #expect(screen.text == ["mea> 生物", "多样性公约"])
  }

  @Test func drawingAnewLeavesNothingBehind() {
    var screen = Screen(width: 12)
    var view = LineView()
    for text in ["a", String(repeating: "b", count: 40), "cc", String(repeating: "d", count: 12)] {
      screen.feed(view.draw("> ", line(text), columns: 12, rows: 24))
      #expect(screen.text.joined() == "> " + text)
      screen.feed(view.draw("> ", line(text, cursor: 0), columns: 12, rows: 24))
      #expect((screen.row, screen.column) == (0, 2))
    }
    screen.feed(view.leave())
    #expect(screen.column == 0 && screen.row == screen.rows.count - 1)
  }

  @Test func aLongLineIsSeenThroughAWindow() {
    var screen = Screen(width: 10)
    var view = LineView()
    let text = String(repeating: "0123456789", count: 20)
    for cursor in [200, 100, 0] {
      screen.feed(view.draw("", line(text, cursor: cursor), columns: 10, rows: 6))
      #expect(screen.rows.count <= 5)
    }
  }

  @Test func nothingMovesTheCursor() {
    var view = LineView()
    let drawn = view.draw("> ", line("\u{1B}]52;c;x\u{7}\u{202E}\u{9B}2J"), columns: 80, rows: 24)
    #expect(
      !drawn.dropFirst(4).dropLast(8).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" })
    #expect(!drawn.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{9B}" })
    #expect(drawn.contains("\\u{202E}"))
  }
}
