// The client's side of a socket: never blocks longer than it was told to, never raises SIGPIPE.

internal import Glibc

/// A connected stream socket, closed when it goes away.
struct Socket: ~Copyable {
  /// A call that failed, as the system tells it.
  struct Failure: Error {
    let code: Int32
    var reason: String { String(cString: strerror(code)) }
  }

  let descriptor: Int32

  /// Connects to one address; nil when that takes longer than until `deadline`.
  init?(_ address: UnsafePointer<sockaddr>, _ length: socklen_t, family: Int32, deadline: Deadline)
    throws(Failure)
  {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    if connect(descriptor, address, length) == 0 { return }
    guard errno == EINPROGRESS || errno == EINTR else { throw Failure(code: errno) }
    guard try poll(for: Int16(POLLOUT), deadline) != 0 else { return nil }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    guard code == 0 else { throw Failure(code: code) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Waits for one of `events`; returns those that came, 0 when time ran out.
  func wait(for events: Int16, _ deadline: Deadline) throws(ConnectionError) -> Int16 {
    do throws(Failure) {
      return try poll(for: events, deadline)
    } catch {
      throw .lost(reason: error.reason)
    }
  }

  private func poll(for events: Int16, _ deadline: Deadline) throws(Failure) -> Int16 {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    while true {
      let count = Glibc.poll(&entry, 1, deadline.millisecondsLeft)
      if count >= 0 { return count == 0 ? 0 : entry.revents }
      if errno != EINTR { throw Failure(code: errno) }
    }
  }

  /// Takes what has come; 0 at the end of the stream, nil when nothing has come.
  func receive(_ buffer: inout [UInt8]) throws(ConnectionError) -> Int? {
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count >= 0 { return count }
      if errno == EAGAIN || errno == EWOULDBLOCK { return nil }
      if errno != EINTR { throw .lost(reason: Failure(code: errno).reason) }
    }
  }

  /// Sends what there is room for from `start` on, perhaps nothing.
  func send(_ bytes: [UInt8], from start: Int) throws(ConnectionError) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { all in
        Glibc.send(
          descriptor, all.baseAddress.map { $0 + start }, all.count - start, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return count }
      if errno == EAGAIN || errno == EWOULDBLOCK { return 0 }
      if errno != EINTR { throw .lost(reason: Failure(code: errno).reason) }
    }
  }
}

/// A moment on the monotonic clock.
struct Deadline {
  private let end: Int64?

  /// `milliseconds` from now; nil is never.
  init(milliseconds: Int?) {
    end = milliseconds.map { Self.now() + Int64(min(max($0, 0), 1 << 40)) }
  }

  /// For poll: what is left, at least 0; -1 without an end.
  var millisecondsLeft: Int32 {
    guard let end else { return -1 }
    return Int32(clamping: max(0, end - Self.now()))
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000 &+ Int64(time.tv_nsec) / 1_000_000
  }
}
