// Points 5 and 8 of the semantics: simple ways, their order, and bounds that say so.

import QueryRun
import SeededNumbers
import TestSupport
import Testing

@Suite struct PathsTests {
  /// Each path as its nodes with the relations between them.
  private func ways(_ query: String, _ turtle: String) throws -> [String] {
    var ways: [String] = []
    for row in try graph(turtle).rows(query) {
      if row[1] == "1" { ways.append(row[2]) }
      ways[ways.count - 1] += " \(row[4] == "->" ? "" : "^")\(row[3]) \(row[5])"
    }
    return ways
  }

  private let diamond = """
    d:a v:memberOf d:b, d:c . d:b v:memberOf d:d . d:c v:memberOf d:d .
    d:c v:memberOf d:e . d:e v:memberOf d:d .
    """

  @Test func point5AllShortestIsTheDefault() throws {
    #expect(
      try ways("paths d:a to d:d", diamond) == [
        "d:a member_of d:b member_of d:d", "d:a member_of d:c member_of d:d",
      ])
  }

  @Test func point5TheKShortestOfAnyLengthInOrder() throws {
    #expect(
      try ways("paths d:a to d:d shortest 3", diamond) == [
        "d:a member_of d:b member_of d:d", "d:a member_of d:c member_of d:d",
        "d:a member_of d:c member_of d:e member_of d:d",
      ])
    #expect(try ways("paths d:a to d:d shortest 2", diamond).count == 2)
    #expect(try ways("paths d:a to d:d shortest", diamond).count == 1)
    #expect(
      try ways("paths d:a to d:d shortest 9", diamond) == ways("paths d:a to d:d simple", diamond))
  }

  @Test func point5TheSameWaysFromNeighboursAsFromStatements() throws {
    // What is typed behind via is searched statement by statement, all else by neighbours as soon as
    // paths were searched once.
    var random = SplitMix64(seed: 11)
    var turtle = ""
    for _ in 0..<150 {
      let (from, to) = (random.next() % 60, random.next() % 60)
      turtle +=
        "d:n\(from) v:\(["memberOf", "chairOf", "hosts"][Int(random.next() % 3)]) d:n\(to) .\n"
    }
    turtle += "d:n1 rdfs:label \"d:n2\" ; v:memberOf d:hub . d:n2 v:note \"d:n3\" .\n"
    for index in 0..<60 { turtle += "d:n\(index) v:hosts d:hub .\n" }
    let engine = try graph(turtle)
    for _ in 0..<150 {
      let (from, to) = (random.next() % 60, random.next() % 60)
      guard from != to else { continue }
      let clause = ["shortest 1", "shortest 6", "", "depth 3 simple", "avoid d:hub depth 4"][
        Int(random.next() % 5)]
      let query = "paths d:n\(from) to d:n\(to) \(clause)"
      #expect(
        try lines(query, in: engine) == lines(query + " via memberOf|chairOf|hosts", in: engine),
        "\(query)")
    }
  }

  @Test func point5ParallelStatementsAreOneStep() throws {
    let turtle = """
      d:a v:memberOf d:b {| v:from "2001"^^xsd:gYear |} .
      d:a v:memberOf d:b {| v:from "2005"^^xsd:gYear |} . d:a v:chairOf d:b .
      """
    let engine = try graph(turtle)
    let answer = try engine.ask("paths d:a to d:b")
    #expect(engine.rows(of: answer).map { $0[3] } == ["chair_of", "member_of"])
    #expect(answer.rows.map(\.statements.count) == [1, 2])
  }

  @Test func point5HiddenRelationsAreWalkedOnlyWhenTyped() throws {
    let turtle = "d:a v:mentions d:b . d:a a v:Paper . d:b a v:Paper ."
    #expect(try ways("paths d:a to d:b", turtle).isEmpty)
    #expect(try ways("paths d:a to d:b via any", turtle) == ["d:a mentions d:b"])
    #expect(try ways("paths d:b to d:a via any", turtle) == ["d:b ^mentions d:a"])
  }

  @Test func point5ThroughWantsAnInnerNodeOfTheClass() throws {
    let turtle = diamond + " d:e a v:Group ."
    #expect(
      try ways("paths d:a to d:d through Group", turtle) == [
        "d:a member_of d:c member_of d:e member_of d:d"
      ])
  }

  @Test func point5LegsFollowEachOther() throws {
    let rows = try graph(diamond).rows("paths d:a to d:b to d:d")
    #expect(rows.map { [$0[0], $0[2], $0[5]] } == [["1", "d:a", "d:b"], ["2", "d:b", "d:d"]])
  }

  @Test func point5WaysOfALeastLengthMayBeDetours() throws {
    let turtle =
      "d:a v:memberOf d:b . d:a v:memberOf d:c . d:c v:memberOf d:e . d:e v:memberOf d:b ."
    #expect(
      try ways("paths d:a to d:b depth 2..4", turtle) == [
        "d:a member_of d:c member_of d:e member_of d:b"
      ])
  }

  @Test func point8LimitCountsPathsBehindTheOffset() throws {
    #expect(
      try graph(diamond).column("path", of: "paths d:a to d:d simple limit 1 offset 1") == [
        "2", "2",
      ])
    #expect(
      try graph(diamond).column("path", of: "paths d:a to d:d simple limit 2 offset 1").last == "3")
  }

  @Test func point5ViaAFamilyGoesEitherWay() throws {
    let turtle = "d:b v:memberOf d:a . d:b v:worksWith d:c ."
    #expect(
      try ways("paths d:a to d:c via tie", turtle) == ["d:a ^member_of d:b works_with d:c"])
  }

  @Test func point8AnUntypedCapSaysMoreAndATypedLimitIsWhole() throws {
    // Two nodes and forty between them: forty shortest ways, and well over a thousand longer ones.
    var turtle = ""
    for index in 10..<50 { turtle += "d:a v:memberOf d:m\(index) . d:m\(index) v:memberOf d:b .\n" }
    for index in 10..<50 {
      for leap in [1, 7, 12] {
        turtle += "d:m\(index) v:worksWith d:m\((index - 10 + leap) % 40 + 10) .\n"
      }
    }
    let engine = try graph(turtle)
    let limited = try engine.ask("paths d:a to d:b limit 3")
    #expect(limited.rows.count == 6 && !limited.hasMore)
    let all = try engine.ask("paths d:a to d:b")
    #expect(all.rows.count == 80 && !all.hasMore)
    let capped = try engine.ask("paths d:a to d:b simple")
    #expect(capped.hasMore)
    #expect(Set(engine.rows(of: capped).map { $0[0] }).count == 1_000)
  }

  @Test func point8RowsAreCappedAtAThousandUnlessTyped() throws {
    let turtle = (0..<1_001).map { "d:n\($0) v:memberOf d:g ." }.joined(separator: "\n")
    let engine = try graph(turtle)
    let capped = try engine.ask("match ?x member_of d:g")
    #expect(capped.rows.count == 1_000 && capped.hasMore)
    let typed = try engine.ask("match ?x member_of d:g limit 1000")
    #expect(typed.rows.count == 1_000 && !typed.hasMore)
    let whole = try engine.ask("match ?x member_of d:g limit 2000")
    #expect(whole.rows.count == 1_001 && !whole.hasMore)
  }

  @Test func point8ACompleteGraphEndsWithItsBudget() throws {
    var turtle = ""
    for from in 10..<40 {
      for to in 10..<40 where from != to { turtle += "d:n\(from) v:memberOf d:n\(to) .\n" }
    }
    let engine = try graph(turtle)
    let start = ContinuousClock.now
    let answer = try engine.ask("paths d:n10 to d:n39 depth 12 simple limit 1000000 within 200 ms")
    #expect(answer.stop == .timeout(milliseconds: 200))
    #expect(!answer.rows.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func point5ViaAPathIsWalkedOnceOrSeveralTimes() throws {
    let engine = try graph(
      """
      d:a v:memberOf d:g . d:b v:memberOf d:g . d:b v:memberOf d:h . d:c v:memberOf d:h .
      d:g v:worksWith d:c .
      """)
    let query = "paths d:a to d:c via member_of/^member_of simple"
    #expect(try engine.rows(query).map { $0[5] } == ["d:g", "d:b", "d:h", "d:c"])
    #expect(try engine.rows(query + " depth 3").isEmpty)
    #expect(try engine.rows("paths d:a to d:c").map { $0[5] } == ["d:g", "d:c"])
  }
}

