// Statements as plain values: what the naive engine knows of a graph is an array of these.

/// The object of a statement; nodes are CURIEs.
package enum PlainTerm: Hashable, Sendable {
  case node(String)
  case text(String, language: String?)
  case number(Int)
  case date(String)

  /// The CURIE of a node.
  package var node: String? { if case .node(let node) = self { node } else { nil } }

  /// As a field of an answer shows it; a language is shown, too, so that nothing is confused.
  package var cell: String {
    switch self {
    case .node(let node): node
    case .text(let text, let language): language.map { "\(text)@\($0)" } ?? text
    case .number(let number): String(number)
    case .date(let date): date
    }
  }

  /// As Turtle writes it.
  var turtle: String {
    switch self {
    case .node(let node): node
    case .text(let text, let language): "\"\(text)\"" + (language.map { "@\($0)" } ?? "")
    case .number(let number): String(number)
    case .date(let date): "\"\(date)\"^^\(PlainDate(date)?.datatype ?? "xsd:string")"
    }
  }
}

/// One statement with all that is said of it.
package struct PlainStatement: Hashable, Sendable {
  /// A document and where in it.
  package struct Source: Hashable, Sendable {
    package var document: String
    package var locator: String?

    package init(_ document: String, _ locator: String? = nil) {
      self.document = document
      self.locator = locator
    }

    /// As answers show it.
    var text: String { document + (locator.map { " ¶ \($0)" } ?? "") }
  }

  package var subject: String
  /// A local name of the vocabulary, `a`, or `label`.
  package var relation: String
  package var object: PlainTerm
  package var from: String?
  package var until: String?
  package var on: String?
  package var notBefore: String?
  package var notAfter: String?
  package var status: String?
  package var role: String?
  package var sources: [Source] = []

  /// A statement of which nothing is said.
  package init(_ subject: String, _ relation: String, _ object: PlainTerm) {
    self.subject = subject
    self.relation = relation
    self.object = object
  }

  /// All but its sources: what makes it one statement.
  var identity: PlainStatement {
    var copy = self
    copy.sources = []
    return copy
  }

  /// The bare triple.
  var triple: PlainStatement { PlainStatement(subject, relation, object) }

  /// The order of parallel statements: by dates, the missing first, then status and role.
  var order: [String] {
    [from ?? "", until ?? "", on ?? "", notBefore ?? "", notAfter ?? "", status ?? "", role ?? ""]
  }

  /// The first day of its beginning; the undated come last.
  var age: Int { (from ?? on).flatMap(PlainDate.init)?.first ?? .max }

  /// Joins what differs in sources only, and drops bare triples of which something is said elsewhere.
  package static func grouped(_ all: [PlainStatement]) -> [PlainStatement] {
    var result: [PlainStatement] = []
    for statement in all {
      if let same = result.firstIndex(where: { $0.identity == statement.identity }) {
        result[same].sources += statement.sources
      } else {
        result.append(statement)
      }
    }
    return result.filter { statement in
      statement != statement.triple
        || !result.contains { $0.triple == statement && $0 != statement }
    }
  }

  /// The line of a Turtle file that says it; one annotation block for each source.
  package var turtle: String {
    let predicate = relation == "a" ? "a" : relation == "label" ? "rdfs:label" : "v:\(relation)"
    var common: [String] = []
    for (name, value) in [
      ("from", from), ("until", until), ("on", on), ("notBefore", notBefore),
      ("notAfter", notAfter),
    ] {
      if let value { common.append("v:\(name) \(PlainTerm.date(value).turtle)") }
    }
    if let status { common.append("v:status v:\(status)") }
    if let role { common.append("v:role \"\(role)\"") }
    var blocks = sources.map { source in
      common + ["v:source \(source.document)"]
        + (source.locator.map { ["v:paragraph \"\($0)\""] } ?? [])
    }
    if blocks.isEmpty, !common.isEmpty { blocks = [common] }
    let annotations = blocks.map { " {| \($0.joined(separator: " ; ")) |}" }.joined()
    return "\(subject) \(predicate) \(object.turtle)\(annotations) ."
  }
}
