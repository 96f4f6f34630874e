// What is written as `key=value` is read back as it was meant, whatever it holds.

import SeededNumbers
import Testing
import WireProtocol

@Suite struct FieldsTests {
  private func written(_ value: String) -> String {
    var line: [UInt8] = []
    Fields.appendValue(value, to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  @Test(arguments: [
    ("1", "1"), ("proposed:3", "proposed:3"), ("a=b", "a=b"), ("rank,node", "rank,node"),
    ("", #""""#), ("a b", #""a b""#), (#"say "x""#, #""say \"x\"""#), (#"a\b"#, #""a\\b""#),
    ("a\nb\rc\td", #""a\nb\rc\td""#), ("\u{0}\u{1B}[31m", #""\u{0}\u{1B}[31m""#),
    ("\u{7F}\u{85}\u{9B}", #""\u{7F}\u{85}\u{9B}""#), ("\u{FEFF}x", #""\u{FEFF}x""#),
    ("生物", #""生物""#),
  ])
  func `Values are plain or quoted`(value: String, text: String) {
    #expect(written(value) == text)
  }

  @Test func `Any value is read back, on one line of clean text`() {
    var random = SplitMix64(seed: 3)
    let alphabet: [Unicode.Scalar] = [
      " ", "\"", "\\", "=", "|", "\n", "\r", "\t", "\0", "a", "é", "物", "\u{9B}", "\u{FEFF}", "@",
    ]
    for _ in 0..<2_000 {
      var value = ""
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        value.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      let status = Status.refused(.syntax, ["at": "1", "near": value, "hint": "x"])
      var line: [UInt8] = []
      status.append(tag: "t", to: &line)
      #expect(line.last == 0x0A)
      #expect(TextCheck.firstBadByte(line, in: 0..<(line.count - 1)) == nil)
      let read = Status.read(Array(line.dropLast()))
      #expect(read?.status == status)
      #expect(read?.tag == "t")
    }
  }

  @Test(arguments: [
    #"-X at="1"#, #"-X at="1\"#, #"-X at="\q""#, #"-X at="\u{110000}""#, #"-X at="\u{}""#,
    #"-X at="\u{41""#, "+", "-", "", "x", "+lower", "+A1",
  ])
  func `Lines that are not well formed are not guessed at`(line: String) {
    #expect(Status.read(Array(line.utf8)) == nil)
  }

  @Test func `Words, tag and pairs come apart`() throws {
    let line = #"+HELLO @a mea/1 maxline=65536 note="a b""#
    let (status, tag) = try #require(Status.read(Array(line.utf8)))
    #expect(tag == "a")
    #expect(status == Status(.hello, words: ["mea/1"], ["maxline": "65536", "note": "a b"]))
  }

  @Test func `Every code word is read as itself, and new ones are kept`() {
    for code in CodeWord.allCases {
      var line: [UInt8] = []
      Status.refused(code).append(tag: nil, to: &line)
      #expect(Status.read(Array(line.dropLast()))?.status.word == .refused(code))
    }
    let word = Status.read(Array("-NEW-CODE at=1".utf8))?.status.word
    #expect(word == .other("NEW-CODE", isSuccess: false))
    #expect(CodeWord.allCases.count == 23)
  }
}
