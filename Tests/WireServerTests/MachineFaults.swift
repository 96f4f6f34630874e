// Faults of the machine and of the operator.

import Foundation
import Glibc
import Synchronization
import Testing
import WireProtocol
import WireServer
import WireTestSupport

enum MachineFaults {
  /// Sockets made before the descriptors run out, connected after.
  private static func connect(_ socket: Int32, _ address: Address) {
    guard case .tcp(_, let port) = address else { return }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafePointer(to: name) {
      _ = Glibc.connect(
        socket, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), size)
    }
  }

  static func noDescriptors() throws {
    try Watched.run { server in
      let sockets = (0..<100).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      limit.rlim_cur = rlim_t(Descriptors.count() + 8)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      for socket in sockets { connect(socket, server.addresses[0]) }
      let before = Watched.processorSeconds
      usleep(2_000_000)
      #expect(Watched.processorSeconds - before < 0.1 + bystanderSeconds)
      var first = [UInt8](repeating: 0, count: 64)
      let starts = sockets.map { recv($0, &first, 5, Int32(MSG_DONTWAIT)) == 5 ? first[0] : 0 }
      #expect(starts.contains(UInt8(ascii: "-")), "somebody is refused")
      #expect(starts.contains(UInt8(ascii: "+")), "somebody is let in")
      for socket in sockets { close(socket) }
      usleep(300_000)
      let late = try StrangerFaults.greeted(server.addresses[0])
      late.send("ping\n")
      #expect(late.readLine() == "+PONG")
    }
  }

  /// What the bystander and a debug build may cost in two seconds.
  private static let bystanderSeconds = 0.3

  static func accept() throws {
    try Watched.run { server in
      for code in [ECONNABORTED, EMFILE, ENFILE, EINTR, ENOBUFS, ENOMEM, EPROTO, EPERM] {
        let failures = Mutex(3)
        SystemFaults.set { call, _ in
          guard call == "accept4" else { return nil }
          let isDue = failures.withLock { left in
            left -= 1
            return left >= 0
          }
          return isDue ? .fails(code) : nil
        }
        // Without descriptors one client is told so before the listener rests.
        var greeting: String?
        for _ in 0..<5 where greeting?.hasPrefix("+READY ") != true {
          greeting = try RawClient(server.addresses[0]).readLine()
        }
        #expect(greeting?.hasPrefix("+READY ") == true, "accept with \(code)")
        SystemFaults.set(nil)
      }
    }
  }

  static func reloads() throws {
    let count = Mutex(0)
    try Watched.run(reload: { () throws(ReloadError) in
      let number = count.withLock { count in
        count += 1
        return count
      }
      if number % 3 == 0 { throw ReloadError("a.ttl:1:1: expected a full stop") }
      return RoteService(dataHash: "data\(number)")
    }) { server in
      let isOver = Mutex(false)
      let failures = Mutex(0)
      let group = DispatchGroup()
      for _ in 0..<4 {
        group.enter()
        Thread.detachNewThread {
          defer { group.leave() }
          if !Self.asks(server.addresses[0], until: { isOver.withLock { $0 } }) {
            failures.withLock { $0 += 1 }
          }
        }
      }
      while count.withLock({ $0 }) < 100 {
        server.control.reload()
        usleep(2_000)
      }
      isOver.withLock { $0 = true }
      group.wait()
      #expect(failures.withLock { $0 } == 0)
    }
  }

  /// Asks again and again; true when every reply was whole and the data never went back.
  private static func asks(_ address: Address, until isOver: () -> Bool) -> Bool {
    guard let client = try? StrangerFaults.greeted(address) else { return false }
    var newest = 0
    while !isOver() {
      client.send("@a echo a\n@b huge 100\n")
      for _ in 0..<2 {
        var line = client.readLine()
        while let data = line, !data.hasPrefix("+"), !data.hasPrefix("-") {
          line = client.readLine()
        }
        guard let end = line, end.hasPrefix("+END "), let mark = end.range(of: " data=") else {
          return false
        }
        let number = Int(end[mark.upperBound...].dropFirst(4)) ?? 0
        guard number >= newest else { return false }
        newest = number
      }
    }
    return newest > 0
  }

  static func stopDuringReload() throws {
    alarm(60)
    let isLoading = DispatchSemaphore(value: 0)
    let server = try LiveServer(
      reload: { () throws(ReloadError) in
        isLoading.signal()
        usleep(500_000)
        return RoteService(dataHash: "late")
      })
    let client = try StrangerFaults.greeted(server.addresses[0])
    server.control.reload()
    isLoading.wait()
    client.send("echo a\n")
    #expect(client.readLine() == "=ROWS format=tsv cols=word")
    server.control.stop()
    #expect(server.waitForExit(seconds: 5) == 0)
    usleep(600_000)
  }

  static func socketMode() throws {
    alarm(60)
    let place = try Place()
    defer { place.remove() }
    let path = place.socket
    let widest = Mutex<UInt32>(0)
    let isOver = Mutex(false)
    let group = DispatchGroup()
    group.enter()
    Thread.detachNewThread {
      defer { group.leave() }
      var seen: UInt32 = 0
      var file = stat()
      while !isOver.withLock({ $0 }) {
        if stat(path, &file) == 0 { seen |= file.st_mode & 0o777 }
      }
      widest.withLock { $0 = seen }
    }
    umask(0)
    for _ in 0..<200 {
      var options = LiveServer.options()
      options.listen = [.unix(path)]
      options.socketMode = 0o640
      let server = try LiveServer(RoteService(), options)
      server.stop()
    }
    isOver.withLock { $0 = true }
    group.wait()
    #expect(widest.withLock { $0 } == 0o640)
  }
}
