// Small texts into snapshots, and snapshots back into lines that can be compared.

import GraphStore

/// The declarations that annotations need, behind the prefixes every text uses.
let declarations = """
  @prefix d: <http://example.org/d#> .
  @prefix v: <http://example.org/v#> .
  @prefix model: <https://w3id.org/mea/model#> .
  @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
  @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
  v:from model:role "from" . v:until model:role "until" . v:on model:role "on" .
  v:status model:role "status" . v:source model:role "source" .
  v:paragraph model:role "locator" . v:quote model:role "quote" .

  """

/// Loads a text behind the declarations, as a Turtle file.
func load(_ text: String) throws -> Snapshot {
  try GraphLoader.load(text: Array((declarations + text).utf8), named: "data.ttl")
}

extension Snapshot {
  /// The statements about nodes of the data, each as `subject relation object`.
  var lines: [String] {
    (0..<UInt32(statementCount)).map(line).filter { $0.hasPrefix("d:") }
  }

  /// One statement as text.
  func line(_ statement: StatementID) -> String {
    [
      curie(subjects[Int(statement)]), curie(predicates[Int(relations[Int(statement)])]),
      curie(objects[Int(statement)]),
    ].joined(separator: " ")
  }

  /// The statements of one triple, each with its evidence as `source ¶ locator “quote”`.
  func evidence(_ subject: String, _ predicate: String, _ object: String) -> [[String]] {
    guard let from = term(named: subject), let to = term(named: object),
      let relation = term(named: predicate).flatMap(relation(of:))
    else { return [] }
    return statements(from, relation, to).map { statement in
      annotations.evidence(of: statement).map { evidence in
        let parts = [evidence.source, evidence.locator, evidence.quote]
        return parts.map { $0 == 0 ? "" : curie($0) }.joined(separator: "|")
      }
    }
  }
}
