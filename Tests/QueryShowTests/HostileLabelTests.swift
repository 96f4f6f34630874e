// One graph whose every name, value and quote was made to do harm, through every format: each reader
// gets back the text that was put in, and nothing else happens.

import Bytes
import Foundation
import FoundationXML
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

struct HostileLabelTests {
  static let names = [
    "\u{1B}[31mred\u{1B}[0m \u{9B}2J \u{7}", "right \u{202E}tfel\u{2066} side\u{200B}",
    "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "</svg><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "]]>", "-- -->", "<!--", "`code` ```",
    "%%{init: {'x': 1}}%%", "\" onload=\"alert(1)", "' onload='alert(1)", "&#x1b; &amp; &lt;",
    "</pre></title></style></script>", #"\N \G \l \u0041 \ "#, "{| a |} | <b>", "two\nlines\r\tand",
    "a\u{2028}b\u{85}c", "عربي \u{200F}", "👩‍👩‍👧‍👧 🇨🇭 e\u{301}", "end;\n  n1 --> n2", "\u{FFFE}x",
  ]

  private static func made() throws -> (Fixture, Answer) {
    var text = """
      @prefix id: <https://w3id.org/mea/id/> .
      @prefix doc: <https://w3id.org/mea/doc/> .
      @prefix mea: <https://w3id.org/mea/vocab#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n
      """
    for (number, name) in names.enumerated() {
      let escaped = escaped(name)
      text += """
        id:X\(number) a mea:Group ; rdfs:label "\(escaped)" ; mea:purpose "\(escaped)" ;
          mea:memberOf id:Group {| mea:source doc:note ; mea:paragraph "\(escaped)" ; mea:quote "\(escaped)" |} .\n
        """
    }
    let fixture = try Fixture(adding: text)
    var answer = Answer(verb: "near")
    answer.columns = ["from", "value", "text"]
    for (number, name) in names.enumerated() {
      let purpose = try fixture.statements("id:X\(number)", "mea:purpose")
      let value = try #require(purpose.first.map { fixture.snapshot.objects[Int($0)] })
      answer.rows.append(
        Answer.Row(
          [try fixture.node("id:X\(number)"), .literal(value), .text(name)],
          statements: try fixture.statements("id:X\(number)", "mea:memberOf") + purpose))
    }
    answer.focus = [try fixture.term("id:Group")]
    return (fixture, fixture.finished(answer))
  }

  /// So many bodies of each name that a sheet does not hold them: the names stand in lists.
  private static func folded() throws -> (Fixture, Answer) {
    var text = """
      @prefix id: <https://w3id.org/mea/id/> .
      @prefix mea: <https://w3id.org/mea/vocab#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n
      """
    for (number, name) in (names + names + names).enumerated() {
      text += """
        id:Y\(number) a mea:Group ; rdfs:label "\(escaped(name))" ; mea:cites id:Group .
        id:Z\(number) a mea:Group ; rdfs:label "\(escaped(name))" ; mea:cites id:Y0 .\n
        """
    }
    let fixture = try Fixture(adding: text)
    var answer = Answer(verb: "near")
    answer.columns = ["from"]
    let relation = try #require(fixture.snapshot.relation(of: try fixture.term("mea:cites")))
    for hub in ["id:Group", "id:Y0"] {
      for statement in fixture.snapshot.statements(to: try fixture.term(hub), relation) {
        answer.rows.append(Answer.Row([.empty], statements: [statement]))
      }
    }
    answer.focus = [try fixture.term("id:Group")]
    return (fixture, fixture.finished(answer))
  }

