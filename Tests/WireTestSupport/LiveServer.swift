// A real server on a port of the system's choice, run on a thread of this process.

internal import Foundation
public import WireProtocol
public import WireServer

/// A running server; stop it before letting go of it.
public final class LiveServer: Sendable {
  /// Where it listens.
  public let addresses: [Address]
  /// Where it answers `GET /metrics`.
  public let metricsAddress: Address?
  /// Where it takes the operator's words.
  public let adminAddress: Address?
  /// Stops and reloads it.
  public let control: ServerControl
  private let exit: Exit

  /// Starts a server; `listen` is 127.0.0.1 with a free port unless the options say otherwise.
  public convenience init(
    _ service: any QueryService = RoteService(), _ options: ServerOptions = LiveServer.options(),
    reload: @escaping @Sendable () throws(ReloadError) -> any QueryService = {
      () throws(ReloadError) in RoteService(dataHash: "reloaded")
    }
  ) throws {
    try self.init(service, options, ServiceManager { _ in nil }, reload: reload)
  }

  /// As above, with what a service manager hands over.
  package init(
    _ service: any QueryService, _ options: ServerOptions, _ manager: ServiceManager,
    reload: @escaping @Sendable () throws(ReloadError) -> any QueryService
  ) throws {
    let server = try Server(service, options, manager, reload: reload)
    addresses = server.addresses
    metricsAddress = server.metricsAddress
    adminAddress = server.adminAddress
    control = server.control
    let exit = Exit()
    self.exit = exit
    nonisolated(unsafe) let moved = server
    let thread = Thread {
      do { exit.set(try moved.run()) } catch { exit.set(nil) }
    }
    thread.start()
  }

  /// Options for a test: any free port, no signals, no log.
  public static func options() -> ServerOptions {
    var options = ServerOptions()
    options.listen = [.tcp(host: "127.0.0.1", port: 0)]
    options.handlesSignals = false
    options.isLogging = false
    return options
  }

  /// The first address's port.
  public var port: UInt16 {
    if case .tcp(_, let port)? = addresses.first { return port }
    return 0
  }

  /// Waits until the server has ended; its exit code, or nil when it failed or does not end.
  public func waitForExit(seconds: Double = 30) -> Int32? { exit.wait(seconds) }

  /// Whether its thread has ended, with or without an exit code.
  public var hasEnded: Bool { exit.hasEnded }

  /// Stops it at once and waits.
  public func stop() {
    control.stop()
    control.stop()
    _ = waitForExit()
  }

  /// How a server's thread ended.
  private final class Exit: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOver = false
    private var code: Int32?

    var hasEnded: Bool {
      condition.lock()
      defer { condition.unlock() }
      return isOver
    }

    func set(_ code: Int32?) {
      condition.lock()
      self.code = code
      isOver = true
      condition.broadcast()
      condition.unlock()
    }

    func wait(_ seconds: Double) -> Int32? {
      let end = Date(timeIntervalSinceNow: seconds)
      condition.lock()
      defer { condition.unlock() }
      while !isOver, condition.wait(until: end) {}
      return code
    }
  }
}