/// Point 8 for every operator: the budget is counted in steps, so that no operator is free to go on.
@Suite struct BudgetTests {
  /// A graph in which each of thirty nodes leads to each other one.
  private func complete() throws -> RealEngine {
    var turtle = ""
    for from in 10..<40 {
      turtle += "d:n\(from) a v:Body ; v:size \(from) .\n"
      for to in 10..<40 where from != to { turtle += "d:n\(from) v:memberOf d:n\(to) .\n" }
    }
    return try graph(turtle)
  }

  @Test(arguments: [
    "paths d:n10 to d:n39 depth 12 simple limit 1000000",
    "paths d:n10 to d:n39 via member_of/member_of depth 12 simple limit 1000000",
    "match ?a member_of ?b, ?c member_of ?d, ?e member_of ?f return ?a, ?f",
    "match ?a member_of ?b, ?c member_of ?d, ?e member_of ?f return count(*)",
    "match ?a size ?b, ?c size ?d, ?e size ?f, ?g size ?h, ?i size ?j where ?b > 99 or ?j > 99",
    "match ?a any{200000,300000} ?b", "match ?a (any{100,100}/any+){100,100} ?b",
    "match ?a member_of+ ?b, ?c member_of+ ?d, ?e member_of+ ?f return ?a, label(?f) limit 2",
  ])
  func point8EveryOperatorEndsWithItsBudget(_ query: String) throws {
    let engine = try complete()
    let answer = try engine.ask(query + " within 150 ms")
    #expect(answer.stop != nil, "\(query)")
    // What is there is whole: as wide as its columns, each way simple.
    for row in answer.rows { #expect(row.cells.count == answer.columns.count) }
  }

  /// All the time there is.
  private let minute: Int64 = 60_000_000_000

  @Test func point8WhatAQueryUsedBeforeCounts() throws {
    let engine = try complete()
    let answer = try engine.ask(
      "match ?a member_of ?b, ?c member_of ?d, ?e member_of ?f return count(*)", used: minute)
    #expect(answer.stop == .timeout(milliseconds: 60_000))
    #expect(answer.steps < 3_000)
  }

  @Test func point8RowsThatAreFoundTooLateAreNotAllMade() throws {
    let engine = try complete()
    // Fewer steps than lie between two looks at the clock.
    let answer = try engine.ask("match ?a member_of ?b", used: minute)
    #expect(answer.stop == .timeout(milliseconds: 60_000))
    #expect((1..<870).contains(answer.rows.count))
    #expect(try engine.ask("match ?a member_of ?b").rows.count == 870)
  }

  @Test func point8RowsOfWaysAreCountedAsWork() throws {
    let engine = try complete()
    let query = "paths d:n10 to d:n39 depth 3 simple limit 600"
    let answer = try engine.ask(query)
    #expect(answer.rows.count > 1_500)
    #expect(answer.steps >= 4 * answer.rows.count)
    let late = try engine.ask(query, used: minute)
    #expect(late.stop == .timeout(milliseconds: 60_000))
    #expect((1..<400).contains(late.rows.count))
  }

  @Test func point8AnAnswerCutByTimeIsInOrder() throws {
    let engine = try complete()
    let answer = try engine.ask(
      "match ?a member_of ?b, ?c member_of ?d, ?e member_of ?f order by ?b limit 50 within 150 ms")
    let rows = engine.rows(of: answer)
    #expect(answer.stop != nil && !rows.isEmpty)
    #expect(rows.map { $0[1] } == rows.map { $0[1] }.sorted())
  }

  @Test func point8ReachingAllFromAHubIsLinear() throws {
    var turtle = ""
    for number in 0..<2_000 { turtle += "d:n\(number) v:memberOf d:hub, d:other .\n" }
    let engine = try graph(turtle)
    let answer = try engine.ask("match d:n1 ~any+ ?x limit 5000")
    #expect(answer.rows.count == 2_002)
    #expect(answer.steps < 40_000)
  }

  @Test func noPlanLooksAtTenTimesWhatTheBestWould() throws {
    var turtle = ""
    for number in 0..<2_000 {
      turtle +=
        "d:m\(number % 200) v:partOf d:c\(number % 20) . d:d\(number) v:cites d:m\(number % 200)"
      turtle += " ; v:size \(number % 40) . \n"
    }
    let engine = try graph(turtle)
    // Whatever order is typed, the plan is as good as the best of them.
    let parts = ["?m part_of d:c7", "?d cites ?m", "?d size ?y"]
    var steps: [Int] = []
    for first in 0..<3 {
      for second in 0..<3 where second != first {
        let typed = [first, second, 3 - first - second].map { parts[$0] }.joined(separator: ", ")
        let answer = try engine.ask("match \(typed) where ?y >= 20 order by ?y, ?d limit 20")
        #expect(answer.rows.count == 20)
        steps.append(answer.steps)
      }
    }
    // Ten meetings of a convention, a hundred decisions, one size of each, and their conditions.
    #expect(steps.allSatisfy { $0 < 1_500 }, "\(steps)")
  }
}
