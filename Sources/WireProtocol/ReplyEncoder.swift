// A reply becomes bytes here, a piece at a time. Every data line gets its `|`, so nothing that
// data hold can be taken for the end of the reply; and the bytes of a reply are counted, so that
// one answer cannot fill the memory of the server.

internal import Glibc

/// Writes one reply as wire bytes, in pieces.
public struct ReplyEncoder: Sendable {
  private let tag: String?
  private var body: ReplyBody
  private var opener: Opener?
  private let status: Status
  private let byteLimit: Int
  /// Where the next line of a flat body begins.
  private var position = 0
  private var bytesLeft: Int

  /// Whether an opener has been written, so that the reply must end with a status of its own.
  public private(set) var isOpened = false
  /// The status line, once it has been written.
  public private(set) var ending: Status?

  /// Whether the status line has been written.
  public var isFinished: Bool { ending != nil }

  /// Starts a reply; above `byteLimit` data bytes it ends `-LIMIT what=bytes partial=1`.
  public init(_ reply: Reply, tag: String?, byteLimit: Int = 64 << 20) {
    self.tag = tag
    opener = reply.opener
    body = reply.opener == nil ? .lines([]) : reply.body
    status = reply.status
    self.byteLimit = byteLimit
    bytesLeft = byteLimit
  }

  /// Appends about `room` bytes more, whole lines always, and the status line if all is said.
  public mutating func encode(into output: inout [UInt8], room: Int) {
    guard !isFinished else { return }
    let stop = output.count + room
    if let opener {
      opener.append(tag: tag, to: &output)
      self.opener = nil
      isOpened = true
    }
    while output.count < stop {
      guard let lines = nextLines(room: stop - output.count) else {
        return finish(with: status, into: &output)
      }
      guard appendPrefixed(lines, to: &output) else {
        let fields: Fields = ["what": "bytes", "limit": String(byteLimit), "partial": "1"]
        return finish(with: .refused(.limit, fields), into: &output)
      }
    }
  }

  private mutating func finish(with status: Status, into output: inout [UInt8]) {
    status.append(tag: tag, to: &output)
    body = .lines([])
    ending = status
  }

  /// The next lines of the body; nil when there are no more.
  private mutating func nextLines(room: Int) -> ArraySlice<UInt8>? {
    switch body {
    case .lines(let all):
      guard position < all.count else { return nil }
      let end = Self.lineEnd(all, atOrAfter: min(all.count, position + max(room, 1)) - 1)
      defer { position = end }
      return all[position..<end]
    case .source(var source):
      body = .lines([])
      var lines: [UInt8] = []
      guard source.next(into: &lines) else { return nil }
      body = .source(source)
      return lines[...]
    }
  }

  /// The place after the first LF at or after `index`, or the end.
  private static func lineEnd(_ bytes: [UInt8], atOrAfter index: Int) -> Int {
    bytes.withUnsafeBufferPointer { all -> Int in
      guard let base = all.baseAddress, index < all.count else { return all.count }
      guard let hit = memchr(base + index, 0x0A, all.count - index) else { return all.count }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base) + 1
    }
  }

  /// Appends each line behind a `|`; false when the reply would grow above its limit.
  private mutating func appendPrefixed(_ lines: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool
  {
    var left = bytesLeft
    let isWhole = lines.withUnsafeBufferPointer { bytes -> Bool in
      guard let base = bytes.baseAddress else { return true }
      var start = 0
      while start < bytes.count {
        let hit = memchr(base + start, 0x0A, bytes.count - start)
        let end = hit.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        left -= end - start + 2
        guard left >= 0 else { return false }
        output.append(UInt8(ascii: "|"))
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        output.append(UInt8(ascii: "\n"))
        start = end + 1
      }
      return true
    }
    bytesLeft = max(left, 0)
    return isWhole
  }
}
