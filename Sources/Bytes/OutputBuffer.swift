// Where every program part puts the bytes it has to say. One growing array that is handed to the
// system in large pieces, because a system call for each line costs more than making the line.

/// Bytes to be written, in order.
public struct OutputBuffer: Sendable {
  /// What has been appended and not yet taken away.
  public var bytes: [UInt8] { held }
  @usableFromInline var held: [UInt8]

  /// An empty buffer with room for some bytes.
  public init(reserving capacity: Int = 0) {
    held = []
    held.reserveCapacity(capacity)
  }

  /// Number of bytes held.
  public var count: Int { held.count }

  /// Whether nothing is held.
  public var isEmpty: Bool { held.isEmpty }

  /// Makes room for some bytes more.
  public mutating func reserve(_ more: Int) { held.reserveCapacity(held.count + more) }

  /// Appends one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) { held.append(byte) }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(_ more: [UInt8]) { held.append(contentsOf: more) }

  /// Appends part of an array as it is.
  @inlinable
  public mutating func append(_ more: ArraySlice<UInt8>) { held.append(contentsOf: more) }

  /// Appends bytes that lie anywhere.
  @inlinable
  public mutating func append(_ more: UnsafeRawBufferPointer) { held.append(contentsOf: more) }

  /// Appends the UTF-8 of a text.
  @inlinable
  public mutating func append(_ text: String) { held.append(contentsOf: text.utf8) }

  /// Appends a fixed text.
  @inlinable
  public mutating func append(_ text: StaticString) {
    held.append(
      contentsOf: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer in decimal digits.
  public mutating func append(decimal number: Int) {
    guard number < 0 || number > 9 else { return held.append(0x30 + UInt8(number)) }
    if number < 0 { held.append(0x2D) }
    let start = held.count
    var rest = number.magnitude
    repeat {
      held.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    held[start...].reverse()
  }

  /// Appends an integer in upper-case hexadecimal, padded with zeros to a number of digits.
  public mutating func append(hex number: UInt32, digits: Int = 1) {
    let needed = max(digits, max(1, (35 - number.leadingZeroBitCount) / 4))
    for place in stride(from: needed - 1, through: 0, by: -1) {
      let digit = place < 8 ? UInt8(truncatingIfNeeded: number >> (4 * UInt32(place)) & 15) : 0
      held.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
    }
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() { held.removeAll(keepingCapacity: true) }

  /// Takes the bytes out and leaves the buffer empty.
  public mutating func take() -> [UInt8] {
    let taken = held
    held = []
    return taken
  }
}
