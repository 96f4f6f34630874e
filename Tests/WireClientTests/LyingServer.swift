// A server that says whatever a test wants: a listener that takes one connection, sends bytes as
// they are, and either hangs up or stays silent.

import Foundation
import Glibc
import WireProtocol

/// Plays one connection of a server that is broken or not ours.
final class LyingServer: Sendable {
  /// Where it listens.
  let address: Address
  private let listener: Int32

  /// Sends `greeting` at once and `reply` when the first request has come.
  init(greeting: String, reply: String = "", repeating: Int = 1, hangsUp: Bool = true) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let code = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) | listen(listener, 4) | getsockname(listener, address, &size)
      }
    }
    guard code == 0 else { throw POSIXError(.EADDRINUSE) }
    address = .tcp(host: "127.0.0.1", port: UInt16(bigEndian: name.sin_port))
    Thread.detachNewThread {
      let peer = accept(listener, nil, nil)
      guard peer >= 0 else { return }
      Self.send(greeting, to: peer)
      var buffer = [UInt8](repeating: 0, count: 4_096)
      if !reply.isEmpty, recv(peer, &buffer, buffer.count, 0) > 0 {
        for _ in 0..<repeating { Self.send(reply, to: peer) }
      }
      // Silent: wait until the client has had enough.
      if !hangsUp { while recv(peer, &buffer, buffer.count, 0) > 0 {} }
      shutdown(peer, Int32(SHUT_WR))
      close(peer)
    }
  }

  deinit { close(listener) }

  private static func send(_ text: String, to peer: Int32) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
