// The bytes of an unfinished step between two pieces of a file.

/// Bytes at an address that stays while nothing is appended.
final class TailBuffer {
  /// No bytes, at an address.
  static var place: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: empty, count: 0) }
  private nonisolated(unsafe) static let empty = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

  private var start = UnsafeMutableRawPointer.allocate(byteCount: 1024, alignment: 16)
  private var capacity = 1024
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  func append(_ more: UnsafeRawBufferPointer) {
    guard let from = more.baseAddress, more.count > 0 else { return }
    if count + more.count > capacity {
      capacity = max(count + more.count, capacity * 2)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
      larger.copyMemory(from: start, byteCount: count)
      start.deallocate()
      start = larger
    }
    (start + count).copyMemory(from: from, byteCount: more.count)
    count += more.count
  }

  func removeFirst(_ number: Int) {
    let from = start + number
    count -= number
    start.copyMemory(from: from, byteCount: count)
  }

  func removeAll() { count = 0 }

  deinit { start.deallocate() }
}
