// Bytes in, lines out, however TCP cut them: every rule looks at the bytes of the line and never
// at the size of a read. A line that is too long is not kept while it is skipped; only its first
// bytes are, because the reply must carry its tag.

internal import Glibc

/// Splits a stream into request lines (protocol.md, points 1 and 2).
public struct LineFraming: Sendable {
  /// What the stream holds next; ranges are into `buffer` and hold until the next call.
  public enum Event: Equatable, Sendable {
    /// A line without its LF and without one CR before it.
    case line(Range<Int>)
    /// The first bytes of a line above the limit; the rest was skipped to its LF.
    case tooLong(Range<Int>)
    /// The first bytes of a line that does not end; nothing after it can be read.
    case endless(Range<Int>)
  }

  /// The most bytes of a line, without LF and CR.
  public static let lineLimit = 65_536
  /// The bytes without an LF at which the stream is given up.
  public static let endlessLimit = 1 << 20
  /// How much of a line above the limit is kept: enough for a tag and a look at the protocol.
  static let headLength = 64

  /// The bytes that events point into.
  public private(set) var buffer: [UInt8] = []
  /// How many line ends have been passed.
  public private(set) var lineCount = 0
  private var start = 0
  private var scanned = 0
  private var dropped = 0
  private var isGivenUp = false

  /// Starts at the beginning of a stream.
  public init() {}

  /// Whether the stream stands inside a line that has begun and not ended.
  public var isInsideLine: Bool { start < buffer.count || dropped > 0 }

  /// The bytes of the line that has not ended, or of lines not taken yet.
  public var pending: Range<Int> { start..<buffer.count }

  /// Adds what came next.
  public mutating func append(_ bytes: Span<UInt8>) {
    guard !isGivenUp else { return }
    compact()
    bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }

  /// The next line, or nil when the rest is not a whole line yet.
  public mutating func next() -> Event? {
    guard !isGivenUp else { return nil }
    guard let end = findLineEnd() else { return keepPart() }
    let first = start
    let length = end - start + dropped
    dropped = 0
    lineCount &+= 1
    start = end + 1
    scanned = start
    guard length < Self.endlessLimit else {
      isGivenUp = true
      return .endless(head(from: first, to: end))
    }
    let hasReturn = end > first && buffer[end - 1] == UInt8(ascii: "\r")
    guard length - (hasReturn ? 1 : 0) <= Self.lineLimit else {
      return .tooLong(head(from: first, to: end))
    }
    return .line(first..<(hasReturn ? end - 1 : end))
  }

  /// Whether the next byte, if there is one, begins a line.
  var isAtLineStart: Bool { !isGivenUp && dropped == 0 }

  /// Passes lines that were looked at in place; `end` is behind the last of them.
  mutating func pass(lines: Int, to end: Int) {
    lineCount &+= lines
    start = end
    scanned = max(scanned, end)
  }

  /// Throws away what was read and takes nothing more.
  public mutating func giveUp() {
    isGivenUp = true
    buffer = []
    start = 0
    scanned = 0
    dropped = 0
  }

  private func head(from first: Int, to end: Int) -> Range<Int> {
    first..<min(end, first + Self.headLength)
  }

  private mutating func findLineEnd() -> Int? {
    let from = scanned
    scanned = buffer.count
    return buffer.withUnsafeBufferPointer { bytes -> Int? in
      guard from < bytes.count, let base = bytes.baseAddress else { return nil }
      guard let hit = memchr(base + from, 0x0A, bytes.count - from) else { return nil }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// Shortens a line that is already too long, and gives the stream up when it never ends.
  private mutating func keepPart() -> Event? {
    let length = buffer.count - start + dropped
    // One byte above the limit may still be the CR that is dropped.
    guard length > Self.lineLimit + 1 else { return nil }
    let kept = min(buffer.count, start + Self.headLength)
    dropped += buffer.count - kept
    buffer.removeSubrange(kept...)
    scanned = buffer.count
    guard length >= Self.endlessLimit else { return nil }
    isGivenUp = true
    return .endless(head(from: start, to: buffer.count))
  }

  private mutating func compact() {
    guard start > 0 else { return }
    if start == buffer.count {
      // An idle connection must not hold on to the room of its longest line.
      buffer.removeAll(keepingCapacity: buffer.capacity <= 4_096)
    } else {
      buffer.removeSubrange(..<start)
    }
    scanned -= start
    start = 0
  }
}
