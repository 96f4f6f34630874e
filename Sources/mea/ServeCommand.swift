// `mea serve`: the options of the server, and what reloading means.

internal import Bytes
internal import GraphVocabulary
internal import WireProtocol
internal import WireServer

/// `mea serve --data Graph --listen 127.0.0.1:7117`.
enum ServeCommand {
  static let usage = """
    mea serve [OPTION …]

      --data PATH            file or folder of triples; repeatable (the nearest Graph)
      --queries PATH         folder of saved queries (Queries beside the data)
      --lenient              pass over faulty statements of the data; status tells how
                             many as skipped-statements
      --listen ADDRESS       HOST:PORT, [IPv6]:PORT or unix:PATH; repeatable
                             (127.0.0.1:7117, or the sockets that systemd hands over)
      --metrics-listen ADDR  answer GET /metrics there, for Prometheus
      --admin-listen unix:PATH
                             clients, kill ID, reload, stop; mode 0600
      --auth-file FILE       tokens, one a line, mode 0600; every connection must say
                             auth TOKEN first
      --allow-open           listen beyond this machine without tokens
      --socket-mode OCTAL    permission of Unix sockets (600)
      --workers N            threads that run queries, and as many again for those that
                             take longer than --quick-time (one for each core)

    Limits, and what happens at them; times in milliseconds, sizes in bytes
      --connections N        all together: -BUSY (10000)
      --per-address N        from one address: -BUSY (1000)
      --kept-for-unix N      of all, for Unix sockets alone (4)
      --line-time MS         from the first byte of a line to its end: -TIMEOUT (10000)
      --idle-time MS         without a byte, TCP only: closed (600000)
      --stall-time MS        without a byte taken while output waits: closed (30000)
      --drain-time MS        for running queries after SIGTERM: -SHUTDOWN (10000)
      --pipeline N           requests of one connection that wait: not read (64)
      --pipeline-bytes N     their bytes: not read (262144)
      --unsent N             output of one connection: its query pauses (1048576)
      --unsent-in-all N      output of all: the largest is closed (268435456)
      --waiting N            queries that wait for a worker: -BUSY (64)
      --query-time MS        a query that names no time: -TIMEOUT (5000)
      --query-ceiling MS     the most a query may name: -LIMIT (60000)
      --quick-time MS        of a processor: the query begins again and from then on
                             gives way to all else that runs (5)
      --rows N               rows of a query that names no limit: more=1 (1000)
      --rows-ceiling N       the most a query may name: -LIMIT (100000)
      --reply-bytes N        one reply: -LIMIT partial=1 (67108864)

    SIGTERM drains and ends, SIGHUP loads the data anew; on any error in them the
    old data stay. The protocol is mea/1: try printf 'ping\\nquit\\n' | nc -N HOST PORT

    """

  static func run(_ arguments: [String]) -> Int32 {
    var data = Options.standard
    var options = ServerOptions()
    options.software = "mea/\(Mea.version)"
    do throws(Options.Misuse) {
      guard try read(arguments, &data, &options) else { return ExitCode.whole }
    } catch { return Terminal.complain(error) }
    let (paths, queries, isLenient) = (data.dataPaths, data.queriesPath, data.isLenient)
    do throws(ReloadError) {
      let service = try load(paths, queries, isLenient)
      do throws(ServerError) {
        return try serve(service, options) { () throws(ReloadError) in
          try load(paths, queries, isLenient)
        }
      } catch {
        Terminal.complain(error.reason)
        return ExitCode.broken
      }
    } catch {
      Terminal.complain(error.reason)
      return ExitCode.broken
    }
  }

  /// A service with its names folded and its date known, so that no query and no greeting pays.
  @Sendable private static func load(
    _ paths: [String], _ queries: String?, _ isLenient: Bool
  ) throws(ReloadError) -> any QueryService {
    let line = LoadingLine()
    defer { line.clear() }
    let service = try GraphService.load(
      paths, queries: queries, line.options(isLenient: isLenient, isQuiet: false))
    service.names.prepare()
    _ = service.datedAs
    return service
  }

