// `html`: one page that needs nothing else, no network either: the picture, every statement it rests
// on with its sources, search, zoom. What draws it is Graphviz, which a server does not start: here the page holds the
// text of the picture, and the command puts the drawing in its place (PageDrawing).

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeHTML(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.html) }
    PageWriter(self).write(into: &output)
  }
}

/// Writes one page.
private struct PageWriter {
  let writer: AnswerWriter
  let dot: DOTWriter
  let ids: PageIDs

  init(_ writer: AnswerWriter) {
    self.writer = writer
    dot = DOTWriter(writer, isForPage: true)
    ids = dot.ids ?? PageIDs(dot.picture, dot.layout)
  }

  func write(into output: inout OutputBuffer) {
    output.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    output.append("<meta http-equiv=\"Content-Security-Policy\" content=\"\(PageCode.policy)\">\n")
    output.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    output.append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
    output.append(markup: writer.title)
    output.append("</title>\n<style>\(PageCode.style)</style>\n</head>\n<body>\n<header>\n<h1>")
    output.append(markup: writer.title)
    output.append("</h1>\n")
    output.append(PageCode.controls)
    for note in writer.notes() + cap {
      output.append("<p class=\"note\">")
      output.append(markup: Words.line(note))
      output.append("</p>\n")
    }
    output.append("</header>\n<main>\n")
    output.append("<section id=\"picture\" tabindex=\"0\" aria-label=\"Picture\">\n")
    output.append(PageDrawing.start)
    var picture = OutputBuffer()
    dot.write(into: &picture)
    output.append(markup: String(decoding: picture.bytes, as: UTF8.self))
    output.append(PageDrawing.end)
    output.append("\n</section>\n<section id=\"panel\" aria-label=\"Statements and sources\">\n")
    output.append("<p id=\"chosen\" role=\"status\"></p>\n")
    for node in dot.picture.nodes + dot.picture.lists.flatMap(\.nodes) {
      write(node, into: &output)
    }
    output.append("<ol>\n")
    for statement in statements { writeItem(of: statement, into: &output) }
    output.append("</ol>\n</section>\n</main>\n<footer>mea · data \(writer.snapshot.dataName)")
    output.append(" · as of ")
    output.append(markup: Words.line(writer.answer.timeText))
    output.append("</footer>\n<script>\(PageCode.script)</script>\n</body>\n</html>\n")
  }

  /// The statements, those that the rows rest on most in the order of the rows.
  private var statements: [StatementID] {
    var seen: Set<StatementID> = []
    let all = writer.orderedStatements(RoleTerms(writer.vocabulary))
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($0.element, $0.offset) })
    let ofRows = writer.answer.rows.map { row in
      row.statements.sorted { places[$0, default: .max] < places[$1, default: .max] }
    }
    return (ofRows.joined() + all)
      .filter { seen.insert($0).inserted }
  }

  private var cap: [String] {
    let count = dot.picture.undrawnCount
    let cap = count > 0 ? Messages.undrawn(count) : nil
    return [cap, dot.picture.untoldNote(writer)].compactMap(\.self)
  }

  /// What a node is, for when it is chosen.
  private func write(_ node: TermID, into output: inout OutputBuffer) {
    guard let id = ids.nodes[node] else { return }
    output.append("<div class=\"node\" data-on=\"\(id)\" hidden><h2><bdi>")
    output.append(markup: writer.words.node(node))
    output.append("</bdi></h2><p>")
    if let classTerm = writer.vocabulary.shownClass(of: node) {
      output.append(markup: writer.words.node(classTerm))
      output.append(" · ")
    }
    writeName(of: node, into: &output)
    output.append("</p></div>\n")
  }

  /// A node's short name, which leads to its IRI if that is an address of the web.
  private func writeName(of node: TermID, into output: inout OutputBuffer) {
    let isIRI = writer.snapshot.terms.kind(of: node) == .iri
    let link =
      isIRI ? DOTText.link(Snapshot.text(writer.snapshot.terms.iri(node))) : nil
    if let link {
      output.append("<a rel=\"noreferrer\" href=\"")
      output.append(markup: link)
      output.append("\">")
    }
    output.append(markup: writer.words.exact(node))
    if link != nil { output.append("</a>") }
  }

  private func writeItem(of statement: StatementID, into output: inout OutputBuffer) {
    let snapshot = writer.snapshot
    let on = ids.all(of: statement, snapshot).joined(separator: " ")
    output.append("<li data-on=\"\(on)\"><p><bdi>")
    output.append(markup: writer.words.node(snapshot.subjects[Int(statement)]))
    output.append("</bdi> <i>")
    let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
    output.append(markup: writer.words.relation(predicate))
    output.append("</i> <bdi>")
    output.append(markup: writer.words.term(snapshot.objects[Int(statement)]))
    output.append("</bdi>")
    let status = writer.statusMark(of: [statement])
    if !status.isEmpty {
      output.append("<b>")
      output.append(markup: status)
      output.append("</b>")
    }
    writeQualities(of: statement, into: &output)
    output.append("</p><ul>")
    for evidence in writer.evidence(of: statement) where evidence.source != 0 {
      write(evidence, into: &output)
    }
    output.append("</ul></li>\n")
  }

  /// When it holds, and what else is said of it.
  private func writeQualities(of statement: StatementID, into output: inout OutputBuffer) {
    var parts = writer.dates(of: statement)
    for detail in writer.orderedDetails(of: statement) {
      parts.append(
        writer.words.relation(detail.predicate) + ": " + writer.words.term(detail.object))
    }
    guard !parts.isEmpty else { return }
    output.append(" <small>")
    output.append(markup: parts.joined(separator: "; "))
    output.append("</small>")
  }

  /// The document, the place in it and its words.
  private func write(_ evidence: Evidence, into output: inout OutputBuffer) {
    output.append("<li><cite>")
    output.append(markup: writer.words.node(evidence.source))
    output.append("</cite> (")
    writeName(of: evidence.source, into: &output)
    output.append(")")
    if evidence.locator != 0 {
      output.append(" ¶ ")
      output.append(markup: writer.words.exact(evidence.locator))
    }
    if evidence.quote != 0 {
      output.append("<q dir=\"auto\">")
      output.append(markup: writer.words.exact(evidence.quote))
      output.append("</q>")
    }
    output.append("</li>")
  }
}

extension OutputBuffer {
  /// Appends a text so that no reader of HTML takes any of it for markup, in an attribute neither.
  fileprivate mutating func append(markup text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x22: append("&quot;")
      case 0x26: append("&amp;")
      case 0x27: append("&#39;")
      case 0x3C: append("&lt;")
      case 0x3E: append("&gt;")
      default: append(byte)
      }
    }
  }
}
