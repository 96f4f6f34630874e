// What stands under a row of a table: the ties that a link rests on, one a line, read from the body
// that links; and the sources that `with sources` asks for. Both would be columns wider than any
// terminal.

internal import Bytes
internal import GraphStore
internal import QueryRun

/// One line under a row.
private struct UnderLine {
  /// What leads the line, in a column of its own.
  var lead: String
  var text: String
  /// Where it is said.
  var sources: String
}

/// The lines under all rows of one table.
struct UnderLines {
  private let writer: AnswerWriter
  private let isLink: Bool
  private var lines: [[UnderLine]] = []
  private var leadWidth = 0

  init(_ writer: AnswerWriter) {
    self.writer = writer
    let columns = writer.columns()
    let sides = columns.filter { $0.hasPrefix("rel_") }.count
    let answer = writer.answer
    isLink =
      answer.verb == "link" && columns.contains("why")
      && answer.rows.allSatisfy { $0.statements.count >= sides }
    if isLink, let place = columns.firstIndex(of: "node") {
      lines = answer.rows.map { ties(of: $0, place, sides) }
    } else if columns.contains("sources") {
      lines = answer.rows.map { row in
        [UnderLine(lead: "", text: "", sources: joinedSources(row.statements))]
      }
    }
    leadWidth = lines.joined().reduce(0) { max($0, displayWidth($1.lead)) }
  }

  /// Columns that only qualify what the others say, in the order in which they are read.
  static let qualifying = [
    "class", "date", "since", "until", "status", "detail", "document", "locator", "quote", "file",
    "line",
  ]

  /// Puts columns that qualify their rows in words: `Secretariat · since 2004 · derived`.
  mutating func add(_ columns: [TableColumn]) {
    if lines.isEmpty { lines = writer.answer.rows.map { _ in [] } }
    for row in lines.indices {
      var texts: [String: String] = [:]
      for column in columns { texts[column.name] = column.texts[row] }
      let qualities = UnderLines.qualities(texts)
      let evidence = UnderLines.evidence(texts)
      for text in [qualities, evidence] where !text.isEmpty {
        lines[row].insert(
          UnderLine(lead: "", text: "", sources: text), at: text == qualities ? 0 : lines[row].count
        )
      }
    }
  }

  private static func qualities(_ texts: [String: String]) -> String {
    var parts: [String] = []
    for name in ["class", "date", "since", "until", "status", "detail"] {
      guard let text = texts[name], !text.isEmpty, text != "?", text != "stated" else { continue }
      parts.append(name == "since" || name == "until" ? "\(name) \(text)" : text)
    }
    return parts.joined(separator: " · ")
  }

  private static func evidence(_ texts: [String: String]) -> String {
    var parts: [String] = []
    if let document = texts["document"], !document.isEmpty { parts.append(document) }
    if let locator = texts["locator"], !locator.isEmpty { parts.append("¶ \(locator)") }
    if let quote = texts["quote"], !quote.isEmpty { parts.append("“\(quote)”") }
    if let file = texts["file"], !file.isEmpty {
      let line = texts["line"].map { ":\($0)" } ?? ""
      parts.append("(\(file)\(line))")
    }
    return parts.joined(separator: " ")
  }

  /// Whether there are none.
  var isEmpty: Bool { lines.isEmpty }

  /// Whether these lines say what a column would.
  func replaces(_ column: String) -> Bool {
    if column == "sources" { return !isEmpty }
    guard isLink else { return false }
    return column == "why" || column.hasPrefix("rel_") || column.hasPrefix("via_")
  }

  /// A tie as the body sees it: `has member  Secretariat of the CBD, since 2004`.
  private func ties(of row: Answer.Row, _ place: Int, _ sides: Int) -> [UnderLine] {
    row.statements.prefix(sides).map { statement in
      let snapshot = writer.snapshot
      let subject = snapshot.subjects[Int(statement)]
      let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
      let isOut = row.cells[place] == .node(subject)
      let other = isOut ? snapshot.objects[Int(statement)] : subject
      return UnderLine(
        lead: isOut ? writer.words.relation(predicate) : writer.words.inverse(of: predicate),
        text: ([writer.words.term(other)] + writer.qualities(of: statement)).joined(
          separator: ", "),
        sources: joinedSources([statement]))
    }
  }

