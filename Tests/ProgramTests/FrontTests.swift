// What the README ships to stand in front of the server or around it: the blocks are taken from the
// README as printed, moved to free ports and a certificate made here, and run.

import Foundation
import Testing

@Suite struct FrontTests {
  private static let graph = Place.root.appendingPathComponent("Graph")

  /// The block of the README whose first line is a comment with this file name.
  private static func block(_ name: String) throws -> String {
    let readme = try String(
      contentsOf: Place.root.appendingPathComponent("README.md"), encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("    # \(name)") || $0.hasPrefix("    ; \(name)") })
    let rest = lines[start...].dropFirst().prefix {
      // The next file begins with its name too.
      ($0.isEmpty || $0.hasPrefix("    ")) && !$0.hasPrefix("    ; ") && !$0.hasPrefix("    # mea")
    }
    return rest.map { String($0.dropFirst(4)) }.joined(separator: "\n") + "\n"
  }

  /// A port that is free when asked.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(isBound)
    return UInt16(bigEndian: address.sin_port)
  }

  /// A folder with a certificate of `localhost`, alone and together with its key.
  private static func certificate(in folder: URL) throws {
    let made = try run(
      try tool("openssl", package: "openssl"),
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem",
        "-out", "cert.pem", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      ], in: folder)
    try #require(made.code == 0, "\(made.complaint)")
    let both = try ["cert.pem", "key.pem"].map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    try both.joined().write(
      to: folder.appendingPathComponent("both.pem"), atomically: true, encoding: .utf8)
  }

  /// A program of the system that runs until the test ends.
  private final class Daemon {
    let process = Process()

    init(_ program: URL, _ arguments: [String], log: URL) throws {
      try Data().write(to: log)
      process.executableURL = program
      process.arguments = arguments
      let output = try FileHandle(forWritingTo: log)
      process.standardOutput = output
      process.standardError = output
      try process.run()
    }

    deinit {
      // Not SIGTERM: stunnel inherits the signal mask of a thread of the tests and never hears it.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// Asks until the answer fulfils something; what was answered last.
  private static func eventually(
    _ ask: () throws -> Outcome, _ isRight: (Outcome) -> Bool
  ) throws -> Outcome {
    var outcome = try ask()
    for _ in 0..<100 where !isRight(outcome) {
      usleep(100_000)
      outcome = try ask()
    }
    return outcome
  }

  private static func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-front-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func write(_ text: String, _ changes: [String: String], to file: URL) throws {
    var text = text
    for (old, new) in changes {
      try #require(text.contains(old), "\(file.lastPathComponent) has no \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test func stunnelEncryptsBothWays() throws {
    let server = try RunningServer(data: Self.graph)
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.certificate(in: folder)
    let (outside, inside) = (try Self.freePort(), try Self.freePort())
    let far = folder.appendingPathComponent("stunnel.conf")
    let near = folder.appendingPathComponent("stunnel-client.conf")
    try Self.write(
      "pid =\n" + Self.block("stunnel.conf"),
      [
        "0.0.0.0:7118": "127.0.0.1:\(outside)", "127.0.0.1:7117": server.address,
        "/etc/mea": folder.path,
      ], to: far)
    try Self.write(
      "pid =\n" + Self.block("stunnel-client.conf"),
      [
        "127.0.0.1:7119": "127.0.0.1:\(inside)", "mea.example.org:7118": "127.0.0.1:\(outside)",
        "/etc/mea/ca.pem": "\(folder.path)/cert.pem",
        "checkHost = mea.example.org":
          "checkHost = localhost",
      ], to: near)
    let stunnel = try tool("stunnel", package: "stunnel4")
    let daemons = try [far, near].map {
      try Daemon(stunnel, [$0.path], log: $0.appendingPathExtension("log"))
    }
    let query = "link CBD and UNFCCC"
    let plain = try server.ask(query)
    let through = try Self.eventually(
      { try mea("--connect", "127.0.0.1:\(inside)", query) }, { $0.code == 0 })
    #expect(through.code == 0, "\(through.complaint)")
    #expect(through.output == plain.output)
    // Who speaks the line protocol to the encrypted port gets no answer.
    #expect(try mea("--connect", "127.0.0.1:\(outside)", query).code == 3)
    withExtendedLifetime(daemons) {}
  }

  @Test func haproxyLeavesOutTheServerThatIsGone() throws {
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.certificate(in: folder)
    let first = try RunningServer(data: Self.graph)
    let path = "\(folder.path)/b.sock"
    let second = try RunningServer(data: Self.graph, ["--listen", "unix:\(path)"])
    let port = try Self.freePort()
    let file = folder.appendingPathComponent("haproxy.cfg")
    try Self.write(
      Self.block("haproxy.cfg"),
      [
        "0.0.0.0:7118": "127.0.0.1:\(port)", "127.0.0.1:7117": first.address,
        "/run/mea/b.sock": path, "/etc/mea/cert-and-key.pem": "\(folder.path)/both.pem",
      ], to: file)
    let haproxy = try tool("haproxy", package: "haproxy")
    let checked = try run(haproxy, ["-c", "-f", file.path])
    #expect(checked.code == 0, "\(checked.complaint)")
    let daemon = try Daemon(
      haproxy, ["-db", "-f", file.path], log: folder.appendingPathComponent("log"))
    let openssl = try tool("openssl", package: "openssl")
    let ask = {
      try run(
        openssl,
        [
          "s_client", "-quiet", "-connect", "127.0.0.1:\(port)", "-verify_return_error", "-CAfile",
          "\(folder.path)/cert.pem",
        ], input: Data("ping\nquit\n".utf8))
    }
    let isAnswered = { (outcome: Outcome) in outcome.output.contains("+PONG\n+BYE") }
    #expect(isAnswered(try Self.eventually(ask, isAnswered)))
    // One goes; every question after the check's interval still has its answer.
    first.process.terminate()
    first.process.waitUntilExit()
    #expect(isAnswered(try Self.eventually(ask, isAnswered)))
    for _ in 0..<4 { #expect(isAnswered(try ask())) }
    // Both gone: no answer, and none that looks like one.
    second.process.terminate()
    second.process.waitUntilExit()
    #expect(!(try Self.eventually(ask) { !isAnswered($0) }).output.contains("+PONG"))
    withExtendedLifetime(daemon) {}
  }

  @Test func theUnitIsAcceptedAndLeavesNoRights() throws {
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let unit = folder.appendingPathComponent("mea.service")
    try Self.write(
      Self.block("mea.service"), ["/usr/local/bin/mea": Place.program.path], to: unit)
    let analyze = try tool("systemd-analyze", package: "systemd")
    let verified = try run(analyze, ["verify", "--man=no", unit.path])
    #expect(verified.code == 0)
    #expect(verified.complaint.isEmpty)
    // In tenths of systemd's points: 0 is no right, 100 every right.
    let judged = try run(
      analyze, ["security", "--offline=yes", "--threshold=20", "--no-pager", unit.path])
    #expect(judged.code == 0, "\(judged.output.suffix(200))")
  }
}
