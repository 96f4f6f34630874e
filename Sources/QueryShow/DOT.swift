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
  let layout: PictureLayout
  /// Drawn into a page, which links its nodes and edges by `ids` to what it says of them, and needs
  /// no tooltips.
  let ids: PageIDs?

  /// From this many nodes on dot is told to give up early on perfection.
  private static let manyNodes = 150
  static let fonts = "Noto Sans, Noto Sans CJK SC, Noto Naskh Arabic, sans-serif"
  static let ink = "#1A1A1A"
  /// Points; all text is of one size, for the smallest decides how far a sheet may shrink the rest.
  static let textSize = "11"
  /// Columns of a line of an edge's label.
  static let edgeWidth = 18
  /// Columns of a line of a box of text.
  static let noteWidth = 40

  init(_ writer: AnswerWriter, isForPage: Bool = false) {
    self.writer = writer
    picture = Picture(writer)
    layout = PictureLayout(picture, writer)
    ids = isForPage ? PageIDs(picture, layout) : nil
  }

  func write(into output: inout OutputBuffer) {
    output.append("digraph mea {\n")
    writeDefaults(into: &output)
    // Graphviz sets first what comes first.
    for number in picture.lists.indices where layout.sides[number].isAbove {
      writeList(number, into: &output)
    }
    var enclosed: Set<TermID> = []
    for (number, cluster) in layout.clusters.enumerated() {
      output.append(
        "  subgraph cluster_\(number) {\n    style=\"rounded\"; color=\"#BBBBBB\"; label=\"\";\n")
      for node in [cluster.head] + cluster.members {
        enclosed.insert(node)
        write(node, indent: "    ", into: &output)
      }
      output.append("  }\n")
    }
    for (number, frame) in layout.frames.enumerated() {
      output.append("  subgraph cluster_alike_\(number) {\n")
      output.append("    style=\"filled\"; color=\"#DDDDDD\"; fillcolor=\"#F7F7F7\"; label=\"\";\n")
      for node in frame.leaves {
        enclosed.insert(node)
        write(node, indent: "    ", into: &output)
      }
      output.append("  }\n")
    }
    for node in picture.nodes where !enclosed.contains(node) {
      write(node, indent: "  ", into: &output)
    }
    for value in picture.values { writeValues(value.statements, of: value.node, into: &output) }
    for number in picture.lists.indices where !layout.sides[number].isAbove {
      writeList(number, into: &output)
    }
    for index in picture.edges.indices { writeEdge(index, into: &output) }
    if layout.flow == .time { writeTimes(into: &output) }
    writeCap(into: &output)
    DOTLegend(self).write(into: &output)
    output.append("}\n")
  }

  private func writeDefaults(into output: inout OutputBuffer) {
    var graph = DOTAttributes()
    graph.set("charset", "UTF-8")
    graph.set("rankdir", layout.readsDownwards ? "TB" : "LR")
    graph.set("fontname", DOTWriter.fonts)
    graph.set("fontsize", "16")
    graph.set("fontcolor", DOTWriter.ink)
    graph.set("label", title)
    graph.set("labelloc", "t")
    graph.set("nodesep", "0.1")
    graph.set("ranksep", layout.readsDownwards ? "0.25" : "0.35")
    if !layout.frames.isEmpty { graph.set("compound", "true") }
    if picture.nodes.count > DOTWriter.manyNodes {
      graph.set("nslimit", "2")
      graph.set("nslimit1", "2")
      graph.set("mclimit", "0.5")
    }
    output.append(dotDefaults: "graph", graph)
    var node = DOTAttributes()
    node.set("fontname", DOTWriter.fonts)
    node.set("fontsize", DOTWriter.textSize)
    node.set("fontcolor", DOTWriter.ink)
    node.set("style", "filled")
    node.set("fillcolor", "#FFFFFF")
    node.set("margin", "0.08,0.04")
    node.set("height", "0.3")
    output.append(dotDefaults: "node", node)
    var edge = DOTAttributes()
    edge.set("fontname", DOTWriter.fonts)
    edge.set("fontsize", DOTWriter.textSize)
    edge.set("fontcolor", "#444444")
    edge.set("arrowsize", "0.7")
    output.append(dotDefaults: "edge", edge)
  }

  /// `link: Basel Convention, Minamata Convention (as of 2012)`.
  private var title: String? {
    guard !writer.answer.focus.isEmpty else { return nil }
    return TextWrap.lines(writer.title, width: 90, most: 3).lines.joined(separator: "\n")
  }

  private func writeCap(into output: inout OutputBuffer) {
    let count = picture.undrawnCount
    let cap = count > 0 ? Messages.nodesBeyondCap(count) : nil
    let notes = [writer.partialNote, cap, picture.untoldNote(writer)].compactMap(\.self)
    guard !notes.isEmpty else { return }
    var attributes = DOTAttributes()
    attributes.set("label", notes.map { DOTText.label($0) }.joined(separator: "\n"))
    attributes.set("shape", "note")
    output.append(dot: ["more nodes"], attributes)
  }

  // MARK: Times

  /// An axis of years, each dated node level with its year.
  ///
  /// The undated are kept between years, so
  /// that none seems to be of a year that no source gives.
  private func writeTimes(into output: inout OutputBuffer) {
    let years = layout.years.sorted()
    guard years.count > 1 else { return }
    output.append("  {\n  node [shape=\"plaintext\", style=\"\", fontsize=\"14\"];\n")
    for year in years {
      output.append("  { rank=\"same\"; \"year \(year)\" [label=\"\(year)\"];")
      for node in picture.nodes where layout.order[node] == Double(year) {
        output.append(0x20)
        DOTText.append(quoted: writer.snapshot.curie(node), to: &output)
        output.append(0x3B)
      }
      output.append(" }\n")
    }
    for (year, next) in zip(years, years.dropFirst()) {
      output.append(
        "  \"year \(year)\" -> \"year \(next)\" [color=\"#CCCCCC\", arrowhead=\"none\", weight=\"10\"];\n"
      )
    }
    output.append("  }\n")
    var unseen = DOTAttributes()
    unseen.set("style", "invis")
    for node in picture.nodes {
      guard let time = layout.order[node], time != time.rounded() else { continue }
      let curie = writer.snapshot.curie(node)
      if let before = years.last(where: { Double($0) < time }) {
        output.append(dot: ["year \(before)", curie], unseen)
      }
      if let after = years.first(where: { Double($0) > time }) {
        output.append(dot: [curie, "year \(after)"], unseen)
      }
    }
  }
}

extension AnswerWriter {
  /// `near: Basel Convention (2012)`: what was asked, about whom, and for when.
  var title: String {
    let names = answer.focus.map { words.node($0) }.joined(separator: " · ")
    let time = answer.timeText == "any" ? "" : " (\(Words.line(answer.timeText)))"
    return names.isEmpty ? answer.verb + time : "\(answer.verb): \(names)\(time)"
  }
}
