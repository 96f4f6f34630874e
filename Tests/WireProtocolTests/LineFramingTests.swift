// A stream must fall into the same lines however it is cut.

import SeededNumbers
import Testing
import WireProtocol

@Suite struct LineFramingTests {
  /// What a stream says, with the content in place of ranges.
  enum Seen: Equatable {
    case line([UInt8]), tooLong([UInt8]), endless([UInt8])
  }

  static func read(_ bytes: [UInt8], piece: Int) -> [Seen] {
    var framing = LineFraming()
    var seen: [Seen] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + piece)
      framing.append(bytes.span.extracting(start..<end))
      start = end
      while let event = framing.next() {
        switch event {
        case .line(let range): seen.append(.line(Array(framing.buffer[range])))
        case .tooLong(let range): seen.append(.tooLong(Array(framing.buffer[range])))
        case .endless(let range): seen.append(.endless(Array(framing.buffer[range])))
        }
      }
    }
    return seen
  }

  @Test(arguments: [1, 2, 3, 7, 1_000])
  func `Lines end with LF, and one CR before it is dropped`(piece: Int) {
    let seen = Self.read(Array("a\r\n\nb\r\r\nc\rd\n\r\nrest".utf8), piece: piece)
    let lines = ["a", "", "b\r", "c\rd", ""].map { Seen.line(Array($0.utf8)) }
    #expect(seen == lines)
  }

  @Test(arguments: [1, 4_096, 65_536, 65_537, 1 << 21])
  func `65,536 bytes are a line and one more is not`(piece: Int) {
    let longest = [UInt8](repeating: 0x61, count: LineFraming.lineLimit)
    let head = Array(longest.prefix(64))
    let stream =
      longest + [0x0A] + longest + [0x0D, 0x0A] + longest + [0x61, 0x0A] + longest
      + [0x61, 0x0D, 0x0A] + [0x62, 0x0A]
    let expected: [Seen] = [
      .line(longest), .line(longest), .tooLong(head), .tooLong(head), .line([0x62]),
    ]
    #expect(Self.read(stream, piece: piece) == expected)
  }

  @Test(arguments: [1, 1_000, 65_536, 1 << 22])
  func `A mebibyte without LF ends the stream, one byte less does not`(piece: Int) {
    let head = [UInt8](repeating: 0x61, count: 64)
    let below = [UInt8](repeating: 0x61, count: LineFraming.endlessLimit - 1)
    let short: [Seen] = [.tooLong(head), .line([0x62])]
    #expect(Self.read(below + [0x0A, 0x62, 0x0A], piece: piece) == short)
    #expect(Self.read(below + [0x61, 0x0A, 0x62, 0x0A], piece: piece) == [.endless(head)])
  }

  @Test func `A long line takes no memory while it is skipped`() {
    var framing = LineFraming()
    let part = [UInt8](repeating: 0x61, count: 60_000)
    for _ in 0..<15 {
      framing.append(part.span)
      #expect(framing.next() == nil)
      #expect(framing.buffer.count <= LineFraming.lineLimit + 1)
    }
    #expect(framing.isInsideLine)
  }

  @Test func `Random streams fall into the same lines in any cut`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<300 {
      let count = Int.random(in: 0..<200, using: &random)
      let alphabet: [UInt8] = [0x0A, 0x0D, 0x61, 0x00]
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let whole = Self.read(bytes, piece: .max / 2)
      let piece = Int.random(in: 1...9, using: &random)
      #expect(Self.read(bytes, piece: piece) == whole)
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      let plain = lines.map { Seen.line(Array($0.last == 0x0D ? $0.dropLast() : $0)) }
      #expect(whole == plain)
    }
  }

  private static let letters = String(repeating: "a", count: 32)

  /// What is sent, what is said, and the line that is left.
  private static let pings: [(String, String, String)] = [
    ("ping\nping\n", "+PONG\n+PONG\n", ""), ("@a.B-_9 ping\n", "+PONG @a.B-_9\n", ""),
    ("ping\nPING\n", "+PONG\n", "PING"), ("ping\r\n", "", "ping"), ("ping x\n", "", "ping x"),
    ("@ ping\n", "", "@ ping"), ("@a  ping\n", "", "@a  ping"), ("pin", "", ""),
    ("@\(letters) ping\n", "+PONG @\(letters)\n", ""),
    ("@\(letters)a ping\n", "", "@\(letters)a ping"),
  ]

  @Test(arguments: pings)
  func `Pings are answered in place, all else is left`(sent: String, said: String, left: String) {
    var framing = LineFraming()
    var output: [UInt8] = []
    framing.append(Array(sent.utf8).span)
    let count = framing.takePings(into: &output)
    #expect(String(decoding: output, as: UTF8.self) == said)
    #expect(framing.lineCount == count && count == said.split(separator: "\n").count)
    guard case .line(let range)? = framing.next() else {
      #expect(left.isEmpty)
      return
    }
    #expect(String(decoding: framing.buffer[range], as: UTF8.self) == left)
  }
}
