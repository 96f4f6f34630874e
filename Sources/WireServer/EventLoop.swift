// The one thread that touches sockets. It waits for whatever comes first (bytes, a finished job, a
// signal, a deadline), never for a query and never for a peer. Answering `ping` and `status` here
// is what keeps them quick while every worker is busy.

internal import CLinux
internal import Glibc
internal import WireProtocol

/// Listeners, connections, workers and signals of one server.
final class EventLoop {
  /// Tokens of epoll that are no connection.
  private enum Token {
    static let bell: UInt64 = .max
    static let signals: UInt64 = .max - 1
    static let alarm: UInt64 = .max - 2
    /// Listener `i` has the token `listeners + i`.
    static let listeners: UInt64 = 1 << 63
  }

  let state: ServerState
  let log: ServerLog
  private let poll: Int32
  private var alarm: AlarmClock
  private let mailbox: Mailbox
  private let queues = Lane.allCases.map(JobQueue.init)
  private let signals: Int32?
  private let notifier: Notifier
  private var listeners: [Listener]
  private var connections = ConnectionTable()
  private var acceptor: Acceptor
  private var reloader: Reloader
  private var now = Clock.now()
  private var nextCheckAt: Int64 = 0
  private var listenersRestUntil: Int64?
  private var drain: Drain?
  private var exitCode: Int32?
  private var gates: [String: LogGate] = [:]
  private let buffer: UnsafeMutableRawBufferPointer

  /// Takes over listeners and signals; nothing runs yet.
  init(
    _ state: ServerState, _ listeners: [Listener], _ mailbox: Mailbox, _ reloader: Reloader,
    _ notifier: Notifier, signals: Int32?
  ) throws(SystemError) {
    // First what can fail, so that nothing is held yet when it does.
    alarm = try AlarmClock()
    do throws(SystemError) { poll = try SystemCalls.createPoll() } catch {
      alarm.close()
      throw error
    }
    self.state = state
    self.listeners = listeners
    self.mailbox = mailbox
    self.reloader = reloader
    self.signals = signals
    self.notifier = notifier
    log = ServerLog(
      isEnabled: state.options.isLogging, isJournal: SystemCalls.isJournal(getenv("JOURNAL_STREAM"))
    )
    acceptor = Acceptor(state.options.limits)
    buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  }

  deinit {
    for listener in listeners { listener.close() }
    for connection in connections.all { connection.close() }
    acceptor.close()
    for queue in queues { queue.close() }
    alarm.close()
    SystemCalls.close(poll)
    if let signals { SystemCalls.close(signals) }
    buffer.deallocate()
  }

  /// Serves until the server is stopped; returns the exit code of the program.
  func run() throws(SystemError) -> Int32 {
    try start()
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    while exitCode == nil {
      let isSet = alarm.set(needsTime ? nextCheckAt : nil)
      let count = try SystemCalls.wait(poll, &events, milliseconds: isSet ? -1 : 100)
      now = Clock.now()
      for event in events[..<count] { handle(event.data.u64, event.events) }
      if now >= nextCheckAt { checkTime() }
      if drain != nil && connections.count == 0 { exitCode = exitCode ?? 0 }
    }
    return exitCode ?? 0
  }

  private func start() throws(SystemError) {
    let edges = EPOLLIN.rawValue | EPOLLET.rawValue
    try SystemCalls.watch(poll, mailbox.bell, edges, token: Token.bell)
    try SystemCalls.watch(poll, alarm.descriptor, EPOLLIN.rawValue, token: Token.alarm)
    if let signals {
      try SystemCalls.watch(poll, signals, EPOLLIN.rawValue, token: Token.signals)
    }
    for (index, listener) in listeners.enumerated() {
      let token = Token.listeners + UInt64(index)
      try SystemCalls.watch(poll, listener.descriptor, EPOLLIN.rawValue, token: token)
    }
    for queue in queues { try queue.startWorkers(state.workers, posting: mailbox) }
    notifier.ready("data \(state.service.dataHash)")
  }

  private func handle(_ token: UInt64, _ events: UInt32) {
    switch token {
    case Token.bell: for message in mailbox.takeAll() { take(message) }
    case Token.signals: takeSignals()
    case Token.alarm: alarm.silence()
    case Token.listeners...: acceptAll(Int(token - Token.listeners))
    default:
      guard let connection = connections[token] else { return }
      let isBroken = events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
      if events & EPOLLIN.rawValue != 0 {
        connection.read(buffer, now: now)
      } else if isBroken {
        connection.close()
      }
      settle(connection)
    }
  }

