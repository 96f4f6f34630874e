// More of everything than small tables hold: namespaces, predicates, languages, files.

import GraphStore
import Testing

@Suite struct SizeTests {
  private func load(_ text: String, _ name: String = "data.nt") throws -> Snapshot {
    try GraphLoader.load(text: Array(text.utf8), named: name)
  }

  @Test func seventyThousandNamespaces() throws {
    var text = ""
    for index in 0..<70_000 {
      text += "<http://a/\(index)/s> <http://a/p> <http://a/\(index)/o> .\n"
    }
    let graph = try load(text)
    #expect(graph.statementCount == 70_000)
    #expect(graph.terms.classes.count > 70_000)
    for index in stride(from: 0, to: 70_000, by: 699) {
      let subject = try #require(graph.terms.findIRI("http://a/\(index)/s"))
      let object = try #require(graph.terms.findIRI("http://a/\(index)/o"))
      let statements = graph.statements(from: subject)
      #expect(statements.count == 1)
      #expect(statements.allSatisfy { graph.objects[Int($0)] == object })
      #expect(Snapshot.text(graph.terms.iri(subject)) == "http://a/\(index)/s")
    }
    #expect(graph.terms.findIRI("http://a/70000/s") == nil)
  }

  @Test func hundredThousandPredicates() throws {
    var text = ""
    for index in 0..<100_000 { text += "<http://a/s> <http://a/p\(index)> \"\(index)\" .\n" }
    let graph = try load(text)
    #expect(graph.predicates.count == 100_000)
    let subject = try #require(graph.terms.findIRI("http://a/s"))
    #expect(graph.statements(from: subject).count == 100_000)
    for index in stride(from: 0, to: 100_000, by: 997) {
      let predicate = try #require(graph.terms.findIRI("http://a/p\(index)"))
      let relation = try #require(graph.relation(of: predicate))
      let statements = graph.statements(from: subject, relation)
      #expect(statements.count == 1)
      let object = graph.objects[Int(try #require(statements.first))]
      #expect(Snapshot.text(graph.terms.text(of: object)) == String(index))
      #expect(Array(graph.statements(with: relation)) == Array(statements))
      #expect(Array(graph.statements(to: object)) == Array(statements))
    }
  }

  @Test func seventyThousandLanguagesAndDatatypes() throws {
    var text = ""
    for index in 0..<70_000 {
      text += "<http://a/s> <http://a/p> \"x\"@en-x-\(index), \"x\"^^<http://d/\(index)> .\n"
    }
    let graph = try load(text, "data.ttl")
    #expect(graph.statementCount == 140_000)
    let last = try #require(graph.terms.findLiteral(Array("x".utf8), language: "en-x-69999"))
    #expect(graph.terms.termClass(of: last).kind == .tagged)
    #expect(Snapshot.text(graph.terms.termClass(of: last).text) == "en-x-69999")
    #expect(graph.terms.findLiteral(Array("x".utf8), language: "en-x-70000") == nil)
  }

  @Test func termsOfEveryLength() {
    var terms = TermDictionary()
    var numbers: [TermID] = []
    for length in 0..<70 {
      for byte in 0..<length {
        var text = [UInt8](repeating: 0x61, count: length)
        text[byte] = 0x62
        numbers.append(text.withUnsafeBytes { terms.intern(0, $0) } ?? 0)
        #expect(terms.text(of: numbers[numbers.count - 1]) == text)
      }
    }
    #expect(Set(numbers).count == numbers.count)
    #expect(!numbers.contains(0))
    let text = [UInt8](repeating: 0x61, count: 9)
    #expect(text.withUnsafeBytes { terms.find(0, $0) } == nil)
    #expect(text.withUnsafeBytes { terms.find(1, $0) } == nil)
  }
}
