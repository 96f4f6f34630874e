// Formats for programs that draw graphs or read linked data: golden text, and what other makers'
// readers find in it.

import Foundation
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

struct GraphFormatTests {
  @Test(arguments: [AnswerFormat.graphml, .jsonld, .mermaid, .html])
  func theContract(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    try Golden.expect(try fixture.written(fixture.link(), format), "link.\(format.rawValue)")
    try Golden.expect(try fixture.written(fixture.near(), format), "near.\(format.rawValue)")
  }

  @Test func networkxReadsEveryStatement() throws {
    let fixture = try Fixture()
    let answer = try fixture.link()
    let text = try fixture.written(answer, .graphml)
    #expect(try Reader.isWellFormed(text))
    let graph = try #require(try Reader.read(text, "graphml") as? [String: Any])
    let edges = try #require(graph["edges"] as? [[Any]])
    #expect(edges.count == answer.statements.count)
    let nodes = try #require(graph["nodes"] as? [String: [String: String]])
    let group = try #require(nodes.first { $0.value["curie"] == "id:Group" })
    #expect(group.value["class"] == "Group")
    let proposed = edges.compactMap { $0.last as? [String: String] }
    #expect(proposed.contains { $0["relation"] == "mea:memberOf" && $0["sources"] != nil })
    #expect(proposed.allSatisfy { $0["status"] != nil })
  }

  /// What is said once in each of three formats is the same triples to a reader of none of ours.
  @Test func pyoxigraphReadsTheSameTriples() throws {
    let fixture = try Fixture()
    let answer = try fixture.near()
    func plain(_ format: AnswerFormat) throws -> Set<[String]> {
      let text = try fixture.written(answer, format)
      let all = try #require(try Reader.read(text, format.rawValue) as? [[String]])
      // Reifiers are blank nodes, which each format names anew.
      return Set(all.filter { !$0[0].hasPrefix("_:") })
    }
    let triples = try plain(.nt)
    #expect(triples.count > 3)
    #expect(try plain(.ttl) == triples)
    #expect(try plain(.jsonld) == triples)
  }

  @Test func whatIsSaidOfAStatementIsInJSONLD() throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.near(), .jsonld)
    let all = try #require(try Reader.read(text, "jsonld") as? [[String]])
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    let subjects = Set(all.filter { $0[1] == "<\(rdf)subject>" }.map { $0[0] })
    let sourced = Set(all.filter { $0[1] == "<https://w3id.org/mea/vocab#source>" }.map { $0[0] })
    #expect(!sourced.isEmpty)
    #expect(sourced.isSubset(of: subjects))
  }

  /// An IRI whose scheme is called as a prefix would be taken for a short one.
  @Test func aSchemeCalledAsAPrefixIsNoPrefix() throws {
    let fixture = try Fixture(
      adding: """
        @prefix id: <https://w3id.org/mea/id/> .
        @prefix mea: <https://w3id.org/mea/vocab#> .
        id:Odd mea:memberOf <id:Group> .\n
        """)
    var answer = Answer(verb: "show")
    answer.statements = try fixture.statements("id:Odd", "mea:memberOf")
    let text = try fixture.written(answer, .jsonld)
    let all = try #require(try Reader.read(text, "jsonld") as? [[String]])
    #expect(all.contains { $0[2] == "id:Group" })
    #expect(all.contains { $0[0] == "<https://w3id.org/mea/id/Odd>" })
  }

  @Test func mermaidStopsBeforeItIsRefused() throws {
    var more =
      "@prefix id: <https://w3id.org/mea/id/> .\n@prefix mea: <https://w3id.org/mea/vocab#> .\n"
    for number in 0..<299 {
      more +=
        "id:N\(number) mea:memberOf id:Group ; mea:recalls id:Group, id:N\((number + 1) % 299) .\n"
    }
    let fixture = try Fixture(adding: more)
    // No node is the one asked about, so none is told in a list.
    var answer = Answer(verb: "match")
    answer.columns = ["from"]
    for number in 0..<299 {
      answer.rows.append(
        Answer.Row(
          [.empty],
          statements: try fixture.statements("id:N\(number)", "mea:memberOf")
            + fixture.statements("id:N\(number)", "mea:recalls")))
    }
    let text = try fixture.written(fixture.finished(answer), .mermaid)
    #expect(text.utf8.count < 50_000)
    #expect(text.components(separatedBy: "| n").count - 1 <= 400)
    #expect(text.contains("rest>\"not drawn#58; 0 nodes and "))
  }

  @Test func excelRunsNothing() throws {
    let csv = "a,b\n=1+1,-7\n\"@x,\"\"y\"\"\",-cmd\n\t1,\"\"\n＝1,+5\n"
    let text = String(decoding: ExcelCSV.text(Array(csv.utf8)), as: UTF8.self)
    #expect(
      text == "\u{FEFF}a,b\r\n'=1+1,-7\r\n\"'@x,\"\"y\"\"\",'-cmd\r\n'\t1,\"\"\r\n'＝1,'+5\r\n")
    let rows = try #require(try Reader.read(text, "csv") as? [[String]])
    #expect(
      rows == [
        ["a", "b"], ["'=1+1", "-7"], ["'@x,\"y\"", "'-cmd"], ["'\t1", ""], ["'＝1", "'+5"],
      ])
  }

  @Test func thePageGetsItsDrawingAndNothingElse() throws {
    let fixture = try Fixture()
    let page = try fixture.written(fixture.near(), .html)
    let drawing = try #require(PageDrawing(Array(page.utf8)))
    let dot = String(decoding: drawing.dot, as: UTF8.self)
    #expect(dot.hasPrefix("digraph mea {\n") && dot.hasSuffix("}\n"))
    let svg = try Graphviz.svg(of: dot)
    #expect(!svg.contains("xlink:href"))
    let drawn = try #require(drawing.page(with: Array(svg.utf8)))
    let text = String(decoding: drawn, as: UTF8.self)
    #expect(text.contains("<svg") && !text.contains("<pre") && !text.contains("<?xml"))
    #expect(PageDrawing(Array("no page".utf8)) == nil)
    #expect(drawing.page(with: Array("nothing".utf8)) == nil)
    let found = try #require(try Reader.read(page, "html") as? [String: Any])
    #expect(found["policyFits"] as? Bool == true)
  }
}
