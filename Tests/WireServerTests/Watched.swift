// What every fault has in common: while it lasts, another client's ping comes back at once; when it
// is over, memory is below its ceiling and no descriptor is left. A watched run needs a process of
// its own, since all of these belong to the process.

import Foundation
import Glibc
import Testing
import WireProtocol
import WireServer
import WireTestSupport

/// Runs a fault against a server with a bystander beside it.
enum Watched {
  /// Starts a server, lets `body` hurt it, stops it, and looks at what is left.
  static func run(
    _ options: ServerOptions = LiveServer.options(), ceilingMebibytes: Int = 150,
    reload: @escaping @Sendable () throws(ReloadError) -> any QueryService = {
      () throws(ReloadError) in RoteService(dataHash: "reloaded")
    },
    _ body: (LiveServer) throws -> Void
  ) throws {
    alarm(120)
    signal(SIGPIPE, SIG_IGN)
    // The first server makes libraries open what they need.
    try LiveServer().stop()
    let before = Descriptors.settledCount()
    try scoped {
      var options = options
      let name = "@mea-watched-\(UUID().uuidString)"
      options.listen.append(.unix(name))
      let server = try LiveServer(RoteService(), options, reload: reload)
      let bystander = try Bystander(.unix(name))
      try body(server)
      bystander.stop()
      #expect(bystander.latencies.count > 3)
      #expect(bystander.highest < 0.1, "a ping beside the fault, in seconds")
      #expect(Watched.residentMebibytes < ceilingMebibytes)
      server.stop()
      #expect(server.hasEnded)
    }
    let left = Descriptors.settledCount(downTo: before)
    #expect(left <= before, "descriptors are left: \(Descriptors.names)")
  }

  /// The most memory this program had, in MiB; what getrusage tells counts its parent too.
  static var residentMebibytes: Int {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) } ?? .max)
      / 1_024
  }

  /// The processor time this process has used, in seconds.
  static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func scoped(_ body: () throws -> Void) throws { try body() }
}

/// A client that asks `ping` again and again on a thread of its own.
final class Bystander: @unchecked Sendable {
  private let client: RawClient
  private let lock = NSCondition()
  private var isStopped = false
  private var hasEnded = false
  private(set) var latencies: [Double] = []

  init(_ address: Address) throws {
    client = try RawClient(address)
    _ = client.readLine()
    Thread.detachNewThread { self.run() }
  }

  /// The highest latency in seconds but for one in twenty, which other programs may have caused.
  var highest: Double { latencies.sorted()[max(0, latencies.count * 19 / 20 - 1)] }

  func stop() {
    while latencies(atLeast: 10) == false { usleep(1_000) }
    lock.lock()
    isStopped = true
    while !hasEnded { lock.wait() }
    lock.unlock()
    client.send("quit\n")
    _ = client.readToEnd()
  }

  private func latencies(atLeast count: Int) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    return latencies.count >= count || hasEnded
  }

  private func run() {
    while true {
      let start = Date()
      client.send("ping\n")
      let isAlive = client.readLine() == "+PONG"
      lock.lock()
      latencies.append(isAlive ? -start.timeIntervalSinceNow : .infinity)
      let isOver = isStopped || !isAlive
      if isOver { hasEnded = true }
      lock.broadcast()
      lock.unlock()
      if isOver { return }
      usleep(5_000)
    }
  }
}
