// Reifiers in every form that RDF 1.2 lets them have: made by the reader, named, blank, seen before
// they reify, speaking of two triples, spoken of themselves.

import GraphModel
import GraphStore
import Testing

@Suite struct ReifierTests {
  private func load(_ text: String) throws -> Snapshot {
    let start = """
      @prefix : <http://a/> . @prefix m: <https://w3id.org/mea/model#> .
      @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      :source m:role "source" . :since m:role "from" .

      """
    return try GraphLoader.load(text: Array((start + text).utf8), named: "data.ttl")
  }

  private func statements(
    _ graph: Snapshot, _ subject: String, _ predicate: String, _ object: String
  ) throws -> Range<StatementID> {
    func term(_ name: String) throws -> TermID {
      try #require(graph.terms.findIRI("http://a/" + name))
    }
    let relation = try #require(graph.relation(of: try term(predicate)))
    return graph.statements(try term(subject), relation, try term(object))
  }

  private func sources(_ graph: Snapshot, _ statement: StatementID) -> [String] {
    graph.annotations.evidence(of: statement).map {
      Snapshot.text(graph.terms.text(of: $0.source))
    }
  }

  @Test(arguments: [
    ":s :p :o {| :source :d |} .",
    ":s :p :o ~ :r {| :source :d |} .",
    ":s :p :o ~ _:r {| :source :d |} .",
    ":s :p :o ~ [] {| :source :d |} .",
    ":s :p :o . << :s :p :o >> :source :d .",
    ":s :p :o . [] rdf:reifies <<( :s :p :o )>> ; :source :d .",
    ":s :p :o . [] :source :d ; rdf:reifies <<( :s :p :o )>> .",
    ":s :p :o . [ :source :d ] rdf:reifies <<( :s :p :o )>> .",
    "_:anon1 :source :d . :s :p :o . _:anon1 rdf:reifies <<( :s :p :o )>> .",
  ])
  func everyForm(_ text: String) throws {
    let graph = try load(text)
    #expect(graph.unstatedReifications == 0)
    #expect(graph.statementCount == 3)
    let found = try statements(graph, "s", "p", "o")
    #expect(found.count == 1)
    #expect(sources(graph, try #require(found.first)) == ["d"])
  }

  @Test func oneReifierOfTwoTriples() throws {
    let graph = try load(
      ":s :p :o, :q . [] rdf:reifies <<( :s :p :o )>>, <<( :s :p :q )>> ; :source :d .")
    for object in ["o", "q"] {
      let found = try statements(graph, "s", "p", object)
      #expect(sources(graph, try #require(found.first)) == ["d"])
    }
  }

  @Test func aReifierThatIsSpokenOf() throws {
    let graph = try load(":s :p :o . :x :y << :s :p :o >> . << :s :p :o >> :source :d .")
    #expect(graph.statementCount == 4)
    let y = try #require(graph.terms.findIRI("http://a/y").flatMap(graph.relation(of:)))
    let statement = try #require(graph.statements(with: y).first)
    #expect(graph.terms.kind(of: graph.objects[Int(statement)]) == .blank)
  }

  @Test func aBlockInABlock() throws {
    let graph = try load(
      ":s :p :o {| :source :d {| :source :e |} ; :since \"1999\" |} . :s :p :q {| :source :f |} .")
    let found = try statements(graph, "s", "p", "o")
    #expect(sources(graph, try #require(found.first)) == ["d"])
    #expect(graph.annotations.validity(of: try #require(found.first)).from?.year == 1999)
    #expect(sources(graph, try #require(try statements(graph, "s", "p", "q").first)) == ["f"])
    // The inner block speaks of what the outer one says, which is no statement of the graph.
    #expect(graph.unstatedReifications == 1)
  }

  @Test func severalClaimsAreSeveralStatements() throws {
    let graph = try load(
      """
      :a :p :o . :s :p :o {| :source :d ; :since "1999" |} {| :source :z |} {| :source :c |} , :q .
      :z :p :o {| :source :d |} .
      """)
    let found = try statements(graph, "s", "p", "o")
    #expect(found.count == 2)
    #expect(found.map { sources(graph, $0) } == [["c", "z"], ["d"]])
    #expect(found.map { graph.annotations.validity(of: $0).from?.year } == [nil, 1999])
    #expect(try statements(graph, "s", "p", "q").count == 1)
    let last = try #require(try statements(graph, "z", "p", "o").first)
    #expect(sources(graph, last) == ["d"])
    #expect(
      !graph.annotations.isAnnotated(try #require(try statements(graph, "a", "p", "o").first)))
  }
}
