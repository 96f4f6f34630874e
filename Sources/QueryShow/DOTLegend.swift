// The legend of a picture: the classes that occur, each in its own shape, and what a dashed line
// means if one occurs.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// Writes the legend of one picture.
struct DOTLegend {
  private let writer: AnswerWriter
  private let picture: Picture
  /// Ranks, where they are rows; 0 where they are columns.
  private let rows: Int

  init(_ dot: DOTWriter) {
    writer = dot.writer
    picture = dot.picture
    rows = dot.layout.readsDownwards ? Set(dot.layout.order.values).count : 0
  }

  func write(into output: inout OutputBuffer) {
    let classes = classesDrawn()
    let statuses = statusesDrawn()
    guard classes.count > 1 || !statuses.isEmpty else { return }
    output.append("  subgraph cluster_legend {\n")
    output.append("    label=\"\"; style=\"rounded\"; color=\"#DDDDDD\";\n")
    output.append(
      "    node [margin=\"0.06,0.02\", width=\"0.2\", height=\"0.2\", style=\"filled\"];\n")
    var ids: [String] = []
    for term in classes {
      let style = NodeLook.style(of: term, writer.vocabulary)
      var attributes = DOTAttributes()
      attributes.set("label", DOTText.label(writer.words.node(term)))
      attributes.set("shape", style.shape)
      attributes.set("color", style.line)
      attributes.set("fillcolor", style.fill)
      if style.isRounded { attributes.set("style", "filled,rounded") }
      ids.append("legend " + writer.snapshot.curie(term))
      output.append(dot: ids.suffix(1), attributes, indent: "    ")
    }
    if !statuses.isEmpty {
      var attributes = DOTAttributes()
      attributes.set("label", DOTText.label(statuses.map { "[\($0)]" }.joined(separator: " ")))
      attributes.set("shape", "box")
      attributes.set("style", "dashed")
      attributes.set("tooltip", Messages.lessThanStated)
      ids.append("legend statuses")
      output.append(dot: ids.suffix(1), attributes, indent: "    ")
    }
    if rows > 0 { lay(ids, into: &output) }
    output.append("  }\n")
  }

  /// Entries side by side where ranks are rows, which are as far apart as the picture is tall.
  private static let perRow = 6

  /// Lays entries in rows that follow each other, and in more than fit well if the picture has fewer
  /// rows than that takes.
  ///
  /// Edges that are not seen do it. Where ranks are columns, they are one column by themselves.
  private func lay(_ ids: [String], into output: inout OutputBuffer) {
    let perRow = max(DOTLegend.perRow, (ids.count + rows - 1) / rows)
    var attributes = DOTAttributes()
    attributes.set("style", "invis")
    for index in ids.indices.dropFirst(perRow) {
      output.append(dot: [ids[index - perRow], ids[index]], attributes, indent: "    ")
    }
  }

  /// The classes of the nodes drawn, by name.
  private func classesDrawn() -> [TermID] {
    let classes = Set(picture.nodes.compactMap { writer.vocabulary.shownClass(of: $0) })
    return classes.map { (writer.words.node($0), writer.snapshot.curie($0), $0) }
      .sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.2)
  }

  /// The statuses drawn dashed, in words.
  private func statusesDrawn() -> [String] {
    var found: Set<String> = []
    for edge in picture.edges where !edge.isStated {
      for statement in edge.statements {
        found.insert(writer.words.statusName(writer.snapshot.annotations.status(of: statement)))
      }
    }
    for node in picture.nodes {
      if let status = NodeLook(node, writer).status { found.insert(status) }
    }
    return found.sorted()
  }
}
