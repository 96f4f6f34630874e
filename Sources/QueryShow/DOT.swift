// `dot`: a picture for Graphviz that opens as it is. Shapes and colours are those that the
// vocabulary gives to classes and families of relations; nothing is told by colour alone.

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeDOT(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.dot) }
    DOTWriter(self).write(into: &output)
  }
}

/// Writes one picture.
struct DOTWriter {
  let writer: AnswerWriter
  let picture: Picture
  private let flow: Flow
  /// Edges go from the lesser to the greater, whichever way they point.
  private let order: [TermID: Double]

  /// Which way the picture is read from left to right.
  private enum Flow {
    /// From older to newer.
    case time
    /// From the first node asked about to the last.
    case focus
    /// From subject to object.
    case statement
  }

  /// From this many nodes on dot is told to give up early on perfection.
  private static let manyNodes = 150
  static let fonts = "Noto Sans, Noto Sans CJK SC, Noto Naskh Arabic, sans-serif"
  static let ink = "#1A1A1A"
  /// Columns of a line of an edge's label.
  private static let edgeWidth = 22

  init(_ writer: AnswerWriter) {
    self.writer = writer
    picture = Picture(writer.answer, writer.vocabulary)
    switch writer.answer.verb {
    case "lineage", "origin": flow = .time
    case "link", "paths": flow = .focus
    default: flow = .statement
    }
    switch flow {
    case .time: order = picture.times(writer.vocabulary)
    case .focus:
      let focus = writer.answer.focus
      // The stops of a path lie between its ends; the sides of a link face the first.
      let others = writer.answer.verb == "link" ? focus.dropFirst() : focus.suffix(1)
      order = picture.places(from: focus.first, to: others)
    case .statement: order = [:]
    }
  }

  func write(into output: inout OutputBuffer) {
    output.append("digraph mea {\n")
    writeDefaults(into: &output)
    let clusters =
      flow == .time || picture.nodes.count > DOTWriter.manyNodes
      ? [] : picture.clusters(writer.vocabulary)
    var clustered: Set<TermID> = []
    for (number, cluster) in clusters.enumerated() {
      output.append(
        "  subgraph cluster_\(number) {\n    style=\"rounded\"; color=\"#BBBBBB\"; label=\"\";\n")
      for node in [cluster.head] + cluster.members {
        clustered.insert(node)
        write(node, indent: "    ", into: &output)
      }
      output.append("  }\n")
    }
    for node in picture.nodes where !clustered.contains(node) {
      write(node, indent: "  ", into: &output)
    }
    for value in picture.values { writeValues(value.statements, of: value.node, into: &output) }
    for edge in picture.edges { write(edge, into: &output) }
    if flow == .time { writeYears(into: &output) }
    writeCap(into: &output)
    DOTLegend(self).write(into: &output)
    output.append("}\n")
  }

  private func writeDefaults(into output: inout OutputBuffer) {
    var graph = DOTAttributes()
    graph.set("charset", "UTF-8")
    graph.set("rankdir", readsDownwards ? "TB" : "LR")
    graph.set("fontname", DOTWriter.fonts)
    graph.set("fontsize", "16")
    graph.set("fontcolor", DOTWriter.ink)
    graph.set("label", title)
    graph.set("labelloc", "t")
    graph.set("nodesep", "0.2")
    graph.set("ranksep", "1")
    if picture.nodes.count > DOTWriter.manyNodes {
      graph.set("nslimit", "2")
      graph.set("nslimit1", "2")
      graph.set("mclimit", "0.5")
    }
    output.append(dotDefaults: "graph", graph)
    var node = DOTAttributes()
    node.set("fontname", DOTWriter.fonts)
    node.set("fontsize", "11")
    node.set("fontcolor", DOTWriter.ink)
    node.set("style", "filled")
    node.set("fillcolor", "#FFFFFF")
    node.set("margin", "0.12,0.06")
    output.append(dotDefaults: "node", node)
    var edge = DOTAttributes()
    edge.set("fontname", DOTWriter.fonts)
    edge.set("fontsize", "9")
    edge.set("fontcolor", "#444444")
    edge.set("arrowsize", "0.7")
    output.append(dotDefaults: "edge", edge)
  }

