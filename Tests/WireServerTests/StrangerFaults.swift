// Faults that a client causes.

import Foundation
import Glibc
import SeededNumbers
import Testing
import WireProtocol
import WireServer
import WireTestSupport

enum StrangerFaults {
  static func greeted(_ address: Address, receiveBuffer: Int32? = nil) throws -> RawClient {
    let client = try RawClient(address, receiveBuffer: receiveBuffer)
    try #require(client.readLine()?.hasPrefix("+READY ") == true)
    return client
  }

  /// The rows that `status` tells.
  static func status(_ client: RawClient) -> [String] {
    client.send("status\n")
    var rows: [String] = []
    while let line = client.readLine(), line.first != "+" { rows.append(line) }
    return rows
  }

  static func endlessLine() throws {
    try Watched.run { server in
      let client = try greeted(server.addresses[0])
      let part = [UInt8](repeating: 0x61, count: 1 << 20)
      for _ in 0..<100 where !client.send(part) { break }
      #expect(client.readLine() == "-TOO-LONG limit=65536 close=1")
    }
  }

  static func noise() throws {
    try Watched.run { server in
      var random = SplitMix64(seed: 9)
      let noise = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &random) }
      let hello: [UInt8] = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + noise.prefix(500)
      let tls = try greeted(server.addresses[0])
      tls.send(hello)
      #expect(tls.readLine()?.hasPrefix("-NOT-TLS close=1 ") == true)
      #expect(tls.readLine() == nil)
      for start in [Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), [3, 0, 0, 19, 14, 0xE0, 0x0A], noise] {
        nonisolated(unsafe) let client = try greeted(server.addresses[0])
        Thread.detachNewThread {
          client.send(start)
          client.endSending()
        }
        let lines = client.readToEnd().split(separator: 0x0A)
        #expect(!lines.isEmpty && lines.allSatisfy { $0.first == UInt8(ascii: "-") })
      }
    }
  }

  static func slowLines() throws {
    var options = LiveServer.options()
    options.limits.lineTime = 400
    try Watched.run(options) { server in
      let clients = try (0..<200).map { _ in try greeted(server.addresses[0]) }
      let start = Date()
      for _ in 0..<6 {
        for client in clients { client.send("a") }
        usleep(50_000)
      }
      for client in clients { #expect(client.readLine() == "-TIMEOUT close=1") }
      let time = -start.timeIntervalSinceNow
      #expect(time >= 0.39 && time < 3)
    }
  }

  static func silence() throws {
    var options = LiveServer.options()
    options.limits.connections = 100
    options.listen.append(.unix("@mea-silence-\(UUID().uuidString)"))
    try Watched.run(options) { server in
      let clients = try (0..<300).map { _ in try RawClient(server.addresses[0]) }
      let greetings = clients.map { $0.readLine() ?? "" }
      // One of the hundred is the bystander's.
      #expect(greetings.count { $0.hasPrefix("+READY ") } == 96 - 1)
      #expect(greetings.count { $0 == "-BUSY close=1 what=connections" } == 205)
      let kept = try (0..<4).map { _ in try greeted(server.addresses[1]) }
      #expect(kept.allSatisfy { status($0).contains("|connections\t100") })
      #expect(
        try RawClient(server.addresses[1]).readLine() == "-BUSY close=1 what=connections")
    }
  }

  static func neverReading() throws {
    var options = LiveServer.options()
    options.limits.stallTime = 600
    try Watched.run(options) { server in
      let before = Watched.residentMebibytes
      let client = try greeted(server.addresses[0], receiveBuffer: 4_096)
      _ = fcntl(client.descriptor, F_SETFL, O_NONBLOCK)
      client.send([[UInt8]](repeating: Array("huge 100000\n".utf8), count: 10_000).flatMap(\.self))
      let other = try greeted(server.addresses[0])
      #expect(status(other).contains("|connections\t3"))
      var isClosed = false
      for _ in 0..<300 where !isClosed {
        usleep(20_000)
        isClosed = status(other).contains("|connections\t2")
      }
      #expect(isClosed, "who does not read is closed")
      #expect(Watched.residentMebibytes - before < 30)
    }
  }

  static func slowReading() throws {
    try Watched.run { server in
      let request = "@1 huge 40000\nquit\n"
      let quick = try greeted(server.addresses[0])
      quick.send(request)
      let right = quick.readToEnd()
      let slow = try greeted(server.addresses[0], receiveBuffer: 2_048)
      slow.send(request)
      var read: [UInt8] = []
      for _ in 0..<300 {
        read += slow.readSome(1) ?? []
        usleep(2_000)
      }
      read += slow.readToEnd()
      #expect(right.count > 2_000_000)
      #expect(read == right)
    }
  }

  static func reset() throws {
    let log = FileManager.default.temporaryDirectory.appending(path: "mea-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    let file = open(log.path(), O_CREAT | O_WRONLY, 0o600)
    dup2(file, 2)
    var options = LiveServer.options()
    options.isLogging = true
    try Watched.run(options) { server in
      let other = try greeted(server.addresses[0])
      var times: [Double] = []
      for request in ["@1 forever\n", "@1 huge 10000000\n", "@1 forever\n"] {
        do {
          let client = try greeted(server.addresses[0], receiveBuffer: 4_096)
          client.send(request)
          while !status(other).contains("|connections\t3") { usleep(1_000) }
          usleep(50_000)
          client.abort()
        }
        let start = Date()
        while !status(other).contains("|connections\t2") { usleep(1_000) }
        while !status(other).contains("|queries-outstanding\t0") { usleep(1_000) }
        times.append(-start.timeIntervalSinceNow)
      }
      #expect(times.sorted()[1] < 0.1, "seconds from the reset to the end of the query")
    }
    let text = try String(contentsOf: log, encoding: .utf8)
    #expect(text.contains("event=stopped") && !text.contains("level=error"))
  }

  static func cancel() throws {
    let talk =
      "@0 cancel @1\n@1 forever\n@2 cancel @9\n@3 cancel @1\n@4 cancel @1\n@5 echo a\n@6 cancel @1\n"
    let right = [
      "+OK @0 cancelled=0", "-CANCELLED @1", "+OK @2 cancelled=0", "+OK @3 cancelled=1",
      "+OK @4 cancelled=0", "=ROWS @5 format=tsv cols=word", "|a", "+END @5 rows=1 data=3f9a1c2e",
      "+OK @6 cancelled=0",
    ]
    try Watched.run { server in
      for round in 0..<40 {
        let client = try greeted(server.addresses[0])
        client.send(Array(talk.utf8), inPiecesOf: round % 2 == 0 ? .max : 1)
        client.endSending()
        let said = String(decoding: client.readToEnd(), as: UTF8.self).split(separator: "\n")
        #expect(said.map(String.init) == right)
      }
    }
  }
}
