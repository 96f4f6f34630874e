// What people see: hidden characters, positions, markers, near names; and what goes out.

import Bytes
import Testing

@Suite struct TextTests {
  @Test func hiddenCharactersAreShown() {
    #expect(visible("plain 汞") == "plain 汞")
    #expect(
      visible("a\u{202E}b\u{7}c\u{85}\u{2028}\u{200B}")
        == "a\\u{202E}b\\u{7}c\\u{85}\\u{2028}\\u{200B}")
    #expect(visible([0x61, 0xFF, 0xE6, 0xB1, 0x9E] as [UInt8]) == "a\\x{FF}汞")
  }

  @Test func positionsCountLinesAndBytes() {
    let text = Array("ab\né汞x\r\nz".utf8)
    text.withUnsafeBytes { bytes in
      #expect(TextPosition(of: 0, in: bytes) == TextPosition(line: 1, column: 1))
      #expect(TextPosition(of: 8, in: bytes) == TextPosition(line: 2, column: 6))
      #expect(TextPosition(of: 99, in: bytes) == TextPosition(line: 3, column: 2))
    }
    let many = [UInt8](repeating: 0x0A, count: 10_007)
    #expect(many.withUnsafeBytes(countLineFeeds) == 10_007)
  }

  @Test func theMarkerStandsUnderTheWrongWord() {
    let text = Array("first\n水俣 nonsense here\n".utf8)
    let error = SyntaxError(range: 13..<21, found: "`nonsense`", expected: "'.'", hint: "End it")
    let message = text.withUnsafeBytes { error.rendered(in: $0, name: "a.ttl") }
    #expect(
      message == """
        a.ttl:2:8: found `nonsense`, expected '.'
          水俣 nonsense here
               ^^^^^^^^
          hint: End it
        """)
  }

  @Test func longLinesAreCutAroundTheMarker() {
    let text = Array(
      (String(repeating: "汞", count: 100) + "X" + String(repeating: "y", count: 99)).utf8)
    let excerpt = text.withUnsafeBytes { Excerpt(of: 300..<301, in: $0) }
    #expect(excerpt.isCutBefore && excerpt.isCutAfter)
    #expect(excerpt.text.count <= 2 * Excerpt.reach)
    #expect(excerpt.text[excerpt.range] == [0x58])
  }

  @Test func nearNamesAreFewAndNear() {
    let names = ["rdf", "rdfs", "mea", "skos", "Minamata", "Basel"]
    #expect(nearNames(to: "rfd", among: names) == ["rdf"])
    #expect(nearNames(to: "Minimata", among: names) == ["Minamata"])
    #expect(nearNames(to: "basle", among: names) == ["Basel"])
    #expect(nearNames(to: "x", among: ["y", "z"]).isEmpty)
    #expect(nearNames(to: "abcd", among: (0..<500).map { "abc\($0 % 10)" }).count == 5)
  }

  @Test func buffersSpellNumbers() {
    var buffer = OutputBuffer()
    for number in [0, 7, -1, 1_234_567, Int.min, Int.max] {
      buffer.append(decimal: number)
      buffer.append(0x20)
    }
    buffer.append(hex: 0, digits: 4)
    buffer.append(hex: 0xFFFE)
    buffer.append(hex: .max, digits: 8)
    #expect(
      buffer.bytes
        == Array(
          "0 7 -1 1234567 \(Int.min) \(Int.max) 0000FFFEFFFFFFFF".utf8))
    #expect(buffer.take().count > 0 && buffer.isEmpty)
  }
}
