// Where the package and its binary are, and how the tests run programs.

import Foundation
import Testing

/// Places of the package under test.
enum Place {
  /// The root of the package.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The golden files of these tests.
  static let golden = root.appendingPathComponent("Tests/ProgramTests/Golden")

  /// The program, built beside the tests.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("mea")
}

/// What a program did.
struct Outcome {
  var code: Int32
  var output: String
  var complaint: String
}

/// Runs a program to its end, in the root of the package unless told.
func run(
  _ program: URL, _ arguments: [String], input: Data = Data(), in place: URL = Place.root,
  environment: [String: String] = [:]
) throws -> Outcome {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.currentDirectoryURL = place
  var variables = ProcessInfo.processInfo.environment
  variables["MEA_CONNECT"] = nil
  // Not the cache of whoever runs the tests.
  variables["MEA_CACHE"] = "off"
  process.environment = variables.merging(environment) { _, new in new }
  let folder = try scratch()
  defer { try? FileManager.default.removeItem(at: folder) }
  func file(_ name: String, _ content: Data) throws -> URL {
    let url = folder.appendingPathComponent(name)
    try content.write(to: url)
    return url
  }
  // Files and not pipes: a program that prints a lot would wait for a reader.
  let output = try file("output", Data())
  let complaint = try file("complaint", Data())
  process.standardInput = try FileHandle(forReadingFrom: try file("input", input))
  process.standardOutput = try FileHandle(forWritingTo: output)
  process.standardError = try FileHandle(forWritingTo: complaint)
  try process.run()
  process.waitUntilExit()
  return Outcome(
    code: process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus,
    output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
    complaint: String(decoding: try Data(contentsOf: complaint), as: UTF8.self))
}

/// A folder that goes away with whoever holds it.
final class Folder {
  let url: URL

  init() throws { url = try scratch() }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// A new folder for one test, which removes it.
func scratch() throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("mea-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

/// Runs `mea` with some arguments.
func mea(_ arguments: String...) throws -> Outcome { try run(Place.program, arguments) }

/// A program of the system; the test fails with the name of its package when it is missing.
func tool(_ name: String, package: String) throws -> URL {
  for folder in ["/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin"] {
    let url = URL(fileURLWithPath: folder).appendingPathComponent(name)
    if FileManager.default.isExecutableFile(atPath: url.path) { return url }
  }
  Issue.record("\(name) is missing; install the package \(package)")
  throw CocoaError(.fileNoSuchFile)
}
