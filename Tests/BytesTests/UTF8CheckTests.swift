// UTF-8 by the table of the Unicode Standard, checked against the standard library on every
// sequence of up to three bytes that matters and on random cuts.

import Bytes
import Testing

@Suite struct UTF8CheckTests {
  private func check(_ bytes: [UInt8]) -> UTF8Check { bytes.withUnsafeBytes { UTF8Check($0) } }

  @Test func everyPairAndTripleAgreesWithTheStandardLibrary() {
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var differing: [[UInt8]] = []
    for first in edges {
      for second in edges {
        for third in edges {
          for fourth in edges {
            let bytes = [first, second, third, fourth]
            let valid = String(validating: bytes, as: UTF8.self) != nil
            if (check(bytes).validCount == 4) != valid { differing.append(bytes) }
          }
        }
      }
    }
    #expect(differing.isEmpty)
  }

  @Test func aCutCharacterIsToldFromAWrongOne() {
    let text = Array("aé汞𝄞".utf8)
    for length in 0...text.count {
      let found = check(Array(text[..<length]))
      let whole = String(validating: text[..<length], as: UTF8.self) != nil
      #expect(found.isCutOff == !whole)
    }
    #expect(check([0x41, 0xC0, 0xAF]) == check([0x41, 0xFF]))
    #expect(check([0x41, 0xFF]).validCount == 1)
    #expect(!check([0xED, 0xA0]).isCutOff)
  }

  @Test func longTextsAreCheckedToTheEnd() {
    var text = Array(String(repeating: "Minamata 水俣 ", count: 40).utf8)
    #expect(check(text).validCount == text.count)
    for place in stride(from: 0, to: text.count, by: 7) {
      let kept = text[place]
      text[place] = 0xFF
      #expect(check(text).validCount <= place)
      text[place] = kept
    }
  }
}
