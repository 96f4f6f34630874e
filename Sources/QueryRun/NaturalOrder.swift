// Paragraph 9 stands before paragraph 17: runs of digits compare by their number, all else by bytes.

/// The order of numbered things.
enum NaturalOrder {
  /// Whether one text comes before another.
  static func precedes(_ left: String, _ right: String) -> Bool {
    let first = Array(left.utf8)
    let second = Array(right.utf8)
    var here = 0
    var there = 0
    while here < first.count, there < second.count {
      if isDigit(first[here]), isDigit(second[there]) {
        let one = digits(first, &here)
        let other = digits(second, &there)
        if one.count != other.count { return one.count < other.count }
        if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
      } else {
        if first[here] != second[there] { return first[here] < second[there] }
        here += 1
        there += 1
      }
    }
    if first.count - here != second.count - there {
      return first.count - here < second.count - there
    }
    return first.lexicographicallyPrecedes(second)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// A run of digits without leading zeros; moves past it.
  private static func digits(_ text: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
    let start = index
    while index < text.count, isDigit(text[index]) { index += 1 }
    return text[start..<index].drop { $0 == 0x30 }
  }
}
