// How a picture draws a node: by its class, as the vocabulary says, and dashed where even the class
// is less than stated.

internal import GraphStore
internal import GraphVocabulary

/// Shape, colours and tooltip of one node.
struct NodeLook {
  /// The class it is drawn as; nil without one.
  let classTerm: TermID?
  let shape: String
  /// A box whose corners are round.
  let isRounded: Bool
  let line: String
  let fill: String
  /// The status of its class, if that is less than stated.
  private(set) var status: String?
  /// What a tooltip says: which node, of which class, and where that is said.
  private(set) var lines: [String]

  init(_ node: TermID, _ writer: AnswerWriter) {
    classTerm = writer.vocabulary.shownClass(of: node)
    (shape, isRounded, line, fill) = NodeLook.style(of: classTerm, writer.vocabulary)
    guard let classTerm, let type = writer.vocabulary.type else {
      lines = [writer.words.exact(node)]
      return
    }
    let snapshot = writer.snapshot
    let stating = snapshot.statements(node, type, classTerm)
    let statuses = stating.map { snapshot.annotations.status(of: $0) }
    if !statuses.contains(where: { writer.vocabulary.isStated($0) }), let first = statuses.first {
      status = writer.words.statusName(first)
    }
    let sources = stating.flatMap { writer.quotedSources(of: $0) }
    lines = ["\(writer.words.exact(node)), \(writer.words.node(classTerm))"] + sources
  }

  /// Shapes with less room inside than Graphviz reckons.
  static let tightShapes: Set<String> = [
    "cds", "larrow", "lpromoter", "rarrow", "rpromoter", "component", "tab",
  ]

  /// Shapes that read their label as markup, or a file.
  private static let unsafeShapes: Set<String> = ["record", "epsf", "custom"]

  /// How members of a class are drawn.
  static func style(
    of classTerm: TermID?, _ vocabulary: Vocabulary
  ) -> (shape: String, isRounded: Bool, line: String, fill: String) {
    let own = classTerm.flatMap { vocabulary.classes[$0] }
    let colour = own?.colour.flatMap { Colour($0) }
    let shape = own?.shape.flatMap { shape in
      shape.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        && !unsafeShapes.contains(shape) ? shape : nil
    }
    let isRounded = shape == "rounded"
    return (
      isRounded ? "box" : shape ?? "box", isRounded, colour?.shade ?? "#555555",
      colour?.tint ?? "#FFFFFF"
    )
  }
}

extension AnswerWriter {
  /// Where a statement is said, with the words: `doc:X ¶ 25: 以观察员身份参加`.
  func quotedSources(of statement: StatementID) -> [String] {
    var lines: [String] = []
    for evidence in evidence(of: statement) where evidence.source != 0 {
      var line = words.exact(evidence.source)
      if evidence.locator != 0 { line += " ¶ " + words.exact(evidence.locator) }
      if evidence.quote != 0 { line += ": " + words.exact(evidence.quote) }
      if !lines.contains(line) { lines.append(line) }
    }
    return lines
  }
}
