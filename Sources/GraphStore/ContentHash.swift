// The `data=` of every answer: which bytes it rests on. Not against an adversary; against citing an
// answer that other data would not give.

/// A 64-bit hash of a file's bytes that arrive in pieces; the same however they are cut.
struct ContentHash {
  /// Bytes taken at a time.
  private static let stride = 32

  /// Four words side by side: each multiplication waits for the one before it in its lane alone.
  private var lanes = SIMD4<UInt64>(
    0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93)
  /// Bytes that do not yet fill the lanes.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  /// Takes a piece in.
  mutating func extend(_ piece: UnsafeRawBufferPointer) {
    length &+= UInt64(piece.count)
    var piece = piece[...]
    if !rest.isEmpty {
      let missing = piece.prefix(ContentHash.stride - rest.count)
      rest += missing
      piece = piece.dropFirst(missing.count)
      guard rest.count == ContentHash.stride else { return }
      rest.withUnsafeBytes { mix($0) }
      rest.removeAll(keepingCapacity: true)
    }
    let whole = piece.count / ContentHash.stride * ContentHash.stride
    mix(UnsafeRawBufferPointer(rebasing: piece.prefix(whole)))
    rest += piece.dropFirst(whole)
  }

  /// The hash of all that was taken in.
  func finish() -> UInt64 {
    var last = self
    last.rest += repeatElement(0, count: ContentHash.stride - rest.count)
    last.rest.withUnsafeBytes { last.lanes = ContentHash.mixed(lanes, $0) }
    let ends = [last.lanes[0], last.lanes[1], last.lanes[2], last.lanes[3]]
    return ends.reduce(length) { ContentHash.mixed($0, $1) }
  }

  private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    lanes = ContentHash.mixed(lanes, bytes)
  }

  private static func mixed(
    _ lanes: SIMD4<UInt64>, _ bytes: UnsafeRawBufferPointer
  ) -> SIMD4<UInt64> {
    var (first, second, third, fourth) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var offset = 0
    while offset < bytes.count {
      first = mixed(first, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      second = mixed(second, bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      third = mixed(third, bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
      fourth = mixed(fourth, bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
      offset += ContentHash.stride
    }
    return SIMD4(first, second, third, fourth)
  }

  @inline(__always)
  private static func mixed(_ state: UInt64, _ value: UInt64) -> UInt64 {
    let product = (state ^ value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low ^ value
  }
}
