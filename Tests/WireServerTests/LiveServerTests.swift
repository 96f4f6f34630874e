// The server with real sockets and threads. Times are limits on how long a broken server may take
// to fail the test, never measurements.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct LiveServerTests {
  private func with(
    _ options: ServerOptions = LiveServer.options(), _ body: (LiveServer) throws -> Void
  ) throws {
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    try body(server)
  }

  private func connect(_ server: LiveServer, receiveBuffer: Int32? = nil) throws -> RawClient {
    let client = try RawClient(server.addresses[0], receiveBuffer: receiveBuffer)
    let greeting = try #require(client.readLine())
    try #require(greeting.hasPrefix("+READY mea/1 "))
    return client
  }

  /// Asks `status` until `row` is among its rows.
  private func wait(for row: String, _ client: RawClient) -> Bool {
    for _ in 0..<3_000 {
      client.send("status\n")
      var found = false
      while let line = client.readLine() {
        if line == row { found = true }
        if line.hasPrefix("+") || line.hasPrefix("-") { break }
      }
      if found { return true }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return false
  }

  // MARK: Answers

  @Test func `Everything piped in is answered before the end`() throws {
    try with { server in
      let client = try connect(server)
      let requests = (0..<1_000).map { "@\($0) echo \($0)\n" }.joined()
      client.send(requests)
      client.endSending()
      let ends = String(decoding: client.readToEnd(), as: UTF8.self).split(separator: "\n")
        .filter { $0.hasPrefix("+") }
      #expect(ends.count == 1_000)
      #expect(ends.last == "+END @999 rows=1 data=3f9a1c2e")
    }
  }

  @Test func `What nc prints`() throws {
    try with { server in
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      let command = "printf 'echo a b\\nnonsense\\nquit\\n' | nc -N 127.0.0.1 \(server.port)"
      process.arguments = ["-c", command]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let lines = text.split(separator: "\n").dropFirst()
      #expect(
        lines == [
          "=ROWS format=tsv cols=word", "|a", "|b", "+END rows=2 data=3f9a1c2e",
          "-SYNTAX at=1 near=\"nonsense\" hint=\"echo\"", "+BYE",
        ], "is netcat-openbsd installed?")
    }
  }

  @Test func `Ping and status answer while every worker is busy`() throws {
    var options = LiveServer.options()
    options.workers = 1
    try with(options) { server in
      let busy = try connect(server)
      busy.send("@1 forever\n")
      let queued = try connect(server)
      queued.send("@2 echo a\n")
      let other = try connect(server)
      #expect(wait(for: "|queries-outstanding\t2", other))
      other.send("ping\n")
      #expect(other.readLine() == "+PONG")
      busy.send("@3 cancel @1\n")
      #expect(busy.readLine() == "-CANCELLED @1")
      #expect(busy.readLine() == "+OK @3 cancelled=1")
      #expect(queued.readLine() == "=ROWS @2 format=tsv cols=word")
    }
  }

  @Test func `A query ends when its time is over`() throws {
    var options = LiveServer.options()
    options.queryLimits.milliseconds = 50
    try with(options) { server in
      let client = try connect(server)
      client.send("@1 forever\n@2 ping\n")
      #expect(client.readLine() == "-TIMEOUT @1 limit=50ms")
      #expect(client.readLine() == "+PONG @2")
    }
  }

  @Test func `A query ends when its client is gone`() throws {
    try with { server in
      let other = try connect(server)
      do {
        let client = try connect(server)
        client.send("@1 forever\n")
        #expect(wait(for: "|queries-outstanding\t1", other))
        client.abort()
      }
      #expect(wait(for: "|queries-outstanding\t0", other))
      #expect(wait(for: "|connections\t1", other))
    }
  }

  @Test func `A reader that is slow gets all, and others are served meanwhile`() throws {
    try with { server in
      let slow = try connect(server, receiveBuffer: 4_096)
      slow.send("@1 huge 200000\n@2 flat 200000\nquit\n")
      let other = try connect(server)
      #expect(wait(for: "|queries-outstanding\t0", other))
      other.send("echo a\n")
      #expect(other.readLine() == "=ROWS format=tsv cols=word")
      let lines = slow.readToEnd().split(separator: 0x0A)
      #expect(lines.count == 400_005)
      #expect(lines.last.map { String(decoding: $0, as: UTF8.self) } == "+BYE")
    }
  }

  // MARK: Not ours

  @Test(arguments: ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}"])
  func `The reason arrives however much follows`(start: String) throws {
    try with { server in
      let client = try connect(server)
      client.send(Array(start.utf8) + [UInt8](repeating: 0x0A, count: 200_000))
      let reason = try #require(client.readLine())
      #expect(reason.hasPrefix("-NOT-") && reason.contains(" close=1 "))
      #expect(client.readLine() == nil)
    }
  }

  @Test func `Eight mebibytes without LF are refused`() throws {
    try with { server in
      let client = try connect(server)
      for _ in 0..<8 where !client.send([UInt8](repeating: 0x61, count: 1 << 20)) { break }
      #expect(client.readLine() == "-TOO-LONG limit=65536 close=1")
      let other = try connect(server)
      other.send("ping\n")
      #expect(other.readLine() == "+PONG")
    }
  }

  // MARK: Limits

  @Test func `A line that does not end is given up, one after another is not`() throws {
    var options = LiveServer.options()
    options.limits.lineTime = 300
    try with(options) { server in
      let slow = try connect(server)
      slow.send("@1 pi")
      #expect(slow.readLine() == "-TIMEOUT close=1")
      #expect(slow.readLine() == nil)
      // Always in the middle of a line, but never long in the same one.
      let steady = try connect(server)
      steady.send("pi")
      for _ in 0..<10 {
        Thread.sleep(forTimeInterval: 0.06)
        steady.send("ng\npi")
        #expect(steady.readLine() == "+PONG")
      }
    }
  }

  @Test func `An idle connection is closed, a busy one is not`() throws {
    var options = LiveServer.options()
    options.limits.idleTime = 200
    try with(options) { server in
      let busy = try connect(server)
      busy.send("slow 800\n")
      let idle = try connect(server)
      #expect(idle.readLine() == nil)
      #expect(busy.readLine() == "=ROWS format=tsv cols=word")
    }
  }

  @Test func `Who does not read is closed`() throws {
    var options = LiveServer.options()
    options.limits.stallTime = 300
    try with(options) { server in
      let stalled = try connect(server, receiveBuffer: 4_096)
      stalled.send("huge 10000000\n")
      let other = try connect(server)
      #expect(wait(for: "|connections\t1", other))
    }
  }

  @Test func `Connections above the limit are told so`() throws {
    var options = LiveServer.options()
    options.limits.connections = 6
    options.limits.connectionsPerAddress = 3
    options.limits.connectionsKeptForUnix = 2
    options.listen.append(.unix("@mea-limit-\(UUID().uuidString)"))
    try with(options) { server in
      var held = try (0..<3).map { _ in try connect(server) }
      let refused = try RawClient(server.addresses[0])
      #expect(refused.readLine() == "-BUSY close=1 what=connections-per-address")
      #expect(refused.readLine() == nil)
      for _ in 0..<3 {
        let local = try RawClient(server.addresses[1])
        #expect(local.readLine()?.hasPrefix("+READY") == true)
        held.append(local)
      }
      let late = try RawClient(server.addresses[1])
      #expect(late.readLine() == "-BUSY close=1 what=connections")
    }
  }
}
