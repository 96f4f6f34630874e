// Looking terms up jumps about in memory, and with pages of 4 kB most jumps miss the table of pages as
// well as the cache. Large pages are asked for where a graph is large; a small one would only pay for
// memory that it never uses.

internal import Glibc

/// Memory that is jumped about in.
enum LargePages {
  /// Less than this is left as it is.
  private static let least = 2 << 20

  /// Asks for large pages for memory that is not written yet; the system may decline.
  static func ask(for memory: UnsafeRawBufferPointer) {
    guard memory.count >= least, let start = memory.baseAddress else { return }
    let page = Int(getpagesize())
    let first = (Int(bitPattern: start) + page - 1) & ~(page - 1)
    let end = (Int(bitPattern: start) + memory.count) & ~(page - 1)
    guard first < end else { return }
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
  }

  /// The same, for the room of an array.
  static func ask<Element: BitwiseCopyable>(for array: [Element]) {
    array.withUnsafeBytes { filled in
      ask(
        for: UnsafeRawBufferPointer(
          start: filled.baseAddress, count: array.capacity * MemoryLayout<Element>.stride))
    }
  }
}
