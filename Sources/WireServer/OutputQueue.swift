// Bytes that wait to be sent. Sending takes from the front; the front is cut off rarely, so that
// a slow reader does not make the server move the same megabyte again and again.

/// The unsent output of one connection.
public struct OutputQueue: Sendable {
  private var bytes: [UInt8] = []
  private var head = 0

  /// How many bytes wait.
  public var count: Int { bytes.count - head }
  /// Whether nothing waits.
  public var isEmpty: Bool { head == bytes.count }

  /// Lets `write` append to the end.
  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&bytes)
  }

  /// Shows what waits to `body`, which returns how much of it went out.
  mutating func drain<E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Int) throws(E) {
    let sent = try unsafeBytes(body)
    head += min(max(sent, 0), count)
    if head == bytes.count {
      // An idle connection must not hold on to the room of its largest reply.
      bytes.removeAll(keepingCapacity: bytes.capacity <= 4_096)
      head = 0
    } else if head >= 128 << 10 && head > bytes.count / 2 {
      bytes.removeSubrange(..<head)
      head = 0
    }
  }

  /// Takes everything that waits.
  public mutating func takeAll() -> [UInt8] {
    defer {
      bytes = []
      head = 0
    }
    return head == 0 ? bytes : Array(bytes[head...])
  }

  private func unsafeBytes<E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Int {
    try bytes.withUnsafeBufferPointer { all throws(E) -> Int in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[head...])))
    }
  }
}
