// Nodes of a picture, and the boxes of their values.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension DOTWriter {
  /// Values of one node that are shown.
  static let mostValues = 12

  func write(_ node: TermID, indent: StaticString, into output: inout OutputBuffer) {
    let look = NodeLook(node, writer)
    var attributes = DOTAttributes()
    attributes.set("id", ids?.nodes[node])
    var label = DOTText.label(writer.words.node(node), width: layout.labelWidth)
    if layout.flow == .time, let year = writer.vocabulary.year(of: node) { label += "\n\(year)" }
    if let status = look.status { label += "\n[\(status)]" }
    attributes.set("label", label)
    attributes.set("shape", look.shape)
    if NodeLook.tightShapes.contains(look.shape) { attributes.set("margin", "0.25,0.2") }
    attributes.set("color", look.line)
    attributes.set("fillcolor", look.fill)
    let styles = (look.isRounded ? ",rounded" : "") + (look.status == nil ? "" : ",dashed")
    if !styles.isEmpty { attributes.set("style", "filled" + styles) }
    if writer.answer.focus.contains(node) { attributes.set("penwidth", "3.5") }
    if ids == nil {
      attributes.set("tooltip", tooltip(of: node, look))
      if writer.snapshot.terms.kind(of: node) == .iri {
        attributes.set("URL", DOTText.link(Snapshot.text(writer.snapshot.terms.iri(node))))
      }
    }
    output.append(dot: [writer.snapshot.curie(node)], attributes, indent: indent)
  }

  /// Where its class is said and, in a frame, where its own arrow is.
  private func tooltip(of node: TermID, _ look: NodeLook) -> String {
    let framed = layout.frames.flatMap { frame in
      zip(frame.leaves, frame.edges).filter { $0.0 == node }.map(\.1)
    }
    let lines = framed.flatMap { index in
      let edge = picture.edges[index]
      return [edge.label(writer)] + edge.statements.flatMap { writer.quotedSources(of: $0) }
    }
    return DOTText.tooltip(look.lines + lines)
  }

  /// The values of a node in a box beside it, not as nodes.
  func writeValues(
    _ statements: [StatementID], of node: TermID, into output: inout OutputBuffer
  ) {
    let most = DOTWriter.mostValues
    var lines: [String] = []
    for statement in statements.prefix(most) {
      let snapshot = writer.snapshot
      let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
      let value = writer.words.exact(snapshot.objects[Int(statement)])
      let status = writer.statusMark(of: [statement])
      let text = "\(writer.words.relation(predicate)): \(value)\(status)"
      lines += TextWrap.lines(text, width: DOTWriter.noteWidth, most: 2).lines
    }
    if statements.count > most { lines.append(Messages.nodesBeyondCap(statements.count - most)) }
    let id = "values of " + writer.snapshot.curie(node)
    var box = DOTAttributes()
    box.set("id", ids?.values[node])
    box.set("label", flushLeft: lines)
    box.set("shape", "note")
    box.set("color", "#888888")
    if ids == nil { box.set("tooltip", tooltip(of: statements)) }
    output.append(dot: [id], box)
    var edge = DOTAttributes()
    edge.set("style", "dotted")
    edge.set("color", "#888888")
    edge.set("arrowhead", "none")
    output.append(dot: [writer.snapshot.curie(node), id], edge)
  }

  /// The names that hang on a node, in a box beside it.
  func writeList(_ number: Int, into output: inout OutputBuffer) {
    let list = picture.lists[number]
    let id = "list \(number)"
    var box = DOTAttributes()
    box.set("id", ids?.lists[number])
    box.set("label", flushLeft: list.lines)
    box.set("shape", "box")
    box.set("color", "#BBBBBB")
    box.set("fillcolor", "#F7F7F7")
    if ids == nil { box.set("tooltip", tooltip(of: list.statements)) }
    output.append(dot: [id], box)
    var edge = DOTAttributes()
    edge.set("color", "#888888")
    edge.set("arrowhead", "none")
    let hub = writer.snapshot.curie(list.hub)
    output.append(dot: layout.sides[number].isLeft ? [id, hub] : [hub, id], edge)
  }

  /// Where statements are said: `document ¶ locator: quote`, one a line.
  func tooltip(of statements: [StatementID]) -> String? {
    let lines = statements.flatMap { writer.quotedSources(of: $0) }
    return lines.isEmpty ? nil : DOTText.tooltip(lines)
  }
}
