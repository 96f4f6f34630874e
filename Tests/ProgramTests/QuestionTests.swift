// The questions analysts ask, on the real graph, with their answers. A new question is a new file in
// Golden/questions: the query on the first line, the answer as tab-separated values below it.

import Foundation
import QueryParse
import Testing
import WireProtocol
import WireServer

@Suite struct QuestionTests {
  static let service = Result {
    // Relative, as the tests run in the root of the package: `why` names files as they were given.
    try GraphService.load(["Graph"], queries: "Queries")
  }

  static let files: [URL] = {
    let folder = Place.golden.appendingPathComponent("questions")
    let all =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
    return (all ?? []).filter { $0.pathExtension == "txt" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  /// The data lines of a reply, or its status line when it refuses.
  static func answer(_ query: String) throws -> String {
    let reply = try service.get().answer(
      Array(query.utf8), SessionSettings(), Cancellation())
    guard reply.status.isSuccess, case .lines(let lines) = reply.body else {
      var line: [UInt8] = []
      reply.status.append(tag: nil, to: &line)
      return String(decoding: line, as: UTF8.self)
    }
    let columns = reply.opener?.fields["cols"]?.replacing(",", with: "\t") ?? ""
    return columns + "\n" + String(decoding: lines, as: UTF8.self)
  }

  @Test(arguments: files) func question(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let query = String(text.prefix { $0 != "\n" })
    let found = query + "\n" + (try Self.answer(query))
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try found.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == text, "\(file.lastPathComponent)")
  }

  @Test func questionsAreThere() { #expect(Self.files.count >= 12) }

  /// Asked with names in Chinese, a question has the same rows.
  @Test(arguments: [
    ("link Basel and Minamata", "link 巴塞尔公约 and 水俣公约"),
    ("link CITES and TRAFFIC", "link 濒危物种公约 and TRAFFIC"),
    ("show BLG", "show 生物多样性有关公约联络组"),
    ("lineage \"CBD XI/6\"", "lineage 第XI/6号决定"),
    (
      "match ?c a Convention, ?c represented_in BLG as-of 2012",
      "match ?c a 公约, ?c represented_in 生物多样性有关公约联络组 as-of 2012"
    ),
  ])
  func sameInChinese(_ english: String, _ chinese: String) throws {
    let answer = try Self.answer(english)
    #expect(!answer.hasPrefix("-"))
    #expect(try Self.answer(chinese) == answer)
  }

  /// Every saved query can be run as its examples say, and has an answer.
  @Test func savedQueriesAnswer() throws {
    let service = try Self.service.get()
    #expect(service.saved.queries.count >= 8)
    for (name, query) in service.saved.queries.sorted(by: { $0.key < $1.key }) {
      #expect(!query.summary.isEmpty, "\(name) has no summary")
      #expect(!query.examples.isEmpty, "\(name) has no example")
      for example in query.examples {
        let lines = try Self.answer(example).split(separator: "\n")
        #expect(lines.first?.hasPrefix("-") == false, "\(name): \(example): \(lines.first ?? "")")
        #expect(lines.count > 1, "\(name): \(example) has no rows")
      }
    }
  }
}
