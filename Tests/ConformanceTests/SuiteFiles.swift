// Finding and reading the tables.

import Foundation
import GraphFormats
import Testing

enum SuiteFiles {
  /// The suites, beside the checkout.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/w3c").standardized

  /// All tests of all suites; empty if the suites are missing, which a test of its own reports.
  static let all: [SuiteTest] = rows(of: root.appending(path: "suites.tsv")).flatMap { row in
    tests(of: row[0])
  }

  /// How many tests the suites say they have.
  static var promised: Int {
    rows(of: root.appending(path: "suites.tsv")).compactMap { Int($0[1]) }.reduce(0, +)
  }

  private static func tests(of suite: String) -> [SuiteTest] {
    let folder = root.appending(path: suite)
    return rows(of: folder.appending(path: "tests.tsv")).compactMap { row in
      guard row.count > 4, let format = GraphFormat(fileName: row[2]),
        let action = bytes(folder.appending(path: row[2]))
      else { return nil }
      let result = row[3] == "-" ? nil : bytes(folder.appending(path: row[3]))
      return SuiteTest(
        suite: suite, id: row[0], type: row[1], action: action, result: result,
        base: Array(row[4].utf8), format: format)
    }
  }

  private static func rows(of table: URL) -> [[String]] {
    guard let text = try? String(contentsOf: table, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func bytes(_ file: URL) -> [UInt8]? {
    (try? Data(contentsOf: file)).map { Array($0) }
  }
}
