// Lines of a file that arrives in pieces, counted only up to the places somebody asks for: the
// reader tells offsets, and most files have few annotations.

internal import Bytes

/// Turns offsets of a file into lines, asked for in rising order.
struct LineCounter {
  private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Offset in the file of the piece's first byte.
  private var base = 0
  /// How many bytes of the piece have been counted, and the line at that place.
  private var counted = 0
  private var line: UInt32 = 1

  mutating func begin(_ piece: UnsafeRawBufferPointer) {
    self.piece = piece
    counted = 0
  }

  /// The line of an offset.
  ///
  /// One that lies in an earlier piece (a statement across two pieces) gets the last line of that
  /// piece, one that was passed already the line reached.
  mutating func line(of offset: Int) -> UInt32 {
    count(upTo: min(max(0, offset - base), piece.count))
    return line
  }

  mutating func end(_ piece: UnsafeRawBufferPointer) {
    count(upTo: piece.count)
    base += piece.count
    self.piece = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private mutating func count(upTo end: Int) {
    guard counted < end else { return }
    line &+= UInt32(
      truncatingIfNeeded: countLineFeeds(UnsafeRawBufferPointer(rebasing: piece[counted..<end])))
    counted = end
  }
}
