// Replies out and in again: prefix, tags, pieces, limits, and streams that lie.

import Testing
import WireProtocol

/// Lines in pieces of one.
private struct OneByOne: LineSource {
  var left: [String]

  mutating func next(into lines: inout [UInt8]) -> Bool {
    guard !left.isEmpty else { return false }
    lines.append(contentsOf: (left.removeFirst() + "\n").utf8)
    return true
  }
}

@Suite struct ReplyEncoderTests {
  private func wire(_ reply: Reply, tag: String?, room: Int = 1 << 20, limit: Int = 1 << 20)
    -> String
  {
    var encoder = ReplyEncoder(reply, tag: tag, byteLimit: limit)
    var bytes: [UInt8] = []
    while !encoder.isFinished { encoder.encode(into: &bytes, room: room) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private let opener = Opener(.rows, ["format": "tsv", "cols": "a,b"])

  @Test func `One line stands alone`() {
    #expect(wire(Reply(Status(.pong)), tag: nil) == "+PONG\n")
    #expect(wire(.refused(.limit, ["what": "rows"]), tag: "x") == "-LIMIT @x what=rows\n")
  }

  @Test(arguments: [1, 5, 1_000])
  func `Every data line gets its bar, in any pieces`(room: Int) {
    let text = "=ROWS @1 format=tsv cols=a,b\n|1\n|\n|+END\n|2\n+END @1 rows=4\n"
    let flat = Reply(opener, .lines(Array("1\n\n+END\n2".utf8)), .end(["rows": "4"]))
    #expect(wire(flat, tag: "1", room: room) == text)
    let source = OneByOne(left: ["1", "", "+END", "2"])
    let pulled = Reply(opener, .source(source), .end(["rows": "4"]))
    #expect(wire(pulled, tag: "1", room: room) == text)
  }

  @Test func `An empty answer has an opener and an end`() {
    let reply = Reply(opener, .lines([]), .end(["rows": "0"]))
    #expect(wire(reply, tag: nil) == "=ROWS format=tsv cols=a,b\n+END rows=0\n")
  }

  @Test(arguments: [1, 1_000])
  func `Above its limit a reply is cut at a line and says so`(room: Int) {
    let reply = Reply(opener, .lines(Array("123\n456\n789\n".utf8)), .end())
    let text = "=ROWS format=tsv cols=a,b\n|123\n|456\n-LIMIT what=bytes limit=12 partial=1\n"
    #expect(wire(reply, tag: nil, room: room, limit: 12) == text)
    #expect(wire(reply, tag: nil, room: room, limit: 15).hasSuffix("|789\n+END\n"))
  }
}

@Suite struct ReplyReaderTests {
  private func read(_ text: String, tags: [String?], piece: Int = 1 << 20) throws(ReplyFault)
    -> [ReplyReader.Event]
  {
    var reader = ReplyReader(lineLimit: 100)
    for tag in tags { reader.expect(tag: tag) }
    var events: [ReplyReader.Event] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: piece) {
      reader.append(bytes.span.extracting(start..<min(bytes.count, start + piece)))
      while let event = try reader.next() {
        if case .data(let new) = event, case .data(let old)? = events.last {
          events[events.count - 1] = .data(old + new)
        } else {
          events.append(event)
        }
      }
    }
    if let fault = reader.endOfStream() { throw fault }
    return events
  }

  @Test(arguments: [1, 3, 1_000])
  func `Replies come apart in any cut`(piece: Int) throws {
    let text = "=ROWS @1 format=tsv cols=a\n|1\n|+x\n+END @1 rows=2\n-BUSY @2 retry-ms=250\n+PONG\n"
    let events = try read(text, tags: ["1", "2", nil], piece: piece)
    #expect(
      events == [
        .opener(Opener(.rows, ["format": "tsv", "cols": "a"])), .data(Array("1\n+x\n".utf8)),
        .status(.end(["rows": "2"])), .status(.refused(.busy, ["retry-ms": "250"])),
        .status(Status(.pong)),
      ])
  }

  @Test(arguments: [
    ("+END @2\n", ReplyFault.wrongTag(expected: "1", found: "2")),
    ("+END\n", .wrongTag(expected: "1", found: nil)),
    ("=ROWS @2\n+END @1\n", .wrongTag(expected: "1", found: "2")),
    ("=ROWS @1\n|1\n+END @2\n", .wrongTag(expected: "1", found: "2")),
    ("=ROWS @1\n|1\n", .cutShort(hadRows: true)), ("=ROWS @1\n|1", .cutShort(hadRows: true)),
    ("", .cutShort(hadRows: false)), ("+EN", .cutShort(hadRows: false)),
    ("HTTP/1.1 400 Bad Request\n", .unreadable("HTTP/1.1 400 Bad Request")),
    ("|1\n+END @1\n", .unreadable("|1")), ("=ROWS @1\n=ROWS @1\n", .unreadable("=ROWS @1")),
    ("=SHEET @1\n", .unreadable("=SHEET @1")), ("\u{1B}[2J\n", .unreadable("\u{FFFD}[2J")),
    (String(repeating: "a", count: 101), .tooLong(limit: 100)),
    ("=ROWS @1\n|" + String(repeating: "a", count: 100) + "\n", .tooLong(limit: 100)),
    ("+END @1\n+END @1\n", .unasked),
  ])
  func `Streams that lie are found out in any cut`(text: String, fault: ReplyFault) {
    for piece in [1, 1_000] {
      #expect(throws: fault) { try read(text, tags: ["1"], piece: piece) }
    }
  }

  @Test func `A server that gives up need not know the tag`() throws {
    let events = try read("-TIMEOUT close=1\n", tags: ["1"])
    #expect(events == [.status(.refused(.timeout, ["close": "1"]))])
  }

  @Test func `The greeting comes first`() throws {
    var reader = ReplyReader()
    let text = Array("+READY mea/1 mea/0.1.0 data=1f\n+PONG @1\n".utf8)
    reader.expect(tag: "1")
    reader.append(text.span)
    let greeting = try #require(try reader.greeting())
    #expect(greeting.word == .ready && greeting.words == ["mea/1", "mea/0.1.0"])
    #expect(try reader.next() == .status(Status(.pong)))
  }
}
