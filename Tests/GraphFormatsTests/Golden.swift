// Golden files: a text, and beside it what must come of it. `UPDATE_GOLDEN=1` writes the latter
// anew; the difference is what is reviewed.

import Foundation
import GraphFormats
import Testing

enum Golden {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// Names of the texts in a folder, in byte order.
  static func names(_ folder: String) -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path(percentEncoded: false))
    return (all ?? []).filter { GraphFormat(fileName: $0) != nil }.sorted()
  }

  static func text(_ folder: String, _ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: folder).appending(path: name)))
  }

  /// Compares a result with the golden file of that name, or writes it.
  static func check(_ result: String, _ folder: String, _ name: String) throws {
    let file = root.appending(path: folder).appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(result.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(result == expected)
  }
}
