// `jsonld`: the statements an answer rests on as JSON-LD 1.1. What sources say of a statement stands
// in a node of type rdf:Statement, one for each source, because JSON-LD 1.1 has no triple terms and
// every processor of it reads that vocabulary (RDF Schema, section 5.3).

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeJSONLD(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.jsonld) }
    JSONLDWriter(self).write(into: &output)
  }
}

private struct JSONLDWriter {
  let writer: AnswerWriter
  private let snapshot: Snapshot
  private let roles: RoleTerms
  private let statements: [StatementID]
  private let text: TermText
  private let prefixes: [(name: String, namespace: [UInt8])]

  init(_ writer: AnswerWriter) {
    self.writer = writer
    snapshot = writer.snapshot
    roles = RoleTerms(writer.vocabulary)
    statements = writer.orderedStatements(roles)
    let text = TermText(snapshot: snapshot, hasPrefixes: true)
    let prefixes = writer.usedPrefixes(text, roles)
    let names = Set(prefixes.map { Array($0.name.utf8) } + [[]])
    var isAmbiguous = names.contains(Array("_".utf8))
    writer.forEachIRI(roles) { namespace, local in
      // `id:x` is an IRI of its own where the scheme is called as the prefix is.
      let scheme = (namespace + local).prefix { $0 != 0x3A }
      if text.prefix(of: namespace, local) == nil, names.contains(Array(scheme)) {
        isAmbiguous = true
      }
    }
    self.text = TermText(snapshot: snapshot, hasPrefixes: !isAmbiguous)
    self.prefixes = isAmbiguous ? [] : prefixes
  }

  func write(into output: inout OutputBuffer) {
    output.append("{\"@context\":{")
    for (index, prefix) in prefixes.enumerated() {
      output.append(index > 0 ? ",\n" : "\n")
      output.append(json: prefix.name)
      output.append(":{\"@id\":")
      output.append(json: Snapshot.text(prefix.namespace))
      output.append(",\"@prefix\":true}")
    }
    output.append("},\n\"@graph\":[")
    var isFirst = true
    func begin() {
      output.append(isFirst ? "\n{" : ",\n{")
      isFirst = false
    }
    for run in runs {
      begin()
      writeSubject(run, into: &output)
      output.append("}")
    }
    for statement in statements {
      for claim in writer.claims(of: statement, roles) where !claim.pairs.isEmpty {
        begin()
        write(claim, of: statement, into: &output)
        output.append("}")
      }
    }
    output.append("\n]")
    // No word of the context, so that whoever reads statements passes it over.
    if !writer.isComplete, !prefixes.contains(where: { $0.name == "complete" }) {
      output.append(",\n\"complete\":false")
    }
    output.append("}\n")
  }

  /// Statements of one subject that stand together, those of each relation together too: the key of
  /// an object may stand in it only once.
  private var runs: [[[StatementID]]] {
    var runs: [[[StatementID]]] = []
    var previous: StatementID?
    for statement in statements {
      defer { previous = statement }
      guard let last = previous,
        snapshot.subjects[Int(last)] == snapshot.subjects[Int(statement)]
      else {
        runs.append([[statement]])
        continue
      }
      // Parallel statements are one triple.
      if writer.isSameTriple(last, statement) { continue }
      let relation = snapshot.relations[Int(statement)]
      let known = runs[runs.count - 1].lastIndex {
        snapshot.relations[Int($0[0])] == relation
      }
      if let known {
        runs[runs.count - 1][known].append(statement)
      } else {
        runs[runs.count - 1].append([statement])
      }
    }
    return runs
  }

  private func writeSubject(_ run: [[StatementID]], into output: inout OutputBuffer) {
    output.append("\"@id\":")
    output.append(json: name(of: snapshot.subjects[Int(run[0][0])]))
    for statements in run {
      output.append(",\n ")
      output.append(
        json: name(of: snapshot.predicates[Int(snapshot.relations[Int(statements[0])])]))
      output.append(":[")
      for (index, statement) in statements.enumerated() {
        if index > 0 { output.append(",") }
        write(value: snapshot.objects[Int(statement)], into: &output)
      }
      output.append("]")
    }
  }

