// From lines to waiting requests. Cancel acts here, when it is read; everything else acts in its
// turn.

internal import WireProtocol

extension Session {
  /// Answers the pings at the front of what was read; false when there is none.
  mutating func answerPings() -> Bool {
    guard phase == .reading, role != .metrics else { return false }
    var count = 0
    output.append { count = framing.takePings(into: &$0) }
    guard count > 0 else { return false }
    hasReadLine = true
    requestCount &+= count
    state.countRequests(count)
    return true
  }

  /// Reads one more line; false when there is none.
  mutating func readMore() -> Bool {
    switch role {
    case .query, .admin: readRequest()
    case .metrics: readHTTPLine()
    }
  }

  /// Reads one more line into `waiting`; false when there is none.
  private mutating func readRequest() -> Bool {
    guard phase == .reading else { return false }
    if !hasReadLine, startsLikeTLS {
      refuseForeign(.notTLS, hint: Messages.notTLS)
      return true
    }
    guard let event = framing.next() else { return inputEnded && endReading() }
    switch event {
    case .line(let range): readLine(range)
    case .tooLong(let range):
      guard !refusesForeign(range) else { return true }
      let limit = String(LineFraming.lineLimit)
      enqueue(refusal: .refused(.tooLong, ["limit": limit]), tag: tag(range))
    case .endless(let range):
      guard !refusesForeign(range) else { return true }
      let limit = String(LineFraming.lineLimit)
      let status = Status.refused(.tooLong, ["limit": limit, "close": "1"])
      enqueue(refusal: status, tag: tag(range))
      finish()
    }
    return true
  }

  /// Refuses in its turn, and reads nothing more.
  mutating func refuseAndFinish(_ code: CodeWord, _ fields: Fields) {
    enqueue(refusal: .refused(code, fields), tag: nil)
    finish()
  }

  private func tag(_ range: Range<Int>) -> String? {
    Request.tag(of: framing.buffer, line: range)
  }

  /// Reads nothing more.
  mutating func finish() {
    phase = .finishing
    framing.giveUp()
  }

  /// Ends after the last line; an unfinished one may be half a request and is not run.
  private mutating func endReading() -> Bool {
    let unfinished = Request.read(framing.buffer, line: framing.pending)
    finish()
    switch unfinished {
    case .nothing: return false
    case .refused(let tag, let status): enqueue(refusal: status, tag: tag)
    case .request(let request):
      let at = String(request.text.count + 1)
      let status = Status.refused(.syntax, ["at": at, "hint": Messages.unfinishedLine])
      enqueue(refusal: status, tag: request.tag)
    }
    return true
  }

  private mutating func readLine(_ range: Range<Int>) {
    guard !refusesForeign(range) else { return }
    switch Request.read(framing.buffer, line: range) {
    case .nothing: break
    case .refused(let tag, let status): enqueue(refusal: status, tag: tag)
    case .request(let request): enqueue(request)
    }
  }

  private mutating func enqueue(_ request: Request) {
    if let tag = request.tag, isPending(tag) {
      let fields: Fields = ["near": "@\(tag)", "hint": Messages.tagPending]
      enqueue(refusal: .refused(.syntax, fields), tag: tag)
      return
    }
    let command = SessionCommand.read(framing.buffer, request.text, state.service, role)
    var item = Waiting(tag: request.tag, command: command, cost: request.text.count)
    switch command {
    case .ask: item.cancellation = Cancellation()
    case .cancel(let tag): item.cancelled = cancelPending(tag)
    case .quit: finish()
    default: break
    }
    enqueue(item)
  }

  private mutating func enqueue(refusal: Status, tag: String?) {
    enqueue(Waiting(tag: tag, command: .refused(refusal)))
  }

  private mutating func enqueue(_ item: Waiting) {
    state.countRequests(1)
    requestCount &+= 1
    waitingBytes += item.cost
    waiting.append(item)
  }

  // MARK: Tags

  /// The requests that have left the queue and not ended.
  var begun: [Waiting] {
    switch front {
    case .none: []
    case .working(let run): run
    case .parked(let request, _), .wishing(let request, _): [request]
    }
  }

  /// The query that runs, as it was typed.
  var runningText: String? {
    guard case .ask(.query(let text))? = begun.first?.command else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  private func isPending(_ tag: String) -> Bool {
    begun.contains { $0.tag == tag } || waiting.contains { $0.tag == tag }
  }

  /// Asks the named query, or all of this connection, to stop; returns how many will.
  private func cancelPending(_ tag: String?) -> Int {
    var count = 0
    for request in begun + waiting {
      guard let cancellation = request.cancellation, tag == nil || request.tag == tag,
        !cancellation.isRequested
      else { continue }
      cancellation.request(.client)
      count += 1
    }
    return count
  }

  // MARK: Not ours

  private var startsLikeTLS: Bool {
    let start = framing.pending.lowerBound
    guard framing.pending.count >= 2 else { return false }
    return framing.buffer[start] == 0x16 && framing.buffer[start + 1] == 0x03
  }

  /// Looks at the first line that says anything; true when it was another protocol.
  private mutating func refusesForeign(_ range: Range<Int>) -> Bool {
    guard !hasReadLine, !range.isEmpty else { return false }
    hasReadLine = true
    guard ForeignProtocol.isHTTP(framing.buffer[range]) else { return false }
    refuseForeign(.notHTTP, hint: Messages.notHTTP)
    return true
  }

  private mutating func refuseForeign(_ code: CodeWord, hint: String) {
    foreignProtocol = code
    refuseAndFinish(code, ["close": "1", "hint": hint])
  }
}
