// A bound socket that connections come from. A Unix socket has its mode before it listens, a stale
// one is removed only when nobody answers behind it, and a file that is no socket is never touched.

internal import Glibc
internal import WireProtocol

/// One address the server listens on.
struct Listener {
  /// The bound descriptor.
  let descriptor: Int32
  /// The address with the port that was really bound.
  let address: Address
  /// What its connections speak.
  let role: SessionRole
  private let file: (device: dev_t, inode: ino_t)?

  /// Whether connections come from this machine's files.
  var isUnix: Bool {
    if case .unix = address { return true }
    return false
  }

  /// Binds and listens.
  init(
    _ address: Address, _ role: SessionRole = .query, socketMode: UInt32
  ) throws(ServerError) {
    switch address {
    case .tcp(let host, let port): try self.init(host: host, port: port, role)
    case .unix(let path): try self.init(path: path, role, mode: socketMode)
    }
  }

  /// Takes over a socket that a service manager bound; its file stays the manager's.
  init(_ inherited: ServiceManager.Inherited) throws(ServerError) {
    let name = "descriptor \(inherited.descriptor)"
    do throws(SystemError) {
      guard try SystemCalls.adoptListener(inherited.descriptor) else {
        throw SystemError(call: "listen", code: EINVAL)
      }
      let bound = try SystemCalls.localAddress(inherited.descriptor)
      descriptor = inherited.descriptor
      role = inherited.role
      address =
        if let path = bound.path { .unix(path) } else {
          .tcp(host: bound.host ?? name, port: bound.port)
        }
      file = nil
    } catch {
      throw ServerError(error, subject: name)
    }
  }

  /// Stops listening and removes the socket's file if it is still ours.
  func close() {
    SystemCalls.close(descriptor)
    guard case .unix(let path) = address, let file,
      let status = try? SystemCalls.status(path: path),
      status.st_dev == file.device, status.st_ino == file.inode
    else { return }
    SystemCalls.remove(path)
  }

  // MARK: TCP

  private init(host: String, port: UInt16, _ role: SessionRole) throws(ServerError) {
    guard let wanted = SocketAddress(host: host, port: port) else {
      throw ServerError(Messages.needsNumber(host))
    }
    do throws(SystemError) {
      let descriptor = try SystemCalls.socket(wanted.family)
      do throws(SystemError) {
        try Self.listen(descriptor, wanted)
        let bound = try SystemCalls.localAddress(descriptor)
        self.descriptor = descriptor
        self.role = role
        self.address = .tcp(host: bound.host ?? host, port: bound.port)
        file = nil
      } catch {
        SystemCalls.close(descriptor)
        throw error
      }
    } catch {
      throw ServerError(error, subject: Address.tcp(host: host, port: port).description)
    }
  }

  private static func listen(
    _ descriptor: Int32, _ address: SocketAddress
  ) throws(SystemError) {
    try SystemCalls.setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    if address.family == AF_INET6 {
      try SystemCalls.setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1)
    }
    try SystemCalls.bind(descriptor, address)
    try SystemCalls.listen(descriptor)
  }

  // MARK: Unix

  private init(path: String, _ role: SessionRole, mode: UInt32) throws(ServerError) {
    let isFile = !path.hasPrefix("@")
    if isFile { try Self.clearWay(path) }
    do throws(SystemError) {
      let descriptor = try SystemCalls.socket(AF_UNIX)
      do throws(SystemError) {
        try SystemCalls.withPrivateFiles { () throws(SystemError) in
          try SystemCalls.bind(descriptor, SocketAddress(path: path))
        }
        if isFile { try SystemCalls.setMode(path, mode) }
        let status = isFile ? try SystemCalls.status(path: path) : nil
        try SystemCalls.listen(descriptor)
        self.descriptor = descriptor
        self.role = role
        self.address = .unix(path)
        file = status.map { ($0.st_dev, $0.st_ino) }
      } catch {
        SystemCalls.close(descriptor)
        throw error
      }
    } catch {
      throw ServerError(error, subject: Address.unix(path).description)
    }
  }

  /// What stands where a socket is to be made.
  private enum Obstacle {
    case none, file, server, staleSocket
  }

  /// Removes a socket that nobody answers behind; refuses anything else that stands at `path`.
  private static func clearWay(_ path: String) throws(ServerError) {
    let found: Obstacle
    do throws(SystemError) {
      found = try obstacle(path)
    } catch {
      throw ServerError(error, subject: Address.unix(path).description)
    }
    switch found {
    case .none: break
    case .staleSocket: SystemCalls.remove(path)
    case .file: throw ServerError(Messages.notSocket(path))
    case .server: throw ServerError(Messages.socketInUse(path))
    }
  }

  private static func obstacle(_ path: String) throws(SystemError) -> Obstacle {
    guard let status = try SystemCalls.status(path: path) else { return .none }
    guard status.st_mode & S_IFMT == S_IFSOCK else { return .file }
    let probe = try SystemCalls.socket(AF_UNIX)
    defer { SystemCalls.close(probe) }
    do throws(SystemError) {
      try SystemCalls.connect(probe, SocketAddress(path: path))
    } catch {
      switch error.code {
      case ECONNREFUSED: return .staleSocket
      // Its queue is full, so somebody is behind it.
      case EAGAIN: return .server
      default: throw error
      }
    }
    return .server
  }
}
