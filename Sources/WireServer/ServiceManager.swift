// What systemd hands to a service and wants to hear from it. The protocol is a few variables and
// one datagram a message, so no library is linked for it.

internal import Glibc

/// The service manager that started this process, if there is one.
package struct ServiceManager: Sendable {
  /// A listening socket that was handed over.
  struct Inherited: Equatable {
    var descriptor: Int32
    var role: SessionRole
  }

  /// The sockets that were handed over, in their order.
  let sockets: [Inherited]
  /// Where to tell how it goes; nil when nobody listens.
  let notifyPath: String?
  /// How often a sign of life is due, in nanoseconds; nil when none is.
  let watchdogInterval: Int64?

  /// No manager.
  init() {
    sockets = []
    notifyPath = nil
    watchdogInterval = nil
  }

  /// Reads what the manager of process `pid` left in its environment.
  package init(
    pid: Int32 = getpid(), firstDescriptor: Int32 = 3, environment: (String) -> String?
  ) {
    func isOurs(_ name: String) -> Bool { environment(name) == String(pid) }
    let count = isOurs("LISTEN_PID") ? environment("LISTEN_FDS").flatMap { Int32($0) } ?? 0 : 0
    let names = (environment("LISTEN_FDNAMES") ?? "")
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    sockets = (0..<min(max(count, 0), 64)).map { index in
      let name = Int(index) < names.count ? names[Int(index)] : ""
      return Inherited(descriptor: firstDescriptor + index, role: Self.role(name))
    }
    notifyPath = environment("NOTIFY_SOCKET").flatMap { path in
      let isPath = path.hasPrefix("/") || path.hasPrefix("@")
      return isPath && (2..<108).contains(path.utf8.count) ? path : nil
    }
    let isWatched = environment("WATCHDOG_PID") == nil || isOurs("WATCHDOG_PID")
    // Half the time, as the manual advises.
    watchdogInterval =
      isWatched
      ? environment("WATCHDOG_USEC").flatMap { Int64($0) }.flatMap {
        (1...86_400_000_000).contains($0) ? $0 * 500 : nil
      } : nil
  }

  /// The manager of this process; its variables are taken away, so that no child believes them.
  static func take() -> ServiceManager {
    let manager = ServiceManager { name in getenv(name).map { String(cString: $0) } }
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    return manager
  }

  private static func role(_ name: String) -> SessionRole {
    switch name {
    case "metrics": .metrics
    case "admin": .admin
    default: .query
    }
  }
}

extension SessionRole: Equatable {}

/// Tells a service manager how it goes.
final class Notifier {
  private let socket: (descriptor: Int32, address: SocketAddress)?
  private let watchdogInterval: Int64?
  private var nextSignAt: Int64 = 0

  init(_ manager: ServiceManager) {
    socket = manager.notifyPath.flatMap { path in
      (try? SystemCalls.datagramSocket()).map { ($0, SocketAddress(path: path)) }
    }
    watchdogInterval = socket == nil ? nil : manager.watchdogInterval
  }

  deinit { if let socket { SystemCalls.close(socket.descriptor) } }

  /// The server answers.
  func ready(_ status: String) { tell("READY=1\nSTATUS=\(status)") }

  /// A reload has begun; `ready` ends it.
  func reloading() { tell("RELOADING=1\nMONOTONIC_USEC=\(Clock.now() / 1_000)") }

  /// The server takes no more connections.
  func stopping() { tell("STOPPING=1\nSTATUS=draining") }

  /// Whether signs of life are due.
  var isWatched: Bool { watchdogInterval != nil }

  /// Gives a sign of life if one is due; returns the moment of the next.
  func giveSign(now: Int64) -> Int64 {
    guard let watchdogInterval else { return .max }
    if now >= nextSignAt {
      tell("WATCHDOG=1")
      nextSignAt = now + watchdogInterval
    }
    return nextSignAt
  }

  private func tell(_ text: String) {
    guard let socket else { return }
    // A manager that does not listen is no reason to stop serving.
    try? SystemCalls.sendDatagram(socket.descriptor, Array(text.utf8), to: socket.address)
  }
}
