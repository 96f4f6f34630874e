// What `mea check` says of broken files. A new case is a new file in Golden/check, which adds to
// sound.ttl what breaks one rule; what must be said of it stands beside it.

import Foundation
import Testing

@Suite struct CheckTests {
  static let folder = "Tests/ProgramTests/Golden/check"

  /// Sources may disagree, and two things may have one name: that is told and no fault.
  static let notes: Set<String> = ["two-values", "shared-label"]

  static let examples: [String] = {
    let all = try? FileManager.default.contentsOfDirectory(
      atPath: Place.golden.appendingPathComponent("check").path)
    return (all ?? []).filter { $0.hasSuffix(".ttl") && $0 != "sound.ttl" }
      .map { String($0.dropLast(4)) }.sorted()
  }()

  @Test(arguments: examples) func everyRuleIsProved(_ name: String) throws {
    let outcome = try mea("check", "\(Self.folder)/sound.ttl", "\(Self.folder)/\(name).ttl")
    let found = outcome.complaint + outcome.output + "exit \(outcome.code)\n"
    let file = Place.golden.appendingPathComponent("check/\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try found.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
    #expect(outcome.code == (Self.notes.contains(name) ? 0 : 1))
  }

  @Test func everyRuleHasAnExample() { #expect(Self.examples.count >= 20) }

  @Test func soundDataAreClean() throws {
    let outcome = try mea("check", "\(Self.folder)/sound.ttl")
    #expect(outcome.code == 0)
    #expect(outcome.complaint.isEmpty)
    #expect(outcome.output == "1 file, 78 statements, 7 nodes, 1 source\n")
  }

  /// A hundred faults are told, and no more.
  @Test func stopsAtAHundred() throws {
    let text = "<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> nonsense .\n"
    let many = String(repeating: text, count: 150)
    let outcome = try run(Place.program, ["check", "-"], input: Data(many.utf8))
    #expect(outcome.code == 1)
    #expect(outcome.complaint.components(separatedBy: "<stdin>:").count == 101)
    #expect(outcome.complaint.contains("stopped at 100 faults"))
    #expect(outcome.output.hasSuffix(", 100 faults\n"))
  }

  /// Files that declare no vocabulary have a syntax and no rules.
  @Test func plainFilesAreCounted() throws {
    let text = "<http://e/a> <http://e/b> <http://e/c> .\n"
    let outcome = try run(Place.program, ["check", "-"], input: Data(text.utf8))
    #expect(outcome.code == 0)
    #expect(outcome.output == "1 file, 1 statement\n")
  }

  @Test(arguments: [
    (["check", "no-such-folder"], Int32(3), "no-such-folder: No such file"),
    (["check", "--quries", "Queries"], Int32(2), "--queries"),
    (["check", "Tests/ProgramTests"], Int32(1), "fault"),
  ])
  func exitCode(_ arguments: [String], _ code: Int32, _ complaint: String) throws {
    let outcome = try run(Place.program, arguments)
    #expect(outcome.code == code)
    #expect((outcome.complaint + outcome.output).contains(complaint))
  }
}
