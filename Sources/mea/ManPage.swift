// Manual pages out of the texts of `mea help`, in mdoc, so that there is one text to keep right. The
// shape of a block says what it is: an indented line with a gap is a term and what it means, other
// indented lines are examples, the rest is prose.

/// One manual page.
struct ManPage {
  /// Name and section, as in `mea.1`.
  let name: String
  /// What it is about, in one line.
  let summary: String
  /// Sections: a heading and a text as `mea help` has it.
  let sections: [(heading: String, text: String)]

  init(_ name: String, _ summary: String, _ sections: [(heading: String, text: String)]) {
    self.name = name
    self.summary = summary
    self.sections = sections
  }

  /// The page of a subcommand: what it is called with stands first in its text, and the rest is
  /// indented by two.
  init(_ name: String, _ summary: String, usage: String) {
    let lines = usage.split(separator: "\n", omittingEmptySubsequences: false)
    let synopsis = lines.prefix { !$0.isEmpty }
    let rest = lines.dropFirst(synopsis.count).map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }
    self.init(
      name, summary,
      [
        ("SYNOPSIS", synopsis.joined(separator: "\n\n")),
        ("DESCRIPTION", rest.joined(separator: "\n")),
      ])
  }

  /// The page in mdoc.
  var text: String {
    let parts = name.split(separator: ".")
    var output = """
      .Dd \(Mea.date)
      .Dt \(parts[0].uppercased()) \(parts[1])
      .Os mea \(Mea.version)
      .Sh NAME
      .Nm \(parts[0])
      .Nd \(ManPage.escaped(summary))

      """
    for (heading, text) in sections {
      output += ".Sh \(heading)\n" + ManPage.body(text)
    }
    return output
  }

  // MARK: Blocks

  private enum Block {
    case prose([String])
    case heading(String)
    case examples([String])
    case terms([(term: String, meaning: [String])])
  }

  private static func body(_ text: String) -> String {
    var output = ""
    var isFirst = true
    for block in blocks(text) {
      switch block {
      case .heading(let text): output += ".Ss \(escaped(text))\n"
      case .prose(let lines):
        output += (isFirst ? "" : ".Pp\n") + prose(lines.joined(separator: " "))
      case .examples(let lines):
        output +=
          ".Bd -literal -offset indent\n" + lines.map { escaped($0) + "\n" }.joined()
          + ".Ed\n"
      case .terms(let terms):
        output += ".Bl -tag -width Ds\n"
        for (term, meaning) in terms {
          output += ".It \(escaped(term, isMacro: true))\n" + prose(meaning.joined(separator: " "))
        }
        output += ".El\n"
      }
      if case .heading = block { isFirst = true } else { isFirst = false }
    }
    return output
  }

  private static func blocks(_ text: String) -> [Block] {
    var found: [Block] = []
    for part in paragraphs(text) {
      var lines = part[...]
      while let line = lines.first {
        if isTerm(lines) {
          found.append(.terms(terms(&lines)))
        } else if indent(line) < 2 {
          let count = lines.indices.first { indent(lines[$0]) >= 2 || isTerm(lines[$0...]) }
          let run = lines[..<(count ?? lines.endIndex)]
          lines = lines[run.endIndex...]
          let isHeading = run.count == 1 && isTerm(lines) && !line.hasSuffix(".")
          found.append(isHeading ? .heading(line) : .prose(Array(run)))
        } else {
          let end = lines.indices.first { indent(lines[$0]) < 2 || isTerm(lines[$0...]) }
          let run = lines[..<(end ?? lines.endIndex)]
          lines = lines[run.endIndex...]
          let least = run.map(indent).min() ?? 0
          found.append(.examples(run.map { String($0.dropFirst(least)) }))
        }
      }
    }
    return found
  }

  private static func paragraphs(_ text: String) -> [[String]] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .split { $0.allSatisfy { $0 == " " } }.map(Array.init)
  }

  /// Takes items from the front: a term, and its meaning behind a gap and in deeper lines.
  private static func terms(_ lines: inout ArraySlice<String>) -> [(
    term: String, meaning: [String]
  )] {
    var found: [(term: String, meaning: [String])] = []
    let base = lines.first.map(indent) ?? 0
    while let line = lines.first, indent(line) >= base {
      lines.removeFirst()
      if indent(line) > base, !found.isEmpty {
        found[found.count - 1].meaning.append(trimmed(line))
      } else {
        let (term, meaning) = parted(line)
        found.append((term, meaning.isEmpty ? [] : [meaning]))
      }
    }
    return found
  }

  private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  /// Whether a term comes next: its meaning stands behind a gap, or deeper in the next line.
  private static func isTerm(_ lines: ArraySlice<String>) -> Bool {
    guard let line = lines.first else { return false }
    if !parted(line).meaning.isEmpty { return true }
    return lines.dropFirst().first.map { indent($0) >= indent(line) + 8 } ?? false
  }

  /// A line cut at its gap of two spaces or more.
  private static func parted(_ line: String) -> (term: String, meaning: String) {
    let text = trimmed(line)
    guard let gap = text.firstRange(of: "  ") else { return (text, "") }
    return (String(text[..<gap.lowerBound]), trimmed(String(text[gap.upperBound...])))
  }

  private static func trimmed(_ line: String) -> String {
    let start = line.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: Text

  /// Running text: sentences begin lines, no line is long.
  private static func prose(_ text: String) -> String {
    var output = ""
    var line = ""
    func end() {
      if !line.isEmpty { output += escaped(line) + "\n" }
      line = ""
    }
    for word in text.split(separator: " ") {
      if cost(line) + cost(word) > 72 { end() }
      line += (line.isEmpty ? "" : " ") + word
      if let last = word.last, ".?!".contains(last), word.count > 1 { end() }
    }
    end()
    return output
  }

  /// Bytes that a text takes as mandoc counts them, which writes `…` as `\[u2026]`.
  private static func cost(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1 == "-" ? 2 : $1.isASCII ? 1 : 8) }
  }

  /// Text that roff takes as it is.
  private static func escaped(_ text: String, isMacro: Bool = false) -> String {
    var output = text.replacing("\\", with: "\\e")
    if isMacro {
      // Words that are macros of mdoc, and punctuation that it would set apart.
      output = output.split(separator: " ").map { "\\&" + $0 }.joined(separator: " ")
        .replacing("\"", with: "\\(dq")
    } else if let first = output.first, ".'".contains(first) {
      output = "\\&" + output
    }
    return output.replacing("--", with: "\\-\\-").replacing("\\& ", with: " ")
  }
}
