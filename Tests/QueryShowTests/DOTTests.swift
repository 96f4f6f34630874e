// Pictures: golden text, and that Graphviz takes each and makes well-formed SVG of it.

import Bytes
import Foundation
import FoundationXML
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

struct DOTTests {
  @Test(arguments: ["link", "lineage", "near", "kinds"])
  func graphvizTakesEveryPicture(_ name: String) throws {
    let fixture = try Fixture()
    let answer =
      switch name {
      case "link": try fixture.link()
      case "lineage": try fixture.lineage()
      case "near": try fixture.near()
      default: try fixture.kinds()
      }
    let dot = try fixture.written(answer, .dot)
    try Golden.expect(dot, "\(name).dot")
    let svg = try Graphviz.svg(of: dot)
    #expect(svg.contains("Liaison Group of"))
  }

  @Test func chineseAndArabicStandInThePicture() throws {
    let fixture = try Fixture()
    let dot = try fixture.written(fixture.link(), .dot) { $0.languages = ["zh", "ar"] }
    let svg = try Graphviz.svg(of: dot)
    #expect(svg.contains("巴塞尔公约"))
    #expect(svg.contains("成员"))
    let arabic = try fixture.written(fixture.link(), .dot) { $0.languages = ["ar"] }
    #expect(try Graphviz.svg(of: arabic).contains("اتفاقية بازل"))
  }

  @Test func threeHundredNodesAreEnough() throws {
    var more = """
      @prefix id: <https://w3id.org/mea/id/> .
      @prefix mea: <https://w3id.org/mea/vocab#> .\n
      """
    for number in 0..<400 { more += "id:N\(number) mea:memberOf id:Group .\n" }
    let fixture = try Fixture(adding: more)
    // No node is the one asked about, so none is told in a list.
    var answer = Answer(verb: "match")
    answer.columns = ["from"]
    let relation = try #require(fixture.snapshot.relation(of: try fixture.term("mea:memberOf")))
    let group = try fixture.term("id:Group")
    for statement in fixture.snapshot.statements(to: group, relation) {
      answer.rows.append(Answer.Row([.node(group)], statements: [statement]))
    }
    let dot = try fixture.written(fixture.finished(answer), .dot)
    #expect(dot.contains("\"more nodes\" [label=\"+103 more\""))
    #expect(dot.contains("nslimit=\"2\", nslimit1=\"2\", mclimit=\"0.5\""))
    #expect(try Graphviz.svg(of: dot).contains("+103 more"))
  }

  @Test func onlyWebAddressesAreLinks() {
    #expect(DOTText.link("https://w3id.org/mea/id/A?a=1&b=2") != nil)
    #expect(DOTText.link("http://example.org/") != nil)
    #expect(DOTText.link("javascript:alert(1)") == nil)
    #expect(DOTText.link("urn:x:y") == nil)
  }

  @Test func tintsAreLightAndShadesAreDark() {
    #expect(Colour("#000000")?.tint == "#E9E9E9")
    #expect(Colour("#F0E442")?.shade == "#B4AB31")
    #expect(Colour("red") == nil)
    #expect(Colour("#12345G") == nil)
    #expect(Colour("#+12345") == nil)
  }

  /// The fills of a picture as those see them who lack the cones for green, or for red.
  ///
  /// CIE 1976 distances; one of 2.3 is just seen. The simulation is that of Machado, Oliveira and
  /// Fernandes (2009) at full severity, the palette that of Okabe and Ito.
  @Test(arguments: [ColourVision.whole, .withoutGreen, .withoutRed])
  func fillsAreToldApart(_ vision: ColourVision) throws {
    let palette = [
      "#000000", "#0072B2", "#009E73", "#56B4E9", "#CC79A7", "#D55E00", "#E69F00", "#F0E442",
    ]
    let fills = try palette.map { try #require(Colour($0)).tint } + ["#FFFFFF"]
    for (place, one) in fills.enumerated() {
      #expect(ColourVision.contrast(one, DOTWriter.ink) > 9, "\(one)")
      for other in fills[..<place] {
        let distance = vision.distance(one, other)
        #expect(distance > 6, "\(one) and \(other) are \(distance) apart")
      }
    }
  }
}

/// The program `dot`.
enum Graphviz {
  struct Missing: Error, CustomStringConvertible {
    let description = "Graphviz is missing; install it, for example: apt-get install graphviz"
  }

  /// The SVG of a picture, which has to be well-formed XML; a warning of dot is a failure too.
  static func svg(of dot: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "in.dot")
    let target = folder.appending(path: "out.svg")
    try Data(dot.utf8).write(to: source)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["dot", "-Tsvg", "-o", target.path, source.path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw Missing() }
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: said, as: UTF8.self) == "")
    let svg = try Data(contentsOf: target)
    let parser = XMLParser(data: svg)
    #expect(parser.parse(), "the SVG is not well-formed")
    // Spaces may be written as no-break spaces.
    return String(decoding: svg, as: UTF8.self).replacingOccurrences(of: "&#160;", with: " ")
  }
}
