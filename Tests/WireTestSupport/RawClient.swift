// A socket that knows nothing of the protocol: sends any bytes, reads what comes. It gives up
// after 30 seconds, which no test should need.

internal import Glibc
public import WireProtocol

/// A plain client.
public final class RawClient {
  /// The connected descriptor.
  public let descriptor: Int32
  private var received: [UInt8] = []

  /// What went wrong on the client's side.
  public struct Failure: Error {
    let call: String
    let code: Int32
  }

  /// Connects; `receiveBuffer` bytes make a small window when given.
  public init(_ address: Address, receiveBuffer: Int32? = nil) throws {
    switch address {
    case .tcp(let host, let port):
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      Self.configure(descriptor, receiveBuffer)
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      inet_pton(AF_INET, host, &name.sin_addr)
      try Self.connect(descriptor, name)
    case .unix(let path):
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      Self.configure(descriptor, receiveBuffer)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(path.utf8)
      let isAbstract = bytes.first == UInt8(ascii: "@")
      if isAbstract { bytes[0] = 0 }
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
      try Self.connect(descriptor, name, length: isAbstract ? 2 + bytes.count : nil)
    }
  }

  deinit { close(descriptor) }

  /// Sends bytes, in pieces of at most `size`; false when the server does not take them.
  @discardableResult
  public func send(_ bytes: [UInt8], inPiecesOf size: Int = .max) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = min(size, bytes.count - start)
      let sent = bytes.withUnsafeBytes { all in
        Glibc.send(descriptor, all.baseAddress.map { $0 + start }, count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      start += sent
    }
    return true
  }

  /// Sends text.
  @discardableResult
  public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends nothing more.
  public func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next line without its LF; nil at the end of the stream.
  public func readLine() -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        defer { received.removeSubrange(...end) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      guard let more = readSome() else { return nil }
      received += more
    }
  }

  /// Everything until the end of the stream.
  public func readToEnd() -> [UInt8] {
    while let more = readSome() { received += more }
    defer { received = [] }
    return received
  }

  /// Bytes that have come, waiting for some; nil at the end of the stream.
  public func readSome(_ limit: Int = 64 << 10) -> [UInt8]? {
    var part = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &part, part.count, 0)
    return count > 0 ? Array(part[..<count]) : nil
  }

  /// Bytes that have come already; empty when none have.
  public func readWhatCame() -> [UInt8] {
    var part = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT))
    return count > 0 ? Array(part[..<count]) : []
  }

  /// Closes with a reset instead of an end.
  public func abort() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  private static func configure(_ descriptor: Int32, _ receiveBuffer: Int32?) {
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(
      descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    guard var receiveBuffer else { return }
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
  }

  private static func connect<T>(_ descriptor: Int32, _ name: T, length: Int? = nil) throws {
    let code = withUnsafePointer(to: name) { pointer in
      Glibc.connect(
        descriptor, UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self),
        socklen_t(length ?? MemoryLayout<T>.size))
    }
    guard code == 0 else { throw Failure(call: "connect", code: errno) }
  }
}
