// `nt` and `ttl`: golden text, and that what is loaded from them says the same.

import Foundation
import GraphModel
import GraphStore
import GraphVocabulary
import QueryRun
import QueryShow
import Testing

struct TripleFormatTests {
  @Test(arguments: [AnswerFormat.nt, .ttl])
  func statementsAreWrittenWithAllTheySay(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    try Golden.expect(try fixture.written(fixture.link(), format), "link.\(format.rawValue)")
    try Golden.expect(try fixture.written(fixture.near(), format), "near.\(format.rawValue)")
  }

  @Test(arguments: [AnswerFormat.nt, .ttl])
  func whatIsLoadedAgainSaysTheSame(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    var answer = Answer(verb: "show")
    answer.statements = Array(0..<StatementID(fixture.snapshot.statementCount))
    let text = try fixture.written(answer, format)
    let again = try Fixture(texts: [("again.\(format.rawValue)", Array(text.utf8))])
    #expect(again.snapshot.unstatedReifications == 0)
    // N-Triples has no prefixes, so nodes are compared by IRI.
    #expect(facts(again.snapshot) == facts(fixture.snapshot))
  }

  /// All statements with what is known of each, in an order that does not depend on loading.
  private func facts(_ snapshot: Snapshot) -> [String] {
    func word(_ term: TermID) -> String {
      guard term != 0 else { return "-" }
      let termClass = snapshot.terms.termClass(of: term)
      return Snapshot.text(termClass.text) + "'" + Snapshot.text(snapshot.terms.text(of: term))
    }
    let facts = (0..<StatementID(snapshot.statementCount)).map { statement in
      let annotations = snapshot.annotations
      let validity = annotations.validity(of: statement)
      let dates = [
        validity.from, validity.until, validity.on, validity.notBefore, validity.notAfter,
      ].map { $0?.description ?? "-" }
      let evidence = annotations.evidence(of: statement).map {
        [word($0.source), word($0.locator), word($0.quote)].joined(separator: ",")
      }
      let details = annotations.details(of: statement).map {
        word($0.predicate) + "=" + word($0.object)
      }
      let triple = [
        word(snapshot.subjects[Int(statement)]),
        word(snapshot.predicates[Int(snapshot.relations[Int(statement)])]),
        word(snapshot.objects[Int(statement)]), word(annotations.status(of: statement)),
      ]
      return (triple + dates + evidence.sorted() + details.sorted()).joined(separator: " | ")
    }
    return facts.sorted()
  }
}
