// Lines of a file that arrives in pieces, counted only up to the places somebody asks for: the
// reader tells offsets, and most files have few annotations. Counted from the start of the piece,
// because who reads it need not know what lies before it.

internal import Bytes

/// Turns offsets of a file into lines of the piece at hand, asked for in rising order.
struct LineCounter {
  private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Offset in the file of the piece's first byte.
  private var base = 0
  /// How many bytes of the piece have been counted, and the line feeds in them.
  private var counted = 0
  private var feeds: UInt32 = 0

  mutating func begin(_ piece: UnsafeRawBufferPointer) {
    self.piece = piece
    counted = 0
    feeds = 0
  }

  /// How many line feeds of the piece lie before an offset.
  ///
  /// One that lies in an earlier piece (a statement across two pieces) gets the last line of that
  /// piece, one that was passed already the line reached.
  mutating func feeds(before offset: Int) -> UInt32 {
    count(upTo: min(max(0, offset - base), piece.count))
    return feeds
  }

  /// Leaves the piece; gives its line feeds.
  mutating func end() -> UInt32 {
    count(upTo: piece.count)
    base += piece.count
    piece = UnsafeRawBufferPointer(start: nil, count: 0)
    return feeds
  }

  private mutating func count(upTo end: Int) {
    guard counted < end else { return }
    feeds &+= UInt32(
      truncatingIfNeeded: countLineFeeds(UnsafeRawBufferPointer(rebasing: piece[counted..<end])))
    counted = end
  }
}
