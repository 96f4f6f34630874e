// `nt`: the statements an answer rests on, one a line, with a reifier for each source (RDF 1.2
// N-Triples).

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import QueryRun

extension AnswerWriter {
  func writeNTriples(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.nt) }
    let text = TermText(snapshot: snapshot, hasPrefixes: false)
    let roles = RoleTerms(vocabulary)
    var reifiers = 0
    var previous: StatementID?
    for statement in orderedStatements(roles) {
      // Parallel statements are one triple with several reifiers.
      if previous.map({ !isSameTriple($0, statement) }) ?? true {
        appendTriple(statement, text, into: &output)
        output.append(" .\n")
      }
      previous = statement
      for claim in claims(of: statement, roles) where !claim.pairs.isEmpty {
        reifiers += 1
        let name = "_:r\(reifiers)"
        output.append(name + " ")
        text.append(iri: WellKnown.reifies, to: &output)
        output.append(" <<( ")
        appendTriple(statement, text, into: &output)
        output.append(" )>> .\n")
        for pair in claim.pairs {
          output.append(name + " ")
          text.append(pair.annotation, to: &output)
          output.append(0x20)
          append(pair.value, text, into: &output)
          output.append(" .\n")
        }
      }
    }
    writePartialNote(into: &output)
  }

  /// Appends a comment at the end of what is not the whole answer.
  func writePartialNote(into output: inout OutputBuffer) {
    if let note = partialNote { output.append("# \(note)\n") }
  }

  /// Appends subject, predicate and object with a space between.
  func appendTriple(
    _ statement: StatementID, _ text: TermText, into output: inout OutputBuffer
  ) {
    text.append(snapshot.subjects[Int(statement)], to: &output)
    output.append(0x20)
    text.append(snapshot.predicates[Int(snapshot.relations[Int(statement)])], to: &output)
    output.append(0x20)
    text.append(snapshot.objects[Int(statement)], to: &output)
  }

  func append(_ value: Claim.Value, _ text: TermText, into output: inout OutputBuffer) {
    switch value {
    case .term(let term): text.append(term, to: &output)
    case .date(let date): text.append(date, to: &output)
    }
  }

  func isSameTriple(_ left: StatementID, _ right: StatementID) -> Bool {
    snapshot.subjects[Int(left)] == snapshot.subjects[Int(right)]
      && snapshot.relations[Int(left)] == snapshot.relations[Int(right)]
      && snapshot.objects[Int(left)] == snapshot.objects[Int(right)]
  }
}
