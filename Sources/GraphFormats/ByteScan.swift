// The loops that look at every byte of a file, sixteen at a time. Compares and masks are written
// with their types: left to inference they fall back to a loop over the lanes, forty times slower.

internal import CLanes

typealias Vector = SIMD16<UInt8>
typealias Mask = SIMDMask<SIMD16<Int8>>

enum ByteScan {
  @inline(__always)
  static func load(_ at: UnsafeRawPointer) -> Vector { at.loadUnaligned(as: Vector.self) }

  /// One bit for each lane, the first lowest.
  @inline(__always)
  static func bits(_ mask: Mask) -> UInt32 {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return clanes_bits(words[0], words[1])
  }

  /// Lane of the first true of a mask; nil if there is none.
  ///
  /// For loops: a stride without a find is then foretold, and the next one need not wait for it.
  @inline(__always)
  static func lane(_ mask: Mask) -> Int? {
    let bits = bits(mask)
    return bits == 0 ? nil : bits.trailingZeroBitCount
  }

  /// Lane of the first true of a mask; 16 if there is none.
  ///
  /// Without a branch, for lengths that nobody can foretell.
  @inline(__always)
  static func first(_ mask: Mask) -> Int { (bits(mask) | 1 << 16).trailingZeroBitCount }

  @inline(__always)
  static func equal(_ vector: Vector, _ byte: UInt8) -> Mask {
    let other = Vector(repeating: byte)
    let mask: Mask = vector .== other
    return mask
  }

  @inline(__always)
  static func atMost(_ vector: Vector, _ byte: UInt8) -> Mask {
    let other = Vector(repeating: byte)
    let mask: Mask = vector .<= other
    return mask
  }

  /// Bytes that end an IRI or may not stand in one, the escape among them.
  @inline(__always)
  static func iriStops(_ vector: Vector) -> Mask {
    // `<` and `>` differ in one bit, and so do `\` and `^`.
    let folded = vector | Vector(repeating: 2)
    let angles = equal(folded, 0x3E)
    let slashes = equal(folded, 0x5E)
    let braces = atMost(vector &- Vector(repeating: 0x7B), 2)
    let blanks = atMost(vector, 0x20)
    return angles .| slashes .| braces .| blanks .| equal(vector, 0x22) .| equal(vector, 0x60)
  }

  /// ASCII letters, digits, `_` and `-`, of which a plain name is made.
  @inline(__always)
  static func nameBytes(_ vector: Vector) -> Mask {
    let lower = (vector | Vector(repeating: 0x20)) &- Vector(repeating: 0x61)
    let letters = atMost(lower, 25)
    let digits = atMost(vector &- Vector(repeating: 0x30), 9)
    return letters .| digits .| equal(vector, 0x5F) .| equal(vector, 0x2D)
  }

  /// Blanks and line ends.
  @inline(__always)
  static func blanks(_ vector: Vector) -> Mask {
    equal(vector, 0x20) .| equal(vector, 0x0A) .| equal(vector, 0x09) .| equal(vector, 0x0D)
  }

  /// Bytes that end a string of one line or need a closer look.
  @inline(__always)
  static func stringStops(_ vector: Vector, _ quote: UInt8) -> Mask {
    equal(vector, quote) .| equal(vector, 0x5C) .| equal(vector, 0x0A) .| equal(vector, 0x0D)
  }

  /// The first byte equal to one of two, from `start` before `end`; `end` if there is none.
  static func find(
    _ one: UInt8, or other: UInt8, from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var at = start
    while end - at >= 16 {
      let vector = load(at)
      if let lane = lane(equal(vector, one) .| equal(vector, other)) { return at + lane }
      at += 16
    }
    while at < end {
      let byte = at.load(as: UInt8.self)
      if byte == one || byte == other { return at }
      at += 1
    }
    return end
  }

  /// Whether two runs of bytes of the same length hold the same.
  ///
  /// The last words overlap, so that no byte is looked at alone.
  @inline(__always)
  static func areSame(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    if count >= 16 {
      var index = 0
      while index &+ 16 < count {
        if !areSame16(a + index, b + index) { return false }
        index = index &+ 16
      }
      return areSame16(a + (count &- 16), b + (count &- 16))
    }
    if count >= 8 { return areSame(a, b, count &- 8, as: UInt64.self) }
    if count >= 4 { return areSame(a, b, count &- 4, as: UInt32.self) }
    if count >= 2 { return areSame(a, b, count &- 2, as: UInt16.self) }
    return count == 0 || a.load(as: UInt8.self) == b.load(as: UInt8.self)
  }

  @inline(__always)
  private static func areSame16(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer) -> Bool {
    let x = a.loadUnaligned(as: SIMD2<UInt64>.self)
    let y = b.loadUnaligned(as: SIMD2<UInt64>.self)
    return (x[0] ^ y[0]) | (x[1] ^ y[1]) == 0
  }

  /// Whether two runs hold the same in their first word and in another one.
  @inline(__always)
  private static func areSame<Word: FixedWidthInteger & BitwiseCopyable>(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ other: Int, as: Word.Type
  ) -> Bool {
    let x = a.loadUnaligned(as: Word.self)
    let y = a.loadUnaligned(fromByteOffset: other, as: Word.self)
    return x == b.loadUnaligned(as: Word.self)
      && y == b.loadUnaligned(fromByteOffset: other, as: Word.self)
  }
}
