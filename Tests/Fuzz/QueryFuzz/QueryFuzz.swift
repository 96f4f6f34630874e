// Any bytes as lines of queries: parsed, bound and run on a small graph with a small budget. Never a
// crash or a hang, no place outside the text, no row that is not as wide as its columns, and the
// same answer when asked again. How to run it stands in ../README.md.

import GraphStore
import GraphVocabulary
import QueryParse
import QueryPlan
import QueryRun
import Synchronization
import TestSupport

/// A graph with one of each thing that the language gives a meaning to.
private let engine: RealEngine = {
  guard let engine = try? RealEngine(RandomGraph(seed: 7).statements) else {
    fatalError("the graph does not load")
  }
  return engine
}()

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func queryFuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: start, count: count))
  for line in text.split(separator: 0x0A).prefix(8) { check(Array(line)) }
  _ = try? parseRelation(text)
  return 0
}

private func check(_ text: [UInt8]) {
  func holds(_ range: Range<Int>) -> Bool {
    0 <= range.lowerBound && range.upperBound <= text.count
  }
  let query: Query
  do throws(QueryFault) { query = try parseQuery(text) } catch {
    precondition(holds(error.range), "the place of \(error)")
    return
  }
  let plan: Plan
  do throws(PlanFault) {
    plan = try Binder.plan(query, text: text, names: engine.names, languages: ["en"])
  } catch {
    precondition(holds(error.range), "the place of \(error)")
    return
  }
  let answer = ask(plan)
  for row in answer.rows {
    precondition(row.cells.count == answer.columns.count, "the width of a row")
  }
  // What its own `within` ends depends on the clock.
  if case .timeout = answer.stop { return }
  let again = ask(plan)
  if case .timeout = again.stop { return }
  precondition(engine.rows(of: answer) == engine.rows(of: again), "the same answer")
}

/// The answer of at most some ten thousand steps; the clock has no say in it.
private func ask(_ plan: Plan) -> Answer {
  let checks = Atomic(0)
  return execute(plan, names: engine.names, defaultMilliseconds: 60_000) {
    checks.wrappingAdd(1, ordering: .relaxed).newValue > 10
  }
}
