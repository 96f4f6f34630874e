// One conversation with a server. Every request gets a tag of its own and every reply is held
// against it, so an answer is either the one to this question or an error.

public import WireProtocol

/// How long a client waits, in milliseconds.
public struct ClientTimes: Equatable, Sendable {
  /// For the connection, and again for the greeting.
  public var connect = 5_000
  /// For the next byte of a reply; above the most time a query may take.
  public var reply = 75_000

  /// The defaults.
  public init() {}
}

/// A connection to a server that has greeted.
public struct Connection: ~Copyable {
  /// `+READY mea/1 SOFTWARE data=… dated=…`.
  public let greeting: Status
  private let times: ClientTimes
  private var stream: ReplyStream
  private var lastTag = 0

  /// Connects and reads the greeting; reply lines may have `lineLimit` bytes.
  public init(
    to address: Address, times: ClientTimes = ClientTimes(), lineLimit: Int = 1 << 20
  ) throws(ConnectionError) {
    let socket = try Dialer.connect(to: address, milliseconds: times.connect)
    var stream = ReplyStream(socket, lineLimit: lineLimit)
    greeting = try Self.checked(stream.greeting(milliseconds: times.connect))
    self.stream = stream
    self.times = times
  }

  /// The descriptor, for waiting on it together with others.
  public var descriptor: Int32 { stream.socket.descriptor }

  /// How many requests have no reply yet.
  public var due: Int { stream.reader.due }

  /// Sends one request under a new tag, which it returns.
  ///
  /// Throws `notOneLine` for text the protocol does not allow.
  @discardableResult
  public mutating func send(_ text: [UInt8]) throws(ConnectionError) -> String {
    guard TextCheck.firstBadByte(text, in: text.indices) == nil else { throw .notOneLine }
    lastTag &+= 1
    let tag = String(lastTag)
    let line = Array("@\(tag) ".utf8) + text
    guard line.count <= LineFraming.lineLimit else { throw .tooLong(limit: LineFraming.lineLimit) }
    stream.reader.expect(tag: tag)
    try stream.write(line + [0x0A], milliseconds: times.reply)
    return tag
  }

  /// The next part of the reply that is due, waiting for it.
  public mutating func next() throws(ConnectionError) -> ReplyReader.Event {
    try stream.next(milliseconds: times.reply)
  }

  /// Sends one request and gives opener and data of its reply to `take`; returns how it ended.
  ///
  /// `interrupts` is asked about ten times a second how often somebody wished to stop: the first
  /// time sends `cancel` and the reply ends as the server says, the second gives the connection up.
  public mutating func ask(
    _ text: [UInt8], interrupts: (() -> Int)? = nil, _ take: (ReplyReader.Event) -> Void
  ) throws(ConnectionError) -> Status {
    let tag = try send(text)
    var hasCancelled = false
    while true {
      let event = try stream.next(milliseconds: times.reply) {
        (interrupts?() ?? 0) > (hasCancelled ? 1 : 0)
      }
      switch event {
      case nil:
        guard !hasCancelled else { throw .lost(reason: Messages.givenUp) }
        hasCancelled = true
        try send(Array("cancel @\(tag)".utf8))
      case .status(let status):
        if hasCancelled { try skipReply() }
        return status
      case .some(let event): take(event)
      }
    }
  }

  /// Reads a reply that nobody waits for.
  private mutating func skipReply() throws(ConnectionError) {
    while true {
      if case .status = try next() { return }
    }
  }

  private static func checked(_ status: Status) throws(ConnectionError) -> Status {
    guard status.isSuccess else { throw .refused(status) }
    guard status.word == .ready, let version = status.words.first else {
      throw .notOurs(said: "+\(status.wordText)")
    }
    guard version == "mea/1" else {
      if version.hasPrefix("mea/") { throw .otherVersion(version) }
      throw .notOurs(said: "+READY \(version)")
    }
    return status
  }
}
