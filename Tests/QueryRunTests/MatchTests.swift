// Points 7, 14 and 15 of the semantics where `match` is concerned: values, groups, tests, errors.

import QueryParse
import QueryPlan
import QueryRun
import TestSupport
import Testing

@Suite struct MatchTests {
  private let members = """
    d:a v:memberOf d:g, d:h ; v:size 5 ; v:heldOn "2012"^^xsd:gYear ; v:motto "go"@en .
    d:b v:memberOf d:g ; v:size 5.0 ; v:motto "va"@fr . d:c v:chairOf d:h .

    """

  @Test func point14NumbersCompareByValue() throws {
    let engine = try graph(members)
    #expect(try lines("match ?x size 5", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match ?x member_of _ where size(?x) = 5", in: engine) == ["d:a", "d:b"])
  }

  /// What is said by whom nobody asked is not said: `said` and `source` tell of the same sources.
  @Test func saidFollowsAccordingTo() throws {
    let engine = try graph(
      """
      d:x v:memberOf d:g {| v:source d:p |} {| v:source d:q |} .
      d:p v:heldOn "2010-06-15"^^xsd:date . d:q v:heldOn "2013-01-01"^^xsd:date .
      """)
    let query = "match d:x member_of _ as ?s return said(?s), source(?s)"
    #expect(try lines(query, in: engine) == ["2010-06-15; 2013-01-01|d:p; d:q"])
    #expect(try lines(query + " according-to d:q", in: engine) == ["2013-01-01|d:q"])
  }

  /// Of several statements of one class the plainly stated is shown, then the derived.
  @Test func listShowsTheFirmestStatus() throws {
    let engine = try graph(
      """
      d:x a v:Treaty {| v:notBefore "2009"^^xsd:gYear ; v:status v:derived |} .
      d:x a v:Treaty {| v:notBefore "2013"^^xsd:gYear |} .
      d:y a v:Treaty {| v:status v:proposed |} .
      d:y a v:Treaty {| v:notBefore "2009"^^xsd:gYear ; v:status v:derived |} .
      """)
    #expect(try engine.column("status", of: "list Treaty") == ["stated", "derived"])
  }

  /// Without a vocabulary too: what is beside a naming relation is a text and not who bears it.
  @Test func aNameIsAValue() throws {
    let turtle = """
      <x:a> <http://www.w3.org/2000/01/rdf-schema#label> "Alpha"@en, "Other"@fr .
      <x:b> <http://www.w3.org/2000/01/rdf-schema#label> "Alpha"@fr .
      """
    let engine = try RealEngine([("data.ttl", turtle)])
    #expect(try lines("match ?x label \"Alpha\"@en", in: engine) == ["<x:a>"])
    #expect(try lines("match ?x label \"Alpha\"", in: engine) == ["<x:a>", "<x:b>"])
  }

  @Test func point14MissingValuesCompareFalse() throws {
    let engine = try graph(members)
    #expect(try lines("match ?x member_of _ where size(?x) < 9", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match ?x member_of _ where size(?x) != 9", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match ?x member_of _ where not size(?x) < 9", in: engine) == ["d:c"])
  }

  @Test func point14AKnownMismatchIsATypeError() throws {
    let engine = try graph(members)
    for query in [
      "match ?x member_of _ where year(?x) = \"abc\"", "match ?x member_of _ where class(?x) < 3",
      "match ?x member_of _ where degree(?x) = 2012-05-01",
    ] {
      let cause = fault(query, in: engine)
      if case .type = cause { continue }
      Issue.record("\(query): \(String(describing: cause))")
    }
  }