  // MARK: Connections

  private func restListeners(_ isResting: Bool) {
    let events = isResting ? 0 : EPOLLIN.rawValue
    for (index, listener) in listeners.enumerated() {
      let token = Token.listeners + UInt64(index)
      try? SystemCalls.rewatch(poll, listener.descriptor, events, token: token)
    }
    listenersRestUntil = isResting ? now + Clock.nanoseconds(milliseconds: 100) : nil
  }

  private func acceptAll(_ index: Int) {
    guard index < listeners.count else { return }
    // Bounded, so that a flood of connections leaves turns for those that are open.
    for _ in 0..<64 {
      switch acceptor.accept(listeners[index], connections) {
      case .none: return
      case .accepted(let descriptor, let peer): open(descriptor, peer, listeners[index].role)
      case .refused(let peer, let what):
        state.metrics.connectionsRefused[what, default: 0] += 1
        logRarely("refused", ["peer": peer.name, "what": what])
      case .exhausted:
        state.metrics.connectionsRefused["descriptors", default: 0] += 1
        logRarely("out-of-descriptors", [:])
        restListeners(true)
        return
      }
    }
  }

  private func open(_ descriptor: Int32, _ peer: Peer, _ role: SessionRole) {
    let id = connections.nextID()
    do throws(SystemError) {
      try SystemCalls.watch(poll, descriptor, EPOLLIN.rawValue, token: id)
    } catch {
      connections.giveBack(id)
      SystemCalls.close(descriptor)
      return
    }
    let session = Session(state, role)
    let connection = Connection(id, descriptor, peer, session, now: now)
    connections.insert(connection)
    state.metrics.connectionsAccepted += 1
    state.connections = connections.count
    settle(connection)
  }

  /// Gives out the connection's job, sends its output, and watches for what it needs next.
  private func settle(_ connection: Connection) {
    let before = connection.interest
    var wanted: UInt32 = 0
    repeat {
      giveOutJob(of: connection)
      grantWish(of: connection)
      wanted = connection.settle(now: now, lingerTime: state.options.limits.lingerTime)
    } while connection.session.hasWork && !connection.isClosed
    noteForeign(connection)
    if !connection.isClosed && wanted != before {
      let update = { () throws(SystemError) in
        try SystemCalls.rewatch(self.poll, connection.descriptor, wanted, token: connection.id)
      }
      do throws(SystemError) { try update() } catch { connection.close() }
    }
    if connection.isClosed { forget(connection) }
  }

  private func giveOutJob(of connection: Connection) {
    guard let job = connection.session.takeJob() else { return }
    queues[job.lane.rawValue].put(JobQueue.Entry(job: job, connection: connection.id))
  }

  private func grantWish(of connection: Connection) {
    guard let wish = connection.session.wish else { return }
    connection.session.grant(grant(wish, to: connection))
  }

  private func forget(_ connection: Connection) {
    connections.remove(connection)
    state.connections = connections.count
  }

  private func noteForeign(_ connection: Connection) {
    guard let code = connection.session.takeForeignProtocol() else { return }
    logRarely(code.rawValue.lowercased(), ["peer": connection.peer.name])
  }

  // MARK: Messages

  private func take(_ message: Mailbox.Message) {
    switch message {
    case .piece(let piece, let id):
      guard let connection = connections[id] else {
        state.outstandingJobs -= 1
        return
      }
      connection.session.deliver(piece)
      settle(connection)
    case .reload: beginReload()
    case .kill(let id):
      guard let connection = connections[id] else { return }
      connection.close()
      settle(connection)
    case .reloaded(let service):
      Reloader.discard(state.replaceService(service))
      notifier.ready("data \(service.dataHash)")
      log.write(.info, "reloaded", ["data": service.dataHash])
      if reloader.finish() { beginReload() }
    case .reloadFailed(let error):
      state.noteReloadFailure(error.reason)
      notifier.ready("data \(state.service.dataHash), the last reload failed")
      log.write(.error, "reload-failed", ["reason": error.reason, "data": state.service.dataHash])
      if reloader.finish() { beginReload() }
    case .stop: stop(exitCode: 0)
    }
  }

