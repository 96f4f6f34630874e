// One connection as a machine of bytes: bytes in, bytes out, jobs out, pieces in. It owns no
// socket, thread or clock, so a test can hold it in its hand. Replies leave in the order of their
// requests because a request that cannot be answered yet makes all later ones wait behind it.

internal import WireProtocol

/// The protocol's state for one connection.
public struct Session {
  /// A request that waits for those before it.
  struct Waiting {
    var tag: String?
    var command: SessionCommand
    var cost = 0
    var cancellation: Cancellation?
    /// For cancel: how many requests it ended.
    var cancelled = 0
  }

  /// What becomes of the request at the front.
  enum Front {
    case none
    /// A worker has it, and those that were handed over with it; never empty.
    case working([Waiting])
    /// A worker gave back the rest of its reply, and output has no room for more.
    case parked(Waiting, ReplyEncoder)
    /// The loop is to grant an operator's wish.
    case wishing(Waiting, AdminCommand)
  }

  enum Phase {
    case reading
    /// Answers what was read, then is over.
    case finishing
  }

  let state: ServerState
  let role: SessionRole
  /// What an HTTP request will be answered with, once its head is read.
  var httpAnswer: String?
  var framing = LineFraming()
  var waiting: [Waiting] = []
  var waitingBytes = 0
  var front = Front.none
  var isOpened = false
  var job: Job?
  var phase = Phase.reading
  var inputEnded = false
  var hasReadLine = false
  var isAuthorized: Bool
  var authFailures = 0
  var settings: SessionSettings
  /// Requests read so far.
  var requestCount = 0

  /// What is to be sent.
  public internal(set) var output = OutputQueue()
  /// Set when the peer spoke another protocol.
  var foreignProtocol: CodeWord?

  /// Starts a connection, with a greeting unless the peer is to speak first.
  public init(_ state: ServerState, _ role: SessionRole = .query) {
    self.state = state
    self.role = role
    isAuthorized = state.tokens == nil || role == .admin
    settings = SessionSettings(limits: state.options.queryLimits)
    if role != .metrics { say(state.greeting, tag: nil) }
  }

  // MARK: In

  /// Takes bytes from the peer, in any cut.
  public mutating func receive(_ bytes: Span<UInt8>) {
    guard phase == .reading, !inputEnded else { return }
    framing.append(bytes)
    advance()
  }

  /// Notes that the peer sends nothing more; it still gets all its answers.
  public mutating func endInput() {
    inputEnded = true
    advance()
  }

  /// Takes what a worker made of the job that was taken last.
  public mutating func deliver(_ piece: Piece) {
    state.outstandingJobs -= 1
    for part in piece.parts {
      if let time = part.nanoseconds { state.metrics.queryTime.observe(nanoseconds: time) }
    }
    guard case .working(let run) = front else { return }
    front = .none
    for (request, part) in zip(run, piece.parts) { deliver(piece, part, to: request) }
    var unanswered = run.dropFirst(piece.parts.count)
    let outgrown = piece.hasOutgrownLane ? unanswered.popFirst() : nil
    // What the worker did not begin waits for its turn again.
    putBack(unanswered)
    if let outgrown { beginAgain(outgrown) }
    advance()
  }

  private mutating func deliver(_ piece: Piece, _ part: Piece.Part, to request: Waiting) {
    if let reason = request.cancellation.flatMap({ $0.isRequested ? $0.reason : nil }) {
      stop(request, reason)
      return
    }
    output.append { $0.append(contentsOf: piece.bytes[part.range]) }
    if let ending = part.ending {
      isOpened = false
      state.metrics.countQuery(ending)
    } else if let rest = piece.rest {
      isOpened = true
      front = .parked(request, rest)
    }
  }

  private mutating func putBack(_ requests: ArraySlice<Waiting>) {
    waiting.insert(contentsOf: requests, at: 0)
    waitingBytes += requests.reduce(0) { $0 + $1.cost }
  }

