// The filter on the days around a boundary, statement by statement.

import GraphModel
import GraphStore
import GraphVocabulary
import Testing

@Suite struct FilterTests {
  private static let declarations = """
    @prefix d: <http://example.org/d#> . @prefix v: <http://example.org/v#> .
    @prefix model: <https://w3id.org/mea/model#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    v:from model:role "from" . v:until model:role "until" . v:on model:role "on" .
    v:notBefore model:role "notBefore" . v:notAfter model:role "notAfter" .
    v:status model:role "status" . v:source model:role "source" .
    v:derived a model:Status ; model:stated true . v:proposed a model:Status .

    """

  /// The verdict on a statement with an annotation.
  private func verdict(
    _ annotation: String, _ change: (inout StatementFilter, Snapshot) -> Void
  ) throws -> StatementFilter.Verdict {
    let text = FilterTests.declarations + "d:a v:p d:b \(annotation) ."
    let snapshot = try GraphLoader.load(text: Array(text.utf8), named: "data.ttl")
    var filter = StatementFilter(Vocabulary.compile(snapshot))
    change(&filter, snapshot)
    let subject = try #require(snapshot.term(named: "d:a"))
    return filter.verdict(on: try #require(snapshot.statements(from: subject).first))
  }

  private func day(_ text: String) -> Int32 { PartialDate(bytes: text.utf8)?.firstDay ?? .min }

  private func holds(_ annotation: String, _ date: String) throws -> StatementFilter.Verdict {
    try verdict("{| \(annotation) |}") { filter, _ in filter.time = .asOf(day(date)) }
  }

  @Test(arguments: [
    ("2010-06-14", false), ("2010-06-15", true), ("2012-02-28", true), ("2012-02-29", false),
  ])
  func aStateHoldsFromItsFirstDayUntilBeforeItsLast(_ date: String, _ isHeld: Bool) throws {
    let state = "v:from \"2010-06-15\"^^xsd:date ; v:until \"2012-02-29\"^^xsd:date"
    #expect(try holds(state, date) == (isHeld ? .holds : .doesNotHold))
  }

  @Test(arguments: [
    ("\"2015\"^^xsd:gYear", "2015-12-31", "2016-01-01"),
    ("\"2012-02\"^^xsd:gYearMonth", "2012-02-29", "2012-03-01"),
    ("\"2013-02\"^^xsd:gYearMonth", "2013-02-28", "2013-03-01"),
    ("\"2012-02-29\"^^xsd:date", "2012-02-28", "2012-02-29"),
  ])
  func untilAsFarAsItIsKnown(_ until: String, _ last: String, _ next: String) throws {
    #expect(try holds("v:until \(until)", last) == .holds)
    #expect(try holds("v:until \(until)", next) == .doesNotHold)
  }

  @Test func betweenItsBoundsItMayHold() throws {
    let bounds = "v:notBefore \"2010\"^^xsd:gYear ; v:notAfter \"2012-06\"^^xsd:gYearMonth"
    #expect(try holds(bounds, "2009-12-31") == .doesNotHold)
    #expect(try holds(bounds, "2010-01-01") == .mayHold)
    #expect(try holds(bounds, "2012-06-29") == .mayHold)
    #expect(try holds(bounds, "2012-06-30") == .holds)
    #expect(try holds("v:notBefore \"2010\"^^xsd:gYear", "2030-01-01") == .mayHold)
    #expect(try holds("v:notAfter \"2010\"^^xsd:gYear", "1990-01-01") == .mayHold)
  }

  @Test func aSpanNeedsOneCommonDay() throws {
    func during(_ annotation: String, _ first: String, _ last: String) throws -> Bool {
      let verdict = try verdict("{| \(annotation) |}") { filter, _ in
        filter.time = .during(day(first), day(last))
      }
      return verdict == .holds
    }
    let state = "v:from \"2010-06-15\"^^xsd:date ; v:until \"2012-02-29\"^^xsd:date"
    #expect(try during(state, "2010-01-01", "2010-06-15"))
    #expect(try !during(state, "2010-01-01", "2010-06-14"))
    #expect(try during(state, "2012-02-28", "2015-01-01"))
    #expect(try !during(state, "2012-02-29", "2015-01-01"))
    #expect(try !during("v:on \"2010\"^^xsd:gYear", "2011-01-01", "2012-01-01"))
    #expect(try during("v:on \"2010\"^^xsd:gYear", "2010-12-31", "2012-01-01"))
  }

  @Test func undatedAndUnannotatedHoldAlways() throws {
    for annotation in ["", "{| v:source d:doc |}"] {
      let found = try verdict(annotation) { filter, _ in filter.time = .asOf(day("1000-01-01")) }
      #expect(found == .holds)
    }
  }

  @Test func onlyADocumentThatSaysItIsTrusted() throws {
    func trusting(_ name: String, _ annotation: String) throws -> StatementFilter.Verdict {
      try verdict(annotation) { filter, snapshot in
        filter.sources = snapshot.term(named: name).map { [$0] } ?? []
      }
    }
    let both = "{| v:source d:one |} {| v:source d:two |}"
    #expect(try trusting("d:one", both) == .holds)
    #expect(try trusting("d:two", both) == .holds)
    #expect(try trusting("d:a", both) == .doesNotHold)
    #expect(try trusting("d:one", "") == .doesNotHold)
  }
}
