// `mermaid`: a flowchart for pages that draw Mermaid (GitHub, GitLab, wikis). Such pages refuse more
// than 500 edges or 50,000 characters, so it stops before and says so.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeMermaid(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.mermaid) }
    MermaidWriter(self).write(into: &output)
  }
}

private struct MermaidWriter {
  let writer: AnswerWriter
  let picture: Picture

  private static let mostEdges = 400
  /// Bytes, which are never fewer than characters; the rest is for the note and the classes.
  private static let mostText = 45_000

  init(_ writer: AnswerWriter) {
    self.writer = writer
    picture = Picture(writer)
  }

  func write(into output: inout OutputBuffer) {
    output.append("---\ntitle: ")
    output.append(json: writer.title)
    output.append("\n---\nflowchart LR\n")
    var text = OutputBuffer()
    var looks: [String: [Int]] = [:]
    var lookOrder: [String] = []
    var numbers: [TermID: Int] = [:]
    var undrawn = picture.undrawnCount
    for (number, node) in picture.nodes.enumerated() {
      guard text.count < MermaidWriter.mostText / 2 else {
        undrawn += 1
        continue
      }
      numbers[node] = number
      let look = NodeLook(node, writer)
      let style = "fill:\(look.fill),stroke:\(look.line),color:\(DOTWriter.ink)"
      if looks[style] == nil { lookOrder.append(style) }
      looks[style, default: []].append(number)
      write(node, number, look, into: &text)
    }
    var drawn = 0
    for edge in picture.edges {
      guard let subject = numbers[edge.subject], let object = numbers[edge.object],
        drawn < MermaidWriter.mostEdges, text.count < MermaidWriter.mostText
      else { continue }
      drawn += 1
      let arrow = edge.isStated ? MermaidWriter.arrow(edge.line) : "-.->"
      text.append("  n\(subject) \(arrow)|\"")
      text.append(mermaid: edge.label(writer))
      text.append("\"| n\(object)\n")
    }
    output.append(text.bytes)
    for value in picture.values { write(value, numbers[value.node], &output) }
    for (number, list) in picture.lists.enumerated() { write(list, number, numbers, &output) }
    for (id, note) in [("partial", writer.partialNote), ("untold", picture.untoldNote(writer))] {
      guard let note else { continue }
      output.append("  \(id)>\"")
      output.append(mermaid: note)
      output.append("\"]\n")
    }
    writeRest(undrawn, picture.edges.count - drawn, into: &output)
    for (number, style) in lookOrder.enumerated() {
      output.append("  classDef look\(number) \(style)\n  class ")
      output.append((looks[style] ?? []).map { "n\($0)" }.joined(separator: ","))
      output.append(" look\(number)\n")
    }
  }

  private func write(
    _ node: TermID, _ number: Int, _ look: NodeLook, into output: inout OutputBuffer
  ) {
    let (start, end) = look.isRounded ? ("(", ")") : MermaidWriter.brackets(look.shape)
    output.append("  n\(number)\(start)\"")
    output.append(mermaid: DOTText.label(writer.words.node(node)))
    if let status = look.status { output.append(mermaid: " [\(status)]") }
    output.append("\"\(end)\n")
  }

  /// The values of a node in a note beside it; as many as a picture for Graphviz shows.
  private func write(
    _ value: (node: TermID, statements: [StatementID]), _ number: Int?,
    _ output: inout OutputBuffer
  ) {
    guard let number, output.count < MermaidWriter.mostText else { return }
    let most = 8
    output.append("  v\(number)>\"")
    for (index, statement) in value.statements.prefix(most).enumerated() {
      if index > 0 { output.append("<br>") }
      let predicate = writer.snapshot.predicates[
        Int(writer.snapshot.relations[Int(statement)])]
      let text = writer.words.exact(writer.snapshot.objects[Int(statement)])
      let line = "\(writer.words.relation(predicate)): \(text)\(writer.statusMark(of: [statement]))"
      output.append(mermaid: TextWrap.shortened(line, fitting: 80))
    }
    if value.statements.count > most {
      output.append("<br>")
      output.append(mermaid: Messages.nodesBeyondCap(value.statements.count - most))
    }
    output.append("\"]\n  n\(number) -.- v\(number)\n")
  }

  /// The names that hang on a node, in a box beside it.
  private func write(
    _ list: PictureList, _ number: Int, _ numbers: [TermID: Int], _ output: inout OutputBuffer
  ) {
    guard let hub = numbers[list.hub] else { return }
    output.append("  l\(number)[\"")
    for (index, line) in list.lines.enumerated() {
      if index > 0 { output.append("<br>") }
      output.append(mermaid: line)
    }
    output.append("\"]\n  n\(hub) --- l\(number)\n")
  }

  private func writeRest(_ nodes: Int, _ edges: Int, into output: inout OutputBuffer) {
    guard nodes > 0 || edges > 0 else { return }
    output.append("  rest>\"")
    output.append(mermaid: Messages.undrawn(nodes: nodes, edges: edges))
    output.append("\"]\n")
  }

  private static func arrow(_ line: String?) -> String {
    switch line {
    case "dashed", "dotted": "-.->"
    case let line? where line.contains("bold"): "==>"
    default: "-->"
    }
  }

  /// The shape of Mermaid that is most like one of Graphviz.
  private static func brackets(_ shape: String) -> (start: String, end: String) {
    switch shape {
    case "ellipse", "egg", "circle", "oval": ("([", "])")
    case "hexagon", "septagon", "octagon", "doubleoctagon", "pentagon": ("{{", "}}")
    case "diamond": ("{", "}")
    case "cylinder": ("[(", ")]")
    case "parallelogram": ("[/", "/]")
    case "trapezium", "house": ("[/", "\\]")
    case "invtrapezium", "invhouse": ("[\\", "/]")
    case "note", "tab", "folder": ("[[", "]]")
    case "rarrow", "rpromoter", "cds": (">", "]")
    default: ("[", "]")
    }
  }
}

extension OutputBuffer {
  /// Appends a text for between quotes.
  ///
  /// Everything of ASCII but letters, digits and plain marks is an
  /// entity: quotes end the text, backticks begin Markdown, `%%{` is a directive anywhere, `<` HTML.
  fileprivate mutating func append(mermaid text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF, 0x20, 0x2C...0x2F, 0x28, 0x29:
        append(byte)
      case 0x0A: append(0x20)
      default:
        append("#")
        append(decimal: Int(byte))
        append(";")
      }
    }
  }
}
