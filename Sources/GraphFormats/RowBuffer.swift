// Where a writer puts a batch's text before it goes to the output as one piece. Plain memory with
// room asked for once a term, because a check for every comma costs more than the comma.

internal import Bytes

/// Growing memory that is written from front to back.
final class RowBuffer {
  private var start = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var capacity = 1 << 16
  private(set) var count = 0

  /// Makes sure that some more bytes fit; the `put` functions rely on it.
  @inline(__always)
  func reserve(_ room: Int) {
    if count + room > capacity { grow(room) }
  }

  @inline(never)
  private func grow(_ room: Int) {
    capacity = max(count + room, capacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    larger.copyMemory(from: start, byteCount: count)
    start.deallocate()
    start = larger
  }

  @inline(__always)
  func put(_ byte: UInt8) {
    (start + count).storeBytes(of: byte, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  func put(_ text: UnsafeRawBufferPointer) {
    guard let from = text.baseAddress else { return }
    (start + count).copyMemory(from: from, byteCount: text.count)
    count += text.count
  }

  @inline(__always)
  func put(_ text: StaticString) {
    (start + count).copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  /// Moves everything to an output.
  func flush(to output: inout OutputBuffer) {
    output.append(UnsafeRawBufferPointer(start: start, count: count))
    count = 0
  }

  /// Moves everything to an array.
  func flush(to array: inout [UInt8]) {
    array.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    count = 0
  }

  deinit { start.deallocate() }
}
