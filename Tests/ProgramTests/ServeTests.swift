// The server as an operator runs it: started as a process, asked with nc and with the command, told
// to reload and to stop by signals.

import Foundation
import Testing

/// A running `mea serve` over a copy of a graph.
private final class RunningServer {
  let process = Process()
  let folder: URL
  let log: URL
  private(set) var address = ""

  init(data: URL) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: data, to: folder.appendingPathComponent("Graph"))
    log = folder.appendingPathComponent("log")
    try Data().write(to: log)
    process.executableURL = Place.program
    process.arguments = [
      "serve", "--data", folder.appendingPathComponent("Graph").path, "--listen", "127.0.0.1:0",
    ]
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    try wait { text in
      guard let start = text.range(of: "address=") else { return false }
      self.address = String(text[start.upperBound...].prefix { !" \n".contains($0) })
      return true
    }
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Waits until the log fulfils something; fails after ten seconds.
  func wait(_ isThere: (String) -> Bool) throws {
    for _ in 0..<500 {
      if isThere(try String(contentsOf: log, encoding: .utf8)) { return }
      usleep(20_000)
    }
    Issue.record("the log stays \(try String(contentsOf: log, encoding: .utf8))")
    throw CocoaError(.coderReadCorrupt)
  }

  func ask(_ query: String) throws -> Outcome {
    try run(Place.program, ["--connect", address, query])
  }

  func netcat(_ text: String) throws -> [String] {
    let parts = address.split(separator: ":")
    let outcome = try run(
      try tool("nc", package: "netcat-openbsd"), ["-N", String(parts[0]), String(parts[1])],
      input: Data(text.utf8))
    return outcome.output.split(separator: "\n").map(String.init)
  }
}

@Suite struct ServeTests {
  private static let graph = Place.root.appendingPathComponent("Graph")

  @Test func netcatGetsEveryReply() throws {
    let server = try RunningServer(data: Self.graph)
    let lines = try server.netcat("link CBD and UNFCCC\nnonsense\nquit\n")
    #expect(lines.first?.hasPrefix("+READY mea/1 ") == true)
    #expect(lines.dropFirst().first?.hasPrefix("=ROWS format=tsv cols=rank,node,") == true)
    #expect(lines.contains { $0.hasPrefix("+END rows=") })
    #expect(lines.contains { $0.hasPrefix("-UNKNOWN-COMMAND at=1 ") })
    #expect(lines.last?.hasPrefix("+BYE") == true)
  }

  /// The same bytes here and over the wire.
  @Test(arguments: [
    "link Basel and Minamata", "lineage \"CBD XI/6\"", "near BLG as dot", "show BLG as json",
    "list Memorandum as jsonl", "find 移动电话", "why IPPC any BLG", "lineage \"CBD XI/6\" as tree",
    "show BLG as table", "near BLG as ttl", "link Basel and Minamata with sources as csv",
  ])
  func sameBytesOverTheWire(_ query: String) throws {
    let server = try RunningServer(data: Self.graph)
    let here = try run(
      Place.program, ["--data", server.folder.appendingPathComponent("Graph").path, query])
    let there = try server.ask(query)
    #expect(here.code == there.code)
    #expect(here.output == there.output)
    #expect(!here.output.isEmpty)
  }

  @Test func aBadFileAtReloadKeepsTheOldData() throws {
    let server = try RunningServer(data: Self.graph)
    let before = try server.ask("show BLG")
    let bad = server.folder.appendingPathComponent("Graph/zz-bad.ttl")
    try "this is no Turtle".write(to: bad, atomically: true, encoding: .utf8)
    kill(server.process.processIdentifier, SIGHUP)
    try server.wait { $0.contains("zz-bad.ttl:1:") }
    #expect(try server.ask("show BLG").output == before.output)
    #expect(try server.netcat("status\nquit\n").contains { $0.contains("zz-bad.ttl") })
    try "<http://e/a> <http://e/b> <http://e/c> .".write(to: bad, atomically: true, encoding: .utf8)
    kill(server.process.processIdentifier, SIGHUP)
    try server.wait { $0.components(separatedBy: "reloaded").count > 1 }
    #expect(try server.ask("show <http://e/a>").output.contains("http://e/c"))
  }

  @Test func terminationDrains() throws {
    let server = try RunningServer(data: Self.graph)
    #expect(try server.ask("show BLG").code == 0)
    server.process.terminate()
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit)
    #expect(server.process.terminationStatus == 0)
  }
}
