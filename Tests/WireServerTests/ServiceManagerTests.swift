// A service manager played by the test: it hands over sockets and listens to what it is told.

import Foundation
import Glibc
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct ServiceManagerTests {
  /// Receives what a server tells.
  private final class Listening {
    let path: String
    private let descriptor: Int32

    init(_ path: String) {
      self.path = path
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(path.utf8)
      if path.hasPrefix("@") { bytes[0] = 0 }
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
      let size = socklen_t(2 + bytes.count)
      withUnsafePointer(to: name) {
        _ = bind(
          descriptor, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), size)
      }
      var patience = timeval(tv_sec: 10, tv_usec: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// The next message but signs of life.
    func next() -> String {
      while true {
        let text = any()
        if text != "WATCHDOG=1" { return text }
      }
    }

    func any() -> String {
      var bytes = [UInt8](repeating: 0, count: 1_000)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
  }

  @Test(arguments: [true, false])
  func `Readiness, reloads, the end and signs of life are told`(isAbstract: Bool) throws {
    let place = try Place()
    defer { place.remove() }
    let path = isAbstract ? "@mea-notify-\(UUID().uuidString)" : place.socket
    let listening = Listening(path)
    let manager = ServiceManager { name in
      ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"][name]
    }
    let server = try LiveServer(RoteService(), LiveServer.options(), manager) {
      () throws(ReloadError) in RoteService(dataHash: "new")
    }
    #expect(listening.next() == "READY=1\nSTATUS=data 3f9a1c2e")
    #expect((0..<3).map { _ in listening.any() } == ["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"])
    server.control.reload()
    #expect(listening.next().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(listening.next() == "READY=1\nSTATUS=data new")
    server.control.stop()
    #expect(listening.next() == "STOPPING=1\nSTATUS=draining")
    #expect(server.waitForExit() == 0)
  }

  @Test func `A manager that is gone is no reason to stop`() throws {
    let manager = ServiceManager { ["NOTIFY_SOCKET": "/nowhere/socket"][$0] }
    let server = try LiveServer(RoteService(), LiveServer.options(), manager) {
      () throws(ReloadError) in RoteService()
    }
    defer { server.stop() }
    _ = try StrangerFaults.greeted(server.addresses[0])
  }

  /// A bound and listening TCP socket under the number `descriptor`.
  private static func listen(_ descriptor: Int32) {
    let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: name) {
      _ = bind(
        made, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
        socklen_t(MemoryLayout<sockaddr_in>.size))
    }
    Glibc.listen(made, 8)
    dup2(made, descriptor)
    close(made)
  }

  static func activate() throws {
    alarm(60)
    listen(200)
    listen(201)
    func manager(_ pid: Int32, _ count: Int) -> ServiceManager {
      ServiceManager(firstDescriptor: 200) {
        [
          "LISTEN_PID": "\(pid)", "LISTEN_FDS": "\(count)", "LISTEN_FDNAMES": "mea:metrics",
        ][$0]
      }
    }
    var options = LiveServer.options()
    options.listen = []
    // A third descriptor that is no socket is refused and not guessed at.
    #expect(throws: ServerError.self) {
      try Server(RoteService(), options, manager(getpid(), 3)) { () throws(ReloadError) in
        RoteService()
      }
    }
    let server = try LiveServer(RoteService(), options, manager(getpid(), 2)) {
      () throws(ReloadError) in RoteService()
    }
    #expect(server.addresses.count == 1)
    let client = try StrangerFaults.greeted(server.addresses[0])
    client.send("ping\n")
    #expect(client.readLine() == "+PONG")
    let scraper = try RawClient(try #require(server.metricsAddress))
    scraper.send("GET /metrics HTTP/1.1\r\n\r\n")
    #expect(scraper.readLine() == "HTTP/1.1 200 OK\r")
    #expect(fcntl(200, F_GETFD) & FD_CLOEXEC != 0)
    server.stop()
    // Sockets meant for another process are left alone.
    options.listen = LiveServer.options().listen
    let other = try LiveServer(RoteService(), options, manager(1, 2)) { () throws(ReloadError) in
      RoteService()
    }
    #expect(other.metricsAddress == nil)
    other.stop()
  }

  @Test func `Sockets are taken over by name`() async {
    await #expect(processExitsWith: .success) { try ServiceManagerTests.activate() }
  }

  static func journal() throws {
    let path = NSTemporaryDirectory() + "mea-journal-\(UUID().uuidString)"
    dup2(open(path, O_CREAT | O_WRONLY, 0o600), 2)
    defer { unlink(path) }
    var file = stat()
    fstat(2, &file)
    var options = LiveServer.options()
    options.isLogging = true
    try LiveServer(RoteService(), options).stop()
    setenv("JOURNAL_STREAM", "\(file.st_dev):\(file.st_ino)", 1)
    try LiveServer(RoteService(), options).stop()
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.first?.hasPrefix("ts=") == true)
    #expect(lines.contains { $0.hasPrefix("<6>ts=") && $0.contains("event=serving") })
    #expect(lines.contains { $0.hasPrefix("<4>ts=") && $0.contains("event=stopped-at-once") })
  }

  @Test func `The journal is told the level as a number`() async {
    await #expect(processExitsWith: .success) { try ServiceManagerTests.journal() }
  }
}
