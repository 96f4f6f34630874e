// What is heavy leaves the lane of what is small. Shown by what is answered while what still runs.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct LaneTests {
  private func said(_ session: inout Session) -> [String] {
    String(decoding: session.takeOutput(), as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("+READY") }
  }

  // MARK: In the hand

  @Test func `What outgrew its lane begins again alone, and all replies stay whole and in order`() {
    var session = Session(ServerState(RoteService(), ServerOptions()))
    session.receive(Array("@0 echo a\n@1 heavy\n@2 echo b\n@3 ping\nmetrics\n".utf8).span)
    var jobs = 0
    while let job = session.takeJob() {
      jobs += 1
      session.deliver(job.run())
    }
    let lines = said(&session)
    #expect(jobs == 3, "as far as the heavy one, that one, and what came behind it")
    #expect(
      lines.prefix(10) == [
        "=ROWS @0 format=tsv cols=word", "|a", "+END @0 rows=1 data=3f9a1c2e",
        "=ROWS @1 format=tsv cols=word", "|worked", "+END @1 rows=1 data=3f9a1c2e",
        "=ROWS @2 format=tsv cols=word", "|b", "+END @2 rows=1 data=3f9a1c2e", "+PONG @3",
      ])
    #expect(lines.contains("|mea_long_queries_total 1"))
    #expect(lines.contains("|mea_query_duration_seconds_count 3"), "each query is counted once")
    #expect(lines.contains("|mea_queries_outstanding 0"))
  }

  @Test func `What a query used in one lane counts towards its time in the next`() {
    let cancellation = Cancellation()
    cancellation.start(milliseconds: 60_000, slice: 20_000_000)
    while cancellation.reason == nil {}
    #expect(cancellation.reason == .slice)
    cancellation.start(milliseconds: 60_000)
    #expect(cancellation.elapsedMilliseconds >= 20)
    cancellation.start(milliseconds: 20)
    #expect(cancellation.reason == .time)
  }

  @Test func `A cancel that comes between the lanes ends the query`() throws {
    var session = Session(ServerState(RoteService(), ServerOptions()))
    session.receive(Array("@1 heavy\n".utf8).span)
    let job = session.takeJob()
    let piece = try #require(job).run()
    session.receive(Array("@2 cancel @1\n".utf8).span)
    session.deliver(piece)
    #expect(!session.hasJob)
    #expect(said(&session) == ["-CANCELLED @1", "+OK @2 cancelled=1"])
  }

  @Test func `A heavy question to the graph has the same answer in both lanes`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let service = try GraphService.load([root.appending(path: "Graph").path()], queries: nil)
    let text = "list any limit 1500"
    var options = Self.patient()
    options.queryLimits.quickMilliseconds = 0
    var talk = MemoryTalk(service, options)
    talk.send("\(text)\nmetrics\n")
    let lines = talk.text.split(separator: "\n")
    #expect(lines.contains("|mea_long_queries_total 1"))
    let settings = SessionSettings(limits: options.queryLimits)
    let reply = service.answer(Array(text.utf8), settings, Cancellation())
    var rows: [UInt8] = []
    if case .lines(let bytes) = reply.body { rows = bytes }
    let right = String(decoding: rows, as: UTF8.self).split(separator: "\n").map { "|\($0)" }
    #expect(right.count == 1_500)
    #expect(lines.dropFirst(2).prefix(1_500).elementsEqual(right) { $0 == $1 })
    #expect(lines.dropFirst(1_502).first?.hasPrefix("+END rows=1500 ") == true)
  }

  // MARK: Live

  /// Limits of time that no busy machine reaches.
  private static func patient() -> ServerOptions {
    var options = LiveServer.options()
    options.queryLimits.milliseconds = 60_000
    options.limits.drainTime = 60_000
    return options
  }

  private func greeted(_ server: LiveServer, at index: Int = 0) throws -> RawClient {
    let client = try RawClient(server.addresses[index])
    try #require(client.readLine()?.hasPrefix("+READY") == true)
    return client
  }

  /// Waits until `metrics` tells this.
  private func wait(for sample: String, _ client: RawClient) -> Bool {
    for _ in 0..<3_000 {
      client.send("metrics\n")
      var isFound = false
      while let line = client.readLine(), !line.hasPrefix("+") {
        if line == "|mea_\(sample)" { isFound = true }
      }
      if isFound { return true }
      usleep(10_000)
    }
    return false
  }

  @Test func `Small queries are answered while more heavy ones run than there are workers`() throws
  {
    var options = Self.patient()
    options.workers = 1
    let gate = Gate(isOpen: false)
    let server = try LiveServer(RoteService(gate: gate), options)
    defer { server.stop() }
    let other = try greeted(server)
    let heavy = try (0..<3).map { _ in try greeted(server) }
    for (number, client) in heavy.enumerated() {
      client.send("@\(number) heavy \(number)\n")
      // Not gone, only silent: it is owed its answer.
      client.endSending()
    }
    #expect(wait(for: "long_queries_total 3", other))
    for number in 0..<100 {
      other.send("echo \(number)\n")
      let lines = (0..<3).map { _ in other.readLine() }
      #expect(lines[1...] == ["|\(number)", "+END rows=1 data=3f9a1c2e"])
    }
    #expect(wait(for: "queries_outstanding 3", other), "no heavy one has ended")
    #expect(heavy.allSatisfy { $0.readWhatCame().isEmpty })
    gate.open()
    for (number, client) in heavy.enumerated() {
      let said = String(decoding: client.readToEnd(), as: UTF8.self)
      #expect(said.hasSuffix("\n|worked\n+END @\(number) rows=1 data=3f9a1c2e\n"))
    }
  }

  @Test func `A query in the long lane is answered after its client's end, and while draining`()
    throws
  {
    let gate = Gate(isOpen: false)
    let server = try LiveServer(RoteService(gate: gate), Self.patient())
    defer { server.stop() }
    let other = try greeted(server)
    let client = try greeted(server)
    client.send("@1 heavy\n")
    client.endSending()
    #expect(wait(for: "long_queries_total 1", other))
    server.control.stop()
    #expect(other.readLine() == nil, "it drains")
    gate.open()
    let said = String(decoding: client.readToEnd(), as: UTF8.self)
    #expect(said == "=ROWS @1 format=tsv cols=word\n|worked\n+END @1 rows=1 data=3f9a1c2e\n")
  }

  /// How a client goes for good.
  enum Leaving: CaseIterable {
    case reset, unread, unixClose
  }

  @Test(arguments: Leaving.allCases)
  func `Who is wholly gone has no query any more`(how: Leaving) throws {
    var options = Self.patient()
    options.listen.append(.unix("@mea-lanes-\(UUID().uuidString)"))
    let server = try LiveServer(RoteService(gate: Gate(isOpen: false)), options)
    defer { server.stop() }
    let other = try greeted(server)
    do {
      // The kernel resets a connection that is closed before what came was read.
      let client =
        how == .unread
        ? try RawClient(server.addresses[0]) : try greeted(server, at: how == .unixClose ? 1 : 0)
      client.send("heavy\n")
      #expect(wait(for: "long_queries_total 1", other))
      if how == .reset { client.abort() }
    }
    #expect(wait(for: "queries_outstanding 0", other))
    #expect(wait(for: "connections 1", other))
  }
}
