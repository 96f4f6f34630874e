// Both engines on one question, and what to print where they differ: everything that is needed to
// ask again by hand.

import QueryRun

/// A question that two engines answer differently.
package struct Difference: Sendable, Equatable {
  package var seed: UInt64
  package var query: String
  package var statements: Int
  package var report: String
}

/// Puts questions to both engines.
package enum Comparison {
  /// The difference on one question; nil where there is none.
  package static func difference(
    _ query: String, _ real: RealEngine, _ plain: PlainEngine, _ graph: RandomGraph
  ) -> Difference? {
    var naive = plain
    let expected: PlainEngine.Reply
    let found: PlainEngine.Reply
    do { expected = try naive.ask(query) } catch {
      return difference(query, graph, "the naive engine refuses: \(error)")
    }
    do { found = reply(to: query, try real.ask(query), real) } catch {
      return difference(query, graph, "the engine refuses: \(error)")
    }
    guard found != expected else { return nil }
    return difference(
      query, graph,
      "engine:\n\(lines(found))\nby language.md:\n\(lines(expected))")
  }

  private static func reply(
    to query: String, _ answer: Answer, _ real: RealEngine
  ) -> PlainEngine.Reply {
    let rows = real.rows(of: answer)
    return PlainEngine.Reply(
      rows: query.hasPrefix("lineage") ? lineageFacts(of: rows) : rows,
      hubs: real.hubs(of: answer))
  }

  private static func lines(_ reply: PlainEngine.Reply) -> String {
    (reply.rows.map { "  " + $0.joined(separator: " | ") } + reply.hubs.map { "  hub " + $0 })
      .joined(separator: "\n")
  }

  private static func difference(
    _ query: String, _ graph: RandomGraph, _ words: String
  ) -> Difference {
    Difference(
      seed: graph.seed, query: query, statements: graph.statements.count,
      report: "seed \(graph.seed): \(query)\n\(words)\ngraph:\n\(graph.turtle)")
  }
}
