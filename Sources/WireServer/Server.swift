// The server as a program or a test holds it: bind, then run, then stop from anywhere.

internal import Glibc
public import WireProtocol

/// A server that has bound its addresses.
public final class Server {
  /// Where it listens, with the ports that were really bound.
  public let addresses: [Address]
  /// Where it answers `GET /metrics`.
  public let metricsAddress: Address?
  /// Where it takes the operator's words.
  public let adminAddress: Address?
  /// Stops and reloads it from any thread.
  public let control: ServerControl
  private let loop: EventLoop

  /// Binds, refusing an address that others can reach without `authFile` or `allowOpen`.
  ///
  /// `reload` makes a new service from the files; it runs on a thread of its own.
  public convenience init(
    _ service: any QueryService, _ options: ServerOptions = ServerOptions(),
    reload: @escaping @Sendable () throws(ReloadError) -> any QueryService
  ) throws(ServerError) {
    try self.init(service, options, ServiceManager(), reload: reload)
  }

  /// As above, with what a service manager hands over.
  package init(
    _ service: any QueryService, _ options: ServerOptions, _ manager: ServiceManager,
    reload: @escaping @Sendable () throws(ReloadError) -> any QueryService
  ) throws(ServerError) {
    let bindings = try Bindings(options, manager)
    let tokens = try options.authFile.map { (path) throws(ServerError) in
      try AccessTokens(file: path)
    }
    let listeners = try bindings.open()
    addresses = listeners.filter { $0.role == .query }.map(\.address)
    metricsAddress = listeners.first { $0.role == .metrics }?.address
    adminAddress = listeners.first { $0.role == .admin }?.address
    var signals: Int32?
    do throws(SystemError) {
      let caught = [SIGTERM, SIGINT, SIGHUP]
      signals = options.handlesSignals ? try SystemCalls.catchSignals(caught) : nil
      let mailbox = try Mailbox()
      control = ServerControl(mailbox)
      let state = ServerState(service, options, tokens: tokens)
      loop = try EventLoop(
        state, listeners, mailbox, Reloader(reload), Notifier(manager), signals: signals)
    } catch {
      if let signals { SystemCalls.close(signals) }
      for listener in listeners { listener.close() }
      throw ServerError(error, subject: "server")
    }
  }

  /// Serves until stopped; returns the exit code of the program.
  public func run() throws(ServerError) -> Int32 {
    let names = addresses.map(\.description).joined(separator: ",")
    let details: Fields = ["address": names, "data": loop.state.service.dataHash]
    loop.log.write(.info, "serving", details)
    do throws(SystemError) {
      let code = try loop.run()
      loop.log.write(.info, "stopped", ["exit": String(code)])
      return code
    } catch {
      throw ServerError(error, subject: "event loop")
    }
  }
}

/// Stops and reloads a running server; from any thread.
public struct ServerControl: Sendable {
  private let mailbox: Mailbox

  init(_ mailbox: Mailbox) { self.mailbox = mailbox }

  /// As SIGTERM: drains, and the second time ends at once.
  public func stop() { mailbox.post(.stop) }

  /// As SIGHUP: loads new data, and keeps the old on any error.
  public func reload() { mailbox.post(.reload) }
}

/// Binds or takes what systemd hands over, serves until SIGTERM or SIGINT, and returns the exit code; SIGHUP calls `reload`.
public func serve(
  _ service: any QueryService, _ options: ServerOptions,
  reload: @escaping @Sendable () throws(ReloadError) -> any QueryService
) throws(ServerError) -> Int32 {
  signal(SIGPIPE, SIG_IGN)
  _ = SystemCalls.raiseDescriptorLimit()
  return try Server(service, options, ServiceManager.take(), reload: reload).run()
}
