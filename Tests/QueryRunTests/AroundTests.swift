// Points 6, 7 and 9 of the semantics: what stands around a node, its sources, functions, order.

import QueryRun
import SeededNumbers
import TestSupport
import Testing

@Suite struct AroundTests {
  // MARK: near

  @Test func point6NearShowsAnAgreementAtTheRimWithItsParties() throws {
    let engine = try graph(
      """
      d:M a v:Pact . d:A v:partyTo d:M . d:B v:partyTo d:M . d:C v:partyTo d:M .
      d:B v:memberOf d:G . d:P v:cites d:M .
      """)
    #expect(
      try engine.rows("near d:A").map { Array($0[0...3]) } == [
        ["d:A", "party_to", "->", "d:M"], ["d:M", "party_to", "<-", "d:B"],
        ["d:M", "party_to", "<-", "d:C"],
      ])
  }

  @Test func point6NearShowsValuesOfTheCentreOnly() throws {
    let engine = try graph("d:A v:size 7 ; v:memberOf d:G . d:G v:size 9 .")
    #expect(try engine.column("to", of: "near d:A depth 2") == ["7", "d:G"])
  }

  @Test func point6HiddenRelationsAreShownAndNotWalkedOn() throws {
    let engine = try graph(
      "d:A v:mentions d:B . d:B v:memberOf d:C . d:A v:cites d:D . d:D v:cites d:E .")
    #expect(try engine.column("to", of: "near d:A depth 2") == ["d:D", "d:B", "d:E"])
    #expect(
      try engine.column("to", of: "near d:A depth 2 via any") == ["d:D", "d:B", "d:E", "d:C"])
  }

  @Test func point6NearViaAFamilyGoesEitherWay() throws {
    let engine = try graph("d:B v:memberOf d:A . d:A v:worksWith d:C .")
    #expect(Set(try engine.column("to", of: "near d:A via tie")) == ["d:B", "d:C"])
  }

  @Test func point6NearViaAPathShowsWhatArrives() throws {
    let engine = try graph(
      """
      d:a v:memberOf d:g . d:b v:memberOf d:g . d:a v:memberOf d:h . d:h v:worksWith d:i .
      """)
    #expect(
      try engine.rows("near d:a via member_of/^member_of").map { Array($0[0...3]) } == [
        ["d:a", "member_of", "->", "d:g"], ["d:a", "member_of", "->", "d:h"],
        ["d:g", "member_of", "<-", "d:b"],
      ])
    #expect(
      try engine.rows("near d:a via member_of/works_with").map { $0[3] } == ["d:h", "d:i"])
  }

  // MARK: show and why

  @Test func point6ShowListsNamesClassesValuesOutInAndParts() throws {
    let engine = try graph(
      """
      d:x v:cites d:A . d:p10 v:partOf d:A . d:p9 v:partOf d:A . d:A v:memberOf d:G .
      d:A v:size 7 . d:A a v:Paper . d:A rdfs:label "A"@en .
      """)
    #expect(
      try engine.rows("show d:A").map { $0[0...2].joined(separator: " ") } == [
        "label -> A@en", "a -> v:Paper", "size -> 7", "member_of -> d:G", "cites <- d:x",
        "part_of <- d:p9", "part_of <- d:p10",
      ])
  }

  /// Labels in the languages asked for stand first, so that a limit keeps what the asker reads.
  @Test func point6ShowHasTheNamesAskedForFirst() throws {
    let engine = try graph(
      """
      d:A rdfs:label "ا"@ar, "A-de"@de, "A-en"@en, "A", "甲"@zh ; skos:altLabel "Aa"@ar, "Ab"@en .
      """)
    #expect(
      try engine.column("value", of: "show d:A") == [
        "A-en@en", "A", "ا@ar", "A-de@de", "甲@zh", "Ab@en", "Aa@ar",
      ])
    #expect(try engine.column("value", of: "show d:A limit 1 lang zh, de") == ["甲@zh"])
    #expect(
      try engine.column("value", of: "show d:A limit 4 lang zh, de") == [
        "甲@zh", "A-de@de", "A-en@en", "A",
      ])
  }

  @Test func point6WhyWidensToWhatActsAndSaysWhomTheTextNames() throws {
    let engine = try graph(
      """
      d:S v:secretariatOf d:A .
      d:S v:memberOf d:G {| v:source d:doc ; v:paragraph "3" ; v:quote "the secretariat"@en |} .
      """)
    #expect(
      try lines("why d:A member_of d:G", in: engine) == [
        "d:S|member_of|d:G|?|?|stated|d:doc|3|the secretariat@en||data.ttl|9"
      ])
  }

  @Test func point9WhySortsTheSameWordsByTheirLanguage() throws {
    let tags = ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "sv", "zh"]
    let engine = try graph(
      "d:A v:motto " + tags.map { "\"go\"@\($0)" }.joined(separator: ", ") + " .")
    #expect(try engine.column("object", of: "why d:A motto _") == tags.map { "go@\($0)" })
  }

  @Test func point6ConflictsOfSingleValuesStandTogether() throws {
    let engine = try graph(
      """
      d:A v:heldOn "2010"^^xsd:gYear {| v:source d:one |} .
      d:A v:heldOn "2011"^^xsd:gYear {| v:source d:two |} .
      d:A v:size 3 . d:A v:size 4 .
      """)
    let rows = try engine.rows("why d:A held_on _")
    #expect(rows.map { $0[2] } == ["2010", "2011"])
    #expect(rows.map { $0[9] } == ["conflicts with 2011", "conflicts with 2010"])
    // One of them asked for names the other, too.
    #expect(try engine.column("detail", of: "why d:A held_on 2010") == ["conflicts with 2011"])
    #expect(try engine.column("detail", of: "why d:A size _") == ["", ""])
  }

  @Test func point1StatementsThatDifferOnlyInSourcesAreOne() throws {
    let engine = try graph(
      """
      d:A v:memberOf d:G {| v:from "2010"^^xsd:gYear ; v:source d:one ; v:paragraph "1" |}
        {| v:from "2010"^^xsd:gYear ; v:source d:two ; v:quote "q"@en |} .
      d:A v:memberOf d:G {| v:from "2011"^^xsd:gYear ; v:source d:one |} .
      """)
    let query = "match d:A member_of ?y as ?s return ?y, from(?s), source(?s)"
    #expect(try lines(query, in: engine) == ["d:G|2010|d:one ¶ 1; d:two", "d:G|2011|d:one"])
    #expect(try lines("match d:A member_of ?y", in: engine) == ["d:G"])
    #expect(try lines("match d:A member_of ?y return all ?y", in: engine) == ["d:G", "d:G"])
    #expect(try engine.rows("why d:A member_of d:G").count == 3)
  }

  @Test func point1WithoutVariablesOneRowOrNone() throws {
    let engine = try graph("d:A v:memberOf d:G .")
    let answer = try engine.ask("match d:A member_of d:G")
    #expect(answer.columns == ["stated"] && answer.rows.count == 1)
    #expect(try engine.rows("match d:G member_of d:A").isEmpty)
  }

  @Test func point1ColumnsWithoutReturn() throws {
    let engine = try graph("d:A v:memberOf d:G {| v:from \"2010\"^^xsd:gYear |} .")
    let answer = try engine.ask("match ?y ^member_of ?x as ?s")
    #expect(answer.columns == ["y", "x", "since", "until", "status"])
    #expect(engine.rows(of: answer) == [["d:G", "d:A", "2010", "", "stated"]])
  }

  // MARK: functions

  @Test func point7FunctionsOfAbsentThingsAreEmptyAndTheRowStays() throws {
    let engine = try graph("d:A v:memberOf d:G .")
    let query = """
      match ?x member_of ?y as ?s return ?x, size(?x), date(?x), from(?s), until(?s), on(?s), \
      role(?s), source(?s), said(?s)
      """
    #expect(try lines(query, in: engine) == ["d:A||||||||"])
  }

  @Test func point7SeveralValuesAreSortedAndJoined() throws {
    let engine = try graph("d:A v:memberOf d:G ; v:size 10, 9, 100 .")
    #expect(
      try lines("match ?x member_of _ return ?x, size(?x)", in: engine) == ["d:A|9; 10; 100"])
    #expect(try lines("match ?x member_of _ where size(?x) > 50", in: engine) == ["d:A"])
    #expect(try lines("match ?x member_of _ where size(?x) > 500", in: engine).isEmpty)
  }

  @Test func point7SaidIsTheDateOfTheDocument() throws {
    let engine = try graph(
      """
      d:doc v:heldOn "2014-10-06"^^xsd:date .
      d:A v:memberOf d:G {| v:source d:doc ; v:paragraph "25" ; v:role "chair" |} .
      """)
    #expect(
      try lines(
        "match ?x member_of _ as ?s return said(?s), source(?s), rel(?s), role(?s)", in: engine)
        == ["2014-10-06|d:doc ¶ 25|member_of|chair"])
    #expect(try engine.column("detail", of: "show d:A") == ["role: chair"])
  }

  // MARK: order

  @Test func point9RowsAreOrderedByColumnsThenMissingLast() throws {
    let engine = try graph(
      "d:c v:memberOf d:g ; v:size 9 . d:b v:memberOf d:g . d:a v:memberOf d:g ; v:size 10 .")
    #expect(
      try lines("match ?x member_of _ return size(?x), ?x", in: engine) == [
        "9|d:c", "10|d:a", "|d:b",
      ])
    #expect(
      try lines("match ?x member_of _ return ?x, size(?x) order by size(?x) desc", in: engine) == [
        "d:a|10", "d:c|9", "d:b|",
      ])
  }

  @Test func point9OfSeveralSolutionsTheFirstInOrderPlacesTheRow() throws {
    let engine = try graph(
      """
      d:a v:memberOf d:g {| v:from "2001"^^xsd:gYear |} .
      d:a v:memberOf d:h {| v:from "2010"^^xsd:gYear |} .
      d:b v:memberOf d:g {| v:from "2005"^^xsd:gYear |} .
      """)
    let query = "match ?x member_of ?y as ?s return ?x order by from(?s)"
    #expect(try lines(query, in: engine) == ["d:a", "d:b"])
    #expect(try lines(query + " desc", in: engine) == ["d:a", "d:b"])
  }

  @Test func point9ShufflingTheStatementsChangesNothing() throws {
    for seed in UInt64(1)...40 {
      let made = RandomGraph(seed: seed)
      var random = SplitMix64(seed: seed)
      let asked = QueryKind.allCases.map { $0.query(made, &random) }
      let data = made.statements.shuffled(using: &random)
      let engines = try [
        RealEngine(made.statements), RealEngine(data),
        RealEngine([
          ("a.ttl", RandomGraph.turtle(data)), ("vocabulary.ttl", PlainVocabulary.turtle),
        ]),
      ]
      for query in asked {
        let answers = engines.map { engine in try? engine.rows(query) }
        #expect(
          answers[0] == answers[1] && answers[0] == answers[2],
          "seed \(seed): \(query)\n\(made.turtle)")
      }
    }
  }

  @Test func point9ParallelStatementsStandInTheOrderOfWhatTheySay() throws {
    let claims = [
      "v:role \"chair\"", "v:role \"guest\"", "v:status v:ended", "v:status v:proposed",
    ]
    let engines = try [claims, claims.reversed()].map { claims in
      try RealEngine([
        (
          "data.ttl",
          PlainVocabulary.prefixes
            + claims.map { "d:A v:memberOf d:G {| \($0) |} ." }.joined(separator: "\n")
        ),
        ("vocabulary.ttl", PlainVocabulary.turtle),
      ])
    }
    for query in [
      "near d:A", "show d:A", "why d:A member_of d:G",
      "match d:A member_of ?y as ?s including any return all ?y, ?s",
      "paths d:A to d:G including any",
    ] {
      #expect(try engines[0].rows(query) == engines[1].rows(query), "\(query)")
    }
  }

  @Test func point9TheStatusOfAListedNodeDoesNotDependOnTheOrderOfTheFile() throws {
    let types = ["d:A a v:Group .", "d:A a v:Secretariat {| v:status v:derived |} ."]
    let engines = try [types, types.reversed()].map { types in
      try RealEngine([
        ("data.ttl", PlainVocabulary.prefixes + types.joined(separator: "\n")),
        ("vocabulary.ttl", PlainVocabulary.turtle),
      ])
    }
    #expect(try engines[0].rows("list Body") == engines[1].rows("list Body"))
  }

  @Test func point7SaidPassesOverDocumentsWithoutADate() throws {
    let engine = try graph(
      """
      d:doc v:heldOn "2014"^^xsd:gYear .
      d:A v:memberOf d:G {| v:source d:doc |} {| v:source d:other |} .
      """)
    #expect(try lines("match ?x member_of _ as ?s return said(?s)", in: engine) == ["2014"])
  }

  @Test func point9TheDateOfANodeDoesNotDependOnTheOrderOfTheFile() throws {
    let dates = ["\"2010\"^^xsd:gYear", "\"2011\"^^xsd:gYear"]
    let engines = try [dates, dates.reversed()].map { dates in
      try graph("d:G a v:Group . " + dates.map { "d:G v:heldOn \($0) ." }.joined(separator: "\n"))
    }
    #expect(try engines[0].rows("list Group") == engines[1].rows("list Group"))
  }
}
