// A service that answers by rote, so that the wire can be tested without a graph: small answers,
// slow ones, huge ones, ones that can be cancelled, and ones that are not whole.

internal import Glibc
public import WireProtocol
public import WireServer

/// Answers `echo`, `slow`, `forever`, `heavy`, `huge`, `flat`, `half`, `settings`; refuses the rest.
public struct RoteService: QueryService {
  /// For `data=`.
  public let dataHash: String
  /// For `dated=`.
  public let datedAs: String?

  private let gate: Gate

  /// A service whose replies name `dataHash`.
  public init(
    dataHash: String = "3f9a1c2e", datedAs: String? = "2018-11-23", gate: Gate = Gate()
  ) {
    self.gate = gate
    self.dataHash = dataHash
    self.datedAs = datedAs
  }

  /// Three formats.
  public func knowsFormat(_ name: String) -> Bool { ["tsv", "json", "jsonl"].contains(name) }
  /// Two languages, and both.
  public func knowsLanguage(_ name: String) -> Bool { ["en", "fr", "fr,en"].contains(name) }

  /// What the first word says.
  public func answer(
    _ text: [UInt8], _ settings: SessionSettings, _ cancellation: Cancellation
  ) -> Reply {
    let words = String(decoding: text, as: UTF8.self).split(separator: " ").map(String.init)
    let number = words.dropFirst().first.flatMap { Int($0) } ?? 0
    switch words.first {
    case "echo": return rows(words.dropFirst().map { [$0] })
    case "slow": return wait(milliseconds: number, cancellation)
    case "forever": return wait(milliseconds: .max, cancellation)
    case "heavy":
      return gate.pass(text, cancellation).map { Reply($0) } ?? rows([["worked"]])
    case "huge": return Reply(opener, .source(Counting(upTo: number)), end(number))
    case "flat": return Reply(opener, .lines(Counting.lines(0..<number)), end(number))
    case "half":
      let fields: Fields = ["partial": "1", "limit": "5000ms", "hint": "lower depth or add via"]
      return Reply(opener, .lines(Array("1\n2\n".utf8)), .refused(.timeout, fields))
    case "text": return Reply(Opener(.text, ["format": "dot"]), .lines(Self.dot), end(0))
    case "settings":
      return rows([[settings.format ?? "-"], [settings.language ?? "-"]])
    default:
      let near = words.first ?? ""
      return .refused(.syntax, ["at": "1", "near": near, "hint": "echo"])
    }
  }

  /// One name.
  public func savedQueries(_ settings: SessionSettings) -> Reply { rows([["shared-bodies"]]) }
  /// The text and an ellipsis.
  public func complete(_ text: [UInt8], _ settings: SessionSettings) -> Reply {
    rows([[String(decoding: text, as: UTF8.self) + "…"]])
  }
  /// One line.
  public func help(_ topic: String?, _ settings: SessionSettings) -> Reply {
    let text = Array("help on \(topic ?? "everything")\n".utf8)
    return Reply(Opener(.text, ["format": "plain"]), .lines(text), .end())
  }
  /// One word.
  public func capabilities(_ settings: SessionSettings) -> Reply { rows([["echo"]]) }
  /// One row.
  public func statusRows() -> [StatusRow] { [StatusRow("statements", "7")] }

  /// Text whose lines look like the wire's own.
  private static let dot = Array("digraph {\n+END\n-SYNTAX\n|\n\n}".utf8)

  private var opener: Opener { Opener(.rows, ["format": "tsv", "cols": "word"]) }

  private func end(_ rows: Int) -> Status {
    .end(["rows": String(rows), "data": dataHash])
  }

  private func rows(_ rows: [[String]]) -> Reply {
    var lines: [UInt8] = []
    for row in rows { TabRow.append(row, to: &lines) }
    return Reply(opener, .lines(lines), end(rows.count))
  }

  private func wait(milliseconds: Int, _ cancellation: Cancellation) -> Reply {
    while cancellation.elapsedMilliseconds < milliseconds {
      if let refusal = cancellation.refusal(hasRows: false) { return Reply(refusal) }
      usleep(500)
    }
    return rows([["slept"]])
  }
}

/// The lines `0`, `1`, `2` … with some weight, about 64 KiB at a time.
struct Counting: LineSource {
  private var next = 0
  private let end: Int

  init(upTo end: Int) { self.end = end }

  mutating func next(into lines: inout [UInt8]) -> Bool {
    guard next < end else { return false }
    let stop = min(end, next + 1_000)
    lines.append(contentsOf: Self.lines(next..<stop))
    next = stop
    return true
  }

  static func lines(_ numbers: Range<Int>) -> [UInt8] {
    var lines: [UInt8] = []
    for number in numbers {
      lines.append(contentsOf: String(number).utf8)
      lines.append(contentsOf: repeatElement(UInt8(ascii: "."), count: 58))
      lines.append(0x0A)
    }
    return lines
  }
}
