// Conversations as files: each runs in memory and over TCP and a Unix socket, whole and byte by
// byte, and must read the same. UPDATE_GOLDEN=1 rewrites the answers; the diff is the review.

import Foundation
import Testing
import WireProtocol
import WireServer
import WireTestSupport

@Suite struct TranscriptTests {
  static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static let files: [String] =
    ["good", "bad"].flatMap { folder in
      let path = golden.appending(path: folder).path()
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { $0.hasSuffix(".talk") }.map { "\(folder)/\($0)" }
    }.sorted()

  static func talk(_ file: String) throws -> Talk {
    Talk(try String(contentsOf: golden.appending(path: file), encoding: .utf8))
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `There are transcripts`() {
    #expect(Self.files.count >= 8)
  }

  @Test(arguments: files, [1, 7, Int.max])
  func `In memory`(file: String, piece: Int) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let text = try Self.talk(file).rewritten()
      try text.write(to: Self.golden.appending(path: file), atomically: true, encoding: .utf8)
    }
    let talk = try Self.talk(file)
    var memory = MemoryTalk()
    memory.send(talk.sent, inPiecesOf: piece)
    memory.end()
    #expect(memory.text == Self.text(talk.expected))
    #expect(memory.session.isOver)
  }

  @Test(arguments: files, [1, Int.max])
  func `Over sockets`(file: String, piece: Int) throws {
    let talk = try Self.talk(file)
    var options = LiveServer.options()
    options.listen.append(.unix("@mea-talk-\(UUID().uuidString)"))
    let server = try LiveServer(RoteService(), options)
    defer { server.stop() }
    for address in server.addresses {
      let client = try RawClient(address)
      client.send(talk.sent, inPiecesOf: piece)
      client.endSending()
      #expect(Self.text(client.readToEnd()) == Self.text(talk.expected), "\(address)")
    }
  }
}
