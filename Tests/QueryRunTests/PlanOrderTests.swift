// The order in which patterns are looked up, held against every other order by what is counted: the
// steps that the search took. A graph with hubs, where a wrong order costs most.

import QueryParse
import QueryPlan
import QueryRun
import SeededNumbers
import TestSupport
import Testing

@Suite struct PlanOrderTests {
  /// Queries of three and four patterns: the benchmark's, stars, chains, triangles, hubs, values.
  static let queries = [
    "match ?m ofConvention d:c0, ?d adoptedAt ?m, ?d year ?y where ?y >= 2010 return ?d, ?m, ?y",
    "match ?m ofConvention d:c7, ?d adoptedAt ?m, ?d year ?y where ?y >= 2010 return ?d, ?m, ?y",
    "match ?d about d:t0, ?d recalls ?e, ?e about d:t9",
    "match ?d about d:t9, ?d recalls ?e, ?e about d:t0",
    "match ?d year ?y, ?d adoptedAt ?m, ?m ofConvention ?c where ?y = 2003",
    "match ?p chairs ?m, ?d adoptedAt ?m, ?d recalls ?e, ?e adoptedAt ?n",
    "match ?a recalls ?b, ?b recalls ?c, ?a recalls ?c",
    "match ?m ofConvention d:c0, ?d adoptedAt ?m, ?d title \"Title 17\"",
    "match ?d about ?t, ?d title \"Title 7\", ?d adoptedAt ?m, ?m ofConvention d:c3",
    "match d:p1 chairs ?m, ?m ofConvention ?c, ?n ofConvention ?c, ?d adoptedAt ?n",
    "match ?d about|concerns d:t0, ?d adoptedAt/ofConvention ?c, ?p chairs/ofConvention ?c",
    "match ?d recalls+ ?e, ?e title \"Title 3\", ?d about d:t8",
  ]

  @Test(arguments: queries) func noOrderIsTenTimesBetter(_ query: String) throws {
    let engine = try graph(PlanOrderTests.turtle)
    let text = Array(query.utf8)
    let plan = try Binder.plan(
      try parseQuery(text), text: text, names: engine.names, languages: ["en"])
    guard case .match(let match) = plan.task else {
      Issue.record("\(query) is no match")
      return
    }
    let chosen = PlanOrderTests.steps(plan, match.patterns, engine)
    let best = PlanOrderTests.orders(of: match.patterns)
      .map { PlanOrderTests.steps(plan, $0, engine) }.min()
    // A search that ends after some steps is not worth an order.
    #expect(chosen <= max(500, (best ?? 0) * 10), "the best takes \(best ?? 0) steps")
  }

  private static func steps(_ plan: Plan, _ patterns: [PatternPlan], _ engine: RealEngine) -> Int {
    var plan = plan
    guard case .match(var match) = plan.task else { return 0 }
    match.patterns = patterns
    plan.task = .match(match)
    return execute(plan, names: engine.names, defaultMilliseconds: 60_000).steps
  }

  private static func orders<Item>(of items: [Item]) -> [[Item]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  /// Conventions of which the first has half of all meetings, decisions that recall each other, topics
  /// of which the first is that of every second decision, and a few people.
  private static let turtle: String = {
    var random = SplitMix64(seed: 20_261_121)
    var text = ""
    for meeting in 0..<80 {
      let convention = random.below(2) == 0 ? 0 : 1 + random.below(9)
      text += "d:m\(meeting) v:ofConvention d:c\(convention) .\n"
    }
    for person in 0..<8 { text += "d:p\(person) v:chairs d:m\(random.below(80)) .\n" }
    for decision in 0..<600 {
      let topic = random.below(2) == 0 ? 0 : 1 + random.below(9)
      text += """
        d:d\(decision) v:adoptedAt d:m\(random.below(80)) ; v:about d:t\(topic) ;
          v:year \(1990 + random.below(30)) ; v:title "Title \(random.below(150))" .

        """
      guard decision > 0 else { continue }
      for _ in 0..<random.below(4) {
        text += "d:d\(decision) v:recalls d:d\(random.below(decision)) .\n"
      }
      if random.below(20) == 0 { text += "d:d\(decision) v:concerns d:t\(random.below(10)) .\n" }
    }
    return text
  }()
}
