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
    var here = 0
    var there = 0
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

  /// The order of bytes, in the same sense.
  public static func byteOrder(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    var index = 0
    let shorter = min(left.count, right.count)
    while index < shorter {
      if left[index] != right[index] { return Int(left[index]) - Int(right[index]) }
      index += 1
    }
    return left.count - right.count
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
