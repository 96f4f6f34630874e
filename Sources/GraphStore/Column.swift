// Columns of numbers, each number in as few bytes as the highest of the column needs: a graph has a
// few dozen relations and a few million terms, so most of a four-byte column would be zeros, and
// what does not fit the cache decides how fast a large graph answers. One load, one mask: the width
// is not asked for, whatever it is.

/// Numbers by index, packed into one to four bytes each.
///
/// Unchecked because of the address, which is that of the array beside it: nobody changes that, so
/// it stays where it is, and to ask it for a number would count it.
public struct Column: RandomAccessCollection, @unchecked Sendable {
  /// The numbers from the first on, the lowest byte first, and `padding` bytes behind them.
  let bytes: [UInt8]
  @usableFromInline let base: UnsafeRawPointer
  /// Bytes of a number.
  @usableFromInline let width: Int
  @usableFromInline let mask: UInt32
  /// How many numbers there are.
  public let count: Int

  /// A number is loaded as four bytes, of which the last may lie behind the column.
  static let padding = 3

  /// A column of some numbers up to `highest`, which `fill` puts in their places.
  init(count: Int, highest: Int, _ fill: (ColumnPlaces) -> Void) {
    let width = Column.width(highest)
    bytes = [UInt8](unsafeUninitializedCapacity: count * width + Column.padding) { room, filled in
      filled = count * width + Column.padding
      guard let base = UnsafeMutableRawPointer(room.baseAddress) else { return }
      (base + count * width).initializeMemory(as: UInt8.self, repeating: 0, count: Column.padding)
      fill(ColumnPlaces(base: base, width: width))
    }
    base = Column.address(of: bytes)
    self.width = width
    self.count = count
    mask = UInt32.max >> UInt32(32 - width * 8)
  }

  /// A column of some numbers up to `highest`.
  init(_ numbers: some Collection<UInt32>, highest: Int) {
    self.init(count: numbers.count, highest: highest) { places in
      var index = 0
      for number in numbers {
        places.put(number, at: index)
        index += 1
      }
    }
  }

  /// A column of bytes that were one; nil when they are not those of whole numbers.
  init?(bytes: [UInt8], highest: Int) {
    width = Column.width(highest)
    let (count, rest) = (bytes.count - Column.padding).quotientAndRemainder(dividingBy: width)
    guard count >= 0, rest == 0 else { return nil }
    self.bytes = bytes
    base = Column.address(of: bytes)
    self.count = count
    mask = UInt32.max >> UInt32(32 - width * 8)
  }

  private static func address(of bytes: [UInt8]) -> UnsafeRawPointer {
    bytes.withUnsafeBytes { $0.baseAddress.unsafelyUnwrapped }
  }

  /// A column of none.
  init() { self.init(EmptyCollection(), highest: 0) }

  /// Bytes of a number up to `highest`.
  static func width(_ highest: Int) -> Int {
    highest < 1 << 8 ? 1 : highest < 1 << 16 ? 2 : highest < 1 << 24 ? 3 : 4
  }

  /// 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many numbers there are.
  @inlinable public var endIndex: Int { count }

  /// The number at an index; a trap, as of an array, where there is none.
  @inlinable public subscript(index: Int) -> UInt32 {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no such row")
      return base.loadUnaligned(fromByteOffset: index &* width, as: UInt32.self) & mask
    }
  }
}

extension Column {
  /// The numbers in turn, without asking for each whether it is there.
  ///
  /// A type of its own: the generic iterator's metadata are made at run time, at every start.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let column: Column
    @usableFromInline var index = 0

    @usableFromInline init(_ column: Column) { self.column = column }

    /// The next number; nil behind the last.
    @inlinable public mutating func next() -> UInt32? {
      guard index < column.count else { return nil }
      defer { index &+= 1 }
      return column.base.loadUnaligned(fromByteOffset: index &* column.width, as: UInt32.self)
        & column.mask
    }
  }

  /// The numbers from the first on.
  @inlinable public func makeIterator() -> Iterator { Iterator(self) }
}

/// The places of a column that is being made.
struct ColumnPlaces {
  fileprivate let base: UnsafeMutableRawPointer
  fileprivate let width: Int

  /// Writes the bytes of a number and no other, so that places may be filled in any order.
  @inline(__always)
  func put(_ number: UInt32, at index: Int) {
    let place = base + index &* width
    switch width {
    case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
    case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
    case 3:
      place.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
      (place + 2).storeBytes(of: UInt8(truncatingIfNeeded: number >> 16), as: UInt8.self)
    default: place.storeBytes(of: number, as: UInt32.self)
    }
  }
}
