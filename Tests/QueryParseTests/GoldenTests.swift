// The golden files: blocks of one query and `#= ` lines with what becomes of it, between empty
// lines. `Golden/good` holds trees, `Golden/bad` messages with the place marked by » and «. A new
// case needs no Swift: write the query, run the tests with UPDATE_GOLDEN=1, read the difference.

import Bytes
import Foundation
import QueryParse
import Testing

@Suite struct GoldenTests {
  @Test(arguments: goldenFiles(in: "good")) func goodQueriesBecomeTrees(_ file: URL) throws {
    try check(file) { text in answer(to: text, as: "") }
  }

  @Test(arguments: goldenFiles(in: "bad")) func badQueriesSayWhatToMend(_ file: URL) throws {
    try check(file) { text in answer(to: text, as: "READ ") }
  }

  @Test(arguments: goldenFiles(in: "bad")) func everyMessageIsWhole(_ file: URL) throws {
    for block in try blocks(of: file) where !block.query.isEmpty {
      let text = Array(block.query.utf8)
      #expect(throws: QueryFault.self, "\(block.query)") { try parseQuery(text) }
      guard case .some(.syntax(let error)) = fault(in: text) else { continue }
      #expect(!error.found.isEmpty && !error.expected.isEmpty, "\(block.query)")
      #expect(error.hint?.isEmpty != true && error.hint?.hasSuffix(".") != true, "\(block.query)")
    }
  }

  private func answer(to text: [UInt8], as prefix: String) -> [String] {
    do {
      let query = try parseQuery(text)
      return [prefix + printed(query)]
    } catch { return message(error, in: text) }
  }

  private func fault(in text: [UInt8]) -> QueryFault? {
    do {
      _ = try parseQuery(text)
      return nil
    } catch { return error }
  }

  private func check(_ file: URL, _ answer: ([UInt8]) -> [String]) throws {
    var lines: [String] = []
    for block in try blocks(of: file) {
      let answers = block.query.isEmpty ? [] : answer(Array(block.query.utf8)).map { "#= " + $0 }
      if !update { #expect(block.answers == answers, "\(block.query)") }
      lines += block.notes + (block.query.isEmpty ? [] : [block.query]) + answers + [""]
    }
    guard update else { return }
    let text = lines.dropLast().joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: file)
  }

  private var update: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" }
}

/// An error as a golden file shows it.
func message(_ fault: QueryFault, in text: [UInt8]) -> [String] {
  let range = fault.range
  let marked =
    String(decoding: text[..<range.lowerBound], as: UTF8.self) + "»"
    + String(decoding: text[range], as: UTF8.self) + "«"
    + String(decoding: text[range.upperBound...], as: UTF8.self)
  switch fault {
  case .syntax(let error): return [marked] + sentences(error)
  case .unknownCommand(let error): return [marked, "UNKNOWN-COMMAND"] + sentences(error)
  case .limit(let what, let most, _):
    return [marked, "LIMIT more than \(most) \(what)"]
  }
}

private func sentences(_ error: SyntaxError) -> [String] {
  ["found \(error.found), expected \(error.expected)"] + (error.hint.map { ["hint: \($0)"] } ?? [])
}

private struct Block {
  var notes: [String] = []
  var query = ""
  var answers: [String] = []
}

/// The blocks of a file; lines that begin with `# ` are notes.
private func blocks(of file: URL) throws -> [Block] {
  let text = try String(contentsOf: file, encoding: .utf8)
  var blocks: [Block] = []
  for part in text.components(separatedBy: "\n\n") {
    var block = Block()
    var query: [String] = []
    for line in part.components(separatedBy: "\n") where !line.isEmpty {
      if line.hasPrefix("#= ") {
        block.answers.append(line)
      } else if line.hasPrefix("# ") {
        block.notes.append(line)
      } else {
        query.append(line)
      }
    }
    block.query = query.joined(separator: "\n")
    blocks.append(block)
  }
  return blocks
}

/// The queries of all good golden files.
func goodQueries() throws -> [String] {
  try goldenFiles(in: "good").flatMap { try blocks(of: $0) }.map(\.query).filter { !$0.isEmpty }
}

private func goldenFiles(in folder: String) -> [URL] {
  let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let golden = here.appendingPathComponent("Golden").appendingPathComponent(folder)
  let files = try? FileManager.default.contentsOfDirectory(
    at: golden, includingPropertiesForKeys: nil)
  return (files ?? []).filter { $0.pathExtension == "mq" }.sorted { $0.path < $1.path }
}