  private func write(
    _ claim: Claim, of statement: StatementID, into output: inout OutputBuffer
  ) {
    let rdf = Snapshot.text(WellKnown.rdf)
    output.append("\"@type\":\"\(rdf)Statement\",\n \"\(rdf)subject\":")
    write(value: snapshot.subjects[Int(statement)], into: &output)
    output.append(",\"\(rdf)predicate\":")
    write(value: snapshot.predicates[Int(snapshot.relations[Int(statement)])], into: &output)
    output.append(",\"\(rdf)object\":")
    write(value: snapshot.objects[Int(statement)], into: &output)
    var grouped: [(annotation: TermID, values: [Claim.Value])] = []
    for pair in claim.pairs {
      if let known = grouped.firstIndex(where: { $0.annotation == pair.annotation }) {
        grouped[known].values.append(pair.value)
      } else {
        grouped.append((pair.annotation, [pair.value]))
      }
    }
    for (annotation, values) in grouped {
      output.append(",\n ")
      output.append(json: name(of: annotation))
      output.append(":[")
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(",") }
        switch value {
        case .term(let term): write(value: term, into: &output)
        case .date(let date):
          write(typed: date.description, TermText.datatype(of: date), into: &output)
        }
      }
      output.append("]")
    }
  }

  /// An IRI, shortened where a prefix of the context does, or a blank node's name.
  private func name(of term: TermID) -> String {
    let termClass = snapshot.terms.termClass(of: term)
    guard termClass.kind == .iri else { return snapshot.curie(term) }
    let local = snapshot.terms.text(of: term)
    if let prefix = text.prefix(of: termClass.text, local) {
      return prefix + ":" + Snapshot.text(local)
    }
    return Snapshot.text(termClass.text + local)
  }

  private func write(value term: TermID, into output: inout OutputBuffer) {
    // A triple term's object may be one again; what is open is closed at the end.
    let rdf = Snapshot.text(WellKnown.rdf)
    var open = 0
    var next = term
    while let parts = text.parts(of: next) {
      output.append("{\"@type\":\"\(rdf)Statement\",\"\(rdf)subject\":")
      writePlain(parts.subject, into: &output)
      output.append(",\"\(rdf)predicate\":")
      writePlain(parts.predicate, into: &output)
      output.append(",\"\(rdf)object\":")
      open += 1
      next = parts.object
    }
    writePlain(next, into: &output)
    for _ in 0..<open { output.append("}") }
  }

  private func writePlain(_ term: TermID, into output: inout OutputBuffer) {
    let termClass = snapshot.terms.termClass(of: term)
    let lexical = Snapshot.text(snapshot.terms.text(of: term))
    switch termClass.kind {
    case .iri, .blank, .triple:
      output.append("{\"@id\":")
      output.append(json: name(of: term))
    case .string:
      output.append("{\"@value\":")
      output.append(json: lexical)
    case .tagged:
      output.append("{\"@value\":")
      output.append(json: lexical)
      let parts = Snapshot.text(termClass.text).split(separator: "--")
      output.append(",\"@language\":")
      output.append(json: parts.first.map(String.init) ?? "")
      if parts.count > 1 {
        output.append(",\"@direction\":")
        output.append(json: String(parts[1]))
      }
    case .typed: return write(typed: lexical, termClass.text, into: &output)
    }
    output.append("}")
  }

  private func write(
    typed lexical: String, _ datatype: [UInt8], into output: inout OutputBuffer
  ) {
    output.append("{\"@value\":")
    output.append(json: lexical)
    output.append(",\"@type\":")
    let cut = datatype.withUnsafeBytes { TermDictionary.cut($0) }
    let local = Array(datatype[cut...])
    let prefix = text.prefix(of: Array(datatype[..<cut]), local)
    output.append(
      json: prefix.map { $0 + ":" + Snapshot.text(local) } ?? Snapshot.text(datatype))
    output.append("}")
  }
}
