// Columns ↔ bytes of a file. One list of columns serves both ways: what visits it writes each or
// fills each, so that a column is one line and cannot be written and not read.

internal import Glibc

/// An item of a column whose every bit pattern is a value, so that any bytes can be read as one.
public protocol ImageItem: BitwiseCopyable {}

extension UInt8: ImageItem {}
extension UInt16: ImageItem {}
extension UInt32: ImageItem {}
extension UInt64: ImageItem {}
extension Int32: ImageItem {}
extension Detail: ImageItem {}

/// Goes through the columns of something that is kept.
public protocol ImageVisitor {
  /// Writes a column, or fills it.
  mutating func visit<Item: ImageItem>(_ column: inout [Item])
}

/// Fills columns from an image.
public struct ImageReader: ImageVisitor {
  private let descriptor: Int32
  private let head: [UInt64]
  private var next = 0
  /// Bytes of the file that are not read yet.
  private var missing = 0
  private var hash = ImageHash()
  private var isBroken = false

  /// Begins reading; nil unless the file has the stamp.
  init?(_ descriptor: Int32, _ stamp: [UInt8]) {
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size <= SnapshotImage.mostBytes else {
      return nil
    }
    missing = Int(status.st_size) - SnapshotImage.fixedBytes - stamp.count
    guard missing >= 0,
      let head = ImageReader.read([UInt64].self, 2 + SnapshotImage.mostColumns, descriptor),
      head[0] == SnapshotImage.magic,
      let found = ImageReader.read([UInt8].self, stamp.count, descriptor), found == stamp
    else { return nil }
    self.head = head
  }

  /// Whether all bytes of the file were read and are those that were written.
  var isWhole: Bool { !isBroken && missing == 0 && hash.finish() == head[1] }

  /// Fills a column; leaves it empty after a fault.
  public mutating func visit<Item: ImageItem>(_ column: inout [Item]) {
    column = []
    guard !isBroken, next < SnapshotImage.mostColumns else { return isBroken = true }
    let (bytes, isTooMuch) = head[2 + next].multipliedReportingOverflow(
      by: UInt64(MemoryLayout<Item>.stride))
    guard !isTooMuch, bytes <= UInt64(missing),
      let read = ImageReader.read([Item].self, Int(head[2 + next]), descriptor)
    else { return isBroken = true }
    next += 1
    missing -= Int(bytes)
    column = read
    column.withUnsafeBytes { hash.add($0) }
  }

  /// The next items of a file; nil when there are not so many.
  private static func read<Item: ImageItem>(
    _: [Item].Type, _ count: Int, _ descriptor: Int32
  ) -> [Item]? {
    let items = [Item](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      let wanted = count * MemoryLayout<Item>.stride
      var done = 0
      while done < wanted {
        let got = Glibc.read(descriptor, bytes.baseAddress.map { $0 + done }, wanted - done)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        done += got
      }
      initialized = count
    }
    return items.count == count ? items : nil
  }
}

/// Writes columns into an image.
public struct ImageWriter: ImageVisitor {
  private let descriptor: Int32
  private let stamp: [UInt8]
  private var counts: [UInt64] = []
  private var hash = ImageHash()
  private var isBroken = false

  /// Begins writing behind the place of the head, which is known at the end.
  init?(_ descriptor: Int32, _ stamp: [UInt8]) {
    self.descriptor = descriptor
    self.stamp = stamp
    let start = SnapshotImage.fixedBytes + stamp.count
    guard lseek(descriptor, off_t(start), SEEK_SET) == start else { return nil }
  }

  /// Writes a column.
  public mutating func visit<Item: ImageItem>(_ column: inout [Item]) {
    counts.append(UInt64(column.count))
    column.withUnsafeBytes { bytes in
      hash.add(bytes)
      if !isBroken, !ImageWriter.write(bytes, descriptor) { isBroken = true }
    }
  }

  /// Writes the head; false when anything could not be written.
  mutating func finish() -> Bool {
    guard !isBroken, counts.count <= SnapshotImage.mostColumns else { return false }
    let unused = repeatElement(UInt64(0), count: SnapshotImage.mostColumns - counts.count)
    let head = [SnapshotImage.magic, hash.finish()] + counts + unused
    return lseek(descriptor, 0, SEEK_SET) == 0
      && head.withUnsafeBytes { ImageWriter.write($0, descriptor) }
      && stamp.withUnsafeBytes { ImageWriter.write($0, descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let put = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { return false }
      done += put
    }
    return true
  }
}
