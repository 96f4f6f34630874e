// The checksum of an image: against damage, not against a forger. Fletcher's sums over four words at
// a time: the first tells any change, the second any change of place, and both together cost less
// than reading the bytes does. A hash that multiplies was four times as much.

/// A 64-bit checksum of columns.
struct ImageHash {
  private var sum = SIMD4<UInt64>()
  private var sumOfSums = SIMD4<UInt64>()

  /// Takes a column in, with where it ends.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var (sum, sumOfSums) = (sum, sumOfSums)
    var offset = 0
    while offset + 32 <= bytes.count {
      sum &+= bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      sumOfSums &+= sum
      offset += 32
    }
    while offset < bytes.count {
      sum[0] &+= UInt64(bytes[offset]) + 1
      sumOfSums &+= sum
      offset += 1
    }
    sum[1] &+= UInt64(bytes.count)
    self.sum = sum
    self.sumOfSums = sumOfSums &+ sum
  }

  /// The checksum of all that was taken in.
  func finish() -> UInt64 {
    var state: UInt64 = 0
    for lane in 0..<4 {
      for word in [sum[lane], sumOfSums[lane]] {
        let product = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state = product << 29 | product >> 35
      }
    }
    return state
  }
}
