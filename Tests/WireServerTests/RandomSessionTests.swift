// Random sessions, good and spoiled, the same in every run. `Tests/Fuzz/SessionFuzz` sends the same
// kind for as long as one likes.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct RandomSessionTests {
  @Test func `A hundred sessions get a reply to each request in any cut`() {
    for seed in 0..<100 as Range<UInt64> {
      let session = RandomSession(seed: seed, queries: RandomSession.roteQueries)
      var whole = MemoryTalk()
      whole.send(session.bytes)
      whole.end()
      var cut = MemoryTalk()
      for piece in session.pieces() { cut.send(Array(piece)) }
      cut.end()
      for talk in [whole, cut] {
        let fault = SessionCheck.fault(sent: session.bytes, received: talk.output, .whole)
        #expect(fault == nil, "seed \(seed)")
        #expect(talk.session.isOver, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [
    ("@1 ping\n", "+PONG @1\n", nil),
    ("@1 ping\n\n# no\n@2 ping", "+PONG @1\n-SYNTAX @2 at=5\n", nil),
    ("GET / HTTP/1.1\nping\n", "-NOT-HTTP close=1\n", nil),
    ("@1 ping\n", "+PONG @1", "half a line"), ("@1 ping\n", "+PONG\n", "not tag 1"),
    ("ping\nping\n", "+PONG\n", "1 replies to 2"), ("ping\n", "+PONG\n+PONG\n", "more replies"),
    ("help\n", "=TEXT\n|a\n", "no end"), ("help\n", "=TEXT\n|a\n+END @1\n", "not the opener's"),
    ("help\n", "|a\n+END\n", "without an opener"), ("help\n", "=TEXT\na\n", "no line of"),
    ("help\n", "=TEXT\n|\u{1B}[2J\n+END\n", "a control"),
    ("help\n", "=TEXT\n|\u{9B}\n+END\n", "a control"),
  ])
  func `What is wrong with a session is told`(sent: String, said: String, fault: String?) {
    let received = Array("+READY mea/1 mea/0.1.0\n\(said)".utf8)
    let found = SessionCheck.fault(sent: Array(sent.utf8), received: received, .whole)
    #expect((found == nil) == (fault == nil))
    #expect(fault == nil || found?.contains(fault ?? "") == true, "\(found ?? "-")")
  }

  @Test func `A hundred sessions over TCP leave a server that answers`() throws {
    try crowd(RoteService(), RandomSession.roteQueries, sessions: 100)
  }

  @Test func `Ten sessions over the graph leave a server that answers`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let service = try GraphService.load(
      [root.appending(path: "Graph").path()], queries: root.appending(path: "Queries").path())
    try crowd(service, RandomSession.graphQueries, sessions: 10)
  }

  private func crowd(
    _ service: any QueryService, _ queries: [String], sessions: Int
  ) throws {
    var options = LiveServer.options()
    options.queryLimits.milliseconds = 50
    options.queryLimits.millisecondsCeiling = 50
    let server = try LiveServer(service, options)
    defer { server.stop() }
    let crowd = SessionCrowd(server.addresses[0], queries: queries, seed: 1, sessions: sessions)
    crowd.wait()
    #expect(crowd.faults == [])
    let client = try RawClient(server.addresses[0])
    client.send("ping\nquit\n")
    let said = String(decoding: client.readToEnd(), as: UTF8.self).split(separator: "\n")
    #expect(said.dropFirst() == ["+PONG", "+BYE"])
  }
}
