// The server as a process, reloaded and stopped while clients ask without a pause.

import Foundation
import Glibc
import Testing
import WireProtocol
import WireTestSupport

@Suite(.serialized) struct UnderLoadTests {
  /// Runs each client on a thread of its own; the group waits for their end.
  private func started<Client: Sendable>(
    _ clients: [Client], _ run: @escaping @Sendable (Client) -> Void
  ) -> DispatchGroup {
    let group = DispatchGroup()
    for client in clients {
      group.enter()
      Thread.detachNewThread {
        run(client)
        group.leave()
      }
    }
    return group
  }

  // MARK: Reloading

  /// A graph in which everything tells how often it was written.
  private static func graph(_ number: Int) -> String {
    (0..<300).map {
      "<http://e/n\($0)> <http://e/written> \"\(number)\" .\n"
    }.joined()
  }

  @Test func `A hundred reloads, every third of a broken file, mix and lose nothing`() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.graph(0).write(
      to: folder.appending(path: "g.nt"), atomically: true, encoding: .utf8)
    let server = try RunningServer(data: folder)
    let clients = try (0..<3).map { _ in try SnapshotReader(try #require(server.clientAddress)) }
    let group = started(clients) { $0.run() }
    let before = server.residentKilobytes
    for number in 1...100 {
      let isBroken = number % 3 == 0
      try (Self.graph(number) + (isBroken ? "<http://e/n0> <http://e/written> \n" : "")).write(
        to: server.folder.appending(path: "Graph/g.nt"), atomically: true, encoding: .utf8)
      kill(server.process.processIdentifier, SIGHUP)
      try server.wait { text in
        text.components(separatedBy: "event=reloaded").count
          + text.components(separatedBy: "event=reload-failed").count - 2 == number
      }
    }
    clients.forEach { $0.stop() }
    group.wait()
    let log = try String(contentsOf: server.log, encoding: .utf8)
    #expect(log.components(separatedBy: "event=reload-failed").count - 1 == 33)
    var hashes: [String: Set<String>] = [:]
    for client in clients {
      #expect(client.fault == nil)
      #expect(client.seen.count > 10)
      for (hash, numbers) in client.seen { hashes[hash, default: []].formUnion(numbers) }
    }
    #expect(hashes.values.allSatisfy { $0.count == 1 }, "one data= for each state of the file")
    #expect(Set(hashes.values).count == hashes.count)
    // A snapshot and its load take some megabytes here; a hundred kept would take hundreds.
    #expect(server.residentKilobytes < before + 40_000)
  }

  // MARK: Stopping

  @Test(arguments: [100, 350, 600])
  func `SIGTERM under load leaves no half line`(milliseconds: Int) throws {
    let server = try RunningServer(data: Place.root.appending(path: "Graph"))
    let clients = try (0..<6).map { number in
      try EndlessClient(try #require(server.clientAddress), number: number)
    }
    let group = started(clients) { $0.run() }
    usleep(UInt32(milliseconds * 1_000))
    server.process.terminate()
    group.wait()
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit)
    #expect(server.process.terminationStatus == 0)
    for client in clients {
      let fault = SessionCheck.fault(sent: client.sent, received: client.received, .served)
      #expect(fault == nil)
      #expect(client.received.count > 1_000)
    }
  }
}

/// Asks for all there is again and again, and notes which states came under which hash.
private final class SnapshotReader: @unchecked Sendable {
  private let client: RawClient
  private let lock = NSLock()
  private var isStopped = false
  private(set) var seen: [String: Set<String>] = [:]
  private(set) var fault: String?

  init(_ address: Address) throws {
    client = try RawClient(address)
    _ = client.readLine()
  }

  func stop() { lock.withLock { isStopped = true } }

  func run() {
    while fault == nil, !lock.withLock({ isStopped }) { ask() }
  }

  private func ask() {
    client.send("match ?x <http://e/written> ?n return ?x, ?n limit 1000\n")
    var numbers: Set<String> = []
    var rows = 0
    while let line = client.readLine() {
      if line.hasPrefix("|") {
        rows += 1
        numbers.insert(String(line.split(separator: "\t").last ?? ""))
      } else if line.hasPrefix("+") || line.hasPrefix("-") {
        guard line.hasPrefix("+END "), rows == 300, numbers.count == 1,
          let hash = line.split(separator: " ").first(where: { $0.hasPrefix("data=") })
        else {
          fault = "\(rows) rows, \(numbers.count) states: \(line)"
          return
        }
        seen[String(hash), default: []].formUnion(numbers)
        return
      }
    }
    fault = "the server hung up"
  }
}

/// Sends questions as long as they are taken, and keeps all that comes.
private final class EndlessClient: @unchecked Sendable {
  private let client: RawClient
  private let number: Int
  private(set) var sent: [UInt8] = []
  private(set) var received: [UInt8] = []

  init(_ address: Address, number: Int) throws {
    client = try RawClient(address)
    self.number = number
  }

  func run() {
    let questions = [
      "link CBD and UNFCCC", "show BLG", "ping", "list any limit 300", "near CBD depth 2 as dot",
    ]
    var count = 0
    while true {
      let request = Array("@\(count) \(questions[(count + number) % 5])\n".utf8)
      count += 1
      guard client.send(request) else { break }
      sent += request
      // Ahead of the answers by a few.
      if count % 8 == 0 {
        guard let more = client.readSome() else { break }
        received += more
      }
    }
    received += client.readToEnd()
  }
}

extension RunningServer {
  /// Where it listens.
  fileprivate var clientAddress: Address? { Address(address) }

  /// The memory it holds.
  fileprivate var residentKilobytes: Int {
    let path = "/proc/\(process.processIdentifier)/status"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