  /// Whether a lineage fits paper better with its years one under the other.
  ///
  /// The inches that a rank and a node take either way are those that Graphviz gives labels of this
  /// width.
  private var readsDownwards: Bool {
    guard flow == .time else { return false }
    var ranks: [Double: Int] = [:]
    for time in order.values { ranks[time, default: 0] += 1 }
    let count = Double(ranks.count)
    let most = Double(ranks.values.max() ?? 0)
    func pages(_ width: Double, _ height: Double) -> Double {
      min(max(width / 11, height / 8), max(width / 8, height / 11))
    }
    return pages(most * 3, count * 1.2) < pages(count * 2.9, most * 0.75)
  }

  /// `link: Basel Convention, Minamata Convention (as of 2012)`.
  private var title: String? {
    guard !writer.answer.focus.isEmpty else { return nil }
    let names = writer.answer.focus.map { writer.words.node($0) }.joined(separator: " · ")
    let time = writer.answer.timeText == "any" ? "" : " (\(Words.line(writer.answer.timeText)))"
    return TextWrap.lines("\(writer.answer.verb): \(names)\(time)", width: 90, most: 3)
      .lines.joined(separator: "\n")
  }

  // MARK: Nodes

  private func write(_ node: TermID, indent: StaticString, into output: inout OutputBuffer) {
    let look = NodeLook(node, writer)
    var attributes = DOTAttributes()
    var label = DOTText.label(writer.words.node(node))
    if flow == .time, let year = writer.vocabulary.year(of: node) { label += "\n\(year)" }
    if let status = look.status { label += "\n[\(status)]" }
    attributes.set("label", label)
    attributes.set("shape", look.shape)
    if NodeLook.tightShapes.contains(look.shape) { attributes.set("margin", "0.25,0.2") }
    attributes.set("color", look.line)
    attributes.set("fillcolor", look.fill)
    if look.status != nil { attributes.set("style", "filled,dashed") }
    if writer.answer.focus.contains(node) { attributes.set("penwidth", "3.5") }
    attributes.set("tooltip", look.tooltip)
    if writer.snapshot.terms.kind(of: node) == .iri {
      attributes.set("URL", DOTText.link(Snapshot.text(writer.snapshot.terms.iri(node))))
    }
    output.append(dot: [writer.snapshot.curie(node)], attributes, indent: indent)
  }

  /// The values of a node in a box beside it, not as nodes.
  private func writeValues(
    _ statements: [StatementID], of node: TermID, into output: inout OutputBuffer
  ) {
    let most = 16
    var lines: [String] = []
    for statement in statements.prefix(most) {
      let snapshot = writer.snapshot
      let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
      let value = writer.words.exact(snapshot.objects[Int(statement)])
      let text = "\(writer.words.relation(predicate)): \(value)\(status(of: [statement]))"
      lines += TextWrap.lines(text, width: 44, most: 4).lines
    }
    if statements.count > most { lines.append(Messages.nodesBeyondCap(statements.count - most)) }
    let id = "values of " + writer.snapshot.curie(node)
    var box = DOTAttributes()
    box.set("label", flushLeft: lines)
    box.set("shape", "note")
    box.set("fontsize", "9")
    box.set("color", "#888888")
    box.set("tooltip", tooltip(of: statements))
    output.append(dot: [id], box)
    var edge = DOTAttributes()
    edge.set("style", "dotted")
    edge.set("color", "#888888")
    edge.set("arrowhead", "none")
    output.append(dot: [writer.snapshot.curie(node), id], edge)
  }

  private func writeCap(into output: inout OutputBuffer) {
    guard picture.undrawnCount > 0 else { return }
    var attributes = DOTAttributes()
    attributes.set("label", Messages.nodesBeyondCap(picture.undrawnCount))
    attributes.set("shape", "note")
    output.append(dot: ["more nodes"], attributes)
  }

  // MARK: Edges

  private func write(_ edge: Picture.Edge, into output: inout OutputBuffer) {
    let snapshot = writer.snapshot
    var attributes = DOTAttributes()
    attributes.set("label", edgeLabel(edge))
    let line = edge.isStated ? DOTWriter.known(line: edge.line) : "dashed"
    attributes.set("style", line)
    attributes.set("color", edge.colour.flatMap { Colour($0) }?.shade)
    if !edge.isStated { attributes.set("arrowhead", "onormal") }
    let tooltip = tooltip(of: edge.statements)
    attributes.set("tooltip", tooltip)
    attributes.set("labeltooltip", tooltip)
    var ends = [snapshot.curie(edge.subject), snapshot.curie(edge.object)]
    if isDrawnBackwards(edge) {
      ends.reverse()
      attributes.set("dir", "back")
      if !edge.isStated { attributes.set("arrowtail", "onormal") }
    }
    output.append(dot: ends, attributes)
  }

