// Starting, reloading and stopping.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

/// A folder that goes away with the test.
private final class WireFolder {
  private let url = FileManager.default.temporaryDirectory.appending(
    path: "mea-wire-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path() }
}

@Suite struct OperatingTests {
  private let folder: WireFolder

  init() throws { folder = try WireFolder() }

  private func path(_ name: String) -> String { folder.path(name) }

  private func reason(_ options: ServerOptions) -> String? {
    do {
      _ = try Server(RoteService(), options) { () throws(ReloadError) in RoteService() }
      return nil
    } catch {
      return error.reason
    }
  }

  private func greeted(_ address: Address) throws -> RawClient {
    let client = try RawClient(address)
    _ = try #require(client.readLine())
    return client
  }

  // MARK: Starting

  @Test(arguments: ["0.0.0.0:0", "[::]:0"])
  func `An open address needs a word`(text: String) throws {
    var options = LiveServer.options()
    options.listen = [try #require(Address(text))]
    let hint = "can be reached by other machines: give --auth-file FILE, or --allow-open"
    #expect(reason(options) == "\(text) \(hint)")
    options.allowOpen = true
    #expect(reason(options) == nil)
  }

  @Test func `A busy port, a name, a foreign file and a taken socket are refused`() throws {
    let server = try LiveServer()
    defer { server.stop() }
    var options = LiveServer.options()
    options.listen = server.addresses
    #expect(reason(options) == "127.0.0.1:\(server.port): bind: Address already in use")
    options.listen = [.tcp(host: "127.example", port: 0)]
    #expect(reason(options)?.contains("is not an IP address") == true)
    try Data("mine".utf8).write(to: URL(filePath: path("file")))
    options.listen = [.unix(path("file"))]
    #expect(reason(options)?.contains("is not a socket") == true)
    #expect(try String(contentsOfFile: path("file"), encoding: .utf8) == "mine")
  }

  @Test func `A Unix socket has its mode, is removed, and is replaced when stale`() throws {
    var options = LiveServer.options()
    options.listen = [.unix(path("s"))]
    options.socketMode = 0o640
    let server = try LiveServer(RoteService(), options)
    let attributes = try FileManager.default.attributesOfItem(atPath: path("s"))
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(reason(options)?.contains("is in use by another server") == true)
    let client = try greeted(server.addresses[0])
    client.send("ping\n")
    #expect(client.readLine() == "+PONG")
    server.stop()
    #expect(!FileManager.default.fileExists(atPath: path("s")))
    // What a killed server leaves behind: a bound file and nobody behind it.
    let stale = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path("s").utf8)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafePointer(to: name) {
      bind(stale, UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self), size)
    }
    #expect(code == 0)
    close(stale)
    #expect(reason(options) == nil)
  }

  // MARK: Access

