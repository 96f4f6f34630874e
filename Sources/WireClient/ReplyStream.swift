// A socket with a reply reader behind it: waits for bytes only as long as it was told to.

internal import Glibc
internal import WireProtocol

/// The replies that come over one socket.
struct ReplyStream: ~Copyable {
  let socket: Socket
  var reader: ReplyReader
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(_ socket: consuming Socket, lineLimit: Int) {
    self.socket = socket
    reader = ReplyReader(lineLimit: lineLimit)
  }

  /// The first line of the server.
  mutating func greeting(milliseconds: Int) throws(ConnectionError) -> Status {
    let deadline = Deadline(milliseconds: milliseconds)
    while true {
      do throws(ReplyFault) {
        if let status = try reader.greeting() { return status }
      } catch {
        switch error {
        case .unreadable(let line): throw .notOurs(said: line)
        default: throw .notOurs(said: Messages.endlessLine)
        }
      }
      try receive(deadline, orThrow: .timedOut(.greeting, milliseconds: milliseconds))
    }
  }

  /// The next part of a reply; waits at most `milliseconds` for each of its bytes.
  mutating func next(milliseconds: Int) throws(ConnectionError) -> ReplyReader.Event {
    while true {
      if let event = try next(milliseconds: milliseconds, unless: { false }) { return event }
    }
  }

  /// How often a wait is left to ask whether to go on, in milliseconds.
  ///
  /// A signal may come just before the wait, so none is relied on to end it.
  private static let askEvery = 100

  /// The next part of a reply, or nil when somebody wishes to stop waiting for it.
  mutating func next(
    milliseconds: Int, unless isInterrupted: () -> Bool
  ) throws(ConnectionError) -> ReplyReader.Event? {
    var deadline = Deadline(milliseconds: milliseconds)
    while true {
      do throws(ReplyFault) {
        if let event = try reader.next() { return event }
      } catch {
        throw .broken(error)
      }
      if isInterrupted() { return nil }
      let slice = Deadline(
        milliseconds: min(Int(deadline.millisecondsLeft), ReplyStream.askEvery))
      if try socket.wait(for: Int16(POLLIN), slice) != 0 {
        try receive(slice, orThrow: .timedOut(.reply, milliseconds: milliseconds))
        deadline = Deadline(milliseconds: milliseconds)
      } else if deadline.millisecondsLeft == 0 {
        throw .timedOut(.reply, milliseconds: milliseconds)
      }
    }
  }

  /// Sends all bytes; takes what comes meanwhile, or both sides might wait for each other.
  mutating func write(_ bytes: [UInt8], milliseconds: Int) throws(ConnectionError) {
    var sent = 0
    while sent < bytes.count {
      sent += try socket.send(bytes, from: sent)
      if sent == bytes.count { return }
      let deadline = Deadline(milliseconds: milliseconds)
      let events = try socket.wait(for: Int16(POLLIN | POLLOUT), deadline)
      guard events != 0 else { throw .timedOut(.reply, milliseconds: milliseconds) }
      if events & Int16(POLLIN) != 0, let count = try socket.receive(&buffer) {
        Self.feed(&reader, buffer, count)
      }
    }
  }

  private mutating func receive(
    _ deadline: Deadline, orThrow timeout: ConnectionError
  ) throws(ConnectionError) {
    guard try socket.wait(for: Int16(POLLIN), deadline) != 0 else { throw timeout }
    guard let count = try socket.receive(&buffer) else { return }
    guard count > 0 else {
      if reader.due > 0, let fault = reader.endOfStream() { throw .broken(fault) }
      throw .lost(reason: Messages.closedByPeer)
    }
    Self.feed(&reader, buffer, count)
  }

  private static func feed(_ reader: inout ReplyReader, _ bytes: [UInt8], _ count: Int) {
    reader.append(bytes.span.extracting(first: count))
  }
}
