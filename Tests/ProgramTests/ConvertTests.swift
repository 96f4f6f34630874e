// `mea convert`: any format to any other, in constant memory, and nothing that looks whole and is not.

import Foundation
import Testing

@Suite struct ConvertTests {
  static let triples = """
    <http://e/a> <http://e/p> "x"@en .
    <http://e/a> <http://e/p> _:b .

    """

  private static func convert(
    _ input: String, _ arguments: String...
  ) throws -> Outcome {
    try run(Place.program, ["convert", "-"] + arguments, input: Data(input.utf8))
  }

  @Test(arguments: ["nt", "nq", "ttl", "trig"], ["nt", "nq", "ttl", "trig"])
  func everyFormatToEveryOther(_ from: String, _ to: String) throws {
    let first = try Self.convert(Self.triples, "--from", "nt", "--to", from)
    #expect(first.code == 0 && first.complaint.isEmpty)
    let second = try Self.convert(first.output, "--from", from, "--to", to)
    #expect(second.code == 0 && second.complaint.isEmpty)
    let back = try Self.convert(second.output, "--from", to, "--to", "nt")
    #expect(back.output == Self.triples)
  }

  @Test(arguments: [
    ("<http://e/a> <http://e/b> <http://e/c> .\n", "<http://e/a> <http://e/b> <http://e/c> .\n"),
    ("PREFIX e: <http://e/>\ne:a a e:c .", "e:a a e:c"),
    (
      "@prefix e: <http://e/> .\ne:g { e:a e:b \"{\" }",
      "<http://e/g> {"
    ),
  ])
  func theFormatIsSeen(_ input: String, _ part: String) throws {
    let outcome = try Self.convert(input, "--to", part.hasPrefix("<") ? "nq" : "ttl")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains(part.hasSuffix("{") ? "<http://e/g> ." : part))
  }

  @Test func relativeNamesStandBesideTheBase() throws {
    let outcome = try Self.convert(
      "<a> <../b> <#c> .", "--from", "ttl", "--base", "http://e/x/y")
    #expect(outcome.output == "<http://e/x/a> <http://e/b> <http://e/x/y#c> .\n")
  }

  @Test func namesOfGraphsAreKeptOrMissed() throws {
    let quad = "<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n"
    #expect(try Self.convert(quad, "--from", "nq").output == quad)
    let plain = try Self.convert(quad, "--from", "nq", "--to", "nt")
    #expect(plain.code == 0)
    #expect(plain.output == "<http://e/a> <http://e/b> <http://e/c> .\n")
    #expect(plain.complaint.contains("without the name of their graph"))
  }

  @Test func blankNodesBelongToTheirFile() throws {
    try Scratch.with { folder in
      let file = try Scratch.file("a.nt", "_:b <http://e/p> _:b .\n", in: folder)
      let outcome = try mea("convert", file, file, "--to", "nt")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.first != lines.last)
    }
  }

  @Test func aFolderIsAllItsFiles() throws {
    let outcome = try mea("convert", "Graph", "--to", "nt")
    #expect(outcome.code == 0)
    let again = try Self.convert(outcome.output, "--from", "nt", "--to", "nt")
    #expect(again.output == outcome.output)
  }

  // MARK: Faults

  @Test func aFaultHasItsPlaceAndNothingIsWritten() throws {
    let outcome = try Self.convert(Self.triples + "<http://e/a> nonsense .\n", "--from", "nt")
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("<stdin>:3:14: found `nonsense`"))
  }

  /// What has gone out already is ended so that no reader takes it for the whole.
  @Test func aLateFaultLeavesNothingThatLooksWhole() throws {
    let many = String(repeating: Self.triples, count: 20_000)
    let outcome = try Self.convert(many + "nonsense\n", "--from", "nt")
    #expect(outcome.code == 1)
    #expect(outcome.output.hasSuffix("\n# incomplete: the conversion stopped here\n<incomplete"))
    #expect(try Self.convert(outcome.output, "--from", "nq").code == 1)
  }

  @Test func faultyStatementsArePassedOverIfAsked() throws {
    let outcome = try Self.convert(
      "<http://e/a> nonsense .\n" + Self.triples, "--from", "nt", "--lenient")
    #expect(outcome.code == 4)
    #expect(outcome.output == Self.triples)
    #expect(outcome.complaint.contains("<stdin>:1:14:"))
    #expect(outcome.complaint.contains("left out 1 faulty statement\n"))
  }

  @Test func aFileIsReplacedWhenItsSuccessorIsWhole() throws {
    try Scratch.with { folder in
      let file = try Scratch.file("out.nt", "old\n", in: folder)
      let faulty = try Self.convert("nonsense", "--from", "nt", "-o", file)
      #expect(faulty.code == 1)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "old\n")
      let whole = try Self.convert(Self.triples, "--from", "nt", "-o", file)
      #expect(whole.code == 0 && whole.output.isEmpty)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.triples)
      // Into itself, and through a link that stays one.
      let link = folder.appendingPathComponent("link.nt").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
      #expect(try mea("convert", file, "-o", link).code == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == Self.triples)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test func aFullDiskIsAnError() throws {
    let full = try run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "'\(Place.program.path)' convert Graph > /dev/full"])
    #expect(full.code == 3)
    #expect(full.complaint.contains("No space left"))
    #expect(try Self.convert(Self.triples, "-o", "/dev/full").code == 3)
  }

  @Test func aClosedPipeIsSilent() throws {
    let closed = try run(
      URL(fileURLWithPath: "/bin/bash"),
      ["-c", "'\(Place.program.path)' convert Graph | head -1; exit ${PIPESTATUS[0]}"])
    #expect(closed.code == 141)
    #expect(closed.complaint.isEmpty)
  }

  @Test(arguments: [
    (["convert"], Int32(2), "needs a file"),
    (["convert", "-", "-"], Int32(2), "only once"),
    (["convert", "-", "--to", "ttk"], Int32(2), "did you mean ttl"),
    (["convert", "-", "--too", "ttl"], Int32(2), "did you mean --to"),
    (["convert", "-", "--base", "here"], Int32(2), "absolute IRI"),
    (["convert", "no-such-file.nt"], Int32(3), "no-such-file.nt: No such file"),
    (["convert", "Sources/CLinux"], Int32(3), "holds no triple file"),
    (["convert", "-", "-o", "/no/such/place.nt"], Int32(3), "No such file"),
  ])
  func exitCode(_ arguments: [String], _ code: Int32, _ complaint: String) throws {
    let outcome = try run(Place.program, arguments)
    #expect(outcome.code == code)
    #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
    #expect(outcome.output.isEmpty)
  }

  // MARK: Memory

  /// Forty megabytes pass through in less memory than a tenth of them.
  @Test func linesStreamInConstantMemory() throws {
    let process = Process()
    process.executableURL = Place.program
    process.arguments = ["convert", "-", "--from", "nt", "--to", "nt"]
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    let text = (0..<10_000).map { "<http://e/\($0)> <http://e/p> \"number \($0)\" .\n" }.joined()
    for _ in 0..<100 { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = peak.flatMap { Int($0.filter(\.isNumber)) }
    #expect(try #require(kilobytes) < 16_384)
  }
}

/// A folder that is gone after use.
enum Scratch {
  static func with(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// Writes a file and gives its path.
  static func file(_ name: String, _ text: String, in folder: URL) throws -> String {
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }
}
