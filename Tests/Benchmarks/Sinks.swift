// Where generated statements go: text in two formats, or the lists that questions are drawn from.

/// Takes the statements of a generated graph, subject by subject.
protocol StatementSink {
  /// The statements that follow are about this entity.
  mutating func entity(_ name: String)
  mutating func type(_ name: String)
  mutating func link(_ relation: String, _ entity: String)
  /// `text` has its quotes escaped.
  mutating func label(_ text: String, _ language: String)
  mutating func text(_ relation: String, _ text: String)
  mutating func date(_ date: String)
  mutating func year(_ year: Int)
  mutating func close()
}

/// The namespaces of the generated graph.
enum Namespace {
  static let entity = "http://mea.example/id/"
  static let word = "http://mea.example/v#"
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  static let rdfs = "http://www.w3.org/2000/01/rdf-schema#"
  static let terms = "http://purl.org/dc/terms/"
  static let xsd = "http://www.w3.org/2001/XMLSchema#"
}

/// N-Triples.
struct LineSink: StatementSink {
  var output: FileSink
  private var start = ""

  init(_ output: FileSink) { self.output = output }

  mutating func entity(_ name: String) { start = "<\(Namespace.entity)\(name)> <" }
  mutating func type(_ name: String) {
    output.write("\(start)\(Namespace.rdf)type> <\(Namespace.word)\(name)> .\n")
  }
  mutating func link(_ relation: String, _ entity: String) {
    output.write("\(start)\(Namespace.word)\(relation)> <\(Namespace.entity)\(entity)> .\n")
  }
  mutating func label(_ text: String, _ language: String) {
    output.write("\(start)\(Namespace.rdfs)label> \"\(text)\"@\(language) .\n")
  }
  mutating func text(_ relation: String, _ text: String) {
    output.write("\(start)\(Namespace.word)\(relation)> \"\(text)\" .\n")
  }
  mutating func date(_ date: String) {
    output.write("\(start)\(Namespace.terms)date> \"\(date)\"^^<\(Namespace.xsd)date> .\n")
  }
  mutating func year(_ year: Int) {
    output.write("\(start)\(Namespace.word)year> \"\(year)\"^^<\(Namespace.xsd)integer> .\n")
  }
  mutating func close() { output.flush() }
}

/// Turtle, one block for each subject.
struct BlockSink: StatementSink {
  var output: FileSink
  private var subject: String?
  private var relation: String?

  init(_ output: FileSink) {
    self.output = output
    self.output.write(
      """
      @prefix id: <\(Namespace.entity)> .
      @prefix : <\(Namespace.word)> .
      @prefix rdfs: <\(Namespace.rdfs)> .
      @prefix dct: <\(Namespace.terms)> .
      @prefix xsd: <\(Namespace.xsd)> .


      """)
  }

  mutating func entity(_ name: String) {
    if subject != nil { output.write(" .\n\n") }
    subject = "id:" + name
    relation = nil
  }

  private mutating func put(_ relation: String, _ object: String) {
    if self.relation == nil {
      output.write("\(subject ?? "") \(relation) \(object)")
    } else if self.relation == relation {
      output.write(" , \(object)")
    } else {
      output.write(" ;\n    \(relation) \(object)")
    }
    self.relation = relation
  }

  mutating func type(_ name: String) { put("a", ":" + name) }
  mutating func link(_ relation: String, _ entity: String) { put(":" + relation, "id:" + entity) }
  mutating func label(_ text: String, _ language: String) {
    put("rdfs:label", "\"\(text)\"@\(language)")
  }
  mutating func text(_ relation: String, _ text: String) { put(":" + relation, "\"\(text)\"") }
  mutating func date(_ date: String) { put("dct:date", "\"\(date)\"^^xsd:date") }
  mutating func year(_ year: Int) { put(":year", String(year)) }
  mutating func close() {
    output.write(" .\n")
    output.flush()
  }
}
