// Places are those of the user's own bytes, in names, clauses and relations.

import Bytes
import QueryParse
import Testing

@Suite struct PlaceTests {
  private func slice(_ range: Range<Int>, of text: String) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }

  @Test func namesKeepTheirPlace() throws {
    let text = "link 生物多样性公约 and　“水俣公约” avoid $x, <urn:a>"
    let query = try parseQuery(Array(text.utf8))
    guard case .link(let names) = query.verb else {
      Issue.record("not a link")
      return
    }
    #expect(names.map { slice($0.range, of: text) } == ["生物多样性公约", "“水俣公约”"])
    #expect(query.clauses.avoid?.map { slice($0.range, of: text) } == ["$x", "<urn:a>"])
  }

  @Test func clausesKeepTheirPlace() throws {
    let text = "near BLG DEPTH 2 # deep\n as-of 2012 up-to"
    let whole = "near BLG  DEPTH 2 as-of  2012  explain"
    let query = try parseQuery(Array(whole.utf8))
    #expect(
      query.clauses.typed.map { $0.range.map { slice($0, of: whole) } } == [
        "DEPTH 2", "as-of  2012", "explain",
      ])
    #expect(throws: QueryFault.self) { try parseQuery(Array(text.utf8)) }
  }

  @Test func stepsAndPatternsKeepTheirPlace() throws {
    let text = "match ?x ^(a|cites)+ / any{0,2} \"B C\"@en as ?s , _ a D"
    guard case .match(let patterns) = try parseQuery(Array(text.utf8)).verb else { return }
    #expect(
      patterns.map { slice($0.range, of: text) } == [
        "?x ^(a|cites)+ / any{0,2} \"B C\"@en as ?s", "_ a D",
      ])
    guard case .sequence(let steps) = patterns[0].relation, case .step(let last) = steps[1] else {
      Issue.record("not two steps")
      return
    }
    #expect(slice(last.range, of: text) == "any{0,2}")
  }

  @Test(arguments: [
    ("(^acts_for){0,1}/takes_part_in", "(/ (^'acts_for'){0,1} 'takes_part_in')"),
    ("a", "a"), ("~any+", "~any+"),
    ("<urn:x/y>|\"takes part in\"@en", "(| <urn:x/y> \"takes part in\"@en)"),
    ("成员+", "'成员'+"), ("^a / (b | c)", "(/ ^a ((| 'b' 'c')))"),
  ])
  func namedPathsAreRelations(_ text: String, _ tree: String) throws {
    #expect(printed(try parseRelation(Array(text.utf8))) == tree)
  }

  @Test(arguments: [
    ("a b", "a »b«", "`/`, `|` or the end"), ("", "»«", "a relation"), ("(a", "(a»«", "`)`"),
    ("a/", "a/»«", "a relation"), ("a|^", "a|^»«", "a relation"),
    ("a{2}", "a»{2}«", "how often"), ("a{1,}", "a»{1,}«", "how often"),
    ("a{2,1}", "a{2,»1«}", "a whole number from 2"), ("^^a", "^»^«a", "a relation"),
  ])
  func brokenPathsSayWhere(_ text: String, _ place: String, _ expected: String) {
    do {
      _ = try parseRelation(Array(text.utf8))
      Issue.record("read: \(text)")
    } catch {
      let lines = message(error, in: Array(text.utf8))
      #expect(lines[0] == place)
      #expect(lines[1].contains("expected \(expected)"))
    }
  }
}
