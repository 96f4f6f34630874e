// Where a server will listen, looked at as a whole before anything is bound: an address that others
// can reach needs a word, and the operator's words need a file with a mode.

internal import WireProtocol

/// The addresses of one server, and the sockets that were bound for it.
struct Bindings {
  private let wanted: [(address: Address, role: SessionRole)]
  private let inherited: [Listener]
  private let socketMode: UInt32

  /// Refuses what is open to strangers without `authFile` or `allowOpen`.
  init(_ options: ServerOptions, _ manager: ServiceManager) throws(ServerError) {
    inherited = try manager.sockets.map { (socket) throws(ServerError) in try Listener(socket) }
    var wanted = options.listen.map { (address: $0, role: SessionRole.query) }
    if wanted.isEmpty, !inherited.contains(where: { $0.role == .query }) {
      wanted = [(.tcp(host: "127.0.0.1", port: Address.defaultPort), .query)]
    }
    if let address = options.metricsListen { wanted.append((address, .metrics)) }
    if let address = options.adminListen { wanted.append((address, .admin)) }
    self.wanted = wanted
    socketMode = options.socketMode
    for (address, role) in wanted + inherited.map({ ($0.address, $0.role) }) {
      try Self.check(address, role, options)
    }
  }

  /// Binds what is wanted; all or nothing.
  func open() throws(ServerError) -> [Listener] {
    var listeners: [Listener] = []
    do throws(ServerError) {
      for (address, role) in wanted {
        let mode = role == .admin ? 0o600 : socketMode
        listeners.append(try Listener(address, role, socketMode: mode))
      }
    } catch {
      for listener in listeners { listener.close() }
      throw error
    }
    return listeners + inherited
  }

  private static func check(
    _ address: Address, _ role: SessionRole, _ options: ServerOptions
  ) throws(ServerError) {
    let name = address.description
    switch role {
    case .query:
      guard !address.isLocal, !options.allowOpen, options.authFile == nil else { return }
      throw ServerError(Messages.openBind(name))
    case .metrics:
      guard !address.isLocal, !options.allowOpen else { return }
      throw ServerError(Messages.openMetrics(name))
    case .admin:
      if case .unix(let path) = address, !path.hasPrefix("@") { return }
      throw ServerError(Messages.openAdmin(name))
    }
  }
}
