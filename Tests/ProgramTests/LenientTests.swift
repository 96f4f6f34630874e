// `--lenient` for questions and for the server: what is passed over is counted and told.

import Foundation
import Testing

@Suite struct LenientTests {
  private func file(_ text: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-lenient-\(UUID().uuidString).nt")
    try Data(text.utf8).write(to: url)
    return url
  }

  @Test func aQuestionToldToBeLenientIsAnswered() throws {
    let file = try file("<x:a> <x:p> <x:b> .\n<x:a> nonsense .\n<x:a> <x:p> <x:c> .\noops\n")
    defer { try? FileManager.default.removeItem(at: file) }
    let strict = try mea("--data", file.path, "show", "<x:a>")
    #expect(strict.code == 3 && strict.complaint.contains(".nt:2:7: "))
    let lenient = try mea("--lenient", "--data", file.path, "show", "<x:a>")
    #expect(lenient.code == 0)
    #expect(lenient.output.contains("<x:b>") && lenient.output.contains("<x:c>"))
    #expect(
      lenient.complaint == "mea: passed over 2 faulty statements; mea check tells which\n")
    let quiet = try mea("--lenient", "-q", "--data", file.path, "show", "<x:a>")
    #expect(quiet.code == 0 && quiet.complaint.isEmpty)
  }

  @Test func sourcesWithoutAFaultAreNotSpokenOf() throws {
    let file = try file("<x:a> <x:p> <x:b> .\n")
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try mea("--lenient", "--data", file.path, "show", "<x:a>")
    #expect(outcome.code == 0 && outcome.complaint.isEmpty)
  }
}
