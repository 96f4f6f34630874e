// Text in the language of Graphviz. Every id and attribute is a quoted string; labels in angle
// brackets, which are HTML, are never written, so that no data can become markup.

internal import Bytes
internal import GraphStore

/// Attributes of a node, an edge or a graph, in the order given.
struct DOTAttributes {
  fileprivate var pairs: [(name: StaticString, value: String, lineEnd: StaticString)] = []

  /// Sets an attribute to a text, its lines centred; nil sets nothing.
  mutating func set(_ name: StaticString, _ value: String?) {
    if let value { pairs.append((name, value, "\\n")) }
  }

  /// Sets an attribute to lines that stand flush left.
  mutating func set(_ name: StaticString, flushLeft lines: [String]) {
    pairs.append((name, lines.map { $0 + "\n" }.joined(), "\\l"))
  }
}

/// Escapes and wraps.
enum DOTText {
  /// Columns of a line of a label.
  static let labelWidth = 18
  /// Columns of a line where ranks are rows, which are wider than they are high.
  static let wideLabelWidth = 28
  /// A last line as narrow as this stands alone.
  private static let orphanWidth = 4
  /// Lines of a label.
  static let labelLines = 6
  /// Characters of a tooltip.
  static let tooltipLength = 1_200

  /// Appends a text as a quoted string, line feeds as `lineEnd`.
  static func append(
    quoted text: String, lineEnd: StaticString = "\\n", to output: inout OutputBuffer
  ) {
    output.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x0A: output.append(lineEnd)
      case 0x22: output.append("\\\"")
      case 0x5C: output.append("\\\\")
      // dot reads entities in every string.
      case 0x26: output.append("&amp;")
      case 0..<0x20, 0x7F: break
      default: output.append(byte)
      }
    }
    output.append(0x22)
  }

  /// A text on lines as wide as labels are, a little wider where one word of two Chinese characters
  /// would else stand alone.
  static func label(_ text: String, width: Int = labelWidth) -> String {
    let lines = TextWrap.lines(text, width: width, most: labelLines).lines
    let wider = TextWrap.lines(text, width: width + orphanWidth, most: labelLines).lines
    let isLonely = lines.last.map { displayWidth($0) <= orphanWidth } ?? false
    return (isLonely && wider.count < lines.count ? wider : lines).joined(separator: "\n")
  }

  /// A tooltip that is not longer than a window shows.
  static func tooltip(_ lines: [String]) -> String {
    let text = lines.joined(separator: "\n")
    guard text.count > tooltipLength else { return text }
    return String(text.prefix(tooltipLength)) + "…"
  }

  /// An IRI that a picture may link to; nil for any scheme but http and https.
  static func link(_ iri: String) -> String? {
    let isWeb = iri.utf8.starts(with: "https://".utf8) || iri.utf8.starts(with: "http://".utf8)
    return isWeb && iri == visible(iri) ? iri : nil
  }
}

extension OutputBuffer {
  /// Appends `"id" [a="…", b="…"];`, or an edge of two ids, on a line of its own.
  mutating func append(
    dot ids: some Collection<String>, _ attributes: DOTAttributes, indent: StaticString = "  "
  ) {
    append(indent)
    for (index, id) in ids.enumerated() {
      if index > 0 { append(" -> ") }
      DOTText.append(quoted: id, to: &self)
    }
    append(attributes)
  }

  /// Appends what holds for all nodes, edges or the graph.
  mutating func append(dotDefaults kind: StaticString, _ attributes: DOTAttributes) {
    append("  ")
    append(kind)
    append(attributes)
  }

  private mutating func append(_ attributes: DOTAttributes) {
    append(" [")
    for (index, pair) in attributes.pairs.enumerated() {
      if index > 0 { append(", ") }
      append(pair.name)
      append(0x3D)
      DOTText.append(quoted: pair.value, lineEnd: pair.lineEnd, to: &self)
    }
    append("];\n")
  }
}
