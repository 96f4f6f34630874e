// Replies out of a stream, for the client. Each reply is held against the request it must belong
// to: a client that takes the neighbour's answer for its own is the worst fault a pipelined
// protocol can have, so a wrong tag ends the stream instead of being skipped.

internal import Glibc

/// What is wrong with a stream that should hold replies.
public enum ReplyFault: Error, Equatable, Sendable {
  /// A line above the limit, in bytes.
  case tooLong(limit: Int)
  /// The reply carries another tag than the request that is due.
  case wrongTag(expected: String?, found: String?)
  /// A line that is none of ours; its beginning, made visible.
  case unreadable(String)
  /// A reply came and nothing had been asked.
  case unasked
  /// The stream ended before the status line; whether rows had come.
  case cutShort(hadRows: Bool)
}

/// Reads greeting and replies, checking tags and line lengths.
public struct ReplyReader: Sendable {
  /// A part of the reply that is due.
  public enum Event: Equatable, Sendable {
    case opener(Opener)
    /// One or more whole data lines, each ended by LF, without the `|`.
    case data([UInt8])
    /// The end of the reply.
    case status(Status)
  }

  private let lineLimit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0
  private var expected: [String?] = []
  private var isOpen = false

  /// Reads lines of at most `lineLimit` bytes.
  public init(lineLimit: Int = 1 << 20) { self.lineLimit = lineLimit }

  /// How many requests have no reply yet.
  public var due: Int { expected.count }

  /// Tells that a request with this tag was sent.
  public mutating func expect(tag: String?) { expected.append(tag) }

  /// Adds what came next.
  public mutating func append(_ bytes: Span<UInt8>) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }

  /// The greeting, once its line is there.
  public mutating func greeting() throws(ReplyFault) -> Status? {
    guard let range = try nextLine() else { return nil }
    let line = Array(buffer[range])
    start = range.upperBound + 1
    guard let (status, _) = Status.read(line) else { throw .unreadable(Self.excerpt(line)) }
    return status
  }

  /// The next part of the reply that is due; nil when more bytes are needed.
  public mutating func next() throws(ReplyFault) -> Event? {
    guard let range = try nextLine() else { return nil }
    if isOpen, range.first.map({ buffer[$0] }) == UInt8(ascii: "|") {
      return .data(try rows(range))
    }
    let line = Array(buffer[range])
    start = range.upperBound + 1
    guard let tag = expected.first else { throw .unasked }
    if !isOpen, let (opener, found) = Opener.read(line) {
      guard found == tag else { throw .wrongTag(expected: tag, found: found) }
      isOpen = true
      return .opener(opener)
    }
    guard let (status, found) = Status.read(line) else { throw .unreadable(Self.excerpt(line)) }
    // A server that gives up the connection may not have read so far as to know the tag.
    guard found == tag || (found == nil && status.closes && !status.isSuccess) else {
      throw .wrongTag(expected: tag, found: found)
    }
    isOpen = false
    expected.removeFirst()
    return .status(status)
  }

  /// What the end of the stream means; nil when nothing was due.
  public func endOfStream() -> ReplyFault? {
    expected.isEmpty && start == buffer.count ? nil : .cutShort(hadRows: isOpen)
  }

  /// All data lines that are there, from the one at `range` on.
  private mutating func rows(_ range: Range<Int>) throws(ReplyFault) -> [UInt8] {
    var lines: [UInt8] = []
    var line: Range<Int>? = range
    while let row = line, row.first.map({ buffer[$0] }) == UInt8(ascii: "|") {
      lines.append(contentsOf: buffer[(row.lowerBound + 1)..<row.upperBound])
      lines.append(0x0A)
      start = row.upperBound + 1
      line = try nextLine()
    }
    return lines
  }

  /// The next whole line without its LF; it stays until `start` is moved.
  private mutating func nextLine() throws(ReplyFault) -> Range<Int>? {
    let from = max(scanned, start)
    let hit = buffer.withUnsafeBufferPointer { bytes -> Int? in
      guard from < bytes.count, let base = bytes.baseAddress,
        let hit = memchr(base + from, 0x0A, bytes.count - from)
      else { return nil }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
    scanned = hit ?? buffer.count
    guard (hit ?? buffer.count) - start <= lineLimit else { throw .tooLong(limit: lineLimit) }
    return hit.map { start..<$0 }
  }

  private static func excerpt(_ line: [UInt8]) -> String {
    let end = line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
    let text = String(decoding: line[..<min(end, 120)], as: UTF8.self)
    return String(text.unicodeScalars.map { $0.properties.isVisible ? Character($0) : "\u{FFFD}" })
  }
}

extension Unicode.Scalar.Properties {
  /// Whether a scalar can stand in a message as it is.
  fileprivate var isVisible: Bool {
    switch generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
