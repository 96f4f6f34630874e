// The kernel's address of a socket, IPv4, IPv6 or Unix, as one value.

internal import Glibc
internal import WireProtocol

/// An address for bind, connect and accept.
struct SocketAddress {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  /// Room for any address.
  init() {}

  /// The address of a port on a numeric host; nil when the host is a name other than localhost.
  init?(host: String, port: UInt16) {
    let number = host == "localhost" ? "127.0.0.1" : host
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, number, &four) == 1 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr = four
      store(address)
    } else if inet_pton(AF_INET6, number, &six) == 1 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = six
      store(address)
    } else {
      return nil
    }
  }

  /// The address of a path, or of `@name` in the abstract namespace; at most 107 bytes.
  init(path: String) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8.prefix(107))
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    store(address)
    let header = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    // An abstract name ends with its length, a path with NUL.
    length = socklen_t(header + bytes.count + (isAbstract ? 0 : 1))
  }

  /// `AF_INET`, `AF_INET6` or `AF_UNIX`.
  var family: Int32 { Int32(storage.ss_family) }

  /// The port; 0 for a Unix socket.
  var port: UInt16 {
    switch family {
    case AF_INET: UInt16(bigEndian: load(sockaddr_in.self).sin_port)
    case AF_INET6: UInt16(bigEndian: load(sockaddr_in6.self).sin6_port)
    default: 0
    }
  }

  /// The numeric host; nil for a Unix socket.
  var host: String? {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let size = socklen_t(text.count)
    switch family {
    case AF_INET:
      var address = load(sockaddr_in.self).sin_addr
      inet_ntop(AF_INET, &address, &text, size)
    case AF_INET6:
      var address = load(sockaddr_in6.self).sin6_addr
      inet_ntop(AF_INET6, &address, &text, size)
    default: return nil
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path of a Unix socket, `@name` for an abstract one; nil for another family.
  var path: String? {
    guard family == AF_UNIX else { return nil }
    let header = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    var bytes = withUnsafeBytes(of: storage) { all in
      Array(all[min(header, Int(length))..<min(Int(length), all.count)])
    }
    if bytes.first == 0 {
      bytes[0] = UInt8(ascii: "@")
    } else {
      bytes = Array(bytes.prefix { $0 != 0 })
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Shows the address to a call.
  func withPointer<R>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SystemError) -> R
  ) throws(SystemError) -> R {
    var copy = storage
    return try withUnsafeMutablePointer(to: &copy) { pointer throws(SystemError) -> R in
      let raw = UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
      return try body(raw, length)
    }
  }

  /// Lets a call fill in the address.
  mutating func withMutablePointer<R>(
    _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> R
  ) -> R {
    length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      withUnsafeMutablePointer(to: &length) { length in
        body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), length)
      }
    }
  }

  private mutating func store<T>(_ address: T) {
    withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: T.self) }
    length = socklen_t(MemoryLayout<T>.size)
  }

  private func load<T>(_ type: T.Type) -> T {
    withUnsafeBytes(of: storage) { $0.loadUnaligned(as: type) }
  }
}
