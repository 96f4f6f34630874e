// The server as an operator runs it: started as a process, asked with nc and with the command, told
// to reload and to stop by signals.

import Foundation
import Testing

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
