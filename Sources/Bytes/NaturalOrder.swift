// Paragraph 9 stands before paragraph 17: runs of digits compare by their number, all else by bytes.

/// The order of numbered things.
public enum NaturalOrder {
  /// Whether one text comes before another.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { first in
      right.withUTF8 { order(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer($0)) < 0 }
    }
  }

  /// Below, equal to or above 0 as the first text comes before, is, or comes after the second.
  public static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    // What both begin with decides nothing, but a number that it cuts is compared whole.
    var here = commonPrefix(left, right)
    while here > 0, isDigit(left[here - 1]) { here -= 1 }
    var there = here
    while here < left.count, there < right.count {
      let (first, second) = (left[here], right[there])
      if isDigit(first), isDigit(second) {
        let one = digits(left, &here)
        let other = digits(right, &there)
        if one.count != other.count { return one.count - other.count }
        for (first, second) in zip(one, other) where left[first] != right[second] {
          return Int(left[first]) - Int(right[second])
        }
      } else {
        if first != second { return Int(first) - Int(second) }
        here += 1
        there += 1
      }
    }
    if left.count - here != right.count - there { return left.count - here - right.count + there }
    return byteOrder(left, right)
  }

  /// How many bytes a text begins with that another does, of those looked at; not into a number.
  public static func sharedStart(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, most: Int
  ) -> Int {
    var here = min(most, commonPrefix(left, right))
    while here > 0, isDigit(left[here - 1]) { here -= 1 }
    return here
  }

  /// A number in the order of texts that begin alike as far as a place; equal for many that differ.
  public static func key(_ text: UnsafeRawBufferPointer, from place: Int) -> UInt64 {
    var key: UInt64 = 0
    var room: UInt64 = 64
    var index = place
    while room > 0, index < text.count {
      room -= 8
      guard isDigit(text[index]) else {
        key |= UInt64(text[index]) << room
        index += 1
        continue
      }
      // All numbers look the same beside other bytes; among numbers the size decides.
      key |= 0x30 << room
      let most = (UInt64(1) << room) - 1
      var number: UInt64 = 0
      while index < text.count, isDigit(text[index]) {
        // Seven bytes at most, so that ten times as much is still a number.
        number = min(most, number * 10 + UInt64(text[index] - 0x30))
        index += 1
      }
      return key | number
    }
    return key
  }

  /// The order of bytes, in the same sense.
  public static func byteOrder(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    let index = commonPrefix(left, right)
    guard index < left.count, index < right.count else { return left.count - right.count }
    return Int(left[index]) - Int(right[index])
  }

  /// How many bytes two texts begin with alike.
  @inline(__always)
  private static func commonPrefix(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    let shorter = min(left.count, right.count)
    var index = 0
    while index + 8 <= shorter {
      let difference =
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // The lowest byte is the first, as on every machine this is built for.
      if difference != 0 { return index + difference.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < shorter, left[index] == right[index] { index += 1 }
    return index
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Where a run of digits stands, without leading zeros; moves past it.
  private static func digits(_ text: UnsafeRawBufferPointer, _ index: inout Int) -> Range<Int> {
    var start = index
    while index < text.count, isDigit(text[index]) { index += 1 }
    while start < index, text[start] == 0x30 { start += 1 }
    return start..<index
  }
}
