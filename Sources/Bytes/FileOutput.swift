// The only place that writes to a descriptor. A short write, an interruption and a full pipe are
// normal and handled here; everything else is an error that the caller must turn into an exit code.

internal import Glibc

/// The system refused to take bytes.
public struct WriteFailure: Error, Equatable, Sendable {
  /// The system's error number.
  public let code: Int32

  /// Whether the reader at the other end has gone away, which is no fault of ours.
  public var isClosedPipe: Bool { code == EPIPE }

  /// What the system says of it.
  public var reason: String { String(cString: strerror(code)) }
}

/// Writes buffers to a file descriptor that it does not own.
public struct FileOutput: Sendable {
  /// Where the bytes go.
  public let descriptor: Int32

  /// Standard output.
  public static let standardOutput = FileOutput(descriptor: STDOUT_FILENO)
  /// Standard error.
  public static let standardError = FileOutput(descriptor: STDERR_FILENO)

  /// Writes to an open descriptor.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all bytes, waiting where the descriptor is full.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      } else if errno == EAGAIN {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if poll(&wanted, 1, -1) < 0, errno != EINTR { throw WriteFailure(code: errno) }
      } else if errno != EINTR {
        throw WriteFailure(code: errno)
      }
    }
  }

  /// Writes all that a buffer holds and empties it.
  public func flush(_ buffer: inout OutputBuffer) throws(WriteFailure) {
    let outcome: Result<Void, WriteFailure> = buffer.withBytes { bytes in
      do throws(WriteFailure) {
        try write(bytes)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
    buffer.removeAll()
  }
}
