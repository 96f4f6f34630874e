// Datatypes and language tags by the few bytes that differ. A file has a handful of them, each
// thousands of times; two words compare faster than any table is searched.

/// What short texts turned out to mean, the latest of those that share a slot.
struct ShortCache {
  /// What a text means.
  struct Entry {
    var kind: TermKind
    var number: UInt32
  }

  private struct Slot {
    var words = SIMD2<UInt64>(repeating: 0)
    /// Length above head; no text has this one.
    var key = UInt64.max
    var entry = Entry(kind: .string, number: 0)
  }

  private var slots = [Slot](repeating: Slot(), count: 32)
  /// What was added last, whether or not it is short enough to be found again.
  private(set) var latest = Entry(kind: .string, number: 0)

  /// What a text behind a head means, if it is remembered.
  @inline(__always)
  func find(_ head: UInt32, _ text: UnsafeRawBufferPointer) -> Entry? {
    guard text.count <= 16, text.count > 0 else { return nil }
    let words = ShortCache.words(text)
    let slot = slots[ShortCache.index(words, text.count)]
    guard slot.key == ShortCache.key(head, text.count), slot.words == words else { return nil }
    return slot.entry
  }

  /// Remembers what a text behind a head means.
  mutating func add(_ head: UInt32, _ text: UnsafeRawBufferPointer, _ entry: Entry) {
    latest = entry
    guard text.count <= 16, text.count > 0 else { return }
    let words = ShortCache.words(text)
    slots[ShortCache.index(words, text.count)] = Slot(
      words: words, key: ShortCache.key(head, text.count), entry: entry)
  }

  @inline(__always)
  private static func key(_ head: UInt32, _ length: Int) -> UInt64 {
    UInt64(head) | UInt64(truncatingIfNeeded: length) &<< 32
  }

  @inline(__always)
  private static func index(_ words: SIMD2<UInt64>, _ length: Int) -> Int {
    let mixed = (words[0] ^ words[1] &* 31) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 59) ^ length & 31
  }

  /// The bytes of a text of 1 to 16 bytes as two words that overlap, so that no load passes its end.
  @inline(__always)
  private static func words(_ text: UnsafeRawBufferPointer) -> SIMD2<UInt64> {
    guard let start = text.baseAddress else { return SIMD2(repeating: 0) }
    let count = text.count
    if count >= 8 {
      return SIMD2(
        start.loadUnaligned(as: UInt64.self),
        start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
    if count >= 4 {
      return SIMD2(
        UInt64(start.loadUnaligned(as: UInt32.self)),
        UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
    }
    let middle = start.load(fromByteOffset: count >> 1, as: UInt8.self)
    let last = start.load(fromByteOffset: count - 1, as: UInt8.self)
    return SIMD2(UInt64(start.load(as: UInt8.self)), UInt64(middle) << 8 | UInt64(last))
  }
}
