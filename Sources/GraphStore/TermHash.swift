// Hash and comparison of terms: eight bytes at a time, and the last word reaches back over bytes
// already seen instead of going byte by byte; most texts are one or two words long.

/// The hash of a term: one wide multiplication for eight bytes.
///
/// The text has a hash of its own, because a reader knows texts and no classes.
public enum TermHash {
  @inline(__always)
  static func hash(_ termClass: ClassID, _ text: UnsafeRawBufferPointer) -> UInt32 {
    join(termClass, hash(text))
  }

  /// The hash of a term whose text has a hash.
  @inline(__always)
  static func join(_ termClass: ClassID, _ text: UInt32) -> UInt32 {
    fold(mix((UInt64(termClass) << 32 | UInt64(text)) ^ 0x9E37_79B9_7F4A_7C15))
  }

  /// The hash of a text.
  @inline(__always)
  public static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    let count = text.count
    var state =
      0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count) &* 0xE703_7ED1_A0B4_28DB
    guard let base = text.baseAddress, count > 0 else { return fold(mix(state)) }
    guard count >= 8 else { return fold(mix(state ^ shortWord(base, count))) }
    var offset = 0
    while offset < count - 8 {
      state = mix(state ^ base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return fold(mix(state ^ base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)))
  }

  /// One to seven bytes as a word that differs for different bytes of the same count.
  @inline(__always)
  private static func shortWord(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count >= 4 {
      let first = base.loadUnaligned(as: UInt32.self)
      let last = base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(first) << 32 | UInt64(last)
    }
    let first = base.load(as: UInt8.self)
    let middle = base.load(fromByteOffset: count >> 1, as: UInt8.self)
    let last = base.load(fromByteOffset: count - 1, as: UInt8.self)
    return UInt64(first) << 16 | UInt64(middle) << 8 | UInt64(last)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x8EBC_6AF0_9C88_C6E3)
    return product.high ^ product.low
  }

  @inline(__always)
  private static func fold(_ state: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}

/// Whether two texts are the same bytes.
@inline(__always)
func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  let count = left.count
  guard count == right.count else { return false }
  guard let left = left.baseAddress, let right = right.baseAddress else { return true }
  guard count >= 8 else {
    for index in 0..<count
    where left.load(fromByteOffset: index, as: UInt8.self)
      != right.load(fromByteOffset: index, as: UInt8.self)
    {
      return false
    }
    return true
  }
  var offset = 0
  while offset < count - 8 {
    if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    {
      return false
    }
    offset += 8
  }
  return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
}
