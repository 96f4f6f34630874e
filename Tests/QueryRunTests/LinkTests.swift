// Point 3 of the semantics, and what point 2 declares for it: who links, how strongly, in which
// order.

import QueryRun
import TestSupport
import Testing

@Suite struct LinkTests {
  private func nodes(_ query: String, _ turtle: String) throws -> [String] {
    try graph(treaties + turtle).column("node", of: query)
  }

  @Test func point2CountsIsDeclaredByTheVocabulary() throws {
    let turtle = """
      d:G a v:Group . d:P a v:Paper .
      d:A v:memberOf d:G, d:P . d:B v:memberOf d:G, d:P .
      """
    #expect(try nodes("link d:A and d:B", turtle) == ["d:G"])
    #expect(try nodes("link d:A and d:B through Paper", turtle) == ["d:P"])
    #expect(Set(try nodes("link d:A and d:B through any", turtle)) == ["d:G", "d:P"])
    #expect(try nodes("link d:A and d:B through Treaty", turtle).isEmpty)
  }

  @Test func point2FamiliesAreRelationsInPatterns() throws {
    let engine = try graph(treaties + "d:S v:secretariatOf d:A . d:O v:partOf d:S .")
    #expect(try lines("match ?x acts_for ?y", in: engine) == ["d:S|d:A"])
    #expect(try lines("match ?x part ?y", in: engine) == ["d:O|d:S"])
  }

  @Test func point3AJointSecretariatStays() throws {
    let turtle = "d:S a v:Secretariat ; v:secretariatOf d:A, d:B ."
    let rows = try graph(treaties + turtle).rows("link d:A and d:B")
    #expect(rows.count == 1)
    #expect(rows.first.map { Array($0[1...2]) } == ["d:S", "Secretariat"])
    #expect(rows.first?[7] == "^secretariat_of")
  }

  @Test func point3AnOrganOfOneSideAloneIsExcluded() throws {
    let turtle = "d:S a v:Secretariat ; v:secretariatOf d:A ; v:memberOf d:B ."
    #expect(try nodes("link d:A and d:B", turtle).isEmpty)
    // For the sides it does not act for it is a body like any other.
    #expect(try nodes("link d:B and d:C", turtle + " d:S v:memberOf d:C .") == ["d:S"])
  }

  @Test func point3StandInsReachThreeDeepAndAreNamed() throws {
    let turtle = """
      d:S a v:Secretariat ; v:secretariatOf d:A . d:T v:officerOf d:S . d:U v:officerOf d:T .
      d:V v:officerOf d:U . d:G a v:Group . d:H a v:Group .
      d:U v:memberOf d:G . d:V v:memberOf d:H . d:B v:memberOf d:G, d:H .
      """
    let engine = try graph(treaties + turtle)
    #expect(try engine.column("node", of: "link d:A and d:B") == ["d:G"])
    #expect(try engine.column("via_a", of: "link d:A and d:B") == ["d:U"])
    #expect(try engine.column("via_b", of: "link d:A and d:B") == [""])
  }

  @Test func point3TheHeaviestTieCountsThenTheOldestThenByName() throws {
    let turtle = """
      d:G a v:Group .
      d:A v:observerOf d:G {| v:from "2000"^^xsd:gYear |} .
      d:A v:memberOf d:G {| v:from "2010"^^xsd:gYear |} .
      d:A v:chairOf d:G {| v:from "2010"^^xsd:gYear |} .
      d:A v:memberOf d:G {| v:from "2008"^^xsd:gYear |} .
      d:B v:memberOf d:G {| v:from "2010"^^xsd:gYear |} .
      d:B v:chairOf d:G {| v:from "2010"^^xsd:gYear |} .
      """
    let engine = try graph(treaties + turtle)
    #expect(try engine.column("rel_a", of: "link d:A and d:B") == ["member_of"])
    #expect(try engine.column("rel_b", of: "link d:A and d:B") == ["chair_of"])
    #expect(try engine.column("since", of: "link d:A and d:B") == ["2010"])
  }

