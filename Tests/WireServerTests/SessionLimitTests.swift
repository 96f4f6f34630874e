// Lines that are too long, bytes at random, and who may ask.

import SeededNumbers
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct SessionLimitTests {
  private let longest = [UInt8](repeating: 0x61, count: 65_536 - 5)

  @Test(arguments: [1_000, 65_536, Int.max])
  func `A line of 65,536 bytes is answered, a longer one refused`(piece: Int) {
    var memory = MemoryTalk()
    let fits = Array("echo ".utf8) + longest
    let stream =
      fits + [0x0A] + Array("@x ".utf8) + fits + Array("\n@y ping\n".utf8)
    memory.send(stream, inPiecesOf: piece)
    let said = SessionOrderTests.said(memory)
    #expect(said.count == 5)
    #expect(said[1].utf8.count == 65_536 - 4)
    #expect(said.suffix(2) == ["-TOO-LONG @x limit=65536", "+PONG @y"])
  }

  @Test(arguments: [10_000, Int.max])
  func `A mebibyte without LF ends the connection`(piece: Int) {
    var memory = MemoryTalk()
    let flood = [UInt8](repeating: 0x61, count: 3 << 20)
    memory.send(Array("ping\n@f ".utf8) + flood + Array("\nping\n".utf8), inPiecesOf: piece)
    #expect(SessionOrderTests.said(memory) == ["+PONG", "-TOO-LONG @f limit=65536 close=1"])
    #expect(memory.session.isOver)
  }

  @Test func `A million empty lines are silent`() {
    var memory = MemoryTalk()
    memory.send([UInt8](repeating: 0x0A, count: 1_000_000), inPiecesOf: 65_536)
    memory.send("ping\n")
    #expect(SessionOrderTests.said(memory) == ["+PONG"])
  }

  @Test(arguments: 0..<40)
  func `Random bytes get well-formed replies in any cut`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let words = ["@", "ping", "echo a", "\n", "\r\n", "hello mea/1", " ", "help", "\u{9B}", "\""]
    var bytes: [UInt8] = []
    while bytes.count < 3_000 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      } else {
        let word = words.randomElement(using: &random) ?? ""
        // Never the same tag twice: whether the first is still pending depends on the cut.
        bytes += Array((word == "@" ? "@\(bytes.count) " : word).utf8)
      }
    }
    var whole = MemoryTalk()
    whole.send(bytes)
    whole.end()
    var cut = MemoryTalk()
    cut.send(bytes, inPiecesOf: Int.random(in: 1...50, using: &random))
    cut.end()
    #expect(whole.text == cut.text)
    #expect(whole.session.isOver)
    for line in whole.output.split(separator: 0x0A).dropFirst() {
      let isStatus = Status.read(Array(line)) != nil || Opener.read(Array(line)) != nil
      #expect(isStatus || line.first == UInt8(ascii: "|"))
    }
  }

  @Test(arguments: SessionWords.all)
  func `The server's own words are not queries`(word: String) {
    var memory = MemoryTalk()
    memory.send("@1 \(word)\n")
    let said = SessionOrderTests.said(memory)
    #expect(!said.joined().contains("echo\""))
    #expect(said.last?.dropFirst().contains(" @1") == true)
  }

  @Test func `Status tells numbers as rows`() {
    var memory = MemoryTalk()
    memory.send("ping\nstatus\n")
    memory.state.noteReloadFailure("Graph/a.ttl:3:7: expected \".\"")
    memory.send("@s status\n")
    let rows = SessionOrderTests.said(memory).filter { $0.hasPrefix("|") }
    #expect(rows.contains("|data\t3f9a1c2e"))
    #expect(rows.contains("|statements\t7"))
    #expect(rows.contains("|reload-error\t\\N"))
    #expect(rows.contains("|reload-error\tGraph/a.ttl:3:7: expected \".\""))
    #expect(SessionOrderTests.said(memory).last?.hasPrefix("+END @s rows=") == true)
  }

  @Test func `A query keeps the snapshot it began with`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\n")
    memory.state.replaceService(RoteService(dataHash: "new"))
    memory.send("@2 echo b\n")
    memory.runJobs()
    let ends = SessionOrderTests.said(memory).filter { $0.hasPrefix("+") }
    #expect(ends == ["+END @1 rows=1 data=3f9a1c2e", "+END @2 rows=1 data=new"])
  }
}