  private func joinedSources(_ statements: [StatementID]) -> String {
    var found: [String] = []
    for statement in statements {
      for source in writer.shortSources(of: statement) where !found.contains(source) {
        found.append(source)
      }
    }
    return found.joined(separator: "; ")
  }

  /// Writes the lines under one row.
  func write(_ row: Int, indent: Int, into output: inout OutputBuffer) {
    guard !lines.isEmpty else { return }
    for line in lines[row] { write(line, indent, into: &output) }
  }

  /// What stands beside leads needs at least so many columns; else it stands under them.
  private static let leastRoom = 20

  private func write(_ line: UnderLine, _ indent: Int, into output: inout OutputBuffer) {
    let width = writer.settings.width ?? .max
    var hang = indent + (line.lead.isEmpty ? 0 : leadWidth + 2)
    var start =
      String(repeating: " ", count: indent)
      + (line.lead.isEmpty ? "" : TextWrap.padded(line.lead, to: leadWidth + 2))
    if !line.lead.isEmpty, width - hang < UnderLines.leastRoom {
      write(line.lead, indent, .plain, into: &output)
      hang = indent + 2
      start = String(repeating: " ", count: hang)
    }
    let between = line.text.isEmpty || line.sources.isEmpty ? 0 : 2
    if displayWidth(line.text) + between + displayWidth(line.sources) <= width - hang {
      output.append(start + line.text + String(repeating: " ", count: between))
      writer.write(line.sources, .dim, into: &output)
      output.append(0x0A)
      return
    }
    let hanging = String(repeating: " ", count: hang)
    if !line.text.isEmpty {
      let parts = TextWrap.lines(line.text, width: width - hang).lines
      for (index, part) in parts.enumerated() {
        output.append((index == 0 ? start : hanging) + part + "\n")
      }
    }
    guard !line.sources.isEmpty else { return }
    // Under the text if that is wide enough, else nearer to the margin.
    let isWide = displayWidth(line.sources) <= width - hang
    write(line.sources, isWide || line.text.isEmpty ? hang : indent + 2, .dim, into: &output)
  }

  /// Writes a text behind a margin, on as many lines as it needs.
  private func write(
    _ text: String, _ margin: Int, _ style: Style, into output: inout OutputBuffer
  ) {
    let width = writer.settings.width ?? .max
    for part in TextWrap.lines(text, width: width - margin).lines {
      output.append(String(repeating: " ", count: margin))
      writer.write(part, style, into: &output)
      output.append(0x0A)
    }
  }
}

extension AnswerWriter {
  /// What a statement says beside its ends, in words: `since 2004`, `until 2010`, `proposed`.
  func qualities(of statement: StatementID) -> [String] {
    var found = dates(of: statement)
    let status = snapshot.annotations.status(of: statement)
    if status != 0 { found.append(words.status(status)) }
    return found
  }

  /// When a statement holds, in words: `since 2004`, `until 2010`.
  func dates(of statement: StatementID) -> [String] {
    let validity = snapshot.annotations.validity(of: statement)
    return [("on", validity.on), ("since", validity.from), ("until", validity.until)]
      .compactMap { word, date in date.map { "\(word) \($0)" } }
  }

  /// Where a statement is said, places of one document together: `doc:X ¶ 18, ¶ 19`.
  func shortSources(of statement: StatementID) -> [String] {
    var documents: [(name: String, places: [String])] = []
    for evidence in evidence(of: statement) where evidence.source != 0 {
      let name = words.exact(evidence.source)
      let place = evidence.locator == 0 ? nil : "¶ " + words.exact(evidence.locator)
      guard let known = documents.firstIndex(where: { $0.name == name }) else {
        documents.append((name, place.map { [$0] } ?? []))
        continue
      }
      if let place, !documents[known].places.contains(place) {
        documents[known].places.append(place)
      }
    }
    return documents.map { document in
      ([document.name] + (document.places.isEmpty ? [] : [document.places.joined(separator: ", ")]))
        .joined(separator: " ")
    }
  }
}
