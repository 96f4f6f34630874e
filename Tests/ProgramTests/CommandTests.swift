// The command as scripts meet it: exit codes, streams, and errors that show the place.

import Foundation
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    (["link", "Basel", "and", "Minamata"], 0, "", ""),
    (["match", "?x", "a", "Convention", "limit", "1"], 0, "", ""),
    (["lnk", "Basel"], 1, "UNKNOWN-COMMAND", "link"),
    (["link", "Bassel", "and", "Minamata"], 1, "UNKNOWN-NAME", "Basel"),
    (["lineage", "CBD", "XI/6"], 1, "SYNTAX", "lineage \"CBD XI/6\""),
    (["show", "BLG", "as", "pdf"], 1, "SYNTAX", ""),
    (["match", "?a", "membr_of", "?b"], 1, "UNKNOWN-RELATION", "member"),
    (["list", "Conventoin"], 1, "UNKNOWN-NAME", "Convention"),
    (["run", "no-such-query"], 1, "NOT-FOUND", ""),
    (["show", "BLG", "within", "90", "s"], 1, "LIMIT", ""),
    (["--no-such-option"], 2, "no option", ""),
    (["--data", "no-such-folder", "show", "BLG"], 3, "no-such-folder", ""),
    (["--connect", "127.0.0.1:1", "show", "BLG"], 3, "127.0.0.1:1", ""),
    (["--connect", "nonsense:x:y", "show", "BLG"], 2, "no address", ""),
    (["list", "any", "limit", "3"], 0, "", ""),
    (["--fail-empty", "match", "BLG", "member_of", "BLG"], 5, "", ""),
    (["help", "link"], 0, "", ""),
    (["help", "nothing"], 2, "", ""),
    (["--version"], 0, "", ""),
    (["check", "Graph"], 0, "", ""),
  ])
  func exitCode(_ arguments: [String], _ code: Int32, _ complaint: String, _ hint: String) throws {
    let outcome = try run(Place.program, arguments)
    #expect(outcome.code == code, "\(arguments): \(outcome.complaint)")
    // Foundation finds no empty text in any text.
    for words in [complaint, hint] where !words.isEmpty {
      #expect(outcome.complaint.contains(words))
    }
    if code != 0 && code != 5 { #expect(outcome.output.isEmpty) }
  }

  @Test func wordsWithSpacesAreQuoted() throws {
    let one = try mea("show", "Minamata Bureau")
    #expect(one.code == 0)
    #expect(try mea("show \"Minamata Bureau\"").output == one.output)
  }

  @Test func wordsWithVariablesAreQueryText() throws {
    let whole = try mea("match ?c a Convention, ?c represented_in BLG as-of 2012")
    #expect(whole.code == 0)
    let cut = try mea("match", "?c a Convention, ?c represented_in BLG", "as-of", "2012")
    #expect(cut.output == whole.output)
    #expect(try mea("match", "?m a Meeting", "where", "year(?m) = 2018").code == 0)
  }

  @Test func theErrorMarksThePlace() throws {
    let outcome = try mea("link", "Basel", "and", "Minamatta")
    #expect(outcome.complaint.contains("link Basel and Minamatta\n"))
    #expect(outcome.complaint.contains("               ^^^^^^^^^"))
  }

  @Test func aFullDiskIsAnError() throws {
    let shell = URL(fileURLWithPath: "/bin/sh")
    let full = try run(shell, ["-c", "'\(Place.program.path)' list any > /dev/full"])
    #expect(full.code == 3)
  }

  @Test func aClosedPipeIsSilent() throws {
    let shell = URL(fileURLWithPath: "/bin/bash")
    let closed = try run(
      shell,
      [
        "-c",
        "'\(Place.program.path)' list any limit 90000 | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}",
      ])
    #expect([0, 141].contains(closed.code))
    #expect(closed.complaint.isEmpty)
  }

  @Test func aScriptStopsAtTheFirstError() throws {
    let outcome = try run(
      Place.program, ["-f", "-"], input: Data("# a note\n\nshow BLG\nnonsense\nshow CBD\n".utf8))
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("BLG") && !outcome.output.contains("nonsense"))
  }

  @Test func faultyDataNameThePlace() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "@prefix e: <http://e/> .\ne:a e:b \"open .\n".write(
      to: folder.appendingPathComponent("bad.ttl"), atomically: true, encoding: .utf8)
    let outcome = try mea("check", folder.path)
    #expect(outcome.code == 1)
    #expect(outcome.complaint.contains("bad.ttl:2:"))
  }
}
