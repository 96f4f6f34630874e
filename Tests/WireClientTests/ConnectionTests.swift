// The client against a good server and against bad ones. It may get no answer, but never a wrong
// one, and it never waits without end.

import Foundation
import Testing
import WireClient
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct ConnectionTests {
  /// What one question brought.
  struct Answer: Equatable {
    var opener: Opener?
    var data = ""
    var status: Status
  }

  private static func ask(
    _ connection: inout Connection, _ text: String
  ) throws(ConnectionError) -> Answer {
    var opener: Opener?
    var data: [UInt8] = []
    let status = try connection.ask(Array(text.utf8)) { event in
      switch event {
      case .opener(let found): opener = found
      case .data(let lines): data += lines
      case .status: break
      }
    }
    return Answer(opener: opener, data: String(decoding: data, as: UTF8.self), status: status)
  }

  private static func impatient() -> ClientTimes {
    var times = ClientTimes()
    times.connect = 300
    times.reply = 300
    return times
  }

  /// The error that connecting to `address` and asking once ends with.
  private static func failure(_ address: Address, _ text: String = "echo a") -> ConnectionError? {
    do throws(ConnectionError) {
      var connection = try Connection(to: address, times: impatient(), lineLimit: 100_000)
      _ = try ask(&connection, text)
      return nil
    } catch {
      return error
    }
  }

  // MARK: A good server

  @Test func `Answers come with opener, rows and status`() throws {
    var options = LiveServer.options()
    options.listen.append(.unix("@mea-client-\(UUID().uuidString)"))
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    for address in server.addresses {
      var connection = try Connection(to: address)
      #expect(connection.greeting.fields["data"] == "3f9a1c2e")
      #expect(connection.greeting.words == ["mea/1", "mea/0.1.0"])
      let opener = Opener(.rows, ["format": "tsv", "cols": "word"])
      let rows = try Self.ask(&connection, "echo a |b")
      let end = Status.end(["rows": "2", "data": "3f9a1c2e"])
      #expect(rows == Answer(opener: opener, data: "a\n|b\n", status: end))
      let text = try Self.ask(&connection, "text")
      #expect(text.data == "digraph {\n+END\n-SYNTAX\n|\n\n}\n")
      let half = try Self.ask(&connection, "half")
      #expect(half.status.isPartial && half.status.word == .refused(.timeout))
      let refused = try Self.ask(&connection, "lnk")
      #expect(refused.status.word == .refused(.syntax) && refused.opener == nil)
      #expect(try Self.ask(&connection, "# nothing").status.word == .refused(.syntax))
    }
  }

  @Test func `A big answer is whole, and so is one asked for by name`() throws {
    let server = try LiveServer()
    defer { server.stop() }
    var connection = try Connection(to: .tcp(host: "localhost", port: server.port))
    let huge = try Self.ask(&connection, "huge 100000")
    #expect(huge.data.utf8.filter { $0 == 0x0A }.count == 100_000)
    #expect(huge.status.word == .end)
  }

  @Test func `Requests may be sent ahead and cancelled`() throws {
    let server = try LiveServer()
    defer { server.stop() }
    var connection = try Connection(to: server.addresses[0])
    let first = try connection.send(Array("forever".utf8))
    try connection.send(Array("cancel @\(first)".utf8))
    #expect(try connection.next() == .status(.refused(.cancelled)))
    #expect(try connection.next() == .status(Status(.ok, ["cancelled": "1"])))
    #expect(connection.due == 0)
  }

  @Test func `Text that is not one clean line is not sent`() throws {
    let server = try LiveServer()
    defer { server.stop() }
    for text in ["echo a\nquit", "echo \r", "a\0b", "\u{1B}[2J"] {
      #expect(Self.failure(server.addresses[0], text) == .notOneLine)
    }
    let long = String(repeating: "a", count: 65_534)
    #expect(Self.failure(server.addresses[0], long) == .tooLong(limit: 65_536))
  }

  // MARK: No server, and others

  @Test func `Nobody there`() throws {
    let server = try LiveServer()
    let address = server.addresses[0]
    server.stop()
    #expect(Self.failure(address) == .cannotConnect(reason: "Connection refused"))
    let message = ConnectionError.cannotConnect(reason: "Connection refused").message(at: address)
    #expect(message == "cannot connect to \(address): Connection refused")
    let path = Address.unix("/nonexistent/socket")
    #expect(Self.failure(path) == .cannotConnect(reason: "No such file or directory"))
  }

  @Test(arguments: [
    (
      "HTTP/1.1 400 Bad Request\r\n",
      ConnectionError.notOurs(said: "HTTP/1.1 400 Bad Request")
    ),
    ("SSH-2.0-OpenSSH_9.2\r\n", .notOurs(said: "SSH-2.0-OpenSSH_9.2")),
    ("+OK POP3 ready\n", .notOurs(said: "+OK")), ("+PONG\n", .notOurs(said: "+PONG")),
    ("+READY\n", .notOurs(said: "+READY")), ("+READY mea/2\n", .otherVersion("mea/2")),
    (
      "-BUSY close=1 what=connections\n",
      .refused(.refused(.busy, ["close": "1", "what": "connections"]))
    ),
    ("", .lost(reason: "closed by the server")), ("+REA", .lost(reason: "closed by the server")),
    (String(repeating: "x", count: 200_000), .notOurs(said: "a line without end")),
  ])
  func `Not one of ours`(greeting: String, error: ConnectionError) throws {
    let server = try LyingServer(greeting: greeting)
    #expect(Self.failure(server.address) == error)
    #expect(!error.message(at: server.address).isEmpty)
  }

  @Test func `Silence ends`() throws {
    let mute = try LyingServer(greeting: "", hangsUp: false)
    #expect(Self.failure(mute.address) == .timedOut(.greeting, milliseconds: 300))
    let lazy = try LyingServer(greeting: "+READY mea/1 x\n", reply: "=ROWS @1\n", hangsUp: false)
    #expect(Self.failure(lazy.address) == .timedOut(.reply, milliseconds: 300))
  }

  @Test(arguments: [
    ("=ROWS @1 format=tsv\n|a\n", ReplyFault.cutShort(hadRows: true)),
    ("+EN", .cutShort(hadRows: false)),
    ("+END @2\n", .wrongTag(expected: "1", found: "2")),
    ("=ROWS @1\n|a\n+END\n", .wrongTag(expected: "1", found: nil)),
    ("junk\n", .unreadable("junk")),
  ])
  func `Replies that cannot be trusted`(reply: String, fault: ReplyFault) throws {
    let server = try LyingServer(greeting: "+READY mea/1 x data=1\n", reply: reply)
    #expect(Self.failure(server.address) == .broken(fault))
  }

  @Test func `A line without end takes bounded memory`() throws {
    let part = String(repeating: "x", count: 60_000)
    let server = try LyingServer(greeting: "+READY mea/1 x\n", reply: part, repeating: 100)
    #expect(Self.failure(server.address) == .broken(.tooLong(limit: 100_000)))
  }
}
