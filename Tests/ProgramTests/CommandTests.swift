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
    (["list", "any", "limit", "3", "offset", "9999999"], 0, "", ""),
    (["match ?a any ?b, ?c any ?d, ?e any ?f within 1 ms"], 4, "", "within"),
    (["chek", "Graph"], 2, "no command chek", "check"),
    (["sevre"], 2, "no command sevre", "serve"),
    (["--formt", "tsv", "show", "BLG"], 2, "no option --formt", "--format"),
    (["--format", "tvs", "show", "BLG"], 1, "tvs is no format", "tsv"),
    (["--data"], 2, "--data needs a value", ""),
    (["--param", "a", "show", "BLG"], 2, "NAME=VALUE", ""),
    (["--param", "a=BLG", "show", "BLG"], 2, "no query has $a", ""),
    (["--width", "none", "show", "BLG"], 2, "--width", ""),
    (["-f", "no-such-file"], 3, "no-such-file", ""),
    (["-f", "Queries/hubs.mq", "show", "BLG"], 2, "exclude", ""),
    (["-o", "/no-such-folder/x.tsv", "show", "BLG"], 3, "/no-such-folder/x.tsv", ""),
    (["-o", "/dev/full", "show", "BLG"], 3, "/dev/full", ""),
    (["help", "lnik"], 2, "no help on lnik", "link"),
    (["completion", "csh"], 2, "name of a shell", "bash"),
    (["man", "nothing"], 2, "no such page", "mea-query.7"),
    (["install", "--prefix", "~/x"], 2, "--prefix", ""),
    (["uninstall", "--prefix", "/no-such-folder"], 1, "nothing of mea", ""),
    (["run"], 0, "", ""),
    (["queries"], 0, "", ""),
    (["help", "run"], 0, "", ""),
    ([], 2, "", ""),
  ])
  func exitCode(_ arguments: [String], _ code: Int32, _ complaint: String, _ hint: String) throws {
    let outcome = try run(Place.program, arguments)
    #expect(outcome.code == code, "\(arguments): \(outcome.complaint)")
    // Foundation finds no empty text in any text.
    for words in [complaint, hint] where !words.isEmpty {
      #expect(outcome.complaint.contains(words))
    }
    let isAnswer = [0, 4, 5].contains(code) || arguments.isEmpty
    if !isAnswer { #expect(outcome.output.isEmpty) }
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

  @Test func anInterruptEndsIt() throws {
    let terminal = try TestTerminal(
      Place.program, ["match ?a any ?b, ?c any ?d, ?e any ?f within 60 s"])
    usleep(1_000_000)
    terminal.type("\u{03}")
    #expect(terminal.end() == 130)
  }

  @Test func aFileIsWrittenWholeOrNotAtAll() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("answer.jsonl")
    #expect(try mea("-o", file.path, "show", "BLG").code == 0)
    let link = try mea("-o", file.path, "link", "CITES", "and", "CMS")
    #expect(link.complaint.contains("met and not counted"))
    // What nobody has needs no notes.
    let lost = try mea("-o", "/dev/full", "link", "CITES", "and", "CMS")
    #expect(lost.code == 3 && !lost.complaint.contains("met and not counted"))
    #expect(try mea("-o", file.path, "show", "BLG").code == 0)
    let whole = try String(contentsOf: file, encoding: .utf8)
    #expect(whole == (try mea("show", "BLG", "as", "jsonl").output))
    #expect(try mea("-o", file.path, "show", "nothing of that name").code == 1)
    #expect(try String(contentsOf: file, encoding: .utf8) == whole)
    let script = Data("show BLG\nnonsense\n".utf8)
    #expect(try run(Place.program, ["-o", file.path, "-f", "-"], input: script).code == 1)
    #expect(try String(contentsOf: file, encoding: .utf8) == whole)
    // A part of an answer is written, and the exit code says that it is one.
    #expect(try mea("-o", file.path, "match", "?a any ?b").code == 4)
    #expect(try String(contentsOf: file, encoding: .utf8).contains("\"complete\":false"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["answer.jsonl"])
  }

  @Test func parametersAreValues() throws {
    let typed = try mea("run", "shared-bodies", "a=CITES", "b=CMS", "at=2012")
    #expect(typed.code == 0 && typed.output.contains("Aichi"))
    let given = try mea(
      "--param", "a=CITES", "--param=b=Convention on Migratory Species", "--param", "at=2012",
      "run",
      "shared-bodies")
    #expect(given.output == typed.output)
    let script = Data("# $a\nlink $a and $b as-of $at # $c\n".utf8)
    let bound = try run(
      Place.program, ["--param", "a=CITES", "--param", "b=CMS", "--param", "at=2012", "-f", "-"],
      input: script)
    #expect(bound.output == typed.output)
    // A value never brings a clause along.
    let hostile = try mea("--param", "a=BLG limit 1\" limit 2", "show $a")
    #expect(hostile.code == 1 && hostile.complaint.contains("UNKNOWN-NAME"))
  }

  @Test func aScriptComesThroughAPipe() throws {
    let outcome = try run(Place.program, [], input: Data("show BLG\n".utf8))
    #expect(outcome.code == 0)
    #expect(outcome.output == (try mea("show", "BLG").output))
  }

  @Test func aScriptNamesTheLineAtFault() throws {
    let outcome = try run(Place.program, ["-f", "-"], input: Data("\nshow BLG\nshwo CBD\n".utf8))
    #expect(outcome.complaint.contains("-:3: UNKNOWN-COMMAND"))
  }

  @Test(arguments: [("always", true), ("auto", false), ("never", false)])
  func colours(_ when: String, _ expected: Bool) throws {
    let outcome = try mea("--color", when, "--format", "table", "show", "BLG")
    #expect(outcome.output.contains("\u{1B}[") == expected)
  }

  @Test func versionNamesTheData() throws {
    let version = try mea("--version")
    #expect(version.output.hasPrefix("mea "))
    #expect(version.output.contains(" data="))
    let without = try run(
      Place.program, ["--version"], in: FileManager.default.temporaryDirectory)
    #expect(without.code == 0 && !without.output.contains("data="))
  }

  @Test func helpLeadsWithExamples() throws {
    let lines = try mea("--help").output.split(separator: "\n")
    #expect(lines.count > 20 && lines[1].hasPrefix("  mea link "))
    for line in lines { #expect(line.count <= 88, "\(line)") }
  }

  @Test func whatIsSavedIsListed() throws {
    let list = try mea("run").output
    #expect(list.contains("shared-bodies") && list.contains("[at=DATE]") && list.contains("2014"))
    #expect(try mea("help", "run").output == list)
  }

  @Test func aScriptStopsAtTheFirstError() throws {
    let outcome = try run(
      Place.program, ["-f", "-"], input: Data("# a note\n\nshow BLG\nnonsense\nshow CBD\n".utf8))
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("BLG") && !outcome.output.contains("nonsense"))
  }

  @Test func faultyDataNameThePlace() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try "@prefix e: <http://e/> .\ne:a e:b \"open .\n".write(
      to: folder.appendingPathComponent("bad.ttl"), atomically: true, encoding: .utf8)
    let outcome = try mea("check", folder.path)
    #expect(outcome.code == 1)
    #expect(outcome.complaint.contains("bad.ttl:2:"))
  }
}
