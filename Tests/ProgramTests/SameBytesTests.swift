// The same data and query give the same bytes: in every process, with any number of workers, and after
// the files and the statements within them have been shuffled.

import Foundation
import Testing

@Suite struct SameBytesTests {
  /// Queries of every kind, but for those that name a file and a line or speak of the plan.
  private static let queries: [String] =
    ExampleTests.files.compactMap { file in
      (try? String(contentsOf: file, encoding: .utf8)).map { String($0.prefix { $0 != "\n" }) }
    }.filter { query in
      // The last line of jsonl names the hash of the files.
      !query.hasPrefix("why") && !query.contains(" explain") && !query.hasSuffix("jsonl")
    } + [
      "link CBD and CITES depth 2 limit 30", "link Basel and Minamata via tie/tie limit 30",
      "match ?x any+ CBD limit 200 with sources", "match ?x cites{1,3} ?y as nt limit 50",
      "match ?x member_of ?y return ?y with sources", "list any limit 400",
      "match ?x any ?y as ?s including any return all ?x, ?s, status(?s) limit 500",
      "paths CMS to UNFCCC via part_of/^part_of|member_of/^member_of shortest 5 depth 6",
      "near Basel via tie/^tie limit 80", "lineage CBD down limit 200", "near UNEP as nt",
      "near UNEP as jsonld", "near BLG as graphml", "near BLG as mermaid",
      "match ?b member_of ?c return ?b, count(?c) as n order by n desc limit 40",
    ]

  /// On a machine under load the usual time would cut now this answer and now that.
  private static let patient = queries.map {
    $0.contains(" within ") ? $0 : $0 + " within 60s"
  }

  /// One process for all queries.
  private static func answers(_ arguments: [String]) throws -> String {
    let input = Data((patient.joined(separator: "\n") + "\n").utf8)
    return try run(Place.program, arguments + ["-q", "-f", "-"], input: input).output
  }

  @Test func sameBytesEverywhere() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appendingPathComponent("plain")
    let shuffled = folder.appendingPathComponent("shuffled")
    let lines = try statements()
    try write(lines, to: plain, files: ["a.nt"])
    var random = SystemRandomNumberGenerator()
    try write(lines.shuffled(using: &random), to: shuffled, files: ["m.nt", "b.nt", "z.nt"])

    let queries = ["--queries", Place.root.appendingPathComponent("Queries").path]
    let first = try Self.answers(["--data", plain.path] + queries)
    #expect(first.utf8.count > 60_000)
    for _ in 0..<2 { #expect(try Self.answers(["--data", plain.path] + queries) == first) }
    #expect(try Self.answers(["--data", shuffled.path] + queries) == first)
    for workers in [1, 8] {
      #expect(try served(by: workers, shuffled, queries) == first, "\(workers) workers")
    }
  }

  // MARK: Data

  /// The real graph and a generated one beside it, a statement a line.
  private func statements() throws -> [String] {
    let real = try run(Place.program, ["convert", "Graph", "--to", "nt"])
    #expect(real.code == 0)
    return real.output.split(separator: "\n").map(String.init) + generated()
  }

  /// Bodies and treaties that the real names do not reach: ties that repeat, with dates and without.
  private func generated() -> [String] {
    let vocabulary = "https://w3id.org/mea/vocab#"
    let relations = ["memberOf", "observerIn", "partnerIn", "cooperatesWith", "partyTo"]
    var lines: [String] = []
    var state: UInt64 = 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for number in 0..<3_000 {
      let subject = "<http://example.org/treaty-\(below(60))>"
      let object = "<http://example.org/body-\(below(1 + below(400)))>"
      let predicate = "<\(vocabulary)\(relations[below(relations.count)])>"
      lines.append("\(subject) \(predicate) \(object) .")
      guard below(3) == 0 else { continue }
      let date = "\"\(1990 + below(30))\"^^<http://www.w3.org/2001/XMLSchema#gYear>"
      let reifier = "_:generated\(number)"
      lines.append(
        "\(reifier) <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> "
          + "<<( \(subject) \(predicate) \(object) )>> .")
      lines.append("\(reifier) <\(vocabulary)from> \(date) .")
    }
    return lines
  }

  /// Writes lines to files in turn; what speaks of one blank node stays in one file.
  private func write(_ lines: [String], to folder: URL, files: [String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let vocabulary = try String(
      contentsOf: Place.root.appendingPathComponent("Graph/vocabulary.ttl"), encoding: .utf8)
    let prefixes = vocabulary.split(separator: "\n").filter { $0.hasPrefix("@prefix") }
    try (prefixes.joined(separator: "\n") + "\n")
      .write(to: folder.appendingPathComponent("0.ttl"), atomically: true, encoding: .utf8)
    var texts = files.map { _ in "" }
    for (number, line) in lines.enumerated() {
      let blank = line.split(separator: " ").first { $0.hasPrefix("_:") }
      let file = blank.map { $0.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } } ?? number
      texts[file % files.count] += line + "\n"
    }
    for (name, text) in zip(files, texts) {
      try text.write(
        to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
  }

  // MARK: Server

  private func served(by workers: Int, _ data: URL, _ queries: [String]) throws -> String {
    let process = Process()
    let log = data.appendingPathComponent("log-\(workers)")
    try Data().write(to: log)
    process.executableURL = Place.program
    process.arguments =
      ["serve", "--data", data.path] + queries
      + ["--listen", "127.0.0.1:0", "--workers", String(workers), "--quick-time", "60000"]
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    for _ in 0..<1_000 {
      let text = try String(contentsOf: log, encoding: .utf8)
      if let start = text.range(of: "address=") {
        let address = String(text[start.upperBound...].prefix { !" \n".contains($0) })
        return try Self.answers(["--connect", address])
      }
      usleep(20_000)
    }
    Issue.record("the server does not start")
    return ""
  }
}
