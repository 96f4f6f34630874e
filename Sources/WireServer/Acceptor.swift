// Takes connections in, or says why not. When descriptors run out, a level-triggered listener
// would ring without end: one descriptor is held back to answer with, and then the listeners rest.

internal import Glibc
internal import WireProtocol

/// Accepts connections within the limits.
struct Acceptor {
  /// What became of one ring of a listener.
  enum Outcome {
    case accepted(Int32, Peer)
    /// Answered `-BUSY` and closed; what was full.
    case refused(Peer, what: String)
    /// No descriptors: do not listen for a while.
    case exhausted
    /// Nobody waits.
    case none
  }

  private let limits: ServerLimits
  private var spare: Int32?

  init(_ limits: ServerLimits) {
    self.limits = limits
    spare = try? SystemCalls.openNothing()
  }

  /// Accepts one connection.
  mutating func accept(_ listener: Listener, _ connections: ConnectionTable) -> Outcome {
    do throws(SystemError) {
      guard let (descriptor, address) = try SystemCalls.accept(listener.descriptor) else {
        return .none
      }
      let peer = Peer(address)
      guard let what = fullLimit(peer, listener.role, connections) else {
        // Answers are small and whole: waiting to fill a packet only delays them.
        if !peer.isUnix {
          try? SystemCalls.setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        }
        return .accepted(descriptor, peer)
      }
      Self.refuse(descriptor, what)
      return .refused(peer, what: what)
    } catch {
      switch error.code {
      case EMFILE, ENFILE, ENOBUFS, ENOMEM:
        refuseWithSpare(listener)
        return .exhausted
      // The peer went away before it was accepted, or the network said so late.
      default: return .none
      }
    }
  }

  /// Gives back the descriptor that is held.
  func close() { spare.map { SystemCalls.close($0) } }

  /// How many connections above the limit are left to those who look after the server.
  private static let keptForOperators = 8

  private func fullLimit(
    _ peer: Peer, _ role: SessionRole, _ connections: ConnectionTable
  ) -> String? {
    guard role == .query else {
      let most = limits.connections + Self.keptForOperators
      return connections.count >= most ? "connections" : nil
    }
    let kept = peer.isUnix ? 0 : limits.connectionsKeptForUnix
    if connections.count >= limits.connections - kept { return "connections" }
    let isAddressFull = connections.count(of: peer) >= limits.connectionsPerAddress
    return isAddressFull ? "connections-per-address" : nil
  }

  private mutating func refuseWithSpare(_ listener: Listener) {
    if let spare { SystemCalls.close(spare) }
    if let (descriptor, _) = try? SystemCalls.accept(listener.descriptor) {
      Self.refuse(descriptor, "descriptors")
    }
    spare = try? SystemCalls.openNothing()
  }

  private static func refuse(_ descriptor: Int32, _ what: String) {
    var line: [UInt8] = []
    Status.refused(.busy, ["close": "1", "what": what]).append(tag: nil, to: &line)
    _ = try? line.withUnsafeBytes { (bytes) throws(SystemError) in
      try SystemCalls.send(descriptor, bytes)
    }
    try? SystemCalls.shutdownSending(descriptor)
    SystemCalls.close(descriptor)
  }
}
