// README's questions must have the answers that it prints. A block that begins with `$ mea` is run,
// laid out as a table of the README's width, and compared to the letter.

import Foundation
import Testing

@Suite struct ReadmeTests {
  /// A command of the README and what it prints there.
  struct Example: CustomTestStringConvertible {
    var command: String
    var output: String
    var testDescription: String { command }
  }

  static let width = "96"

  static let examples: [Example] = {
    let text =
      (try? String(contentsOf: Place.root.appendingPathComponent("README.md"), encoding: .utf8))
      ?? ""
    var found: [Example] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    $ mea ") {
        found.append(Example(command: String(line.dropFirst(6)), output: ""))
        isInside = true
      } else if isInside, line.hasPrefix("    ") || line.isEmpty {
        found[found.count - 1].output += line.dropFirst(4) + "\n"
      } else {
        isInside = false
      }
    }
    return found
  }()

  @Test(arguments: examples) func theAnswerIsAsPrinted(_ example: Example) throws {
    let shell = URL(fileURLWithPath: "/bin/sh")
    let program = "'\(Place.program.path)' --format table --width \(Self.width) --color never -q"
    let outcome = try run(
      shell, ["-c", program + example.command.dropFirst(3)])
    #expect(outcome.complaint.isEmpty)
    #expect(outcome.output.trimmed == example.output.trimmed)
  }

  @Test func fiveQuestions() { #expect(Self.examples.count >= 5) }
}

extension String {
  /// Without trailing blanks of lines and of the whole.
  fileprivate var trimmed: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
