// Everything an operator can set, with its default. A number here is a promise to clients: what
// concerns them is told in hello.

public import WireProtocol

/// How the server runs.
public struct ServerOptions: Sendable {
  /// Where to listen; each is tried in order and all must succeed.
  ///
  /// Empty is what a service manager hands over, or else 127.0.0.1:7117.
  public var listen: [Address] = []
  /// Whether anyone who can reach the address may ask.
  public var allowOpen = false
  /// A file of tokens, one a line; then every connection must say `auth TOKEN` first.
  public var authFile: String?
  /// Where `GET /metrics` is answered, over HTTP and to everyone who can reach it.
  public var metricsListen: Address?
  /// A Unix socket, mode 0600, that takes the operator's words.
  public var adminListen: Address?
  /// The permission bits of a Unix socket.
  public var socketMode: UInt32 = 0o600
  /// Threads that run queries; 0 is one for each core.
  public var workers = 0
  /// Name and version as greeting and status tell them.
  public var software = "mea/0.1.0"
  /// Whether signals stop and reload the server; off when a test runs it inside its own process.
  public var handlesSignals = true
  /// Whether log lines are written to stderr.
  public var isLogging = true
  /// Limits on connections.
  public var limits = ServerLimits()
  /// Limits on queries.
  public var queryLimits = QueryLimits()

  /// The defaults of protocol.md.
  public init() {}
}

/// What connections may cost; times in milliseconds.
public struct ServerLimits: Equatable, Sendable {
  /// All connections together.
  public var connections = 10_000
  /// Connections from one address.
  public var connectionsPerAddress = 1_000
  /// How many of all connections only a Unix socket can have.
  public var connectionsKeptForUnix = 4
  /// From the first byte of a line to its LF.
  public var lineTime = 10_000
  /// Without a byte in either direction, TCP only.
  public var idleTime = 600_000
  /// Without a byte taken while output waits.
  public var stallTime = 30_000
  /// For running queries when the server stops.
  public var drainTime = 10_000
  /// For a peer to read the last words before its connection is closed.
  public var lingerTime = 1_000
  /// Requests of one connection that wait.
  public var pipeline = 64
  /// Bytes of them.
  public var pipelineBytes = 256 << 10
  /// Output of one connection, in bytes, above which its query pauses.
  public var unsentBytes = 1 << 20
  /// Output of all connections, in bytes, above which the largest is closed.
  public var unsentBytesInAll = 256 << 20
  /// Queries that wait for a worker, of all connections.
  public var waitingQueries = 64
  /// Failed `auth` before the connection is closed.
  public var authFailures = 3

  /// The defaults of protocol.md.
  public init() {}
}
