// A whole session again and again, each time with another call to the kernel going wrong. Whatever
// fails, the bytes that arrive are a beginning of the right ones, the server ends, and no
// descriptor stays behind. Each test is a process of its own: the switch and the count of
// descriptors belong to the process.

import Foundation
import Glibc
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite(.serialized) struct TortureTests {
  @Test func `Every call fails once`() async {
    await #expect(processExitsWith: .success) { try TortureTests.failEach(with: [EIO]) }
  }

  @Test func `Every call lacks memory or descriptors once`() async {
    await #expect(processExitsWith: .success) { try TortureTests.failEach(with: [ENOMEM, EMFILE]) }
  }

  @Test func `Every call is interrupted once, or would have to wait`() async {
    await #expect(processExitsWith: .success) { try TortureTests.failEach(with: [EINTR, EAGAIN]) }
  }

  @Test func `One byte at a time reads the same`() async {
    await #expect(processExitsWith: .success) {
      try TortureTests.same { call, _ in ["send", "recv"].contains(call) ? .short : nil }
    }
  }

  @Test func `Waiting and interruption at every second call read the same`() async {
    await #expect(processExitsWith: .success) {
      try TortureTests.same { call, number in
        switch (call, number % 4) {
        case ("send", 0), ("recv", 0), ("accept4", 0): .fails(EAGAIN)
        case (_, 2): .fails(EINTR)
        case ("send", _): .short
        default: nil
        }
      }
    }
  }

  // MARK: Runs

  /// Runs a session for each call it makes, with that call failing.
  static func failEach(with codes: [Int32]) throws {
    alarm(240)
    let place = try Place()
    defer { place.remove() }
    let right = TortureSession.run(place)
    #expect(right.isWhole && right.talks.allSatisfy { !$0.isEmpty })
    let descriptors = Descriptors.settledCount()
    for code in codes {
      for number in 1...2_000 {
        SystemFaults.set { _, n in n == number ? .fails(code) : nil }
        let outcome = TortureSession.run(place)
        let count = SystemFaults.count
        SystemFaults.set(nil)
        outcome.check(against: right, "call \(number) with errno \(code)")
        let left = Descriptors.settledCount(downTo: descriptors)
        #expect(left <= descriptors, "descriptors after call \(number) with errno \(code)")
        if count < number { break }
      }
    }
  }

  /// Runs a session under a rule that no client may notice.
  static func same(_ rule: @escaping SystemFaults.Rule) throws {
    alarm(120)
    let place = try Place()
    defer { place.remove() }
    let right = TortureSession.run(place)
    SystemFaults.set(rule)
    let outcome = TortureSession.run(place)
    #expect(SystemFaults.count > 1_000)
    SystemFaults.set(nil)
    #expect(outcome.isWhole)
    #expect(outcome.talks == right.talks)
  }
}

/// Files of one run.
struct Place {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "mea-torture-\(UUID().uuidString)")
  var socket: String { folder.appending(path: "s").path() }
  var tokens: String { folder.appending(path: "tokens").path() }
  static let token = "abcdefghijklmnop"

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("\(Place.token)\n".utf8).write(to: URL(filePath: tokens))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tokens)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// The open descriptors of this process, but pipes and timers, which the libraries of the tests
/// open when they like.
enum Descriptors {
  static func count() -> Int {
    names.count { !$0.contains("pipe:") && !$0.contains("[timerfd]") }
  }

  /// What they are, for a message.
  static var names: [String] {
    let folder = "/proc/self/fd"
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return all.map {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
      return "\($0) \(target ?? "-")"
    }
  }

  /// The count when threads that are ending have closed theirs.
  static func settledCount(downTo wanted: Int = 0) -> Int {
    var lowest = count()
    for _ in 0..<400 where lowest > wanted {
      usleep(wanted == 0 ? 500 : 5_000)
      lowest = min(lowest, count())
    }
    return lowest
  }
}

/// One session with all that a server does, and what became of it.
struct TortureSession {
  /// What each client received.
  var talks: [[UInt8]] = []
  /// Why the server did not start.
  var refusal: String?
  /// Whether the server ended in time.
  var hasEnded = true
  var exitCode: Int32?

  /// Whether nothing went wrong.
  var isWhole: Bool { refusal == nil && exitCode == 0 }

  static func run(_ place: Place) -> TortureSession {
    var options = LiveServer.options()
    options.listen.append(.unix(place.socket))
    options.authFile = place.tokens
    options.workers = 1
    options.limits.lingerTime = 50
    var session = TortureSession()
    do {
      let server = try LiveServer(RoteService(), options)
      session.talk(server)
      server.control.stop()
      session.exitCode = server.waitForExit(seconds: 15)
      session.hasEnded = server.hasEnded
    } catch let error as ServerError {
      session.refusal = error.reason
    } catch {
      session.refusal = ""
    }
    return session
  }

  private mutating func talk(_ server: LiveServer) {
    let login = "auth \(Place.token)\n"
    let requests = "@1 ping\n@2 echo a b\n@3 huge 1000\n@4 slow 5\n@5 flat 10\n@7 heavy\nquit\n"
    talks.append(Self.ask(server.addresses[0], login + requests))
    talks.append(Self.ask(server.addresses[1], login + "@6 forever\ncancel @6\nquit\n"))
    talks.append(Self.ask(server.addresses[0], "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    server.control.reload()
    talks.append(Self.ask(server.addresses[1], login + "ping\n", ends: true))
  }

  /// What comes back; the greeting of a reload may name either data, so it is left out.
  private static func ask(_ address: Address, _ text: String, ends: Bool = false) -> [UInt8] {
    guard let client = try? RawClient(address), let greeting = client.readLine() else { return [] }
    guard greeting.hasPrefix("+READY") else { return Array(greeting.utf8) }
    client.send(text)
    if ends { client.endSending() }
    return client.readToEnd()
  }

  /// Holds it against a session in which nothing went wrong.
  func check(against right: TortureSession, _ place: String) {
    #expect(hasEnded, "the server ends: \(place)")
    if let refusal {
      #expect(refusal.contains(": "), "a reason: \(place)")
      return
    }
    for (talk, whole) in zip(talks, right.talks) {
      let isBeginning = whole.starts(with: talk)
      let isRefusal = talk.starts(with: "-BUSY ".utf8)
      #expect(
        isBeginning || isRefusal, "\(String(decoding: talk.suffix(200), as: UTF8.self)) \(place)")
    }
  }
}
