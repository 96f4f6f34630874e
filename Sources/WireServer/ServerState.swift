// What all sessions of one server share, touched by the loop's thread alone: the snapshot that
// answers, the numbers that `status` tells, what is outstanding.

internal import WireProtocol

/// The server as its sessions see it.
public final class ServerState {
  /// How the server runs.
  public let options: ServerOptions
  /// What answers from now on; running queries keep the one they began with.
  public internal(set) var service: any QueryService
  /// The tokens that `auth` takes; nil when none is needed.
  let tokens: AccessTokens?
  let workers: Int

  var connections = 0
  var outstandingJobs = 0
  var isDraining = false
  private(set) var requests = 0
  private(set) var reloadError: String?
  var metrics = ServerMetrics()
  private let startedAt = Clock.now()

  /// A server over one snapshot.
  public convenience init(_ service: any QueryService, _ options: ServerOptions) {
    self.init(service, options, tokens: nil)
  }

  init(_ service: any QueryService, _ options: ServerOptions, tokens: AccessTokens?) {
    self.service = service
    self.options = options
    self.tokens = tokens
    workers = options.workers > 0 ? options.workers : SystemCalls.coreCount()
  }

  /// The first line of every connection.
  var greeting: Status {
    var fields: Fields = ["data": service.dataHash]
    if let date = service.datedAs { fields.add("dated", date) }
    return Status(.ready, words: ["mea/1", options.software], fields)
  }

  /// The answer to a hello that was understood.
  var helloStatus: Status {
    var fields: Fields = [:]
    fields.add("maxline", LineFraming.lineLimit)
    fields.add("pipeline", options.limits.pipeline)
    fields.add("timeout", options.queryLimits.milliseconds)
    fields.add("rows", options.queryLimits.rows)
    fields.add("auth", tokens == nil ? "none" : "token")
    return Status(.hello, words: ["mea/1"], fields)
  }

  /// Whether one more query may run or wait.
  var hasRoomForQuery: Bool {
    outstandingJobs < workers + options.limits.waitingQueries
  }

  /// Counts requests.
  func countRequests(_ count: Int) { requests &+= count }

  /// Takes over a new snapshot; the old one is given back.
  @discardableResult
  public func replaceService(_ new: any QueryService) -> any QueryService {
    let old = service
    service = new
    metrics.reloads += 1
    reloadError = nil
    return old
  }

  /// Keeps the old snapshot and remembers why.
  public func noteReloadFailure(_ reason: String) {
    reloadError = reason
    metrics.reloadFailures += 1
  }

  /// Nanoseconds since the start.
  var uptime: Int64 { Clock.now() - startedAt }

  /// The answer to `status`.
  func statusReply() -> Reply {
    let rows =
      [
        StatusRow("software", options.software),
        StatusRow("uptime-seconds", String(uptime / 1_000_000_000)),
        StatusRow("state", isDraining ? "draining" : "serving"),
        StatusRow("data", service.dataHash),
        StatusRow("dated", service.datedAs),
        StatusRow("reloads", String(metrics.reloads)),
        StatusRow("reload-error", reloadError),
        StatusRow("connections", String(connections)),
        StatusRow("requests", String(requests)),
        StatusRow("workers", String(workers)),
        StatusRow("queries-outstanding", String(outstandingJobs)),
      ] + service.statusRows()
    var lines: [UInt8] = []
    for row in rows { TabRow.append([row.key, row.value], to: &lines) }
    let fields: Fields = ["rows": String(rows.count), "data": service.dataHash]
    return Reply(
      Opener(.rows, ["format": "tsv", "cols": "key,value"]), .lines(lines), .end(fields))
  }
}
