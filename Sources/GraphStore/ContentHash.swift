// The `data=` of every answer: which bytes it rests on. Not against an adversary; against citing an
// answer that other data would not give.

/// A 64-bit hash of a file's bytes that arrive in pieces; the same however they are cut.
struct ContentHash {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// Bytes that do not yet fill a word, and how many.
  private var word: UInt64 = 0
  private var filled = 0
  private var length: UInt64 = 0

  /// Takes a piece in, eight bytes at a time.
  mutating func extend(_ piece: UnsafeRawBufferPointer) {
    length &+= UInt64(piece.count)
    var offset = 0
    while filled > 0, offset < piece.count { add(piece[offset], &offset) }
    while offset + 8 <= piece.count {
      mix(piece.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    while offset < piece.count { add(piece[offset], &offset) }
  }

  /// The hash of all that was taken in.
  func finish() -> UInt64 {
    var last = self
    last.mix(word)
    last.mix(length)
    return last.state
  }

  private mutating func add(_ byte: UInt8, _ offset: inout Int) {
    word |= UInt64(byte) << UInt64(filled * 8)
    filled += 1
    offset += 1
    guard filled == 8 else { return }
    mix(word)
    word = 0
    filled = 0
  }

  private mutating func mix(_ value: UInt64) {
    let product = (state ^ value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    state = product.high ^ product.low ^ value
  }
}
