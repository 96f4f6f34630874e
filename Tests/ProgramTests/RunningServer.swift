// A server for the tests that need a real process.

import Foundation
import Testing

/// A running `mea serve` over a copy of a graph.
final class RunningServer {
  let process = Process()
  let folder: URL
  let log: URL
  private(set) var address = ""

  init(data: URL, _ options: [String] = []) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mea-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: data, to: folder.appendingPathComponent("Graph"))
    log = folder.appendingPathComponent("log")
    try Data().write(to: log)
    process.executableURL = Place.program
    process.arguments =
      [
        "serve", "--data", folder.appendingPathComponent("Graph").path, "--listen", "127.0.0.1:0",
        // A long query gives way to all else that runs, which the other tests are.
        "--quick-time", "60000",
      ] + options
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    try wait { text in
      guard let start = text.range(of: "address=") else { return false }
      self.address = String(text[start.upperBound...].prefix { !" \n".contains($0) })
      return true
    }
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Waits until the log fulfils something; fails when the server has ended without it, or after so
  /// long that no load of the machine is the cause.
  func wait(_ isThere: (String) -> Bool) throws {
    for _ in 0..<30_000 {
      let isOver = !process.isRunning
      if isThere(try String(contentsOf: log, encoding: .utf8)) { return }
      if isOver { break }
      usleep(20_000)
    }
    Issue.record("the log stays \(try String(contentsOf: log, encoding: .utf8))")
    throw CocoaError(.coderReadCorrupt)
  }

  func ask(_ query: String) throws -> Outcome {
    try run(Place.program, ["--connect", address, query])
  }

  func netcat(_ text: String) throws -> [String] {
    let parts = address.split(separator: ":")
    let outcome = try run(
      try tool("nc", package: "netcat-openbsd"), ["-N", String(parts[0]), String(parts[1])],
      input: Data(text.utf8))
    return outcome.output.split(separator: "\n").map(String.init)
  }
}
