// What each request does when its turn has come.

internal import WireProtocol

extension Session {
  /// Answers a request, or gives it to a worker.
  mutating func perform(_ request: Waiting) {
    if !isAuthorized, let refusal = refusalBeforeAuth(request.command) {
      say(refusal, tag: request.tag)
      return
    }
    switch request.command {
    case .ping: say(Status(.pong), tag: request.tag)
    case .quit: say(Status(.bye), tag: request.tag)
    case .status: say(state.statusReply(), tag: request.tag)
    case .metrics:
      let opener = Opener(.text, ["format": "prometheus"])
      let end = Status.end(["data": state.service.dataHash])
      say(Reply(opener, .lines(state.metricsText()), end), tag: request.tag)
    case .admin(let command): front = .wishing(request, command)
    case .hello(let hello): greet(hello, tag: request.tag)
    case .auth(let token): authorize(token, tag: request.tag)
    case .cancel:
      say(Status(.ok, ["cancelled": String(request.cancelled)]), tag: request.tag)
    case .refused(let status): say(status, tag: request.tag)
    case .ask: start(request)
    }
  }

  private mutating func start(_ request: Waiting) {
    guard let cancellation = request.cancellation else { return }
    if cancellation.isRequested {
      let isStopping = cancellation.reason == .shutdown
      refuse(request, .refused(isStopping ? .shutdown : .cancelled))
    } else if state.isDraining {
      refuse(request, .refused(.shutdown))
    } else if !state.hasRoomForQuery {
      refuse(request, .refused(.busy, ["retry-ms": "250"]))
    } else {
      // Begun before more is read: a cancel among it must find this one.
      front = .working([request])
      hand(over: [request] + followers())
    }
  }

  /// Takes the queries that were sent right behind one that begins, as far as a run goes.
  private mutating func followers() -> [Waiting] {
    while hasRoom, readMore() {}
    let isReady = { (request: Waiting) in
      if case .ask = request.command { request.cancellation?.isRequested == false } else { false }
    }
    let run = waiting.prefix(Job.runLength - 1).prefix(while: isReady)
    waiting.removeFirst(run.count)
    waitingBytes -= run.reduce(0) { $0 + $1.cost }
    return Array(run)
  }

  /// Hands a query over to the long lane, unless it was asked to stop meanwhile.
  mutating func beginAgain(_ request: Waiting) {
    state.metrics.longQueries += 1
    if let reason = request.cancellation.flatMap({ $0.isRequested ? $0.reason : nil }) {
      stop(request, reason)
    } else {
      hand(over: [request], to: .long)
    }
  }

  private mutating func hand(over run: [Waiting], to lane: Lane = .quick) {
    let items = run.compactMap { request -> Job.Item? in
      guard case .ask(let question) = request.command, let cancellation = request.cancellation
      else { return nil }
      return Job.Item(question: question, tag: request.tag, cancellation: cancellation)
    }
    front = .working(run)
    isOpened = false
    job = Job(service: state.service, settings: settings, task: .start(items), lane: lane)
  }

  /// Answers a query that does not begin.
  private mutating func refuse(_ request: Waiting, _ status: Status) {
    state.metrics.countQuery(status.word)
    say(status, tag: request.tag)
  }

  private mutating func greet(_ hello: HelloReading, tag: String?) {
    if let refusal = hello.refusal {
      say(refusal, tag: tag)
      return
    }
    settings.format = hello.format
    settings.language = hello.language
    settings.width = hello.width
    settings.client = hello.client
    say(state.helloStatus, tag: tag)
  }

  /// Appends a whole reply.
  mutating func say(_ reply: Reply, tag: String?) {
    var encoder = ReplyEncoder(reply, tag: tag)
    output.append { encoder.encode(into: &$0, room: .max / 2) }
  }

  // MARK: Access

  /// What may not be asked before `auth`, and the answer to it.
  private func refusalBeforeAuth(_ command: SessionCommand) -> Status? {
    switch command {
    case .ping, .quit, .hello, .auth, .refused: nil
    case .status, .metrics, .admin, .cancel, .ask: .refused(.auth, ["hint": Messages.authFirst])
    }
  }

  private mutating func authorize(_ token: [UInt8], tag: String?) {
    guard let tokens = state.tokens else {
      say(Status(.ok, ["auth": "none"]), tag: tag)
      return
    }
    if tokens.contain(token) {
      isAuthorized = true
      say(Status(.ok), tag: tag)
      return
    }
    authFailures += 1
    guard authFailures >= state.options.limits.authFailures else {
      say(Status.refused(.auth), tag: tag)
      return
    }
    waiting = []
    waitingBytes = 0
    phase = .finishing
    framing.giveUp()
    say(Status.refused(.auth, ["close": "1"]), tag: tag)
  }
}
