// A list in a picture: what hangs on one node and is told in words. `adopts ×106` and a line for each
// year hold what 106 boxes and arrows would spread over four sheets.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary

/// Names that hang on one node of a picture.
struct PictureList {
  /// The node they hang on.
  let hub: TermID
  /// What is read, flush left.
  var lines: [String]
  /// The nodes that it stands for, named or counted.
  var nodes: [TermID] = []
  /// What it rests on.
  var statements: [StatementID]

  /// Columns of a line.
  fileprivate static let width = 40
  /// More names than these run on like text.
  fileprivate static let manyNames = 24

  /// Lines that so many names get at most, their heading among them.
  static func mostLines(_ names: Int) -> Int { names > manyNames ? 36 : 12 }
}

/// What hangs on a node by the same words.
struct PictureGroup {
  /// One name.
  struct Entry {
    var node: TermID
    /// How many nodes hang on it that are not named here.
    var behind: Int
  }

  /// `recalled by (para 17) [proposed]`.
  let heading: String
  var entries: [Entry]
  var statements: [StatementID]

  /// A heading with its count, then the names by year, and who of them is named.
  func lines(_ writer: AnswerWriter) -> (lines: [String], named: [TermID]) {
    let dated = entries.map { (entry: $0, year: writer.vocabulary.year(of: $0.node)) }
    let texts = dated.map { (text(of: $0.entry, writer), $0.year, $0.entry.node) }
      .sorted { ($0.1 ?? .max, $0.0) < ($1.1 ?? .max, $1.0) }
    if let (text, year, node) = texts.first, texts.count == 1 {
      let line = "\(heading): \(text)" + (year.map { ", \($0)" } ?? "")
      return (TextWrap.lines(line, width: PictureList.width).lines, [node])
    }
    var column = NameColumn(names: entries.count)
    column.lines = TextWrap.lines("\(heading) ×\(entries.count):", width: PictureList.width).lines
    for (place, (text, year, _)) in texts.enumerated() {
      guard column.add(text, year) else {
        column.lines.append("  " + Messages.nodesBeyondCap(texts.count - place))
        return (column.lines, texts[..<place].map(\.2))
      }
    }
    return (column.finish(), texts.map(\.2))
  }

  /// `CBD XI/6 [proposed] +3`.
  private func text(of entry: Entry, _ writer: AnswerWriter) -> String {
    let name = TextWrap.shortened(
      writer.words.node(entry.node), fitting: DOTText.labelWidth * DOTText.labelLines)
    let status = NodeLook(entry.node, writer).status.map { " [\($0)]" } ?? ""
    return name + status + (entry.behind > 0 ? " +\(entry.behind)" : "")
  }
}

/// Names side by side, each on a line of its own where it does not fit.
private struct NameColumn {
  let width: Int
  /// Whether a year goes on in the line of another, as text does.
  let isRunning: Bool
  let mostLines: Int
  var lines: [String] = []
  private var line = ""
  private var year: Int?

  init(names: Int) {
    isRunning = names > PictureList.manyNames
    width = isRunning ? 64 : PictureList.width
    mostLines = PictureList.mostLines(names)
  }

  /// Adds a name; false where there is no line left for it.
  mutating func add(_ text: String, _ year: Int?) -> Bool {
    let isSameYear = !line.isEmpty && year == self.year
    let dated = isSameYear ? text : year.map { "\($0): \(text)" } ?? text
    let separator = isSameYear ? " · " : ";  "
    if !line.isEmpty, isSameYear || isRunning,
      displayWidth(line) + displayWidth(separator) + displayWidth(dated) <= width
    {
      line += separator + dated
      self.year = year
      return true
    }
    flush()
    let own = TextWrap.lines(dated, width: width - 4).lines
    // The last line is kept for how many more there are.
    guard lines.count + own.count < mostLines else { return false }
    // What goes on with a year stands further in than what has none.
    let isMore = isSameYear && year != nil && !isRunning
    let indented = own.enumerated().map { ($0.offset > 0 || isMore ? "    " : "  ") + $0.element }
    lines += indented.dropLast()
    line = indented.last ?? ""
    self.year = year
    return true
  }

  mutating func finish() -> [String] {
    flush()
    return lines
  }

  private mutating func flush() {
    if !line.isEmpty { lines.append(line) }
    line = ""
  }
}
