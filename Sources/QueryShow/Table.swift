// `table`: for people. Nodes by name, columns by display width, no lines but one under the header.
// Where a width is given nothing runs over it: first columns that say the same in every row move
// below, then long fields wrap, and what still does not fit goes one field a line.

internal import Bytes
internal import GraphStore
internal import QueryRun

/// One column of a table.
struct TableColumn {
  var name: String
  /// One for each row.
  var texts: [String]
  var isNumber: Bool
  /// Columns of the terminal that the widest field takes.
  var width: Int

  init(_ name: String, _ texts: [String], isNumber: Bool) {
    self.name = name
    self.texts = texts
    self.isNumber = isNumber
    width = texts.reduce(displayWidth(name)) { max($0, displayWidth($1)) }
  }
}

/// Writes one answer as a table.
struct TableWriter {
  let writer: AnswerWriter
  private var columns: [TableColumn]
  /// What stands under each row; empty where nothing does.
  private var under: UnderLines
  /// Moved below the table because every row says the same, or nothing.
  private var same: [(column: String, value: String)] = []
  private var empty: [String] = []
  private var undated: [String] = []
  private var cuts = 0

  /// Between two columns.
  private static let gap = 2
  /// Lines that one field may take in a grid.
  private static let mostLines = 8
  /// Below this a terminal is too narrow for a grid that does not fit by itself.
  private static let narrow = 60
  /// More columns than these are not squeezed.
  private static let mostSqueezed = 8
  /// Columns squeezed to this still read easily.
  private static let easyWidth = 20
  /// No column is squeezed below this.
  private static let leastWidth = 10

  init(_ writer: AnswerWriter) {
    self.writer = writer
    under = UnderLines(writer)
    columns = TableWriter.columns(of: writer, under)
  }

  private static func columns(of writer: AnswerWriter, _ under: UnderLines) -> [TableColumn] {
    let names = writer.columns()
    let rows = writer.answer.rows.map { writer.cells(of: $0) }
    // A label beside its node says in words what the node's column then need not.
    let isExact = names.contains("label")
    let nodes = names.firstIndex { $0 == "node" || $0 == "to" }
    return names.indices.filter { !under.replaces(names[$0]) }.map { index in
      var isNumber = true
      let texts = rows.map { cells in
        if names[index] == "class", let nodes, cells[index] != .empty,
          let text = writer.className(of: cells[nodes])
        {
          isNumber = false
          return text
        }
        switch cells[index] {
        case .integer, .decimal, .empty: break
        default: isNumber = false
        }
        return writer.shownText(cells[index], isExact: isExact)
      }
      return TableColumn(Words.line(names[index]), texts, isNumber: isNumber && !rows.isEmpty)
    }
  }

  /// Writes it all; gives what people should know of what was cut.
  func write(into output: inout OutputBuffer) -> [String] {
    guard !writer.answer.rows.isEmpty else {
      output.append(Messages.nothing + "\n")
      return []
    }
    var table = self
    table.lay(into: &output)
    return table.cuts > 0 ? [Messages.cut(table.cuts)] : []
  }

  private mutating func lay(into output: inout OutputBuffer) {
    guard let width = writer.settings.width, total(columns.map(\.width)) > width else {
      return grid(columns.map(\.width), into: &output)
    }
    fold()
    var fitting = widths(within: width, least: TableWriter.easyWidth)
    if fitting == nil {
      demote()
      fitting = widths(within: width, least: TableWriter.leastWidth)
    }
    if let fitting {
      grid(fitting, into: &output)
    } else {
      vertical(width, into: &output)
    }
    footer(width, into: &output)
  }