  /// The line styles of Graphviz that a vocabulary may name.
  private static func known(line: String?) -> String? {
    guard let line else { return nil }
    let styles = line.split(separator: ",")
    let isKnown = styles.allSatisfy {
      ["solid", "dashed", "dotted", "bold"].contains(String($0))
    }
    return isKnown ? line : nil
  }

  /// Whether the object has to stand to the left of the subject.
  private func isDrawnBackwards(_ edge: Picture.Edge) -> Bool {
    guard let subject = order[edge.subject], let object = order[edge.object] else { return false }
    return subject > object
  }

  /// A statement's relation and status: `concerns (para 17) [proposed]`.
  private func edgeLabel(_ edge: Picture.Edge) -> String {
    let snapshot = writer.snapshot
    var names: [(name: String, parts: [String])] = []
    for statement in edge.statements {
      let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
      let name = writer.words.relation(predicate) + status(of: [statement])
      let place = names.firstIndex { $0.name == name } ?? names.count
      if place == names.count { names.append((name, [])) }
      guard let part = edge.parts[statement] else { continue }
      let whole = snapshot.objects[Int(statement)] == part ? edge.object : edge.subject
      names[place].parts.append(shortName(of: part, in: whole))
    }
    return names.map { name, parts in
      guard !parts.isEmpty else { return DOTText.label(name, width: DOTWriter.edgeWidth) }
      let most = 2
      let more = parts.count > most ? [Messages.nodesBeyondCap(parts.count - most)] : []
      let list = (parts.prefix(most) + more).joined(separator: ", ")
      return DOTText.label("\(name) (\(list))", width: DOTWriter.edgeWidth)
    }.joined(separator: ",\n")
  }

  /// The name of a part without that of its whole: `para 17` of `CBD XI/6 para 17`.
  private func shortName(of part: TermID, in whole: TermID) -> String {
    let name = writer.words.node(part)
    let prefix = writer.words.node(whole)
    let isLonger = name.count > prefix.count + 1 && name.hasPrefix(prefix)
    let rest = String(name.dropFirst(isLonger ? prefix.count : 0).drop { $0 == " " || $0 == "," })
    guard displayWidth(rest) > DOTText.labelWidth else { return rest }
    return TextWrap.shortened(rest, to: DOTText.labelWidth)
  }

  /// ` [proposed]` if some statements are less than stated.
  private func status(of statements: [StatementID]) -> String {
    var found: [String] = []
    for statement in statements {
      let status = writer.snapshot.annotations.status(of: statement)
      guard !writer.vocabulary.isStated(status) else { continue }
      let word = writer.words.status(status)
      if !found.contains(word) { found.append(word) }
    }
    return found.isEmpty ? "" : " [\(found.joined(separator: ", "))]"
  }

  /// Where statements are said: `document ¶ locator: quote`, one a line.
  private func tooltip(of statements: [StatementID]) -> String? {
    let lines = statements.flatMap { writer.quotedSources(of: $0) }
    return lines.isEmpty ? nil : DOTText.tooltip(lines)
  }

  // MARK: Years

  /// An axis of years, and each dated node level with its year.
  private func writeYears(into output: inout OutputBuffer) {
    var years: [Int: [TermID]] = [:]
    for node in picture.nodes {
      if let year = writer.vocabulary.year(of: node) { years[year, default: []].append(node) }
    }
    let ordered = years.keys.sorted()
    guard ordered.count > 1 else { return }
    output.append("  node [shape=\"plaintext\", style=\"\", fontsize=\"14\"];\n")
    for year in ordered {
      output.append("  { rank=\"same\"; \"year \(year)\" [label=\"\(year)\"];")
      for node in years[year] ?? [] {
        output.append(0x20)
        DOTText.append(quoted: writer.snapshot.curie(node), to: &output)
        output.append(0x3B)
      }
      output.append(" }\n")
    }
    for (year, next) in zip(ordered, ordered.dropFirst()) {
      output.append(
        "  \"year \(year)\" -> \"year \(next)\" [color=\"#CCCCCC\", arrowhead=\"none\"];\n")
    }
  }
}
