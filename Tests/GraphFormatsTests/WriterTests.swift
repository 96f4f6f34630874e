// What good files say, as canonical lines and as pretty text, in golden files; and that the pretty
// text says the same again.

import Bytes
import FormatsTestSupport
import GraphFormats
import Testing

@Suite struct WriterTests {
  @Test(arguments: Golden.names("good")) func saysTheSameInLinesAndPretty(_ name: String) throws {
    let text = try Golden.text("good", name)
    let format = try #require(GraphFormat(fileName: name))
    let outcome = read(text, format)
    #expect(outcome.faults.isEmpty)
    try Golden.check(outcome.lines, "good", name + ".lines")
    let pretty = convert(text, format, to: .trig)
    try Golden.check(pretty, "good", name + ".pretty")
    for piece in 1...40 {
      #expect(read(text, format, piece: piece) == outcome)
      #expect(convert(text, format, to: .trig, piece: piece) == pretty)
    }
    let again = read(Array(pretty.utf8), .trig)
    #expect(again.faults.isEmpty)
    // Labels that a reader made are told from those of the file by one `x`.
    let lines = again.lines.replacing("_:anonx", with: "_:anon")
    #expect(lines.split(separator: "\n").sorted() == outcome.lines.split(separator: "\n").sorted())
  }

  @Test func formatsThatHaveNoGraphsLeaveThemOut() {
    let text = Array("<a:g> { <a:s> <a:p> 1 }".utf8)
    let line = "<a:s> <a:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    #expect(convert(text, .trig, to: .nTriples) == line + " .\n")
    #expect(convert(text, .trig, to: .nQuads) == line + " <a:g> .\n")
    #expect(convert(text, .trig, to: .turtle) == "<a:s> <a:p> 1 .\n")
    #expect(convert(text, .trig, to: .trig) == "<a:g> {\n<a:s> <a:p> 1 .\n}\n")
  }

  @Test func labelsOfSeveralFilesStayApart() {
    var writer = TripleWriter(format: .nTriples)
    var output = OutputBuffer()
    for number in 1...2 {
      writer.blankPrefix = Array("f\(number)-".utf8)
      writer.beginFile()
      var reader = TripleReader(format: .nTriples)
      Array("_:a <b:c> _:a .".utf8).withUnsafeBytes { bytes in
        try? reader.read(whole: bytes) { writer.write($0, to: &output) }
      }
    }
    #expect(
      String(decoding: output.bytes, as: UTF8.self)
        == "_:f1-a <b:c> _:f1-a .\n_:f2-a <b:c> _:f2-a .\n")
  }
}
