// Whether bytes are UTF-8, by the table of well-formed sequences in the Unicode Standard (3-7):
// overlong forms, surrogates and what lies above U+10FFFF are refused. Sixteen bytes at a time
// while they are ASCII; files of this field are half Chinese, so three-byte sequences are quick too.

/// How far bytes are valid UTF-8.
public struct UTF8Check: Equatable, Sendable {
  /// Length of the valid part, in bytes; ends between two characters.
  public var validCount: Int
  /// Whether what follows the valid part is the beginning of a character that the end cuts off.
  public var isCutOff: Bool

  /// Looks at bytes from their start up to the first that is not UTF-8.
  public init(_ bytes: UnsafeRawBufferPointer) {
    validCount = 0
    isCutOff = false
    guard let base = bytes.baseAddress else { return }
    var index = 0
    let count = bytes.count
    while index < count {
      index = UTF8Check.skipASCII(base, index, count)
      while index < count, base.load(fromByteOffset: index, as: UInt8.self) >= 0x80 {
        let length = UTF8Check.sequence(base + index, count - index)
        guard length > 0 else {
          validCount = index
          isCutOff = length == 0
          return
        }
        index += length
      }
    }
    validCount = count
  }

  /// Index of the first byte from `start` that is not ASCII.
  private static func skipASCII(_ base: UnsafeRawPointer, _ start: Int, _ count: Int) -> Int {
    var index = start
    let high = SIMD16<UInt8>(repeating: 0x80)
    func vector(_ at: Int) -> SIMD16<UInt8> {
      base.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
    }
    while index + 64 <= count {
      let all = vector(index) | vector(index + 16) | vector(index + 32) | vector(index + 48)
      let words = unsafeBitCast(all & high, to: SIMD2<UInt64>.self)
      if words[0] | words[1] != 0 { break }
      index += 64
    }
    while index + 16 <= count {
      let words = unsafeBitCast(vector(index) & high, to: SIMD2<UInt64>.self)
      if words[0] | words[1] != 0 {
        let low = words[0].trailingZeroBitCount >> 3
        return index + (words[0] != 0 ? low : 8 + words[1].trailingZeroBitCount >> 3)
      }
      index += 16
    }
    while index < count, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 { index += 1 }
    return index
  }

  /// Length of the sequence at a byte above 127; 0 where the end cuts it off, -1 where it is wrong.
  private static func sequence(_ at: UnsafeRawPointer, _ room: Int) -> Int {
    let first = at.load(as: UInt8.self)
    if room >= 4, first & 0xF0 == 0xE0, first != 0xE0, first != 0xED {
      let tail = at.loadUnaligned(as: UInt32.self) & 0x00C0_C000
      return tail == 0x0080_8000 ? 3 : -1
    }
    let length: Int
    let second: ClosedRange<UInt8>
    switch first {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return -1
    }
    guard room > 1 else { return 0 }
    guard second.contains(at.load(fromByteOffset: 1, as: UInt8.self)) else { return -1 }
    var place = 2
    while place < length {
      guard place < room else { return 0 }
      guard at.load(fromByteOffset: place, as: UInt8.self) & 0xC0 == 0x80 else { return -1 }
      place += 1
    }
    return length
  }
}
