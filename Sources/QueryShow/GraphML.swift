// `graphml`: every statement an answer rests on as one edge, for yEd, Gephi and programs. Nothing is
// merged or capped; classes, names and values are nodes too. GraphML 1.0 in XML 1.0.

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeGraphML(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.graphml) }
    output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    output.append("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
    for (end, names) in [("node", GraphMLKeys.node), ("edge", GraphMLKeys.edge)] {
      for name in names {
        output.append("  <key id=\"\(end)-\(name)\" for=\"\(end)\" attr.name=\"\(name)\"")
        output.append(" attr.type=\"string\"/>\n")
      }
    }
    if partialNote != nil {
      output.append("  <key id=\"graph-note\" for=\"graph\" attr.name=\"note\"")
      output.append(" attr.type=\"string\"/>\n")
    }
    output.append("  <graph id=\"mea\" edgedefault=\"directed\">\n")
    output.append(data: partialNote, "graph-note")
    let statements = orderedStatements(RoleTerms(vocabulary))
    let ends = statements.flatMap { [snapshot.subjects[Int($0)], snapshot.objects[Int($0)]] }
    var numbers: [TermID: Int] = [:]
    for term in answer.focus + ends where numbers[term] == nil {
      numbers[term] = numbers.count
      writeGraphML(node: term, numbers.count - 1, into: &output)
    }
    for (number, statement) in statements.enumerated() {
      let subject = numbers[snapshot.subjects[Int(statement)]] ?? 0
      let object = numbers[snapshot.objects[Int(statement)]] ?? 0
      output.append("    <edge id=\"e\(number)\" source=\"n\(subject)\" target=\"n\(object)\">\n")
      writeGraphML(statement, into: &output)
      output.append("    </edge>\n")
    }
    output.append("  </graph>\n</graphml>\n")
  }

  private func writeGraphML(node: TermID, _ number: Int, into output: inout OutputBuffer) {
    output.append("    <node id=\"n\(number)\">\n")
    func data(_ name: String, _ text: String?) {
      output.append(data: text, "node-" + name)
    }
    let termClass = snapshot.terms.termClass(of: node)
    data("label", plainName(of: node))
    data("kind", snapshot.terms.isLiteral(node) ? "value" : "node")
    switch termClass.kind {
    case .iri:
      data("curie", snapshot.curie(node))
      data("iri", Snapshot.text(snapshot.terms.iri(node)))
      data("class", vocabulary.shownClass(of: node).map { plainName(of: $0) })
    case .tagged: data("language", Snapshot.text(termClass.text))
    case .typed: data("datatype", Snapshot.text(termClass.text))
    case .blank, .string, .triple: break
    }
    output.append("    </node>\n")
  }

  private func writeGraphML(_ statement: StatementID, into output: inout OutputBuffer) {
    func data(_ name: String, _ text: String?) {
      output.append(data: text, "edge-" + name)
    }
    let predicate = snapshot.predicates[Int(snapshot.relations[Int(statement)])]
    let annotations = snapshot.annotations
    data("label", plainName(of: predicate))
    data("relation", snapshot.curie(predicate))
    let status = annotations.status(of: statement)
    data("status", status == 0 ? "stated" : snapshot.curie(status))
    let validity = annotations.validity(of: statement)
    data("on", validity.on?.description)
    data("since", validity.from?.description)
    data("until", validity.until?.description)
    data("notBefore", validity.notBefore?.description)
    data("notAfter", validity.notAfter?.description)
    let details = orderedDetails(of: statement).map {
      "\(snapshot.curie($0.predicate)): \(snapshot.curie($0.object))"
    }
    data("detail", details.isEmpty ? nil : details.joined(separator: "; "))
    let sources = sources(of: statement)
    data("sources", sources.isEmpty ? nil : sources.joined(separator: "; "))
    var quotes: [String] = []
    for evidence in evidence(of: statement) where evidence.quote != 0 {
      let quote = snapshot.curie(evidence.quote)
      if !quotes.contains(quote) { quotes.append(quote) }
    }
    data("quotes", quotes.isEmpty ? nil : quotes.joined(separator: "\n"))
  }

  /// A name as the data have it, for programs; the CURIE without one.
  func plainName(of term: TermID) -> String {
    guard !snapshot.terms.isLiteral(term) else { return snapshot.curie(term) }
    return words.names.label(of: term, languages: words.languages)?.text ?? snapshot.curie(term)
  }
}

/// The names of the data of nodes and edges; part of the contract.
private enum GraphMLKeys {
  static let node = ["label", "kind", "curie", "iri", "class", "language", "datatype"]
  static let edge = [
    "label", "relation", "status", "on", "since", "until", "notBefore", "notAfter", "detail",
    "sources", "quotes",
  ]
}

extension OutputBuffer {
  /// Appends `<data key="…">text</data>`; nil appends nothing.
  fileprivate mutating func append(data text: String?, _ key: String) {
    guard let text else { return }
    append("      <data key=\"\(key)\">")
    append(xml: text)
    append("</data>\n")
  }

  /// Appends a text as XML 1.0 holds it.
  ///
  /// What XML cannot hold even as a reference (section 2.2:
  /// most controls, U+FFFE, U+FFFF) becomes visible, `\u{1B}`; what a terminal would not show is a
  /// reference, so that it is read back and never printed raw.
  private mutating func append(xml text: String) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: append("&amp;")
      case 0x3C: append("&lt;")
      case 0x3E: append("&gt;")
      case 0x09, 0x0A, 0x0D: append("&#\(scalar.value);")
      case 0..<0x20, 0xFFFE, 0xFFFF:
        append("\\u{")
        append(hex: scalar.value)
        append("}")
      default:
        guard isInvisible(scalar) else {
          append(String(scalar))
          continue
        }
        append("&#x")
        append(hex: scalar.value)
        append(";")
      }
    }
  }
}
