// A picture of more nodes than a sheet holds: what carries it on stays a node, the others stand in
// lists, and what a list has no room for is counted.

import Foundation
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

@Suite struct FoldTests {
  /// Decisions that recall D1, and under the first of them three that recall that one.
  private func lineage(_ count: Int) throws -> (fixture: Fixture, answer: Answer) {
    var more = """
      @prefix id: <https://w3id.org/mea/id/> .
      @prefix mea: <https://w3id.org/mea/vocab#> .
      @prefix doc: <https://w3id.org/mea/doc/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n
      """
    func decision(_ name: String, recalls other: String, _ year: Int) {
      more += """
        id:\(name) a mea:Decision ; rdfs:label "Decision \(name)"@en ;
          mea:date "\(year)"^^xsd:gYear ;
          mea:recalls id:\(other) {| mea:source doc:note ; mea:paragraph "\(name)" |} .\n
        """
    }
    for number in 0..<count { decision("N\(number)", recalls: "D1", 2005 + number % 7) }
    for number in 0..<3 { decision("M\(number)", recalls: "N0", 2015) }
    let fixture = try Fixture(adding: more)
    var answer = Answer(verb: "lineage")
    answer.columns = ["depth", "node", "class", "date", "rel", "of", "status", "label"]
    func row(_ name: String, of other: String?, _ depth: Int) throws -> Answer.Row {
      var cells = [Cell](repeating: .empty, count: answer.columns.count)
      cells[1] = try fixture.node("id:" + name)
      let statements = try other.map {
        try fixture.statements("id:" + name, "mea:recalls", "id:" + $0)
      }
      return Answer.Row(cells, statements: statements ?? [], depth: depth)
    }
    answer.rows.append(try row("D1", of: nil, 0))
    for number in 0..<count {
      answer.rows.append(try row("N\(number)", of: "D1", 1))
      guard number == 0 else { continue }
      for other in 0..<3 { answer.rows.append(try row("M\(other)", of: "N0", 2)) }
    }
    answer.focus = [try fixture.term("id:D1")]
    return (fixture, fixture.finished(answer))
  }

  private func names(_ dot: String, _ number: Int) -> Bool {
    [" ", ";", "\\l"].contains { dot.contains("Decision N\(number)\($0)") }
  }

  @Test func whatCarriesTheTreeOnStaysANode() throws {
    let (fixture, answer) = try lineage(40)
    let dot = try fixture.written(answer, .dot)
    #expect(dot.contains("\"id:D1\" [") && dot.contains("\"id:N0\" ["))
    #expect(dot.contains("\"id:D1\" -> \"id:N0\" [label=\"recalls\""))
    for number in 1..<40 {
      #expect(!dot.contains("\"id:N\(number)\""))
      #expect(names(dot, number))
    }
    #expect(dot.contains("recalled by ×39:"))
    #expect(dot.contains("recalled by ×3:") && dot.contains("2015: Decision M0 · Decision M1"))
    // Nothing is left out, so nothing is said of it.
    #expect(!dot.contains("not told here"))
    #expect(dot.contains("tooltip=\"doc:note ¶ N1\\ndoc:note ¶ N2"))
    #expect(try Graphviz.svg(of: dot).contains("Decision N39"))
  }

  @Test func aSmallLineageIsDrawn() throws {
    let (fixture, answer) = try lineage(20)
    let dot = try fixture.written(answer, .dot)
    for number in 0..<20 { #expect(dot.contains("\"id:N\(number)\" [")) }
    #expect(!dot.contains("list 0"))
  }

  @Test func whatAListHasNoRoomForIsCounted() throws {
    let (fixture, answer) = try lineage(290)
    let dot = try fixture.written(answer, .dot)
    let named = (1..<290).count { names(dot, $0) }
    #expect((80..<289).contains(named))
    #expect(dot.contains("  +\(289 - named) more\\l"))
    let note = dot.replacing("\\n", with: " ")
    #expect(note.contains("not told here: \(289 - named) nodes"))
    #expect(note.contains("and \(289 - named) ties; \\\"as tree\\\" tells all"))
    for format in [AnswerFormat.html, .mermaid] {
      let text = try fixture.written(answer, format)
      #expect(text.contains("not told here") && text.contains("recalled by ×289"))
    }
  }

  /// What stands behind a name that is not drawn is counted there.
  @Test func whatHangsOnANameIsCountedBehindIt() throws {
    var (fixture, answer) = try lineage(80)
    answer.verb = "near"
    answer.columns = ["from"]
    answer.rows = []
    let relation = try #require(fixture.snapshot.relation(of: try fixture.term("mea:recalls")))
    for statement in fixture.snapshot.statements(to: try fixture.term("id:D1"), relation) {
      answer.rows.append(Answer.Row([.empty], statements: [statement]))
    }
    let dot = try fixture.written(fixture.finished(answer), .dot)
    #expect(dot.contains("recalled by ×81:") && dot.contains("\"id:D1\" -> \"list 0\""))
  }

  /// A neighbourhood that a sheet does not hold tells weak ties in lists first; every name is told.
  @Test(arguments: [30, 60, 130]) func weakTiesAreToldInLists(_ count: Int) throws {
    var more = """
      @prefix id: <https://w3id.org/mea/id/> .
      @prefix mea: <https://w3id.org/mea/vocab#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n
      """
    for number in 0..<20 {
      more += "id:T\(number) rdfs:label \"Tied \(number).\" ; mea:memberOf id:Group .\n"
    }
    for number in 0..<count {
      more += "id:C\(number) rdfs:label \"Citing \(number).\" ; mea:cites id:Group .\n"
    }
    let fixture = try Fixture(adding: more)
    var answer = Answer(verb: "near")
    answer.columns = ["from"]
    answer.focus = [try fixture.term("id:Group")]
    for relation in ["mea:memberOf", "mea:cites"] {
      let relation = try #require(fixture.snapshot.relation(of: try fixture.term(relation)))
      for statement in fixture.snapshot.statements(to: answer.focus[0], relation) {
        answer.rows.append(Answer.Row([.empty], statements: [statement]))
      }
    }
    let dot = try fixture.written(fixture.finished(answer), .dot)
    for number in 0..<20 { #expect(dot.contains("\"id:T\(number)\" [")) }
    let drawn = (0..<count).count { dot.contains("\"id:C\($0)\" [") }
    #expect(drawn == (count == 30 ? 30 : 0))
    let told = (0..<count).count { dot.contains("Citing \($0).") }
    #expect(told == count || dot.contains("  +\(count - told) more\\l"))
    #expect(told == count || dot.contains("not told here: \(count - told)\\nnodes"))
  }

  /// A statement in a list leads to the list, and each node of it has a name to show.
  @Test func aPageLeadsFromAListToItsStatements() throws {
    let (fixture, answer) = try lineage(40)
    let page = try fixture.written(answer, .html)
    #expect(page.contains("<div class=\"node\" data-on=\"v0\" hidden><h2><bdi>Decision N7</bdi>"))
    #expect(page.contains("<li data-on=\"v0 v0 n0\"><p><bdi>Decision N7</bdi>"))
    #expect(page.contains("&quot;list 0&quot; [id=&quot;v0&quot;"))
  }
}
