// Whatever bytes arrive, there is an answer, and it points into the text.

import Bytes
import GraphModel
import QueryParse
import SeededNumbers
import TestSupport
import Testing

@Suite struct RobustnessTests {
  /// Parses, and checks that an error points into the text.
  private func outcome(_ text: [UInt8]) -> QueryFault? {
    do {
      _ = try parseQuery(text)
      return nil
    } catch {
      #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.count)
      return error
    }
  }

  private func outcome(_ text: String) -> QueryFault? { outcome(Array(text.utf8)) }

  private func limit(_ text: String) -> String? {
    guard case .limit(let what, let most, _) = outcome(text) else { return nil }
    return "\(most) \(what)"
  }

  @Test func nestingEndsAt32() {
    func conditions(_ depth: Int) -> String {
      let open = String(repeating: "(", count: depth)
      return "match ?x a B where \(open)?x = C" + String(repeating: ")", count: depth)
    }
    func relations(_ depth: Int) -> String {
      let open = String(repeating: "(", count: depth)
      return "near B via \(open)cites" + String(repeating: ")", count: depth)
    }
    #expect(outcome(conditions(32)) == nil)
    #expect(limit(conditions(33)) == "32 nesting")
    #expect(outcome(relations(32)) == nil)
    #expect(limit(relations(33)) == "32 nesting")
    let both = "match ?x a B where \(String(repeating: "(", count: 31))exists(?x (cites) D)"
    #expect(limit(both) == "32 nesting")
    #expect(limit(conditions(30_000)) == "32 nesting")
  }

  @Test func triplesEndAt16() {
    func patterns(_ count: Int) -> String {
      [String](repeating: "?x cites ?y", count: count).joined(separator: ", ")
    }
    #expect(outcome("match " + patterns(16)) == nil)
    #expect(limit("match " + patterns(17)) == "16 pattern triples")
    #expect(outcome("match \(patterns(8)) where exists(\(patterns(8)))") == nil)
    #expect(limit("match \(patterns(8)) where exists(\(patterns(9)))") == "16 pattern triples")
  }

  @Test(arguments: [
    ("near A avoid ", ",", "B"), ("near A via ", "|", "b"), ("near A via ", "/", "b"),
    ("link A and ", " and ", "B"), ("paths A to ", " to ", "B"), ("near A only ", ",", "s"),
    ("link A and B through ", "|", "C"), ("near A according-to ", ",", "D"),
    ("near A lang ", ",", "en"), ("match ?x a B return ", ",", "?x"),
    ("match ?x a B order by ", ",", "?x"), ("match ?x a B where ", " and ", "?x = 1"),
    ("match ?x a B where ", " or ", "?x = 1"), ("match ?x a B where ?x in (", ",", "1"),
  ])
  func listsEndAt1000(_ start: String, _ separator: String, _ item: String) {
    func query(_ count: Int) -> String {
      start + [String](repeating: item, count: count).joined(separator: separator)
        + (start.hasSuffix("(") ? ")" : "")
    }
    // The first node of link and paths counts, too.
    let typed = start.hasPrefix("link A and ") && separator == " and " ? 999 : 1_000
    #expect(outcome(query(separator == " to " ? 999 : typed)) == nil)
    #expect(limit(query(1_001)) == "1000 list items")
  }

  @Test func argumentsEndAt1000() {
    let arguments = (0...1_000).map { "p\($0)=A" }.joined(separator: " ")
    #expect(limit("run x " + arguments) == "1000 list items")
  }

  /// What it costs stands in the benchmarks: `Benchmarks --lines`.
  @Test(arguments: LongLine.all(bytes: 65_000)) func longLinesAreAnswered(_ line: LongLine) {
    #expect(line.text.count > 64_900)
    _ = outcome(line.text)
  }

  @Test(arguments: [0xFF, 0xC3, 0xE3, 0xEF, 0x80] as [UInt8])
  func invalidUTF8IsReadAsIfRepaired(_ byte: UInt8) throws {
    let wrong = [UInt8](repeating: byte, count: 300)
    #expect(outcome(Array("near ".utf8) + wrong) == nil)
    #expect(outcome(Array("find \"".utf8) + wrong + [0x22]) == nil)
    #expect(outcome(Array("near A ".utf8) + wrong) != nil)
    #expect(outcome(wrong) != nil)
  }

  @Test func mutatedQueriesNeverTrap() throws {
    let queries = try goodQueries().map { Array($0.utf8) }
    #expect(queries.count > 100)
    var random = SplitMix64(seed: 20_140_816)
    for _ in 0..<20_000 {
      var text = queries.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        mutate(&text, with: queries, using: &random)
      }
      _ = outcome(text)
      _ = try? parseRelation(text)
      _ = try? SavedQuery(name: "x", text: text)
    }
  }

  @Test func everyPrefixIsAnswered() throws {
    for query in try goodQueries() {
      let text = Array(query.utf8)
      for end in text.indices { _ = outcome(Array(text[..<end])) }
    }
  }

  private func mutate(
    _ text: inout [UInt8], with others: [[UInt8]], using random: inout SplitMix64
  ) {
    let place = Int.random(in: 0...text.count, using: &random)
    let signs = Array("\"()<>{},|^~?$=!/+*@#\\._- \n0９（）“”，\u{3000}".utf8) + [0, 0xFF, 0xC2, 0xE3]
    switch Int.random(in: 0..<5, using: &random) {
    case 0: text.insert(signs.randomElement(using: &random) ?? 0, at: place)
    case 1: if place < text.count { text.remove(at: place) }
    case 2: if place < text.count { text[place] = UInt8.random(in: 0...255, using: &random) }
    case 3: text.removeSubrange(place...)
    default:
      let other = others.randomElement(using: &random) ?? []
      let cut = Int.random(in: 0...other.count, using: &random)
      text.insert(contentsOf: other[cut...].prefix(30), at: place)
    }
  }
}

extension LongLine: CustomTestStringConvertible {
  package var testDescription: String { name }
}
