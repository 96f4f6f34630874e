// The loops that look at every byte of a file, sixteen at a time. Compares and masks are written
// with their types: left to inference they fall back to a loop over the lanes, forty times slower.

typealias Vector = SIMD16<UInt8>
typealias Mask = SIMDMask<SIMD16<Int8>>

enum ByteScan {
  @inline(__always)
  static func load(_ at: UnsafeRawPointer) -> Vector { at.loadUnaligned(as: Vector.self) }

  /// Lane of the first true of a mask; 16 if there is none.
  @inline(__always)
  static func first(_ mask: Mask) -> Int {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if words[0] != 0 { return words[0].trailingZeroBitCount >> 3 }
    if words[1] != 0 { return 8 + words[1].trailingZeroBitCount >> 3 }
    return 16
  }

  /// The same without branches, for lengths that nobody can foretell.
  @inline(__always)
  static func firstOfAny(_ mask: Mask) -> Int {
    let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    let low = words[0].trailingZeroBitCount
    let high = low == 64 ? words[1].trailingZeroBitCount : 0
    return (low &+ high) &>> 3
  }

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

  /// Bytes that are no ASCII letter, digit, `_` or `-`, so that a plain name ends there.
  @inline(__always)
  static func nameStops(_ vector: Vector) -> Mask {
    let lower = (vector | Vector(repeating: 0x20)) &- Vector(repeating: 0x61)
    let letters = atMost(lower, 25)
    let digits = atMost(vector &- Vector(repeating: 0x30), 9)
    let others = equal(vector, 0x5F) .| equal(vector, 0x2D)
    return .!(letters .| digits .| others)
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
      let lane = first(equal(vector, one) .| equal(vector, other))
      if lane < 16 { return at + lane }
      at += 16
    }
    while at < end {
      let byte = at.load(as: UInt8.self)
      if byte == one || byte == other { return at }
      at += 1
    }
    return end
  }
}
