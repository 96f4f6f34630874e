// Small graphs written by hand and short ways to ask them, for the tests of single points.

import QueryPlan
import QueryRun
import TestSupport
import Testing

/// Three treaties and the bodies around two of them, each with its place in `link`.
let treaties = """
  d:A a v:Treaty ; rdfs:label "Alpha"@en .
  d:B a v:Treaty ; rdfs:label "Beta"@en .
  d:C a v:Treaty ; rdfs:label "Gamma"@en .

  """

/// A graph of Turtle behind the usual prefixes and vocabulary.
func graph(_ turtle: String) throws -> RealEngine { try RealEngine(turtle: turtle) }

/// What is wrong with a query.
func fault(_ query: String, in engine: RealEngine) -> PlanFault.Cause? {
  do { _ = try engine.ask(query) } catch {
    if let fault = error as? PlanFault { return fault.cause }
    Issue.record("\(query): \(error)")
    return nil
  }
  Issue.record("\(query) is answered")
  return nil
}

/// The rows of an answer as lines of fields with bars between them.
func lines(_ query: String, in engine: RealEngine) throws -> [String] {
  try engine.rows(query).map { $0.joined(separator: "|") }
}
