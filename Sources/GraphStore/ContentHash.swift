// The `data=` of every answer: which bytes it rests on. Not against an adversary; against citing an
// answer that other data would not give.

/// A 64-bit hash of a file's bytes that arrive in pieces; the same however they are cut.
struct ContentHash {
  /// Bytes taken at a time.
  private static let stride = 64
  private static let prime = SIMD8<UInt64>(repeating: 0xA076_1D64_78BD_642F)
  private static let half = SIMD8<UInt64>(repeating: 32)

  /// Eight words side by side: each step is waited for by the next one of its lane alone.
  ///
  /// Steps that need the upper half of a product were rejected: they leave the vector registers.
  private var lanes = SIMD8<UInt64>(
    0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93,
    0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5895_55F3_D6A4_C5E1, 0x1D8E_4E27_C47D_124F)
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
    last.rest.withUnsafeBytes { last.mix($0) }
    return last.lanes.indices.reduce(length) { ContentHash.joined($0, last.lanes[$1]) }
  }

  /// Each step is one to one in the bytes and in what was there, so that no difference is lost.
  private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    var lanes = lanes
    var offset = 0
    while offset < bytes.count {
      let words = base.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
      lanes = (lanes ^ words) &* ContentHash.prime
      lanes ^= lanes &>> ContentHash.half
      offset += ContentHash.stride
    }
    self.lanes = lanes
  }

  private static func joined(_ state: UInt64, _ value: UInt64) -> UInt64 {
    let product = (state ^ value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low ^ value
  }
}
