// From an address as text to a connected socket. Numbers and localhost need no resolver, which
// keeps it out of the common case; a name is tried at each of its addresses.

internal import Glibc
internal import WireProtocol

/// Connects sockets.
enum Dialer {
  /// Connects to an address within the time given.
  static func connect(
    to address: Address, milliseconds: Int
  ) throws(ConnectionError) -> Socket {
    let deadline = Deadline(milliseconds: milliseconds)
    var reason: String?
    for candidate in try candidates(address) {
      do throws(Socket.Failure) {
        if let socket = try candidate.connect(deadline) { return socket }
        reason = nil
      } catch {
        reason = error.reason
      }
      if reason == nil { throw .timedOut(.connection, milliseconds: milliseconds) }
    }
    throw .cannotConnect(reason: reason ?? "")
  }

  private static func candidates(_ address: Address) throws(ConnectionError) -> [Candidate] {
    switch address {
    case .unix(let path): return [Candidate(path: path)]
    case .tcp("localhost", let port):
      return ["127.0.0.1", "::1"].compactMap { Candidate(number: $0, port: port) }
    case .tcp(let host, let port):
      if let candidate = Candidate(number: host, port: port) { return [candidate] }
      return try resolve(host, port)
    }
  }

  private static func resolve(
    _ host: String, _ port: UInt16
  ) throws(ConnectionError) -> [Candidate] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &first)
    guard code == 0 else {
      throw .unknownHost(host, reason: String(cString: gai_strerror(code)))
    }
    defer { freeaddrinfo(first) }
    var found: [Candidate] = []
    var next = first
    while let entry = next {
      if let address = entry.pointee.ai_addr {
        let length = Int(entry.pointee.ai_addrlen)
        found.append(Candidate(UnsafeRawBufferPointer(start: address, count: length)))
      }
      next = entry.pointee.ai_next
    }
    return found
  }
}

/// One socket address as bytes.
private struct Candidate {
  private let bytes: [UInt8]

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = Array(bytes) }

  /// A numeric host; nil when it is a name.
  init?(number: String, port: UInt16) {
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if inet_pton(AF_INET, number, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, number, &six.sin6_addr) == 1 {
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      bytes = withUnsafeBytes(of: six) { Array($0) }
    } else {
      return nil
    }
  }

  /// A path, or `@name` in the abstract namespace.
  init(path: String) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8.prefix(107))
    let isAbstract = name.first == UInt8(ascii: "@")
    if isAbstract { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let header = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    let length = header + name.count + (isAbstract ? 0 : 1)
    bytes = withUnsafeBytes(of: address) { Array($0.prefix(length)) }
  }

  /// Connects; nil when time ran out.
  func connect(_ deadline: Deadline) throws(Socket.Failure) -> Socket? {
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: bytes) }
    let length = socklen_t(bytes.count)
    return try withUnsafePointer(to: &storage) { pointer throws(Socket.Failure) -> Socket? in
      let address = UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
      let family = Int32(pointer.pointee.ss_family)
      return try Socket(address, length, family: family, deadline: deadline)
    }
  }
}