  private func grant(_ wish: AdminCommand, to asker: Connection) -> Reply {
    if wish != .clients { log.write(.info, "operator", ["wish": "\(wish)"]) }
    switch wish {
    case .clients:
      let all = connections.all.sorted { $0.number < $1.number }
      return ClientRow.reply(all.map { ClientRow($0, now: now) })
    case .kill(let number):
      // Not at once: the asker itself may be the one.
      let victim = connections.all.first { $0.number == number }
      if let victim { mailbox.post(.kill(connection: victim.id)) }
      return Reply(Status(.ok, ["killed": victim == nil ? "0" : "1"]))
    case .reload: mailbox.post(.reload)
    case .stop: mailbox.post(.stop)
    }
    return Reply(Status(.ok))
  }

  private func takeSignals() {
    guard let signals else { return }
    while let signal = SystemCalls.nextSignal(signals) {
      if signal == SIGHUP {
        beginReload()
      } else {
        stop(exitCode: 128 + signal)
      }
    }
  }

  private func beginReload() {
    guard drain == nil else { return }
    do throws(SystemError) {
      if try reloader.start(posting: mailbox) {
        log.write(.info, "reloading")
        notifier.reloading()
      }
    } catch {
      mailbox.post(.reloadFailed(ReloadError("\(error.call): \(error.reason)")))
    }
  }

  // MARK: Stopping

  /// Begins to drain; when it has begun, ends at once with `exitCode`.
  private func stop(exitCode code: Int32) {
    guard drain == nil else {
      log.write(.warning, "stopped-at-once", ["connections": String(connections.count)])
      exitCode = code
      return
    }
    drain = Drain(now: now, state.options.limits)
    notifier.stopping()
    state.isDraining = true
    log.write(.info, "draining", ["connections": String(connections.count)])
    for listener in listeners { listener.close() }
    listeners = []
    listenersRestUntil = nil
    for connection in connections.all {
      let isQuiet = connection.isQuiet
      connection.session.beginShutdown()
      if isQuiet { connection.close() }
      settle(connection)
    }
  }

  private func checkDrain() {
    guard let step = drain?.step(now: now) else { return }
    switch step {
    case .stopQueries:
      log.write(.warning, "stopping-queries", ["outstanding": String(state.outstandingJobs)])
      for connection in connections.all {
        connection.session.stopRunning(.shutdown)
        settle(connection)
      }
    case .giveUp:
      log.write(.warning, "giving-up", ["connections": String(connections.count)])
      exitCode = 0
    }
  }

  // MARK: Time

  /// Whether anything has a deadline.
  private var needsTime: Bool {
    connections.count > 0 || drain != nil || listenersRestUntil != nil || notifier.isWatched
  }

  /// Looks at every connection's time; a few times in the shortest limit is often enough.
  private func checkTime() {
    let limits = state.options.limits
    let shortest = min(limits.lineTime, limits.idleTime, limits.stallTime, limits.lingerTime)
    let step = min(max(shortest / 4, 5), 250)
    nextCheckAt = min(
      now + Clock.nanoseconds(milliseconds: step), notifier.giveSign(now: now))
    if let end = listenersRestUntil, now >= end { restListeners(false) }
    checkDrain()
    var unsent = 0
    var largest: Connection?
    for connection in connections.all {
      if let overdue = connection.overdue(now: now, limits) { end(connection, overdue) }
      unsent += connection.session.output.count
      if connection.session.output.count > largest?.session.output.count ?? 0 {
        largest = connection
      }
    }
    if unsent > limits.unsentBytesInAll, let largest { closeLargest(largest, unsent) }
  }

  private func end(_ connection: Connection, _ overdue: Connection.Overdue) {
    switch overdue {
    case .line: connection.session.giveUpLine()
    case .stalled:
      let unsent = String(connection.session.output.count)
      logRarely("stalled", ["peer": connection.peer.name, "unsent": unsent])
      connection.close()
    case .idle, .linger: connection.close()
    }
    settle(connection)
  }

  private func closeLargest(_ connection: Connection, _ unsent: Int) {
    let own = String(connection.session.output.count)
    let details: Fields = ["peer": connection.peer.name, "unsent": own, "all": String(unsent)]
    log.write(.warning, "output-full", details)
    connection.close()
    settle(connection)
  }

  private func logRarely(_ event: String, _ details: Fields) {
    var gate = gates[event] ?? LogGate()
    if let held = gate.pass(now: now) {
      log.write(.warning, event, held > 0 ? details.adding("held-back", String(held)) : details)
    }
    gates[event] = gate
  }
}
