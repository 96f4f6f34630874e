// `tsv`: the default of pipes and of the wire. A header, then a line for each row; `\N` is no value.
// Most answers are written so, and most of their bytes are terms: they go from the snapshot to the
// output without a `String` between, whole rows at a time and sixteen bytes at once.

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeTabbed(_ names: [String], into output: inout OutputBuffer) {
    for (index, name) in names.enumerated() {
      if index > 0 { output.append(0x09) }
      output.append(name, escaping: .tsv)
    }
    output.append(0x0A)
  }

  func writeTabbed(_ cells: [Cell], into output: inout OutputBuffer) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(0x09) }
      append(cell, to: &output)
    }
    output.append(0x0A)
  }

  private func append(_ cell: Cell, to output: inout OutputBuffer) {
    guard let text = machineText(cell) else { return output.append("\\N") }
    output.append(text, escaping: .tsv)
  }

  /// Writes some rows as they are kept.
  func writeTabbed(_ rows: Range<Int>, into output: inout OutputBuffer) {
    var row = rows.lowerBound
    var room = TabbedLines.longField * answer.columns.count
    while row < rows.upperBound {
      output.fill(room) { buffer in
        var lines = TabbedLines(buffer, wording)
        while row < rows.upperBound {
          let isWhole = answer.rows.fields(of: row).withUnsafeBufferPointer { fields in
            lines.append(fields) { field, scratch in append(answer.rows.cell(field), to: &scratch) }
          }
          guard isWhole else { break }
          row += 1
        }
        room = max(room, lines.missing)
        return lines.used
      }
    }
  }
}