  private static func escaped(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func expectInert(_ text: String, allowing allowed: Set<Unicode.Scalar> = ["\n"]) {
    #expect(!text.unicodeScalars.contains { !allowed.contains($0) && isInvisible($0) })
  }

  @Test func people() throws {
    let (fixture, answer) = try Self.made()
    for width in [nil, 20, 40, 100] {
      Self.expectInert(
        try fixture.written(answer, .table) {
          $0.width = width
          $0.showsSources = true
        })
    }
  }

  @Test(arguments: [AnswerFormat.csv, .json])
  func programs(_ format: AnswerFormat) throws {
    let (fixture, answer) = try Self.made()
    let text = try fixture.written(answer, format)
    let read = try Reader.read(text, format.rawValue)
    let rows: [[String]]
    if format == .csv {
      rows = Array(try #require(read as? [[String]]).dropFirst())
    } else {
      rows = try #require((read as? [String: Any])?["rows"] as? [[String]])
    }
    #expect(rows.count == Self.names.count)
    for (row, name) in zip(rows, Self.names) {
      // A record of csv is one line, so breaks and controls are written \n and \u001B there.
      let hasControls = name.unicodeScalars.contains {
        $0 != "\t" && $0.properties.generalCategory == .control || $0 == "\u{2028}"
      }
      if format == .csv, hasControls { continue }
      #expect(Array(row[1].utf8) == Array(name.utf8))
      #expect(Array(row[2].utf8) == Array(name.utf8))
    }
  }

  @Test(arguments: [AnswerFormat.nt, .ttl, .jsonld])
  func linkedData(_ format: AnswerFormat) throws {
    let (fixture, answer) = try Self.made()
    let triples = try #require(
      try Reader.read(try fixture.written(answer, format), format.rawValue) as? [[String]])
    for annotation in ["purpose", "quote", "paragraph"] {
      let read = Set(
        triples.filter { $0[1] == "<https://w3id.org/mea/vocab#\(annotation)>" }
          .map { Array($0[2].utf8) })
      for name in Self.names { #expect(read.contains(Array(name.utf8)), "\(annotation): \(name)") }
    }
  }

  @Test func graphML() throws {
    let (fixture, answer) = try Self.made()
    let text = try fixture.written(answer, .graphml)
    #expect(try Reader.isWellFormed(text))
    Self.expectInert(text)
    let graph = try #require(try Reader.read(text, "graphml") as? [String: Any])
    let nodes = try #require(graph["nodes"] as? [String: [String: String]])
    for (number, name) in Self.names.enumerated() {
      let label = nodes.values.first { $0["curie"] == "id:X\(number)" }?["label"]
      // XML has no way to write most controls, so they are made visible.
      let kept = name.unicodeScalars.map { scalar in
        let isLost =
          scalar.value < 0x20 && !"\n\r\t".unicodeScalars.contains(scalar) || scalar == "\u{FFFE}"
        return isLost ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
      }.joined()
      #expect(label.map { Array($0.utf8) } == Array(kept.utf8), "\(name)")
    }
  }

  @Test(arguments: [false, true]) func pages(_ isFolded: Bool) throws {
    let (fixture, answer) = try isFolded ? Self.folded() : Self.made()
    let page = try fixture.written(answer, .html)
    #expect(page.contains("list 0") == isFolded)
    Self.expectInert(page)
    let drawing = try #require(PageDrawing(Array(page.utf8)))
    let svg = try Graphviz.svg(of: String(decoding: drawing.dot, as: UTF8.self))
    let drawn = String(
      decoding: try #require(drawing.page(with: Array(svg.utf8))), as: UTF8.self)
    for text in [page, drawn] {
      let found = try #require(try Reader.read(text, "html") as? [String: Any])
      let tags = try #require(found["tags"] as? [String: Int])
      #expect(tags["script"] == 1 && tags["style"] == 1 && tags["img"] == nil)
      #expect((found["handlers"] as? [String]) == [])
      for link in try #require(found["links"] as? [String]) { #expect(link.hasPrefix("https://")) }
      let names = Set(
        try #require(found["texts"] as? [[String]]).filter { $0[0] == "bdi" }.map { $0[1] })
      for name in Self.names { #expect(names.contains(Words.line(name)), "\(name)") }
    }
  }

  @Test(arguments: [false, true]) func pictures(_ isFolded: Bool) throws {
    let (fixture, answer) = try isFolded ? Self.folded() : Self.made()
    let dot = try fixture.written(answer, .dot)
    Self.expectInert(dot)
    let svg = try Graphviz.svg(of: dot)
    #expect(!svg.contains("<script") && !svg.contains("href=\"javascript"))
    #expect(svg.components(separatedBy: "</svg>").count == 2)
    // What is drawn, without the breaks of lines, holds every name.
    let drawn = Drawn(svg).text
    for name in Self.names { #expect(drawn.contains(Self.squeezed(name)), "\(name)") }
  }

  /// The text that a drawing shows.
  private final class Drawn: NSObject, XMLParserDelegate {
    private(set) var text = ""
    private var isText = false

    init(_ svg: String) {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      #expect(parser.parse())
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) { isText = name == "text" }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) { isText = false }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if isText { text += string.filter { $0 != " " && $0 != "\u{A0}" } }
    }
  }

  private static func squeezed(_ name: String) -> String {
    Words.line(name).filter { $0 != " " && $0 != "\u{A0}" }
  }

  /// Between the quotes of a label nothing but letters, digits and plain marks stands as it is.
  @Test(arguments: [false, true]) func mermaid(_ isFolded: Bool) throws {
    let (fixture, answer) = try isFolded ? Self.folded() : Self.made()
    let text = try fixture.written(answer, .mermaid)
    Self.expectInert(text)
    let line =
      /( {2}(n\d+[\[\](){}\/\\>]+"[^"]*"[\[\](){}\/\\]+|n\d+ (-->|-\.->|==>)\|"[^"]*"\| n\d+|v\d+>"[^"]*"\]|n\d+ -\.- v\d+|classDef look\d+ [a-zA-Z0-9#:,]+|class [n\d,]+ look\d+|(rest|untold)>"[^"]*"\]|l\d+\["[^"]*"\]|n\d+ --- l\d+))|flowchart LR|---|title: ".*"|/
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(part.wholeMatch(of: line) != nil, "\(part)")
    }
    var labels: Set<String> = []
    for match in text.matches(of: /\n +[nl]\d+[^ "]*"([^"]*)"/) {
      let label = String(match.output.1)
      let plain = label.replacing(/#\d+;|<br>/, with: "").unicodeScalars
      let isPlain = plain.allSatisfy {
        $0.value >= 0x80 || $0.properties.isAlphabetic
          || " ,.-/()0123456789".unicodeScalars.contains($0)
      }
      #expect(isPlain, "\(label)")
      labels.insert(
        Self.squeezed(
          label.replacing("<br>", with: "")
            .replacing(/#(\d+);/) { String(UnicodeScalar(UInt8($0.output.1) ?? 0)) }))
    }
    func isShown(_ name: String, in labels: Set<String>) -> Bool {
      let name = Self.squeezed(name)
      return isFolded ? labels.contains { $0.contains(name) } : labels.contains(name)
    }
    for name in Self.names { #expect(isShown(name, in: labels), "\(name)") }
    // And Mermaid itself shows the same.
    let drawn = try #require(try Reader.read(text, "mermaid") as? [String: Any])
    #expect(drawn["problems"] as? [String] == [])
    #expect(drawn["strange"] as? Int == 0)
    if !isFolded { #expect(drawn["edges"] as? Int == 2 * Self.names.count) }
    let shown = Set(
      try #require(drawn["nodes"] as? [String])
        .map { $0.filter { $0 != " " && $0 != "\n" && $0 != "\u{A0}" } })
    for name in Self.names { #expect(isShown(name, in: shown), "\(name)") }
  }
}
