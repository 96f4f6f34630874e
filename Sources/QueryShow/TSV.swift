// `tsv`: the default of pipes and of the wire. A header, then a line for each row; `\N` is no value.
// Most answers are written so, and most of their bytes are terms: they go from the snapshot to the
// output without a `String` between.

internal import Bytes
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

  func writeTabbed(_ cells: ArraySlice<Cell>, into output: inout OutputBuffer) {
    for index in cells.indices {
      if index > cells.startIndex { output.append(0x09) }
      switch cells[index] {
      case .empty: output.append("\\N")
      case .undated: output.append(0x3F)
      case .text(let text): output.append(text, escaping: .tsv)
      case .node(let term), .literal(let term): write(term, into: &output)
      case .integer(let number): output.append(decimal: number)
      case .date(let date): output.append(date)
      case .decimal, .boolean, .list:
        if let text = machineText(cells[index]) {
          output.append(text, escaping: .tsv)
        } else {
          output.append("\\N")
        }
      }
    }
    output.append(0x0A)
  }

  /// A term as `Snapshot.curie` has it.
  private func write(_ term: TermID, into output: inout OutputBuffer) {
    switch snapshot.kind(of: term) {
    case .string, .typed, .tagged, .triple: break
    case .blank: return output.append(snapshot.curie(term), escaping: .tsv)
    case .iri:
      let prefix = wording.prefix(of: snapshot.classNumber(of: term))
      guard let prefix, snapshot.isPlain(term) else {
        return output.append(snapshot.curie(term), escaping: .tsv)
      }
      output.append(prefix)
    }
    snapshot.visitText(of: term) { output.append($0, escaping: .tsv) }
  }
}