  private static let numbers: [String: @Sendable (inout ServerOptions, Int) -> Void] = [
    "--workers": { $0.workers = $1 },
    "--connections": { $0.limits.connections = $1 },
    "--per-address": { $0.limits.connectionsPerAddress = $1 },
    "--line-time": { $0.limits.lineTime = $1 },
    "--idle-time": { $0.limits.idleTime = $1 },
    "--query-time": { $0.queryLimits.milliseconds = $1 },
    "--query-ceiling": { $0.queryLimits.millisecondsCeiling = $1 },
    "--quick-time": { $0.queryLimits.quickMilliseconds = $1 },
    "--rows": { $0.queryLimits.rows = $1 },
    "--rows-ceiling": { $0.queryLimits.rowsCeiling = $1 },
    "--reply-bytes": { $0.queryLimits.replyBytes = $1 },
    "--kept-for-unix": { $0.limits.connectionsKeptForUnix = $1 },
    "--stall-time": { $0.limits.stallTime = $1 },
    "--drain-time": { $0.limits.drainTime = $1 },
    "--pipeline": { $0.limits.pipeline = $1 },
    "--pipeline-bytes": { $0.limits.pipelineBytes = $1 },
    "--unsent": { $0.limits.unsentBytes = $1 },
    "--unsent-in-all": { $0.limits.unsentBytesInAll = $1 },
    "--waiting": { $0.limits.waitingQueries = $1 },
  ]

  private static let texts = [
    "--data", "--queries", "--listen", "--metrics-listen", "--admin-listen", "--auth-file",
    "--socket-mode",
  ]

  /// Reads the options; false when only the usage was wanted.
  private static func read(
    _ arguments: [String], _ data: inout Options, _ options: inout ServerOptions
  ) throws(Options.Misuse) -> Bool {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      if name == "-h" || name == "--help" {
        _ = Terminal.explain(usage)
        return false
      }
      if name == "--allow-open" {
        options.allowOpen = true
        continue
      }
      if name == "--lenient" {
        data.isLenient = true
        continue
      }
      let known = texts + Array(numbers.keys)
      guard known.contains(name) else {
        throw Options.Misuse(
          message: "serve has no option \(visible(name))",
          hint: nearNames(to: name, among: known.sorted()).first)
      }
      guard let value = rest.popFirst() else {
        throw Options.Misuse(message: "\(name) needs a value")
      }
      try set(name, value, &data, &options)
    }
    return true
  }

  private static func address(_ text: String) throws(Options.Misuse) -> Address {
    if let address = Address(text) { return address }
    throw Options.Misuse(
      message: "\(visible(text)) is no address", hint: "HOST:PORT or unix:PATH")
  }

  private static func set(
    _ name: String, _ value: String, _ data: inout Options, _ options: inout ServerOptions
  ) throws(Options.Misuse) {
    switch name {
    case "--data": data.data.append(value)
    case "--queries": data.queries = value
    case "--auth-file": options.authFile = value
    case "--listen": options.listen.append(try address(value))
    case "--admin-listen": options.adminListen = try address(value)
    case "--socket-mode":
      guard let mode = UInt32(value, radix: 8), mode <= 0o777 else {
        throw Options.Misuse(message: "--socket-mode takes a mode like 660, not \(visible(value))")
      }
      options.socketMode = mode
    case "--metrics-listen": options.metricsListen = try address(value)
    default:
      let least = ["--workers", "--waiting", "--kept-for-unix"].contains(name) ? 0 : 1
      guard let number = Int(value), (least...1_000_000_000).contains(number) else {
        throw Options.Misuse(
          message: "\(name) takes a number from \(least), not \(visible(value))")
      }
      numbers[name]?(&options, number)
    }
  }
}