  @Test func point3ScoresAreRoundedProductsTimesTheLogarithm() throws {
    // Three treaties: N + 1 = 4. The group ties two, weight 0.9 each: 0.81 · ln 2 = 0.561.
    let turtle = """
      d:G a v:Group . d:A v:memberOf d:G . d:B v:memberOf d:G .
      d:M a v:Pact . d:A v:partyTo d:M . d:B v:partyTo d:M .
      d:U a v:Body . d:A v:memberOf d:U . d:B v:memberOf d:U . d:C v:memberOf d:U .
      """
    let engine = try graph(treaties + turtle)
    #expect(try engine.column("node", of: "link d:A and d:B") == ["d:M", "d:G", "d:U"])
    #expect(
      try engine.column("score", of: "link d:A and d:B") == [
        "693 thousandths", "561 thousandths", "233 thousandths",
      ])
    #expect(try engine.column("df", of: "link d:A and d:B") == ["2", "2", "3"])
  }

  @Test func point3HubsAreMarkedAndNeverHidden() throws {
    let turtle = """
      d:G a v:Group . d:A v:memberOf d:G . d:B v:memberOf d:G .
      d:D a v:Treaty . d:U a v:Body . d:A v:memberOf d:U . d:B v:memberOf d:U . d:C v:memberOf d:U .
      """
    let engine = try graph(treaties + turtle)
    let answer = try engine.ask("link d:A and d:B")
    #expect(engine.rows(of: answer).map { $0[1] } == ["d:G", "d:U"])
    #expect(engine.hubs(of: answer) == ["d:U 3/4"])
  }

  @Test func point3FrequencyAndNObeyTheSameFilter() throws {
    let turtle = """
      d:G a v:Group . d:A v:memberOf d:G . d:B v:memberOf d:G .
      d:C v:memberOf d:G {| v:until "2010-01-01"^^xsd:date |} .
      d:D a v:Treaty {| v:from "2015"^^xsd:gYear |} .
      """
    let engine = try graph(treaties + turtle)
    #expect(try engine.column("df", of: "link d:A and d:B") == ["3"])
    #expect(try engine.column("df", of: "link d:A and d:B as-of 2012") == ["2"])
    #expect(engine.hubs(of: try engine.ask("link d:A and d:B as-of 2012")) == ["d:G 2/3"])
    #expect(engine.hubs(of: try engine.ask("link d:A and d:B as-of 2016")).isEmpty)
  }

  @Test func point3StandInsCountInTheFrequency() throws {
    let turtle = """
      d:G a v:Group . d:A v:memberOf d:G . d:B v:memberOf d:G .
      d:S v:secretariatOf d:C . d:S v:memberOf d:G .
      """
    #expect(try graph(treaties + turtle).column("df", of: "link d:A and d:B") == ["3"])
  }

  @Test func point3ViaTakesTiesInBothDirections() throws {
    let turtle = """
      d:G a v:Group . d:A v:worksWith d:G . d:G v:worksWith d:B .
      d:H a v:Group . d:A v:memberOf d:H . d:H v:memberOf d:B .
      """
    #expect(try nodes("link d:A and d:B via member_of", turtle) == ["d:H"])
    #expect(try nodes("link d:A and d:B via works_with", turtle) == ["d:G"])
    // A relation that says the same in both directions beside it takes nothing away.
    #expect(try nodes("link d:A and d:B via member_of|works_with", turtle) == ["d:H", "d:G"])
    #expect(try nodes("link d:A and d:B via tie", turtle) == ["d:H", "d:G"])
  }

  @Test func point3FrequencyUnderADirectedVia() throws {
    let turtle = "d:G a v:Group . d:G v:memberOf d:A, d:B, d:C ."
    let engine = try graph(treaties + turtle)
    #expect(try engine.column("df", of: "link d:A and d:B via ^member_of") == ["3"])
  }

  @Test func point3ThreeSidesHaveThreePairsOfColumns() throws {
    let turtle = "d:G a v:Group . d:A v:memberOf d:G . d:B v:memberOf d:G . d:C v:chairOf d:G ."
    let engine = try graph(treaties + turtle)
    let answer = try engine.ask("link d:A and d:B and d:C")
    #expect(
      answer.columns == [
        "rank", "node", "class", "score", "df", "since", "until", "rel_a", "via_a", "rel_b",
        "via_b", "rel_c", "via_c", "why",
      ])
    #expect(try engine.column("rel_c", of: "link d:A and d:B and d:C") == ["chair_of"])
  }

  @Test func point3WhyNamesTheTextThatSaysSo() throws {
    let turtle = """
      d:doc rdfs:label "Doc"@en . d:G a v:Group ; rdfs:label "Group"@en .
      d:A v:memberOf d:G {| v:source d:doc ; v:paragraph "25" |} . d:B v:memberOf d:G .
      """
    #expect(
      try graph(treaties + turtle).column("why", of: "link d:A and d:B") == [
        "Alpha member of Group (d:doc ¶ 25); Beta member of Group"
      ])
  }

  // MARK: Chains

  /// A sits in G, G works with H, and B sits in H.
  private let chain = """
    d:G a v:Group . d:H a v:Group .
    d:A v:memberOf d:G . d:G v:worksWith d:H . d:B v:memberOf d:H .

    """

  @Test func point3DepthAllowsChainsAndSaysTheirWay() throws {
    let engine = try graph(treaties + chain)
    #expect(try nodes("link d:A and d:B", chain).isEmpty)
    let answer = try engine.ask("link d:A and d:B depth 2")
    #expect(
      engine.rows(of: answer).map { Array($0[7...10]) } == [
        ["member_of", "", "member_of/^works_with", "d:H"],
        ["member_of/works_with", "d:G", "member_of", ""],
      ])
  }

  @Test func point3DepthFromTwoLeavesDirectLinksOut() throws {
    let turtle = chain + "d:K a v:Group . d:A v:memberOf d:K . d:B v:memberOf d:K ."
    #expect(try nodes("link d:A and d:B depth 2", turtle) == ["d:K", "d:G", "d:H"])
    #expect(try nodes("link d:A and d:B depth 2..", turtle) == ["d:G", "d:H"])
    #expect(try nodes("link d:A and d:B depth 3..", turtle).isEmpty)
  }

  @Test func point3InnerNodesAreDampedByTheRootOfTheirDegree() throws {
    // N + 1 = 4, df 1. To H: 0.9 at once; by way of G, to which two are tied, 0.9 · 0.5 / √2.
    let engine = try graph(treaties + chain)
    #expect(
      try engine.column("score", of: "link d:A and d:B depth 2") == [
        "397 thousandths", "397 thousandths",
      ])
  }

  @Test func point3StandInStepsOfAChainAreFree() throws {
    let turtle = """
      d:G a v:Group . d:H a v:Group . d:S v:secretariatOf d:C .
      d:A v:memberOf d:G . d:C v:memberOf d:G . d:S v:memberOf d:H . d:B v:memberOf d:H .
      """
    let engine = try graph(treaties + turtle)
    let row = try engine.rows("link d:A and d:B depth 3").first { $0[1] == "d:H" }
    // From G to its member C, whose secretariat sits in H: three ties, one step for nothing.
    #expect(row.map { Array($0[7...8]) } == ["member_of/^member_of/member_of", "d:G; d:C; d:S"])
  }

  @Test func point3ViaAPathIsOneTieOfSeveralSteps() throws {
    let engine = try graph(treaties + chain)
    #expect(
      try engine.column("rel_a", of: "link d:A and d:B via member_of/works_with{0,1}") == [
        "member_of", "member_of/works_with",
      ])
    #expect(try engine.rows("link d:A and d:B via member_of/^member_of").isEmpty)
  }
}
