// From the bytes of a namespace, datatype or language tag to its number in `TripleBatch.heads`.
// Asked once for most terms, so it hashes eight bytes at a time and compares in place.

internal import GraphModel

/// Numbers of heads by their bytes.
struct HeadTable {
  /// More namespaces than this are not numbered; their IRIs then have the empty head.
  static let namespaceLimit = 1 << 16
  /// Longer namespaces are not numbered.
  static let namespaceLength = 1024
  /// More heads than this is an error of the file.
  static let limit = 1 << 20

  private var slots: [UInt32] = [UInt32](repeating: .max, count: 64)
  private var hashes: [UInt32] = [0]

  /// The number of some bytes, given one if they are new; nil where there is no room for new ones.
  mutating func number(
    of text: UnsafeRawBufferPointer, in heads: inout [[UInt8]], limit: Int
  ) -> UInt32? {
    if text.isEmpty { return 0 }
    let hash = HeadTable.hash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != .max {
      let number = Int(slots[slot])
      if hashes[number] == hash, HeadTable.areEqual(heads[number], text) { return UInt32(number) }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard heads.count < limit else { return nil }
    slots[slot] = UInt32(heads.count)
    heads.append(Array(text))
    hashes.append(hash)
    if hashes.count * 2 > slots.count { grow() }
    return UInt32(heads.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 4)
    for (number, hash) in hashes.enumerated() where number > 0 {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    guard let base = text.baseAddress else { return 0 }
    var state = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= text.count {
      state ^= base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      state = (state &* 0x9FB2_1C65_1E98_DF25)
      state ^= state >> 32
      index += 8
    }
    while index < text.count {
      state = (state ^ UInt64(text[index])) &* 0x100_0000_01B3
      index += 1
    }
    state ^= state >> 29
    state = state &* 0xBF58_476D_1CE4_E5B9
    return UInt32(truncatingIfNeeded: state >> 32)
  }

  private static func areEqual(_ head: [UInt8], _ text: UnsafeRawBufferPointer) -> Bool {
    head.count == text.count && head.withUnsafeBytes { areSame($0, text) }
  }
}

/// The bytes of heads by number, at addresses that stay.
final class HeadTexts {
  private var texts: [UnsafeRawBufferPointer] = []

  /// A head's bytes.
  func text(of number: UInt32, _ heads: [[UInt8]], _ arena: TextArena) -> UnsafeRawBufferPointer {
    catchUp(heads, arena)
    return texts[Int(number)]
  }

  /// Takes copies of the heads that are new.
  func catchUp(_ heads: [[UInt8]], _ arena: TextArena) {
    for index in texts.count..<heads.count { texts.append(arena.copy(heads[index])) }
  }

  /// Lends the bytes of all heads.
  func withTexts<E: Error>(
    _ body: (UnsafeBufferPointer<UnsafeRawBufferPointer>) throws(E) -> Void
  ) throws(E) {
    try texts.withUnsafeBufferPointer { (lent) throws(E) in try body(lent) }
  }
}

/// Whether two runs of bytes of the same length hold the same.
@inline(__always)
func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard let p = a.baseAddress, let q = b.baseAddress else { return true }
  return ByteScan.areSame(p, q, a.count)
}