  @Test func point14CountsAreDistinctAndStarCountsSolutions() throws {
    let engine = try graph(members)
    #expect(
      try lines("match ?x member_of ?y return count(?x), count(?y), count(*)", in: engine) == [
        "3|2|4"
      ])
    #expect(
      try lines("match ?x member_of ?y return ?y, count(?x) as n order by n desc, ?y", in: engine)
        == ["d:g|2", "d:h|2"])
    #expect(try lines("match d:g member_of ?y return count(?y)", in: engine) == ["0"])
  }

  @Test func point14AliasesAreTestedAfterGrouping() throws {
    let engine = try graph(members)
    let query = "match ?x member_of ?y where n > 1 return ?x, count(?y) as n"
    #expect(try lines(query, in: engine) == ["d:a|2"])
    #expect(
      try lines("match ?x size ?v where v >= 5 return ?x, ?v as v", in: engine).count == 2)
  }

  @Test func point14AnAliasBesideAPlainItem() throws {
    let engine = try graph(members)
    let query = "match ?x member_of ?y where n > 1 or ?x = d:c return ?x, count(?y) as n"
    #expect(try lines(query, in: engine) == ["d:a|2", "d:c|1"])
  }

  @Test func point14NotExistsNeedsBoundVariables() throws {
    let engine = try graph(members)
    #expect(
      try lines("match ?x member_of d:h where not exists(?x member_of d:g)", in: engine) == ["d:c"])
    #expect(
      fault("match ?x member_of d:h where not exists(?x size ?n)", in: engine)
        == .unboundVariable("n"))
    #expect(try lines("match ?x member_of d:h where exists(?x size _)", in: engine) == ["d:a"])
  }

  @Test func point14LanguagesOfTextsCompare() throws {
    let engine = try graph(
      "d:a v:motto \"go\"@en . d:b v:motto \"go\"@fr . d:c v:motto \"va\"@fr .")
    #expect(try lines("match ?x motto \"go\"", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match ?x motto \"go\"@fr", in: engine) == ["d:b"])
    #expect(try lines("match ?x motto _ where motto(?x) = \"go\"@fr", in: engine) == ["d:b"])
  }

  // MARK: Paths

  @Test func point2ANamedPathTakesTheStepOrNot() throws {
    let engine = try graph("d:S v:secretariatOf d:A ; v:memberOf d:G . d:B v:memberOf d:G .")
    #expect(try lines("match ?x represented_in d:G", in: engine) == ["d:A", "d:B", "d:S"])
    #expect(try lines("match d:A represented_in ?y", in: engine) == ["d:G"])
    #expect(try lines("match ?x represented_in ?y", in: engine).count == 3)
  }

  @Test func point2SubRelationsAndInversesAndEitherWay() throws {
    let engine = try graph("d:a v:chairOf d:g . d:b v:memberOf d:g . d:g v:memberOf d:u .")
    #expect(try lines("match ?x member_of d:g", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match ?x chair_of d:g", in: engine) == ["d:a"])
    #expect(try lines("match d:g ^member_of ?x", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match d:g ~member_of ?x", in: engine) == ["d:a", "d:b", "d:u"])
    #expect(try lines("match d:a works_with ?x", in: try graph("d:b v:worksWith d:a .")) == ["d:b"])
  }

  @Test func point2RepetitionsAreWalks() throws {
    let engine = try graph(
      "d:a v:cites d:b . d:b v:cites d:c . d:c v:cites d:a . d:c v:cites d:d .")
    #expect(try lines("match d:a cites+ ?y", in: engine) == ["d:a", "d:b", "d:c", "d:d"])
    #expect(try lines("match d:a cites{2,3} ?y", in: engine) == ["d:a", "d:c", "d:d"])
    #expect(try lines("match d:a cites{0,1} ?y", in: engine) == ["d:a", "d:b"])
    #expect(try lines("match d:a cites{5,5} ?y", in: engine) == ["d:c"])
    #expect(try lines("match ?x cites+ ?x", in: engine) == ["d:a", "d:b", "d:c"])
  }

  @Test func point2AnOptionalStepReachesTheSameFromEitherEnd() throws {
    let engine = try graph("d:a v:cites d:b .")
    #expect(try lines("match d:b cites{0,1} ?y", in: engine) == ["d:b"])
    let all = try lines("match ?x cites{0,1} ?y", in: engine)
    #expect(all.filter { $0.hasPrefix("d:") } == ["d:a|d:a", "d:a|d:b", "d:b|d:b"])
  }

  // MARK: Errors

  @Test(arguments: [
    ("match ?x member_off ?y", "member_off"), ("link d:a and d:zz", "d:zz"),
    ("list Grup", "Grup"), ("match ?x a Grup", "Grup"), ("near d:a avoid \"Nobody\"", "\"Nobody\""),
    ("show d:a only propsed", "propsed"), ("match ?x member_of ?y return ?z", "?z"),
    ("match ?x member_of ?y where sise(?x) > 1", "sise(?x)"),
  ])
  func point15ErrorsNameTheirPlace(_ query: String, _ place: String) throws {
    let engine = try graph(members)
    do {
      _ = try engine.ask(query)
      Issue.record("\(query) is answered")
    } catch {
      let range = (error as? PlanFault)?.range ?? (error as? QueryFault)?.range ?? 0..<0
      #expect(String(decoding: Array(query.utf8)[range], as: UTF8.self).hasPrefix(place.prefix(4)))
    }
  }

  @Test(arguments: [9_000, 17_000, 17_001, 50_000])
  func aLongAnswerHasEveryRowThatIsWanted(_ limit: Int) throws {
    let all = 17_000
    let members = (0..<all).map { "d:m\($0) v:memberOf d:g ; v:chairOf d:h ." }
    let engine = try graph(members.joined(separator: "\n"))
    for query in [
      "match ?x member_of d:g", "match ?x member_of d:g order by ?x desc",
      "match ?x member_of d:g, ?x chair_of ?h return ?x, ?h",
      "match ?x member_of|chair_of _ return ?x",
    ] {
      let answer = try engine.ask("\(query) limit \(limit)")
      #expect(answer.rows.count == min(all, limit), "\(query)")
      #expect(answer.stop == nil, "\(query)")
    }
  }

  @Test func point15ExplainRunsNothing() throws {
    let engine = try graph(members)
    let answer = try engine.ask("match ?x member_of ?y, ?y size ?n explain")
    #expect(answer.statements.isEmpty && !answer.rows.isEmpty)
  }
}
