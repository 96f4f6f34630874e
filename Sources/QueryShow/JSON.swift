// `json`: one object with columns and rows. `jsonl`: one object a line, keyed by column, and a last
// one that says how the answer ended.

internal import Bytes
internal import GraphStore
internal import QueryRun

extension AnswerWriter {
  mutating func writeJSON(into output: inout OutputBuffer) {
    output.append("{\"columns\":[")
    for (index, name) in columns().enumerated() {
      if index > 0 { output.append(0x2C) }
      output.append(json: name)
    }
    output.append("],\"rows\":[")
    writeRows(into: &output) { writer, rows, output in
      for row in rows {
        output.append(row > 0 ? ",\n[" : "\n[")
        for (column, cell) in writer.cells(of: writer.answer.rows[row]).enumerated() {
          if column > 0 { output.append(0x2C) }
          writer.writeValue(cell, into: &output)
        }
        output.append(0x5D)
      }
    }
    output.append(answer.rows.isEmpty ? "]," : "\n],")
    writeEnding(into: &output)
    output.append("}\n")
  }

  func writeObject(_ cells: [Cell], into output: inout OutputBuffer) {
    output.append(0x7B)
    for (index, name) in columns().enumerated() {
      if index > 0 { output.append(0x2C) }
      output.append(json: name)
      output.append(0x3A)
      writeValue(cells[index], into: &output)
    }
    output.append("}\n")
  }

  func writeEndObject(into output: inout OutputBuffer) {
    output.append("{\"end\":{\"rows\":")
    output.append(decimal: answer.rows.count)
    output.append(0x2C)
    writeEnding(into: &output)
    output.append("}}\n")
  }

  /// What both say of the whole; `stop` and `hubs` only where there is one.
  private func writeEnding(into output: inout OutputBuffer) {
    output.append("\"complete\":\(isComplete),\"data\":\"\(snapshot.dataName)\",\"as_of\":")
    output.append(json: answer.timeText)
    output.append(",\"left_out\":{")
    for (index, entry) in leftOut.enumerated() {
      if index > 0 { output.append(0x2C) }
      output.append(json: entry.word)
      output.append(0x3A)
      output.append(decimal: entry.count)
    }
    output.append(0x7D)
    if let stop = answer.stop {
      output.append(",\"stop\":\"\(AnswerWriter.word(for: stop))\"")
    }
    guard !answer.hubs.isEmpty else { return }
    output.append(",\"hubs\":[")
    for (index, hub) in answer.hubs.enumerated() {
      if index > 0 { output.append(0x2C) }
      output.append(json: snapshot.curie(hub.node))
    }
    output.append(0x5D)
  }

  private static func word(for stop: Stop) -> String {
    switch stop {
    case .timeout: "timeout"
    case .cancelled: "cancelled"
    case .limit: "limit"
    }
  }

  private func writeValue(_ cell: Cell, into output: inout OutputBuffer) {
    switch cell {
    case .list(let cells):
      // A list holds plain fields, so this goes one level down and no further.
      output.append(0x5B)
      for (index, inner) in cells.enumerated() {
        if index > 0 { output.append(0x2C) }
        writePlainValue(inner, into: &output)
      }
      output.append(0x5D)
    default: writePlainValue(cell, into: &output)
    }
  }

  private func writePlainValue(_ cell: Cell, into output: inout OutputBuffer) {
    guard let text = machineText(cell) else { return output.append("null") }
    if isBare(cell, text) { output.append(text) } else { output.append(json: text) }
  }

  /// Whether a field's text is a number or truth value of JSON as it stands.
  private func isBare(_ cell: Cell, _ text: String) -> Bool {
    switch cell {
    case .integer, .decimal, .boolean: true
    case .literal(let term): snapshot.terms.number(term) != nil && JSONNumber.isNumber(text.utf8)
    case .empty, .undated, .node, .text, .date, .list: false
    }
  }
}

extension OutputBuffer {
  /// Appends a text as a string of JSON.
  mutating func append(json text: String) {
    append(0x22)
    append(text, escaping: .json)
    append(0x22)
  }
}

/// The grammar of numbers (RFC 8259, section 6): `+5`, `05` and `.5` are none.
enum JSONNumber {
  /// Whether a text is a number.
  static func isNumber(_ text: some Sequence<UInt8>) -> Bool {
    var rest = Array(text)[...]
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == 0x2D { rest = rest.dropFirst() }
    let startsWithZero = rest.first == 0x30
    let whole = digits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == 0x65 || rest.first == 0x45 {
      rest = rest.dropFirst()
      if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}
