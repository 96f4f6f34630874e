// Readers of other makers: what we write has to be read by them as we mean it. `.ci/run` installs
// them; Python's are in `.build/readers`.

import Foundation
import Testing

/// Programs that read.
enum Reader {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What a Python library reads in a text, as `Readers/read.py` tells it.
  static func read(_ text: String, _ format: String) throws -> Any {
    let script = root.appending(path: "Tests/QueryShowTests/Readers/read.py")
    let output = try run(["python3", script.path, format], text)
    return try JSONSerialization.jsonObject(with: Data(output.utf8))
  }

  /// Whether `xmllint` finds a text well-formed.
  static func isWellFormed(_ text: String) throws -> Bool {
    _ = try run(["xmllint", "--noout", "--nonet", "-"], text)
    return true
  }

  /// What a program prints on standard output; it fails by its exit code.
  static func run(_ words: [String], _ input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "read-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> URL {
      let url = folder.appending(path: name)
      try Data(text.utf8).write(to: url)
      return url
    }
    let output = try file("output", "")
    let errors = try file("errors", "")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    var variables = ProcessInfo.processInfo.environment
    variables["PYTHONPATH"] = root.appending(path: ".build/readers").path
    process.environment = variables
    process.standardInput = try FileHandle(forReadingFrom: try file("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Missing(description: "\(words) failed (.ci/run installs what it needs): \(said)")
    }
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
