// Declared prefixes by name. Most names have at most seven bytes and are then found by one
// comparison of an integer; a longer one is hashed.

/// What a prefix stands for.
struct PrefixEntry {
  /// The number of the namespace, if the prefix's IRI ends where IRIs are cut; nil if IRIs made with
  /// it must be joined and cut anew.
  var head: UInt32?
  /// The prefix's IRI; lives as long as the reader.
  var iri: UnsafeRawBufferPointer
}

/// Prefixes by name.
struct PrefixTable {
  /// More declarations than this, counting repeated ones, are an error of the file.
  static let limit = 1 << 16

  private struct Slot {
    /// No name has this key.
    var key = UInt64.max
    /// Or `noHead`.
    var head = PrefixTable.noHead
  }

  private static let noHead = UInt32.max
  private var short = [Slot](repeating: Slot(), count: 64)
  private var long: [[UInt8]: PrefixEntry] = [:]

  /// A name of at most seven bytes as one integer: its length above its bytes.
  @inline(__always)
  static func key(_ word: UInt64, _ length: Int) -> UInt64 {
    let bits = UInt64(truncatingIfNeeded: length) &* 8
    return word & ((1 &<< bits) &- 1) | UInt64(truncatingIfNeeded: length) &<< 56
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 58)
  }

  /// The head of a short name, if it is found at once; otherwise ask `entry(of:)`.
  @inline(__always)
  func quickHead(_ key: UInt64) -> UInt32? {
    let slot = short[PrefixTable.slot(key)]
    return slot.key == key && slot.head != PrefixTable.noHead ? slot.head : nil
  }

  /// The entry of a name.
  func entry(of name: UnsafeRawBufferPointer) -> PrefixEntry? { long[Array(name)] }

  /// All names.
  var names: [[UInt8]] { Array(long.keys) }

  /// Declares a prefix, anew if it was declared.
  mutating func declare(_ name: UnsafeRawBufferPointer, _ entry: PrefixEntry) {
    long[Array(name)] = entry
    guard name.count <= 7 else { return }
    var word: UInt64 = 0
    for (index, byte) in name.enumerated() { word |= UInt64(byte) << (8 * UInt64(index)) }
    let key = PrefixTable.key(word, name.count)
    short[PrefixTable.slot(key)] = Slot(key: key, head: entry.head ?? PrefixTable.noHead)
  }
}
