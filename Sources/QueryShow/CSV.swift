// `csv`: RFC 4180 with LF. A record is one line, always: breaks inside a field are written `\n`.

internal import Bytes
internal import QueryRun

extension AnswerWriter {
  func writeCommaSeparated(_ names: [String], into output: inout OutputBuffer) {
    writeRecord(names, into: &output)
  }

  func writeCommaSeparated(_ cells: [Cell], into output: inout OutputBuffer) {
    writeRecord(cells.map { machineText($0) ?? "" }, into: &output)
  }

  private func writeRecord(_ fields: [String], into output: inout OutputBuffer) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(0x2C) }
      // A record of one empty field would be an empty line, which readers skip.
      let isQuoted =
        field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        || field.utf8.first == 0x20 || field.utf8.last == 0x20
        || (fields.count == 1 && field.isEmpty)
      if isQuoted { output.append(0x22) }
      output.append(field, escaping: .csv)
      if isQuoted { output.append(0x22) }
    }
    output.append(0x0A)
  }
}
