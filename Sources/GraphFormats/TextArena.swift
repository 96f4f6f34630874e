// Memory for bytes that are not in the file as they stand: decoded escapes, resolved IRIs, made-up
// labels. Addresses stay until the arena is emptied as a whole, so spans can point into it.

/// Bytes with stable addresses, freed all at once.
final class TextArena {
  private var blocks: [(start: UnsafeMutableRawPointer, size: Int)] = []
  private var used = 0
  private static let blockSize = 1 << 14

  /// Room for some bytes at an address divisible by 16; the caller fills it.
  func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    let start = (used + 15) & ~15
    if let last = blocks.last, start + count <= last.size {
      used = start + count
      return last.start + start
    }
    let size = max(TextArena.blockSize, count)
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    blocks.append((block, size))
    used = count
    return block
  }

  /// A copy of bytes.
  func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return bytes }
    let target = allocate(bytes.count)
    target.copyMemory(from: source, byteCount: bytes.count)
    return UnsafeRawBufferPointer(start: target, count: bytes.count)
  }

  /// A copy of an array.
  func copy(_ bytes: [UInt8]) -> UnsafeRawBufferPointer { bytes.withUnsafeBytes { copy($0) } }

  /// Forgets all bytes; keeps one block of ordinary size.
  func removeAll() {
    while let block = blocks.last, blocks.count > 1 || block.size > TextArena.blockSize {
      block.start.deallocate()
      blocks.removeLast()
    }
    used = 0
  }

  deinit { for block in blocks { block.start.deallocate() } }
}