  /// Takes `count` bytes of output away through `body` and goes on where there is room again.
  mutating func drain<E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> Int
  ) throws(E) {
    try output.drain(body)
    advance()
  }

  /// Takes all output away and goes on.
  public mutating func takeOutput() -> [UInt8] {
    let bytes = output.takeAll()
    advance()
    return bytes
  }

  // MARK: Out

  /// The job that wants a worker, once.
  public mutating func takeJob() -> Job? {
    guard let taken = job else { return nil }
    job = nil
    state.outstandingJobs += 1
    return taken
  }

  /// Whether a job wants a worker.
  public var hasJob: Bool { job != nil }

  /// Whether the loop has something to do for this session.
  var hasWork: Bool { hasJob || wish != nil }

  /// Which other protocol the peer spoke, once; for the log.
  mutating func takeForeignProtocol() -> CodeWord? {
    defer { foreignProtocol = nil }
    return foreignProtocol
  }

  /// What an operator asks for and the loop has not granted yet.
  var wish: AdminCommand? {
    guard case .wishing(_, let command) = front else { return nil }
    return command
  }

  /// Answers the wish.
  mutating func grant(_ reply: Reply) {
    guard case .wishing(let request, _) = front else { return }
    front = .none
    say(reply, tag: request.tag)
    advance()
  }

  /// Whether bytes from the peer can be taken now.
  public var wantsInput: Bool { phase == .reading && !inputEnded && hasRoom }

  /// Whether everything is said: send the output, then close.
  public var isOver: Bool {
    guard phase == .finishing, waiting.isEmpty, case .none = front else { return false }
    return true
  }

  /// Whether nothing is being read or answered.
  var isIdle: Bool {
    guard waiting.isEmpty, case .none = front else { return false }
    return !framing.isInsideLine
  }

  /// Whether the peer has begun a line, is free to end it, and has not.
  var isWaitingForLineEnd: Bool { wantsInput && framing.isInsideLine }

  /// How many lines have been read; tells one unfinished line from the next.
  var lineCount: Int { framing.lineCount }

  // MARK: Stopping

  /// Refuses the line that takes too long, after what was read before it.
  mutating func giveUpLine() {
    refuseAndFinish(.timeout, ["close": "1"])
    advance()
  }

  /// Refuses what has not begun and ends after what has.
  mutating func beginShutdown() {
    for index in waiting.indices where waiting[index].cancellation != nil {
      waiting[index].cancellation?.request(.shutdown)
    }
    for request in begun.dropFirst() { request.cancellation?.request(.shutdown) }
    phase = .finishing
    framing.giveUp()
    advance()
  }

  /// Asks the running query to stop.
  mutating func stopRunning(_ reason: Cancellation.Reason) {
    switch front {
    case .none, .wishing: break
    case .working(let run): for request in run { request.cancellation?.request(reason) }
    case .parked(let request, _):
      request.cancellation?.request(reason)
      advance()
    }
  }

  // MARK: Order

  /// Whether one more request may wait.
  var hasRoom: Bool {
    waiting.count + max(0, begun.count - 1) < state.options.limits.pipeline
      && waitingBytes < state.options.limits.pipelineBytes
  }

  /// Whether more output may be made.
  var hasOutputRoom: Bool { output.count < state.options.limits.unsentBytes }

  /// Does all that can be done now.
  mutating func advance() {
    repeat {
      goOnWithParked()
      performInOrder()
      // Read ahead while the front is busy: a cancel acts when it is read.
      while hasRoom, readMore() {}
    } while isParkedAndStopped
  }

  private mutating func performInOrder() {
    while hasOutputRoom {
      guard case .none = front else { break }
      if !waiting.isEmpty {
        let next = waiting.removeFirst()
        waitingBytes -= next.cost
        perform(next)
      } else if !answerPings(), !readMore() {
        break
      }
    }
  }

  private var isParkedAndStopped: Bool {
    guard case .parked(let request, _) = front else { return false }
    return request.cancellation?.isRequested ?? false
  }

  private mutating func goOnWithParked() {
    guard case .parked(let request, let rest) = front else { return }
    if let reason = request.cancellation.flatMap({ $0.isRequested ? $0.reason : nil }) {
      stop(request, reason)
      return
    }
    guard hasOutputRoom else { return }
    front = .working([request])
    job = Job(service: state.service, settings: settings, task: .goOn(rest))
  }

  /// Ends a stopped request, marking rows that are out already.
  mutating func stop(_ request: Waiting, _ reason: Cancellation.Reason) {
    let code: CodeWord = reason == .shutdown ? .shutdown : .cancelled
    state.metrics.countQuery(.refused(code))
    say(Status.refused(code, isOpened ? ["partial": "1"] : [:]), tag: request.tag)
    isOpened = false
    front = .none
  }

  /// Appends a status line.
  mutating func say(_ status: Status, tag: String?) {
    output.append { status.append(tag: tag, to: &$0) }
  }
}
