// Addresses and rows: the small notations.

import Testing
import WireProtocol

@Suite struct AddressTests {
  @Test(arguments: [
    ("127.0.0.1:7117", "127.0.0.1", 7117), ("localhost", "localhost", 7117), ("[::1]:1", "::1", 1),
    ("[::1]", "::1", 7117), ("host.example:65535", "host.example", 65_535),
    ("0.0.0.0:0", "0.0.0.0", 0),
  ])
  func `Hosts and ports`(text: String, host: String, port: UInt16) {
    #expect(Address(text) == .tcp(host: host, port: port))
  }

  @Test(arguments: [
    "", ":1", "a:", "a:65536", "a:-1", "a:+1", "a:1:2", "::1", "[::1", "[::1]x", "a b:1", "a:١",
    "unix:", "unix:" + String(repeating: "a", count: 108),
  ])
  func `No address`(text: String) {
    #expect(Address(text) == nil)
  }

  @Test func `Written as it is read`() {
    for text in ["unix:/run/mea.sock", "unix:@mea", "[::1]:7117", "127.0.0.1:80"] {
      #expect(Address(text)?.description == text)
    }
    #expect(Address("unix:x")?.isLocal == true)
    #expect(Address("[::1]:1")?.isLocal == true)
    #expect(Address("0.0.0.0:1")?.isLocal == false)
    #expect(Address("[::]:1")?.isLocal == false)
  }
}

@Suite struct TabRowTests {
  @Test func `Rows are read back`() {
    let rows: [[String?]] = [["a", nil, ""], ["a\tb\nc\rd\\N"], [nil], ["生物", "|"]]
    for row in rows {
      var line: [UInt8] = []
      TabRow.append(row, to: &line)
      #expect(line.filter { $0 == 0x0A }.count == 1)
      #expect(TabRow.read(line.dropLast()) == row)
    }
    #expect(TabRow.read(Array(#"a\q"#.utf8)) == nil)
    #expect(TabRow.read(Array(#"a\"#.utf8)) == nil)
  }
}
