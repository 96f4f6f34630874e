// Tags, texts, and bytes that must not be there.

import SeededNumbers
import Testing
import WireProtocol

@Suite struct RequestTests {
  private func read(_ line: [UInt8]) -> Request.Reading {
    Request.read(line, line: line.indices)
  }
  private func read(_ line: String) -> Request.Reading { read(Array(line.utf8)) }

  @Test(arguments: ["", " ", "\t \t", "#", "# a comment", "  # another", "#@1 x"])
  func `Empty lines and comments are nothing`(line: String) {
    #expect(read(line) == .nothing)
  }

  @Test(arguments: [
    ("ping", nil, "ping"), ("@1 ping", "1", "ping"), ("@a.B_-9  x", "a.B_-9", " x"),
    (" @t x", "t", "x"), ("@t", "t", ""), ("@t ", "t", ""), ("@t\tx", "t", "x"),
    (" x y ", nil, " x y "),
    (
      "@\(String(repeating: "a", count: 32)) x",
      String(repeating: "a", count: 32), "x"
    ),
  ])
  func `A tag ends at a blank and the text is all behind it`(
    line: String, tag: String?, text: String
  ) throws {
    guard case .request(let request) = read(line) else {
      Issue.record("\(line) is no request")
      return
    }
    #expect(request.tag == tag)
    #expect(Array(line.utf8)[request.text].elementsEqual(text.utf8))
  }

  @Test(arguments: ["@", "@ x", "@é x", "@a/b x", "@\(String(repeating: "a", count: 33)) x"])
  func `A bad tag is refused without an echo`(line: String) {
    guard case .refused(nil, let status) = read(line) else {
      Issue.record("\(line) is taken")
      return
    }
    #expect(status.word == .refused(.syntax))
    #expect(status.fields["at"] == "1")
  }

  @Test(arguments: [
    ([0x61, 0x00], 2), ([0x01], 1), ([0x61, 0x7F, 0x61], 2), ([0x0D], 1), ([0x1B], 1),
    ([0x61, 0x80], 2), ([0xC0, 0x80], 1), ([0xC1, 0xBF], 1), ([0xE0, 0x80, 0x80], 1),
    ([0xED, 0xA0, 0x80], 1), ([0xF0, 0x80, 0x80, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1),
    ([0xF5, 0x80, 0x80, 0x80], 1), ([0xFF], 1), ([0xC3], 1), ([0xE4, 0xB8], 1),
    ([0xC2, 0x85], 1), ([0xC2, 0x9B], 1), ([0xEF, 0xBB, 0xBF], 1), ([0x61, 0xE2, 0x28, 0xA1], 2),
  ])
  func `Bad bytes are refused with their place in the text`(bytes: [UInt8], at: Int) {
    let status = Status.refused(.encoding, ["at": String(at)])
    #expect(read(bytes) == .refused(tag: nil, status))
    #expect(read(Array("@t ".utf8) + bytes) == .refused(tag: "t", status))
  }

  @Test(arguments: ["生物多样性", "é", "\u{A0}", "\u{10FFFF}", "\u{D7FF}\u{E000}", "🜁", "a\tb"])
  func `All other text passes`(text: String) {
    #expect(TextCheck.firstBadByte(Array(text.utf8), in: 0..<text.utf8.count) == nil)
  }

  @Test func `The check agrees with the standard library on random bytes`() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        UInt8.random(in: 0x80...0xFF, using: &random)
      }
      let text = String(validating: bytes, as: UTF8.self)
      let isAllowed = text?.unicodeScalars.allSatisfy {
        $0 != "\u{FEFF}" && !("\u{80}"..."\u{9F}").contains($0)
      }
      let isGood = TextCheck.firstBadByte(bytes, in: bytes.indices) == nil
      #expect(isGood == (isAllowed ?? false), "\(bytes)")
    }
  }
}