  @Test func `With an auth file every connection must say a token`() throws {
    try Data("# tokens\nabcdefghijklmnop\n\nABCDEFGHIJKLMNOPQRST\r\n".utf8)
      .write(to: URL(filePath: path("tokens")))
    // Whatever the mask of the process makes of a new file.
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path("tokens"))
    var options = LiveServer.options()
    options.authFile = path("tokens")
    #expect(reason(options)?.contains("its mode must be 0600") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("tokens"))
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    let client = try greeted(server.addresses[0])
    client.send("echo a\n@h hello mea/1\nauth abcdefghijklmno\nauth ABCDEFGHIJKLMNOPQRST\necho a\n")
    #expect(client.readLine() == #"-AUTH hint="say auth TOKEN first""#)
    #expect(client.readLine()?.hasSuffix(" auth=token") == true)
    #expect(client.readLine() == "-AUTH")
    #expect(client.readLine() == "+OK")
    #expect(client.readLine() == "=ROWS format=tsv cols=word")
    let guesser = try greeted(server.addresses[0])
    guesser.send("auth a\nauth b\nauth c\nauth abcdefghijklmnop\n")
    let all = String(decoding: guesser.readToEnd(), as: UTF8.self)
    #expect(all == "-AUTH\n-AUTH\n-AUTH close=1\n")
  }

  @Test(arguments: ["", "# none\n", "short\n", "with space 123456789\n"])
  func `A bad auth file is refused`(content: String) throws {
    try Data(content.utf8).write(to: URL(filePath: path("bad")))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("bad"))
    var options = LiveServer.options()
    options.authFile = path("bad")
    #expect(reason(options)?.contains("token") == true)
  }

  // MARK: Reloading

  /// A loader that fails and succeeds in turn.
  private final class Loader: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func load() throws(ReloadError) -> any QueryService {
      lock.lock()
      defer { lock.unlock() }
      count += 1
      if count % 2 == 1 { throw ReloadError("Graph/a.ttl:3:7: expected a full stop") }
      return RoteService(dataHash: "data\(count)")
    }
  }

  @Test func `Bad data keep the old, good data replace them`() throws {
    let loader = Loader()
    let server = try LiveServer(
      RoteService(), LiveServer.options(),
      reload: { () throws(ReloadError) in try loader.load() })
    defer { server.stop() }
    let client = try greeted(server.addresses[0])
    func status(has row: String) -> Bool {
      for _ in 0..<3_000 {
        client.send("status\n")
        var rows: [String] = []
        while let line = client.readLine(), line.first != "+" { rows.append(line) }
        if rows.contains(row) { return true }
        Thread.sleep(forTimeInterval: 0.005)
      }
      return false
    }
    for round in 1...5 {
      server.control.reload()
      #expect(status(has: "|reload-error\tGraph/a.ttl:3:7: expected a full stop"))
      client.send("echo a\n")
      _ = (client.readLine(), client.readLine())
      let old = round == 1 ? "3f9a1c2e" : "data\(2 * round - 2)"
      #expect(client.readLine() == "+END rows=1 data=\(old)")
      server.control.reload()
      #expect(status(has: "|data\tdata\(2 * round)"))
      #expect(status(has: "|reload-error\t\\N"))
    }
  }

  // MARK: Stopping

  @Test func `A server without clients stops at once`() throws {
    let server = try LiveServer()
    server.control.stop()
    #expect(server.waitForExit() == 0)
  }

  @Test func `Draining ends what runs and refuses what waits`() throws {
    var options = LiveServer.options()
    options.workers = 1
    let server = try LiveServer(RoteService(), options)
    let idle = try greeted(server.addresses[0])
    let client = try greeted(server.addresses[0])
    client.send("@1 slow 400\n@2 echo a\n@3 ping\n")
    Thread.sleep(forTimeInterval: 0.15)
    server.control.stop()
    #expect(idle.readLine() == nil)
    let all = String(decoding: client.readToEnd(), as: UTF8.self).split(separator: "\n")
    #expect(
      all == [
        "=ROWS @1 format=tsv cols=word", "|slept", "+END @1 rows=1 data=3f9a1c2e",
        "-SHUTDOWN @2", "+PONG @3",
      ])
    #expect(server.waitForExit() == 0)
    #expect(throws: RawClient.Failure.self) { try RawClient(server.addresses[0]) }
  }

  @Test func `A query that takes longer than the drain is ended`() throws {
    var options = LiveServer.options()
    options.limits.drainTime = 200
    let server = try LiveServer(RoteService(), options)
    let client = try greeted(server.addresses[0])
    client.send("@1 forever\n")
    Thread.sleep(forTimeInterval: 0.1)
    server.control.stop()
    #expect(client.readLine() == "-SHUTDOWN @1")
    #expect(client.readLine() == nil)
    #expect(server.waitForExit() == 0)
  }

  @Test func `The second stop does not wait`() throws {
    let server = try LiveServer()
    let client = try greeted(server.addresses[0])
    client.send("@1 forever\n")
    Thread.sleep(forTimeInterval: 0.1)
    server.control.stop()
    server.control.stop()
    #expect(server.waitForExit() == 0)
  }

  // MARK: Signals

  /// Serves in this process, reloads and stops it by signals to the serving thread.
  ///
  /// A program blocks the signals before it has other threads; a test process cannot.
  private static func serveUntilTerminated() -> Never {
    var options = LiveServer.options()
    options.handlesSignals = true
    options.listen = [.unix("@mea-term-\(UUID().uuidString)")]
    let settings = options
    nonisolated(unsafe) var thread = pthread_self()
    let isReady = DispatchSemaphore(value: 0)
    let isReloaded = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      thread = pthread_self()
      isReady.signal()
      let code = try? serve(RoteService(), settings) { () throws(ReloadError) in
        isReloaded.signal()
        return RoteService(dataHash: "new")
      }
      exit(code ?? 99)
    }
    isReady.wait()
    while (try? RawClient(settings.listen[0])) == nil { Thread.sleep(forTimeInterval: 0.01) }
    pthread_kill(thread, SIGHUP)
    isReloaded.wait()
    pthread_kill(thread, SIGTERM)
    Thread.sleep(forTimeInterval: 30)
    exit(98)
  }

  @Test func `SIGHUP reloads and SIGTERM drains`() async {
    await #expect(processExitsWith: .exitCode(0)) { Self.serveUntilTerminated() }
  }
}
