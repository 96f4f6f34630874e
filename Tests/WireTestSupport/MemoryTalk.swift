// A session without a socket: what is sent goes straight in, jobs run where they are taken.

public import WireServer

/// One connection in memory.
public struct MemoryTalk {
  /// The server it belongs to.
  public let state: ServerState
  /// The session itself.
  public var session: Session
  /// Everything the session has said.
  public private(set) var output: [UInt8] = []
  /// Whether jobs wait until `runJobs` is called.
  public var holdsJobs = false

  private var held: Job?

  /// A new connection.
  public init(_ service: any QueryService = RoteService(), _ options: ServerOptions = .init()) {
    self.init(ServerState(service, options))
  }

  /// A new connection of a server that is there already.
  public init(_ state: ServerState) {
    self.state = state
    session = Session(state)
  }

  /// What the session has said, as text.
  public var text: String { String(decoding: output, as: UTF8.self) }

  /// Sends bytes in pieces of at most `size`, as far as the session takes them.
  public mutating func send(_ bytes: [UInt8], inPiecesOf size: Int = .max) {
    var start = 0
    settle()
    while start < bytes.count, session.wantsInput {
      let end = start + min(size, bytes.count - start)
      session.receive(bytes.span.extracting(start..<end))
      start = end
      settle()
    }
  }

  /// Sends text.
  public mutating func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends nothing more.
  public mutating func end() {
    session.endInput()
    settle()
  }

  /// Runs what was held.
  public mutating func runJobs() {
    holdsJobs = false
    if let job = held {
      held = nil
      session.deliver(job.run())
    }
    settle()
  }

  /// Takes output and runs jobs until neither is left.
  public mutating func settle() {
    while true {
      let new = session.takeOutput()
      output += new
      if let job = session.takeJob() {
        if holdsJobs { held = job } else { session.deliver(job.run()) }
      } else if new.isEmpty {
        return
      }
    }
  }
}
