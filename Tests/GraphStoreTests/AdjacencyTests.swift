// The sorted columns against a plain list of triples: every way of asking finds what a look at all
// of them finds.

import GraphStore
import Testing

/// The rules that every snapshot keeps; each that is broken is recorded.
func checkInvariants(_ snapshot: Snapshot, _ words: String) {
  let all = Array(0..<StatementID(snapshot.statementCount))
  func key(_ statement: StatementID) -> [UInt32] {
    let index = Int(statement)
    return [snapshot.subjects[index], snapshot.relations[index], snapshot.objects[index]]
  }
  for (before, after) in zip(all, all.dropFirst()) {
    #expect(!key(after).lexicographicallyPrecedes(key(before)), "\(words): rows out of order")
  }
  let relations = Array(0..<RelationID(snapshot.predicates.count))
  for term in 0..<TermID(snapshot.terms.count) {
    let from = all.filter { snapshot.subjects[Int($0)] == term }
    let to = all.filter { snapshot.objects[Int($0)] == term }
    #expect(Array(snapshot.statements(from: term)) == from, "\(words): from \(term)")
    #expect(snapshot.statements(to: term).sorted() == to, "\(words): to \(term)")
    for relation in relations {
      let has = { (statement: StatementID) in snapshot.relations[Int(statement)] == relation }
      #expect(Array(snapshot.statements(from: term, relation)) == from.filter(has), "\(words)")
      #expect(snapshot.statements(to: term, relation).sorted() == to.filter(has), "\(words)")
    }
  }
  for relation in relations {
    let found = all.filter { snapshot.relations[Int($0)] == relation }
    #expect(snapshot.statements(with: relation).sorted() == found, "\(words): with \(relation)")
    #expect(snapshot.relation(of: snapshot.predicates[Int(relation)]) == relation)
  }
}

@Suite struct AdjacencyTests {
  /// Numbers that are the same in every run.
  private struct Numbers {
    var state: UInt64
    mutating func below(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
  }

  @Test(arguments: 1...25)
  func bothDirectionsEqualBruteForce(_ seed: UInt64) throws {
    var numbers = Numbers(state: seed)
    var triples: Set<String> = []
    var text = ""
    for _ in 0..<(20 + numbers.below(60)) {
      let object =
        numbers.below(5) == 0 ? "\"text \(numbers.below(4))\"" : "d:n\(numbers.below(9))"
      let triple = "d:n\(numbers.below(9)) v:p\(numbers.below(4)) \(object)"
      triples.insert(triple.filter { $0 != "\"" })
      // Parallel statements of one triple are rows of their own.
      let year = 2000 + numbers.below(3)
      text +=
        "\(triple)" + (numbers.below(3) == 0 ? " {| v:on \"\(year)\"^^xsd:gYear |}" : "") + " .\n"
    }
    let snapshot = try load(text)
    checkInvariants(snapshot, "seed \(seed)")
    #expect(Set(snapshot.lines) == triples, "seed \(seed)")
  }

  @Test func theEmptyGraphAnswersNothing() throws {
    let snapshot = try GraphLoader.load(text: [], named: "empty.ttl")
    #expect(snapshot.statementCount == 0)
    #expect(snapshot.statements(from: 1).isEmpty && snapshot.statements(to: 1).isEmpty)
    #expect(snapshot.statements(from: .max).isEmpty && snapshot.statements(to: .max).isEmpty)
    checkInvariants(snapshot, "empty")
  }

  @Test func aNodeOfManyStatementsIsSorted() throws {
    let text = (0..<100).reversed().map { "d:a v:p\($0 % 7) d:n\($0) ." }.joined(separator: "\n")
    let snapshot = try load(text)
    checkInvariants(snapshot, "one subject")
    #expect(snapshot.lines.count == 100)
  }
}
