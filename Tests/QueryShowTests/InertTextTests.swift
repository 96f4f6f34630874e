// Names made to do harm: they reach no terminal, picture or parser as anything but text.

import Bytes
import Foundation
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

struct InertTextTests {
  private static let names = [
    "\u{1B}[31mred\u{1B}[0m \u{9B}2J", "right \u{202E}tfel\u{2066} side\u{200B}",
    #"quote " backslash \ \N \G \l"#, "</svg><script>alert(1)</script>",
    "<b>bold</b> &#x1b; &amp; ]]>", String(repeating: "a", count: 10_000),
    String(repeating: "字", count: 10_000), "two\nlines\r\tand a tab", "a\u{2028}b\u{2029}c\u{85}d",
    "';:[]{}()<>|=", "e\u{301}\u{301}\u{301} 👩‍👩‍👧‍👧",
  ]

  /// A graph in which one node has a name, a value and a quote of this text.
  private func fixture(_ name: String) throws -> (Fixture, Answer) {
    var escaped = ""
    for scalar in name.unicodeScalars {
      let digits = String(scalar.value, radix: 16)
      escaped += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    let fixture = try Fixture(
      adding: """
        @prefix id: <https://w3id.org/mea/id/> .
        @prefix doc: <https://w3id.org/mea/doc/> .
        @prefix mea: <https://w3id.org/mea/vocab#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        id:X a mea:Group ; rdfs:label "\(escaped)" ; mea:purpose "\(escaped)" ;
          mea:memberOf id:Group {| mea:source doc:note ; mea:paragraph "\(escaped)" ; mea:quote "\(escaped)" |} .
        """)
    var answer = Answer(verb: "near")
    answer.columns = ["from", "text", "to"]
    let member = try fixture.statements("id:X", "mea:memberOf", "id:Group")
    let purpose = try fixture.statements("id:X", "mea:purpose")
    let value = try #require(purpose.first.map { fixture.snapshot.objects[Int($0)] })
    answer.rows = [
      Answer.Row(
        [try fixture.node("id:X"), .literal(value), .text(name)], statements: member + purpose)
    ]
    answer.focus = [try fixture.term("id:X")]
    return (fixture, fixture.finished(answer))
  }

  @Test(arguments: names)
  func terminalsGetNothingHidden(_ name: String) throws {
    let (fixture, answer) = try fixture(name)
    for width in [nil, 40, 80] {
      let text = try fixture.written(answer, .table) {
        $0.width = width
        $0.showsSources = true
      }
      #expect(!text.unicodeScalars.contains { $0 != "\n" && isInvisible($0) })
    }
  }

  @Test(arguments: names)
  func picturesStayPictures(_ name: String) throws {
    let (fixture, answer) = try fixture(name)
    let svg = try Graphviz.svg(of: try fixture.written(answer, .dot))
    #expect(!svg.contains("<script"))
    #expect(!svg.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(svg.components(separatedBy: "</svg>").count == 2)
  }

  @Test(arguments: names)
  func programsGetTheTextBack(_ name: String) throws {
    let (fixture, answer) = try fixture(name)
    let json = try fixture.written(answer, .json)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let row = try #require((object["rows"] as? [[Any]])?.first)
    #expect((row[2] as? String).map { Array($0.utf8) } == Array(name.utf8))
    for format in [AnswerFormat.tsv, .csv, .jsonl] {
      let text = try fixture.written(answer, format)
      #expect(text.unicodeScalars.filter { $0 == "\n" }.count == 2)
      #expect(!text.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && isControl($0) })
    }
  }

  @Test(arguments: names)
  func triplesAreLoadedAgain(_ name: String) throws {
    let (fixture, answer) = try fixture(name)
    for format in [AnswerFormat.nt, .ttl] {
      let text = try fixture.written(answer, format)
      let again = try Fixture(adding: text)
      let value = try #require(
        again.snapshot.terms.findLiteral(Array(name.utf8)), "\(format.rawValue)")
      #expect(!again.snapshot.statements(to: value).isEmpty)
    }
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
