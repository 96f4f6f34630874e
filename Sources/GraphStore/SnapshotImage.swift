// A finished snapshot kept in a file, so that the next start reads columns instead of parsing text.
// Parsing is a hundred times the work of reading back what it came to; nothing else makes a command
// that answers one question and ends start in the time of a few system calls.
//
// An image belongs to one program and one state of the files: its stamp names the executable and
// every file with size, times and inode, and is compared byte for byte. It is read into memory and
// not mapped, because a mapped file that somebody cuts off ends the process. What is read is not
// trusted: a checksum finds damage, and every number is held against what it counts or points into
// before anything uses it, so that a forged image is passed over or answers wrongly, and no more.
//
//     magic, 8 bytes | checksum, 8 | items of each column, 64 × 8 | stamp | columns, one after another
//
// Numbers are those of the machine: a cache does not travel.

internal import Glibc

/// What is kept of the state of some files, and where; without a folder that can be trusted,
/// nothing.
public struct SnapshotImage: Sendable {
  /// What a file keeps.
  public enum Content: String, CaseIterable, Sendable {
    /// The columns of the snapshot.
    case graph
    /// Its names, folded.
    case names
  }

  /// Read by a program that lays out columns as this one does.
  static let magic: UInt64 = 0x3130_676D_4961_654D
  /// The most columns of a file.
  static let mostColumns = 64
  static let fixedBytes = 16 + mostColumns * 8

  /// Below this many bytes of data parsing is as quick; above, an image would fill the cache.
  static let worthBytes = (64 << 10)...(64 << 20)
  /// The longest file to read: one with a hole is as long as it likes.
  static let mostBytes = 256 << 20

  private let folder: String
  private let name: String
  private let stamp: FileStamp

  /// The image of files; nil where none is worth while.
  init?(
    of files: [String], in folder: String, worth: ClosedRange<Int> = worthBytes,
    settlingSeconds: Int = FileStamp.settlingSeconds
  ) {
    guard let stamp = FileStamp(files, settlingSeconds: settlingSeconds),
      worth.contains(stamp.dataBytes)
    else { return nil }
    self.folder = folder
    self.stamp = stamp
    name = String(stamp.place, radix: 36)
  }

  private func fileName(_ content: Content) -> String { name + "." + content.rawValue }

  /// Reads what is kept, if it is there and of this state; false for every fault.
  ///
  /// `take` visits the columns in the order in which they were written, and tells whether what they
  /// hold is sound.
  public func read(_ content: Content, _ take: (inout ImageReader) -> Bool) -> Bool {
    guard let folder = ImageFolder(folder, isMade: false),
      let descriptor = folder.open(fileName(content))
    else { return false }
    defer { close(descriptor) }
    guard var reader = ImageReader(descriptor, stamp.bytes) else { return false }
    return take(&reader) && reader.isWhole
  }

  /// Keeps something for the next start; a fault leaves what was kept before, or nothing.
  ///
  /// Files that changed a moment ago may change again without showing it in their times, so of
  /// them nothing is kept.
  public func write(_ content: Content, _ give: (inout ImageWriter) -> Void) {
    guard stamp.isSettled, let folder = ImageFolder(folder, isMade: true) else { return }
    folder.replace(fileName(content)) { descriptor in
      guard var writer = ImageWriter(descriptor, stamp.bytes) else { return false }
      give(&writer)
      return writer.finish()
    }
  }
}
