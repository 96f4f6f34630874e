// The operator's socket.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct AdminTests {
  private func with(_ body: (LiveServer, RawClient) throws -> Void) throws {
    let place = try Place()
    defer { place.remove() }
    var options = LiveServer.options()
    options.adminListen = .unix(place.socket)
    options.socketMode = 0o666
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    let mode = try FileManager.default.attributesOfItem(atPath: place.socket)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let admin = try RawClient(try #require(server.adminAddress))
    #expect(admin.readLine()?.hasPrefix("+READY mea/1 ") == true)
    try body(server, admin)
  }

  /// The rows of `clients`, by the column's name.
  private func clients(_ admin: RawClient) -> [[String: String]] {
    admin.send("clients\n")
    guard let opener = admin.readLine(), let columns = opener.components(separatedBy: "cols=").last
    else { return [] }
    let names = columns.components(separatedBy: ",")
    var rows: [[String: String]] = []
    while let line = admin.readLine(), line.hasPrefix("|") {
      let cells = line.dropFirst().components(separatedBy: "\t")
      rows.append(Dictionary(zip(names, cells)) { first, _ in first })
    }
    return rows
  }

  @Test func `Clients are shown with what they do, and killed by number`() throws {
    try with { server, admin in
      let busy = try StrangerFaults.greeted(server.addresses[0])
      busy.send("hello mea/1 client=\"x y\"\n@1 forever\nping\n")
      #expect(busy.readLine()?.hasPrefix("+HELLO") == true)
      var rows = clients(admin)
      for _ in 0..<200 where rows.last?["query"] != "forever" {
        usleep(5_000)
        rows = clients(admin)
      }
      #expect(rows.map { $0["peer"] } == ["unix", "127.0.0.1"])
      let row = try #require(rows.last)
      #expect(row["client"] == "x y" && row["query"] == "forever" && row["waiting"] == "1")
      #expect(row["requests"] == "3" && row["unsent-bytes"] == "0")
      admin.send("kill \(row["id"] ?? "")\nkill 999\n@k kill me\n")
      #expect(admin.readLine() == "+OK killed=1")
      #expect(admin.readLine() == "+OK killed=0")
      #expect(admin.readLine() == #"-SYNTAX @k at=6 near="me" hint="kill ID, as clients shows it""#)
      #expect(busy.readLine() == nil)
      #expect(clients(admin).count == 1)
    }
  }

  @Test func `Reload and stop`() throws {
    try with { server, admin in
      admin.send("reload\n")
      #expect(admin.readLine() == "+OK")
      var isNew = false
      for _ in 0..<400 where !isNew {
        usleep(5_000)
        isNew = StrangerFaults.status(admin).contains("|data\treloaded")
      }
      #expect(isNew)
      admin.send("stop\n")
      #expect(admin.readLine() == "+OK")
      #expect(server.waitForExit() == 0)
    }
  }

  @Test func `Queries are for others, and the operator's words are not`() throws {
    try with { server, admin in
      admin.send("echo a\nping\n")
      #expect(admin.readLine()?.hasPrefix("-UNKNOWN-COMMAND at=1 hint=\"clients | kill") == true)
      #expect(admin.readLine() == "+PONG")
      let client = try StrangerFaults.greeted(server.addresses[0])
      client.send("stop\nclients\nkill 1\nreload\nping\n")
      for _ in 0..<4 { #expect(client.readLine()?.hasPrefix("-SYNTAX at=1 ") == true) }
      #expect(client.readLine() == "+PONG")
    }
  }

  @Test(arguments: [Address.unix("@mea-admin"), .tcp(host: "127.0.0.1", port: 0)])
  func `The socket must have a file`(address: Address) {
    var options = LiveServer.options()
    options.adminListen = address
    #expect(throws: ServerError.self) {
      try Server(RoteService(), options) { () throws(ReloadError) in RoteService() }
    }
  }
}
