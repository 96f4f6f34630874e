// `ttl`: the statements an answer rests on in the form of the data files, an annotation block for
// each source (RDF 1.2 Turtle).

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

extension AnswerWriter {
  func writeTurtle(into output: inout OutputBuffer) throws(FormatFault) {
    guard !answer.isAggregate else { throw .noStatements(.ttl) }
    let text = TermText(snapshot: snapshot, hasPrefixes: true)
    let roles = RoleTerms(vocabulary)
    writePrefixes(text, roles, into: &output)
    var previous: StatementID?
    for statement in orderedStatements(roles) {
      let claims = claims(of: statement, roles).filter { !$0.pairs.isEmpty }
      let isAgain = previous.map { isSameTriple($0, statement) } ?? false
      if let previous, !isAgain {
        let isSameSubject =
          snapshot.subjects[Int(previous)] == snapshot.subjects[Int(statement)]
        output.append(isSameSubject ? " .\n" : " .\n\n")
      }
      if !isAgain { appendSentence(statement, text, into: &output) }
      previous = statement
      for claim in claims { write(claim, text, into: &output) }
    }
    if previous != nil { output.append(" .\n") }
    writePartialNote(into: &output)
  }

  private func appendSentence(
    _ statement: StatementID, _ text: TermText, into output: inout OutputBuffer
  ) {
    let relation = snapshot.relations[Int(statement)]
    text.append(snapshot.subjects[Int(statement)], to: &output)
    if relation == vocabulary.type {
      output.append(" a ")
    } else {
      output.append(0x20)
      text.append(snapshot.predicates[Int(relation)], to: &output)
      output.append(0x20)
    }
    text.append(snapshot.objects[Int(statement)], to: &output)
  }

  private func write(_ claim: Claim, _ text: TermText, into output: inout OutputBuffer) {
    output.append("\n    {| ")
    for (index, pair) in claim.pairs.enumerated() {
      if index > 0 { output.append(" ;\n       ") }
      text.append(pair.annotation, to: &output)
      output.append(0x20)
      append(pair.value, text, into: &output)
    }
    output.append(" |}")
  }

  /// The prefixes that the statements use, in the order of the data.
  private func writePrefixes(
    _ text: TermText, _ roles: RoleTerms, into output: inout OutputBuffer
  ) {
    let used = usedPrefixes(text, roles)
    for prefix in used {
      output.append("@prefix \(prefix.name): <")
      output.append(prefix.namespace)
      output.append("> .\n")
    }
    if !used.isEmpty { output.append(0x0A) }
  }
}
