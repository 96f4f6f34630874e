// What little colour a table and a tree have.

internal import Bytes
internal import GraphVocabulary
internal import QueryRun

/// How a piece of text is set on a terminal.
enum Style {
  case plain
  case bold
  case dim

  fileprivate var start: StaticString? {
    switch self {
    case .plain: nil
    case .bold: "\u{1B}[1m"
    case .dim: "\u{1B}[2m"
    }
  }
}

extension AnswerWriter {
  /// Writes a text in a style, if colours are wanted at all.
  func write(_ text: String, _ style: Style, into output: inout OutputBuffer) {
    guard settings.isColoured, !text.isEmpty, let start = style.start else {
      return output.append(text)
    }
    output.append(start)
    output.append(text)
    output.append("\u{1B}[0m")
  }

  /// The class of a node in words; nil where the field is no node or has no class.
  func className(of cell: Cell) -> String? {
    guard case .node(let node) = cell else { return nil }
    return vocabulary.shownClass(of: node).map { words.node($0) }
  }

  /// A field in words; `isExact` shows nodes as CURIEs.
  func shownText(_ cell: Cell, isExact: Bool = false) -> String {
    switch cell {
    case .node(let term): isExact ? words.exact(term) : words.node(term)
    case .literal(let term): words.exact(term)
    case .list(let cells):
      cells.map { shownText($0, isExact: isExact) }.joined(separator: "; ")
    case .empty, .undated, .text, .integer, .decimal, .date, .boolean:
      Words.line(machineText(cell) ?? "")
    }
  }
}
