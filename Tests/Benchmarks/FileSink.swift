// A file written in large pieces.

internal import Glibc

/// Text on its way to a file.
final class FileSink {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Whether every byte reached the file.
  private(set) var isWhole = true

  /// Opens a file for writing; nil when the system refuses.
  init?(_ path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return nil }
    buffer.reserveCapacity(1 << 20 + 4096)
  }

  deinit { Glibc.close(descriptor) }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 20 { flush() }
  }

  func flush() {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, buffer.count - start)
      }
      guard written > 0 else {
        isWhole = false
        break
      }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
