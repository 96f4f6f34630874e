// Data that nobody made for this program: treaties, memberships and a thesaurus as they are
// published. They lie beside the checkout, in ../shared/realdata, and are read in place.

import Foundation
import GraphStore
import Testing

@Suite struct RealDataTests {
  private static let place = Place.root.appendingPathComponent("../shared/realdata")
  private static let vocabulary = Place.golden.appendingPathComponent("realdata/vocabulary.ttl")
  /// Each file with the number of its distinct triples, counted by another program.
  static let files = [
    ("manyenviron-agreements", 61_667), ("manyenviron-references", 1_148),
    ("manyenviron-memberships", 324_527), ("gemet-all", 63_060),
  ]

  /// Some of the files, unpacked into a folder that goes away with the test.
  private struct Unpacked: ~Copyable {
    let folder: URL

    init(_ names: [String]) throws {
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("mea-real-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in names {
        let packed = RealDataTests.place.appendingPathComponent(name + ".nt.gz")
        try #require(
          FileManager.default.fileExists(atPath: packed.path),
          "\(packed.path) is missing; these tests need the shared data beside the checkout")
        let words = ["-c", "exec zcat \"$0\" > \"$1\"", packed.path, folder.path + "/\(name).nt"]
        let outcome = try run(try tool("sh", package: "dash"), words)
        try #require(outcome.code == 0, "\(outcome.complaint)")
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
  }

  /// The rows of each answer to a script, without their headings.
  private func rows(_ script: [String], _ paths: [String]) throws -> [String] {
    let questions = script.map { $0 + " within 60s" }.joined(separator: "\n") + "\n"
    let data = paths.flatMap { ["--data", $0] }
    let outcome = try run(
      Place.program, data + ["-q", "--format", "tsv", "-f", "-"], input: Data(questions.utf8))
    #expect([0, 4].contains(outcome.code), "\(outcome.complaint)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  @Test func allOfItLoadsAndAnswersWithoutAVocabulary() throws {
    let unpacked = try Unpacked(RealDataTests.files.map(\.0))
    let treaty = "<https://example.org/mea/treaty/DOHA_2012E>"
    let convention = "<https://example.org/mea/treaty/UNFCCC_1992A>"
    let found = try rows(
      [
        "show \(treaty)", "find \"Doha Amendment\" limit 3",
        "paths \(treaty) to \(convention)",
        "match \(treaty) <https://example.org/mea/amends> ?older",
        "find Umweltschutz limit 3",
      ], [unpacked.folder.path])
    for expected in [
      "title\t->\tDoha Amendment To The Kyoto Protocol",
      "\(treaty)\tTreaty\tDoha Amendment To The Kyoto Protocol\ten\tprefix",
      "1\t1\t\(treaty)\tenabled_by\t->\t\(convention)",
      "<https://example.org/mea/treaty/UNNFCC_1997P%3AUNFCCC_1992A>",
      "\tUmweltschutz\tde\t",
    ] {
      #expect(found.contains { $0.contains(expected) }, "\(expected) in \(found)")
    }
  }

  @Test func aSmallVocabularyMakesLineageAndLinks() throws {
    let unpacked = try Unpacked(
      ["manyenviron-agreements", "manyenviron-references", "manyenviron-memberships"])
    let found = try rows(
      [
        "lineage treaty:DOHA_2012E",
        "link treaty:UNFCCC_1992A and treaty:UNNFCC_1997P%3AUNFCCC_1992A through any limit 300",
      ], [unpacked.folder.path, RealDataTests.vocabulary.path])
    #expect(
      found.contains {
        $0.hasPrefix("1\ttreaty:UNNFCC_1997P%3AUNFCCC_1992A\tTreaty\t1997-12-11\tamends\t")
      }, "\(found.prefix(6))")
    // Both have 198 members that the data know by state.
    let states = Set(
      found.compactMap { row in
        row.split(separator: "\t").dropFirst().first.map(String.init)
      }
    ).filter { $0.hasPrefix("state:") }
    #expect(states.contains("state:TLS") && states.contains("state:CHN"))
    #expect(states.count > 150 && states.count <= 198, "\(states.count)")
  }

  @Test(arguments: files) func everyTripleIsThere(_ name: String, _ count: Int) throws {
    let unpacked = try Unpacked([name])
    let snapshot = try GraphLoader.load([unpacked.folder.path])
    #expect(snapshot.statementCount == count)
  }

  @Test func aFileThatCannotFitIsRefusedBeforeItIsRead() throws {
    let unpacked = try Unpacked([])
    let file = unpacked.folder.path + "/large.nt"
    let script = "truncate -s 8G \"$1\" && ulimit -v 600000 && exec \"$0\" --data \"$1\" show x"
    let outcome = try run(
      try tool("sh", package: "dash"), ["-c", script, Place.program.path, file])
    #expect(outcome.code == 3)
    #expect(outcome.complaint.contains("large.nt: needs 683 MB more of memory, and there are "))
  }
}
