// Twenty-five queries that other languages for graphs are shown with, in this vocabulary and on the
// real graph, each with its answer. A new one is a new file in Golden/examples: the query on the
// first line, the answer below it.

import Foundation
import Testing
import WireProtocol
import WireServer

@Suite struct ExampleTests {
  static let files: [URL] = {
    let folder = Place.golden.appendingPathComponent("examples")
    let all =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
    return (all ?? []).filter { $0.pathExtension == "txt" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  @Test(arguments: files) func example(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let query = String(text.prefix { $0 != "\n" })
    // Any edit of the data changes their hash, and no example is about that.
    let answer = try QuestionTests.answer(query)
      .replacing(#/"data":"[0-9a-f]{8}"/#, with: "\"data\":\"…\"")
    #expect(!answer.hasPrefix("-"), "\(file.lastPathComponent)")
    let found = query + "\n" + answer
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try found.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == text, "\(file.lastPathComponent)")
  }

  @Test func allAreThere() { #expect(Self.files.count == 25) }
}