  private func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + TableWriter.gap * max(0, widths.count - 1)
  }

  /// Takes out the columns that say the same in every row.
  private mutating func fold() {
    guard writer.answer.rows.count > 1 else {
      columns.removeAll { $0.texts.allSatisfy(\.isEmpty) }
      return
    }
    var kept: [TableColumn] = []
    for column in columns {
      guard let first = column.texts.first, column.texts.allSatisfy({ $0 == first }) else {
        kept.append(column)
        continue
      }
      switch first {
      case "": empty.append(column.name)
      case "?": undated.append(column.name)
      default: same.append((column.name, first))
      }
    }
    if kept.isEmpty { (same, empty, undated) = ([], [], []) } else { columns = kept }
  }

  /// Moves what only qualifies a row under it.
  private mutating func demote() {
    let kept = columns.filter { !UnderLines.qualifying.contains($0.name) }
    guard !kept.isEmpty, kept.count < columns.count else { return }
    under.add(columns.filter { UnderLines.qualifying.contains($0.name) })
    columns = kept
  }

  /// Widths of a grid that fits; nil where it would be squeezed too hard.
  private func widths(within width: Int, least: Int) -> [Int]? {
    let natural = columns.map(\.width)
    guard total(natural) > width else { return natural }
    guard width >= TableWriter.narrow, columns.count <= TableWriter.mostSqueezed else {
      return nil
    }
    let room = width - TableWriter.gap * max(0, columns.count - 1)
    var cap = room
    while cap >= least {
      if natural.reduce(0, { $0 + min($1, cap) }) <= room { break }
      cap -= 1
    }
    guard cap >= least else { return nil }
    var widths = natural.map { min($0, cap) }
    // What rounding left over goes to the first column that wants it.
    if let wanting = natural.firstIndex(where: { $0 > cap }) {
      widths[wanting] += min(natural[wanting] - cap, room - widths.reduce(0, +))
    }
    return widths
  }

  // MARK: Grid

  private mutating func grid(_ widths: [Int], into output: inout OutputBuffer) {
    line(columns.map { [$0.name] }, widths, style: .bold, into: &output)
    line(widths.map { [String(repeating: "─", count: $0)] }, widths, style: .dim, into: &output)
    let isAiry = !under.isEmpty || isMostlyWrapped(widths)
    // Under the second column, unless the first is so wide that little room would remain.
    let first = (widths.first ?? 0) + TableWriter.gap
    let indent = first > TableWriter.easyWidth ? 2 * TableWriter.gap : first
    for row in writer.answer.rows.indices {
      if isAiry, row > 0 { output.append(0x0A) }
      var cells: [[String]] = []
      for (column, width) in zip(columns, widths) {
        let wrapped = TextWrap.lines(
          column.texts[row], width: width, most: TableWriter.mostLines)
        if wrapped.isCut { cuts += 1 }
        cells.append(wrapped.lines)
      }
      line(cells, widths, style: .plain, into: &output)
      under.write(row, indent: indent, into: &output)
    }
  }

  /// Rows of several lines run together unless something stands between them.
  private func isMostlyWrapped(_ widths: [Int]) -> Bool {
    let rows = writer.answer.rows.indices
    let wrapped = rows.filter { row in
      zip(columns, widths).contains { displayWidth($0.texts[row]) > $1 }
    }
    return wrapped.count * 4 > rows.count
  }

  private func line(
    _ cells: [[String]], _ widths: [Int], style: Style, into output: inout OutputBuffer
  ) {
    for height in 0..<(cells.map(\.count).max() ?? 0) {
      var text = ""
      for (index, cell) in cells.enumerated() {
        if index > 0 { text += String(repeating: " ", count: TableWriter.gap) }
        let part = height < cell.count ? cell[height] : ""
        text += TextWrap.padded(part, to: widths[index], isRight: columns[index].isNumber)
      }
      while text.utf8.last == 0x20 { text.removeLast() }
      writer.write(text, style, into: &output)
      output.append(0x0A)
    }
  }

  // MARK: One field a line

  private mutating func vertical(_ width: Int, into output: inout OutputBuffer) {
    let names = columns.map(\.name)
    let beside = (names.map { displayWidth($0) }.max() ?? 0) + 2
    // Where little room would remain beside the names, values stand under them.
    let isBeside = width - beside >= TableWriter.easyWidth
    let indent = isBeside ? beside : 2
    for row in writer.answer.rows.indices {
      if row > 0 { output.append(0x0A) }
      for column in columns where !column.texts[row].isEmpty {
        let wrapped = TextWrap.lines(
          column.texts[row], width: width - indent, most: 2 * TableWriter.mostLines)
        if wrapped.isCut { cuts += 1 }
        let name = column.name + ":"
        writer.write(
          isBeside ? TextWrap.padded(name, to: indent) : name + "\n", .bold, into: &output)
        for (index, line) in wrapped.lines.enumerated() {
          if index > 0 || !isBeside { output.append(String(repeating: " ", count: indent)) }
          output.append(line + "\n")
        }
      }
      under.write(row, indent: 2, into: &output)
    }
  }

  private func footer(_ width: Int, into output: inout OutputBuffer) {
    var sentences: [String] = []
    if !same.isEmpty { sentences.append(Messages.sameInEveryRow(same)) }
    // A link holds since the later of its ties; each tie under the row tells its own dates.
    if !undated.isEmpty, writer.answer.verb != "link" {
      sentences.append(Messages.undatedColumns(undated))
    }
    if !empty.isEmpty { sentences.append(Messages.emptyColumns(empty)) }
    guard !sentences.isEmpty else { return }
    output.append(0x0A)
    for line in sentences.flatMap({ TextWrap.lines($0, width: width).lines }) {
      writer.write(line, .dim, into: &output)
      output.append(0x0A)
    }
  }
}
