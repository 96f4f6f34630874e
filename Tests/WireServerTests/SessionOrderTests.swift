// Order, turns and cancelling, on a session in the hand: no socket, no thread, no clock.

import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct SessionOrderTests {
  /// What was said after the greeting.
  static func said(_ memory: MemoryTalk) -> [String] {
    Array(memory.text.split(separator: "\n").map(String.init).dropFirst())
  }

  @Test(arguments: [1, 13, 4_096, Int.max])
  func `A thousand pipelined requests get a thousand replies in order`(piece: Int) {
    var memory = MemoryTalk()
    let requests = (0..<1_000).map { $0 % 3 == 0 ? "@\($0) ping" : "@\($0) echo \($0)" }
    memory.send(Array((requests.joined(separator: "\n") + "\n").utf8), inPiecesOf: piece)
    let ends = Self.said(memory).filter { $0.hasPrefix("+") }
    #expect(ends.count == 1_000)
    for (index, end) in ends.enumerated() {
      let isPing = index % 3 == 0
      #expect(end == (isPing ? "+PONG @\(index)" : "+END @\(index) rows=1 data=3f9a1c2e"))
    }
  }

  @Test func `A ping waits for the query before it`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\n@2 ping\n")
    #expect(Self.said(memory).isEmpty)
    memory.runJobs()
    #expect(Self.said(memory).last == "+PONG @2")
  }

  @Test func `64 requests wait and the next is not read`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@first echo a\n")
    for index in 0..<64 {
      #expect(memory.session.wantsInput)
      memory.send("@\(index) ping\n")
    }
    #expect(!memory.session.wantsInput)
    memory.runJobs()
    #expect(memory.session.wantsInput)
    #expect(Self.said(memory).filter { $0.hasPrefix("+PONG") }.count == 64)
  }

  @Test func `256 KiB of requests wait and no more`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("echo a\n")
    let long = "echo " + String(repeating: "a", count: 60_000) + "\n"
    for _ in 0..<5 { memory.send(long) }
    #expect(!memory.session.wantsInput)
    memory.runJobs()
    #expect(Self.said(memory).filter { $0.hasPrefix("+END") }.count == 6)
  }

  @Test func `Queries behind one another go to a worker together, and end one by one`() {
    var session = Session(ServerState(RoteService(), ServerOptions()))
    _ = session.takeOutput()
    let requests = (0..<20).map { "@\($0) \($0 == 3 ? "slow 3" : "echo \($0)")\n" }.joined()
    session.receive(Array((requests + "ping\n@x echo x\n").utf8).span)
    var jobs = 0
    while let job = session.takeJob() {
      jobs += 1
      session.deliver(job.run())
    }
    let text = String(decoding: session.takeOutput(), as: UTF8.self)
    let ends = text.split(separator: "\n").filter { $0.hasPrefix("+") }
      .map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    #expect(ends == (0..<20).map { "+END @\($0)" } + ["+PONG", "+END @x"])
    // The slow one ends a run: those behind it wait for their turn again.
    #expect((3...8).contains(jobs))
  }

  @Test func `Cancel ends one of those that were handed over together`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@0 echo a\n@1 echo b\n@2 echo c\n@3 cancel @1\n")
    memory.runJobs()
    let ends = Self.said(memory).filter { !$0.hasPrefix("=") && !$0.hasPrefix("|") }
    let end = "rows=1 data=3f9a1c2e"
    #expect(ends == ["+END @0 \(end)", "-CANCELLED @1", "+END @2 \(end)", "+OK @3 cancelled=1"])
  }

  // MARK: Cancel

  @Test func `Cancel ends the running query, in order`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\n@2 echo b\n@3 cancel @1\n@4 ping\n")
    memory.runJobs()
    #expect(
      Self.said(memory) == [
        "-CANCELLED @1", "=ROWS @2 format=tsv cols=word", "|b", "+END @2 rows=1 data=3f9a1c2e",
        "+OK @3 cancelled=1", "+PONG @4",
      ])
  }

  @Test func `Cancel ends a query that waits`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\n@2 echo b\n@3 cancel @2\n@4 cancel @2\n")
    memory.runJobs()
    #expect(
      Self.said(memory).dropFirst(3) == [
        "-CANCELLED @2", "+OK @3 cancelled=1", "+OK @4 cancelled=0",
      ])
  }

  @Test func `Cancel without a tag ends all that came before it`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\necho b\n@p ping\ncancel\n@2 echo c\n")
    memory.runJobs()
    #expect(
      Self.said(memory) == [
        "-CANCELLED @1", "-CANCELLED", "+PONG @p", "+OK cancelled=2",
        "=ROWS @2 format=tsv cols=word", "|c", "+END @2 rows=1 data=3f9a1c2e",
      ])
  }

  @Test func `Cancel in the middle of a reply marks it`() {
    var session = Session(ServerState(RoteService(), ServerOptions()))
    session.receive(Array("@1 huge 100000\n".utf8).span)
    while let job = session.takeJob() { session.deliver(job.run()) }
    session.receive(Array("@2 cancel @1\n".utf8).span)
    // What the full output held back comes when it is taken.
    let bytes = session.takeOutput() + session.takeOutput()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasSuffix("\n-CANCELLED @1 partial=1\n+OK @2 cancelled=1\n"))
    #expect(!session.hasJob)
  }

  @Test func `A tag that waits for its reply cannot be used again`() {
    var memory = MemoryTalk()
    memory.holdsJobs = true
    memory.send("@1 echo a\n@1 echo b\n")
    memory.runJobs()
    let end = #"-SYNTAX @1 near="@1" hint="this tag is still waiting for its reply""#
    #expect(Self.said(memory).last == end)
    #expect(Self.said(memory).count == 4)
  }

  // MARK: Room

  @Test func `A big reply waits for its reader`() {
    var session = Session(ServerState(RoteService(), ServerOptions()))
    session.receive(Array("@1 huge 200000\n@2 ping\n".utf8).span)
    var jobs = 0
    var text: [UInt8] = []
    repeat {
      while let job = session.takeJob() {
        jobs += 1
        session.deliver(job.run())
      }
      #expect(session.output.count < 2 << 20)
      let new = session.takeOutput()
      text += new
      if new.isEmpty && !session.hasJob { break }
    } while true
    #expect(jobs > 10)
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 200_004)
    #expect(lines.suffix(2) == ["+END @1 rows=200000 data=3f9a1c2e", "+PONG @2"])
  }

  @Test func `A flat reply goes out in pieces too`() {
    var memory = MemoryTalk()
    memory.send("@1 flat 50000\n@2 huge 50000\n")
    let halves = memory.text.split(separator: "+END")
    #expect(halves.count == 3)
    let first = halves[0].split(separator: "\n").filter { $0.hasPrefix("|") }
    let second = halves[1].split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(first.count == 50_000)
    #expect(first == second)
  }

  @Test func `Replies have a limit of bytes`() {
    var options = ServerOptions()
    options.queryLimits.replyBytes = 1_000
    var memory = MemoryTalk(RoteService(), options)
    memory.send("@1 huge 100\n@2 ping\n")
    let said = Self.said(memory)
    #expect(said.suffix(2) == ["-LIMIT @1 what=bytes limit=1000 partial=1", "+PONG @2"])
  }

  @Test func `More queries than may wait are told to come again`() {
    var options = ServerOptions()
    options.workers = 1
    options.limits.waitingQueries = 1
    let state = ServerState(RoteService(), options)
    var memories = (0..<3).map { _ in MemoryTalk(state) }
    for index in memories.indices {
      memories[index].holdsJobs = true
      memories[index].send("echo a\nping\n")
    }
    #expect(memories.map { Self.said($0).first } == [nil, nil, "-BUSY retry-ms=250"])
    for index in memories.indices { memories[index].runJobs() }
    #expect(memories.allSatisfy { Self.said($0).last == "+PONG" })
  }
}
