// A session with a socket under it: reads what comes, sends what waits, and knows how long it has
// waited for what. Closing is slow on purpose: a socket that is closed with unread input takes its
// last words back from the peer.

internal import CLinux
internal import Glibc

/// One accepted connection.
final class Connection {
  enum Phase {
    case open
    /// The last words are sent; input is thrown away until the peer is done or time is.
    case lingering(until: Int64)
    case closed
  }

  let id: UInt64
  let descriptor: Int32
  let peer: Peer
  var session: Session
  private(set) var phase = Phase.open
  /// What epoll watches for now.
  private(set) var interest: UInt32 = EPOLLIN.rawValue
  private var lineBegunAt: Int64?
  private var lineCount = 0
  /// When it was accepted.
  let openedAt: Int64
  /// When a byte came or went last.
  private(set) var lastByteAt: Int64
  private var stalledSince: Int64?
  private var hasPeerEnded = false
  private var lingeredBytes = 0

  /// How much is thrown away while lingering.
  private static let lingerBytes = 1 << 20

  init(_ id: UInt64, _ descriptor: Int32, _ peer: Peer, _ session: Session, now: Int64) {
    self.id = id
    self.descriptor = descriptor
    self.peer = peer
    self.session = session
    lastByteAt = now
    openedAt = now
  }

  /// The number of the connection for people; never used twice.
  var number: Int { Int(id >> 32) }

  /// Whether the descriptor is closed.
  var isClosed: Bool {
    if case .closed = phase { return true }
    return false
  }

  /// Whether closing now can take nothing from the peer.
  var isQuiet: Bool { session.isIdle && session.output.isEmpty }

  // MARK: Events

  /// Takes input through `buffer`.
  func read(_ buffer: UnsafeMutableRawBufferPointer, now: Int64) {
    do throws(SystemError) {
      guard let count = try SystemCalls.receive(descriptor, buffer) else { return }
      lastByteAt = now
      session.state.metrics.bytesReceived &+= count
      if case .lingering = phase {
        lingeredBytes += count
        if count == 0 || lingeredBytes > Self.lingerBytes { close() }
      } else if count == 0 {
        // Over TCP a peer that closed and one that only ended its sending say the same, a FIN, and
        // answer the same to a probe, until something is written to them: which of both it is cannot be
        // known while its query runs. It is owed its answer; what it may hold is one query and its time.
        hasPeerEnded = true
        session.endInput()
      } else {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        bytes.withMemoryRebound(to: UInt8.self) { session.receive($0.span) }
      }
    } catch {
      close()
    }
  }

  /// Sends what the socket takes, ends what is over, and returns what epoll should watch for.
  func settle(now: Int64, lingerTime: Int) -> UInt32 {
    send(now: now)
    if case .open = phase, session.isOver, session.output.isEmpty {
      linger(until: now + Clock.nanoseconds(milliseconds: lingerTime))
    }
    noteLine(now: now)
    interest = wantedInterest
    return interest
  }

  private var wantedInterest: UInt32 {
    switch phase {
    case .closed: return 0
    case .lingering: return EPOLLIN.rawValue
    case .open:
      let input = session.wantsInput ? EPOLLIN.rawValue : 0
      return input | (session.output.isEmpty ? 0 : EPOLLOUT.rawValue)
    }
  }

  private func send(now: Int64) {
    guard case .open = phase else { return }
    let state = session.state
    do throws(SystemError) {
      var isBlocked = false
      while !session.output.isEmpty && !isBlocked {
        try session.drain { (bytes) throws(SystemError) -> Int in
          guard let sent = try SystemCalls.send(descriptor, bytes) else {
            isBlocked = true
            return 0
          }
          lastByteAt = now
          state.metrics.bytesSent &+= sent
          stalledSince = nil
          return sent
        }
      }
      if isBlocked && stalledSince == nil { stalledSince = now }
    } catch {
      close()
    }
  }

  private func linger(until end: Int64) {
    guard !hasPeerEnded, (try? SystemCalls.shutdownSending(descriptor)) != nil else {
      close()
      return
    }
    phase = .lingering(until: end)
  }

  /// Closes the descriptor and asks a running query to stop.
  func close() {
    if case .closed = phase { return }
    phase = .closed
    session.stopRunning(.disconnected)
    SystemCalls.close(descriptor)
  }

  // MARK: Time

  /// What a check of the time found.
  enum Overdue {
    case line, idle, stalled, linger
  }

  /// What takes too long, if anything does.
  func overdue(now: Int64, _ limits: ServerLimits) -> Overdue? {
    func isOver(_ since: Int64, _ milliseconds: Int) -> Bool {
      now - since >= Clock.nanoseconds(milliseconds: milliseconds)
    }
    switch phase {
    case .closed: return nil
    case .lingering(let end): return now >= end ? .linger : nil
    case .open: break
    }
    if let stalledSince, isOver(stalledSince, limits.stallTime) { return .stalled }
    if let lineBegunAt, isOver(lineBegunAt, limits.lineTime) { return .line }
    if !peer.isUnix, isQuiet, isOver(lastByteAt, limits.idleTime) { return .idle }
    return nil
  }

  /// Remembers when the line began that is not ended yet.
  private func noteLine(now: Int64) {
    let isSameLine = lineCount == session.lineCount
    lineCount = session.lineCount
    guard session.isWaitingForLineEnd else {
      lineBegunAt = nil
      return
    }
    lineBegunAt = isSameLine ? lineBegunAt ?? now : now
  }
}

/// Who is at the other end.
struct Peer {
  /// The numeric address, or `unix`; for limits and the log.
  let name: String
  let isUnix: Bool

  init(_ address: SocketAddress) {
    isUnix = address.family == AF_UNIX
    name = address.host ?? "unix"
  }
}
