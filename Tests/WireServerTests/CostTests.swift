// What clients cost, as counts that are the same on a busy machine: memory of a connection that waits,
// calls to the kernel for a request. Each in a process of its own, to which the counts belong.

import Foundation
import Glibc
import Synchronization
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite(.serialized) struct CostTests {
  @Test func `A connection that waits costs less than 10 KB`() async {
    await #expect(processExitsWith: .success) { try CostTests.idleConnections() }
  }

  @Test func `A ping makes three calls to the kernel, a query five`() async {
    await #expect(processExitsWith: .success) { try CostTests.calls() }
  }

  private static func idleConnections() throws {
    alarm(120)
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let count = min(3_000, (Int(clamping: limit.rlim_max) - 200) / 2)
    #expect(count >= 300)
    var options = LiveServer.options()
    options.limits.connectionsPerAddress = 10_000
    let server = try LiveServer(RoteService(), options)
    // What the first clients make a library fetch once is not theirs.
    let first = try (0..<200).map { _ in try asked(server.addresses[0]) }
    let before = residentBytes()
    let others = try (0..<count).map { _ in try asked(server.addresses[0]) }
    let each = (residentBytes() - before) / count
    #expect(each < 10_000, "bytes a connection, with the client in the same process")
    #expect(first.count + others.count == count + 200)
    server.stop()
  }

  /// A client that has asked something and waits.
  private static func asked(_ address: Address) throws -> RawClient {
    let client = try RawClient(address)
    client.send("echo a\nping\n")
    while let line = client.readLine(), line != "+PONG" {}
    return client
  }

  private static func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(getpagesize())
  }

  private static func calls() throws {
    alarm(120)
    let server = try LiveServer()
    let client = try asked(server.addresses[0])
    let seen = Mutex<[String: Int]>([:])
    SystemFaults.set { call, _ in
      seen.withLock { $0[call, default: 0] += 1 }
      return nil
    }
    let count = 1_000
    for _ in 0..<count {
      client.send("ping\n")
      _ = client.readLine()
    }
    let pings = seen.withLock { exchange(&$0, [:]) }
    for _ in 0..<count {
      client.send("echo a\n")
      while let line = client.readLine(), !line.hasPrefix("+END") {}
    }
    let queries = seen.withLock { exchange(&$0, [:]) }
    SystemFaults.set(nil)
    // The clock rings a few times a second, however long this takes.
    let clock: Set = ["epoll_wait", "timerfd_settime"]
    func counted(_ calls: [String: Int]) -> [String: Int] {
      calls.filter { !clock.contains($0.key) }
    }
    #expect(counted(pings) == ["recv": count, "send": count])
    #expect(counted(queries) == ["recv": count, "send": count, "write": count])
    func waits(_ calls: [String: Int]) -> Int {
      calls["epoll_wait", default: 0] - calls["timerfd_settime", default: 0]
    }
    #expect(waits(pings) <= count + 2)
    #expect(waits(queries) <= 2 * count + 2)
    server.stop()
  }
}

/// Puts another value there and returns what was there.
private func exchange<T>(_ value: inout T, _ new: T) -> T {
  defer { value = new }
  return value
}
