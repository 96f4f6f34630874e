// `tsv`: the default of pipes and of the wire. A header, then a line for each row; `\N` is no value.

internal import Bytes
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
      if let text = machineText(cell) {
        output.append(text, escaping: .tsv)
      } else {
        output.append("\\N")
      }
    }
    output.append(0x0A)
  }
}
