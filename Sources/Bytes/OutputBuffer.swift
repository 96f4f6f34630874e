// Where every program part puts the bytes it has to say. One growing array that is handed to the
// system in large pieces, because a system call for each line costs more than making the line.

/// Bytes to be written, in order.
///
/// A part of an array that is filled from its start: an array's own appending looks for each of the
/// few bytes of a field whether anybody else holds it, whether there is room, and how long it is.
public struct OutputBuffer: Sendable {
  /// What has been appended and not yet taken away, and behind it room.
  @usableFromInline var held: [UInt8]
  @usableFromInline var used = 0

  /// An empty buffer with room for some bytes.
  public init(reserving capacity: Int = 0) { held = [UInt8](repeating: 0, count: capacity) }

  /// What has been appended and not yet taken away; a copy.
  public var bytes: [UInt8] { [UInt8](held[..<used]) }

  /// Calls `body` with what has been appended and not yet taken away.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    held.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
  }

  /// Number of bytes held.
  public var count: Int { used }

  /// Whether nothing is held.
  public var isEmpty: Bool { used == 0 }

  /// Makes room for some bytes more.
  public mutating func reserve(_ more: Int) {
    if held.count - used < more { grow(by: more) }
  }

  @inline(never)
  @usableFromInline
  mutating func grow(by more: Int) {
    let size = max(used + more, 2 * held.count, 64)
    held.append(contentsOf: repeatElement(0, count: size - held.count))
  }

  /// Lets `body` put bytes into the room behind what is held, at least so much, and append as many
  /// of them as it returns.
  @inlinable
  public mutating func fill(_ least: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
    reserve(least)
    let more = held.withUnsafeMutableBytes {
      body(UnsafeMutableRawBufferPointer(rebasing: $0[used...]))
    }
    precondition(more >= 0 && more <= held.count - used, "more than there is room for")
    used += more
  }

  /// Appends one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    if used == held.count { grow(by: 1) }
    held[used] = byte
    used += 1
  }

  /// Appends bytes as they are.
  public mutating func append(_ more: [UInt8]) { more.withUnsafeBytes { append($0) } }

  /// Appends part of an array as it is.
  public mutating func append(_ more: ArraySlice<UInt8>) { more.withUnsafeBytes { append($0) } }

  /// Appends bytes that lie anywhere.
  @inlinable
  public mutating func append(_ more: UnsafeRawBufferPointer) {
    let size = more.count
    if held.count - used < size { grow(by: size) }
    held.withUnsafeMutableBytes { held in
      let room = UnsafeMutableRawBufferPointer(rebasing: held[used..<(used + size)])
      if (8...16).contains(size) {
        // Two words that overlap: most fields are so short, and a call costs more.
        let last = more.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self)
        room.storeBytes(of: more.loadUnaligned(as: UInt64.self), as: UInt64.self)
        room.storeBytes(of: last, toByteOffset: size - 8, as: UInt64.self)
      } else {
        room.copyMemory(from: more)
      }
    }
    used += size
  }

  /// Appends the UTF-8 of a text.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a fixed text.
  public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer in decimal digits.
  public mutating func append(decimal number: Int) {
    if (0...9).contains(number) { return append(0x30 + UInt8(number)) }
    if number < 0 { append(0x2D) }
    var rest = number.magnitude
    var digits = 1
    while rest > 9 {
      rest /= 10
      digits += 1
    }
    reserve(digits)
    rest = number.magnitude
    for place in stride(from: used + digits - 1, through: used, by: -1) {
      held[place] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    used += digits
  }

  /// Appends an integer in upper-case hexadecimal, padded with zeros to a number of digits.
  public mutating func append(hex number: UInt32, digits: Int = 1) {
    let needed = max(digits, max(1, (35 - number.leadingZeroBitCount) / 4))
    for place in stride(from: needed - 1, through: 0, by: -1) {
      let digit = place < 8 ? UInt8(truncatingIfNeeded: number >> (4 * UInt32(place)) & 15) : 0
      append(digit < 10 ? 0x30 + digit : 0x37 + digit)
    }
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() { used = 0 }

  /// Takes the bytes out and leaves the buffer empty.
  public mutating func take() -> [UInt8] {
    defer { self = OutputBuffer() }
    held.removeLast(held.count - used)
    return held
  }
}
