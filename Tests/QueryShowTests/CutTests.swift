// Writing has an end like the search before it. The clock of these tests goes by looks at it.

import Bytes
import Foundation
import GraphStore
import QueryRun
import Synchronization
import Testing

@testable import QueryShow

@Suite struct CutTests {
  private static let count = 1_000

  /// A thousand bodies, each in a row and a statement of its own.
  private static func made() throws -> (Fixture, Answer) {
    var text =
      "@prefix id: <https://w3id.org/mea/id/> .\n@prefix mea: <https://w3id.org/mea/vocab#> .\n"
    for number in 0..<count { text += "id:N\(number) a mea:Group ; mea:cites id:Group .\n" }
    let fixture = try Fixture(adding: text)
    var answer = Answer(verb: "match")
    answer.columns = ["n", "body"]
    let relation = try #require(fixture.snapshot.relation(of: try fixture.term("mea:cites")))
    let group = try fixture.term("id:Group")
    for (number, statement) in fixture.snapshot.statements(to: group, relation).enumerated()
    where number < count {
      let body = fixture.snapshot.subjects[Int(statement)]
      answer.rows.append(
        Answer.Row([.integer(number), .node(body)], statements: [statement]))
    }
    return (fixture, fixture.finished(answer))
  }

  /// A time that is over after so many looks, each of them `each` nanoseconds after the last.
  private static func time(looks: Int64, each: Int64) -> ShowTime {
    let left = Left(looks * each, each)
    return ShowTime(stop: .timeout(milliseconds: 300)) { left.look() }
  }

  private final class Left: Sendable {
    private let left: Atomic<Int64>
    private let each: Int64

    init(_ nanoseconds: Int64, _ each: Int64) {
      left = Atomic(nanoseconds)
      self.each = each
    }

    func look() -> Int64 { left.subtract(each, ordering: .relaxed).newValue }
  }

  private func written(
    _ format: AnswerFormat, _ time: ShowTime?
  ) throws -> (text: String, rows: Int, stop: Stop?, notes: [String]) {
    let (fixture, answer) = try Self.made()
    var settings = ShowSettings(languages: ["en"])
    settings.time = time
    var writer = AnswerWriter(answer, names: fixture.names, settings: settings)
    var output = OutputBuffer()
    let notes = try writer.write(format, into: &output)
    let text = try #require(String(validating: output.bytes, as: UTF8.self))
    return (text, writer.answer.rows.count, writer.answer.stop, notes)
  }

  private static let note = "not the whole answer: the 300 ms allowed were over"

  /// Where a row can be written before all are known, rows are written until the time is over.
  @Test(arguments: [AnswerFormat.tsv, .csv, .json, .jsonl])
  func rowsEndWithTheTime(_ format: AnswerFormat) throws {
    let (text, rows, stop, notes) = try written(format, Self.time(looks: 5, each: 1))
    #expect(rows == 5 * 64)
    #expect(stop == .timeout(milliseconds: 300))
    #expect(notes.first?.hasPrefix(Self.note) == true)
    #expect(text.split(separator: "\n").count == rows + (format == .json ? 2 : 1))
    guard format == .json else { return }
    let read = try #require(try Reader.read(text, "json") as? [String: Any])
    #expect((read["rows"] as? [Any])?.count == rows)
    #expect(read["complete"] as? Bool == false && read["stop"] as? String == "timeout")
  }

  /// Where all have to be known, the first 128 tell how many there is time for: they took one look,
  /// and three quarters of six looks are left.
  @Test(arguments: [AnswerFormat.table, .nt, .ttl, .jsonld, .graphml, .dot, .mermaid, .html])
  func theRestIsMeasuredByTheFirst(_ format: AnswerFormat) throws {
    let (text, rows, stop, notes) = try written(format, Self.time(looks: 8, each: 20_000_000))
    #expect(rows == 576)
    #expect(stop == .timeout(milliseconds: 300))
    #expect(notes.contains { $0.hasPrefix(Self.note) })
    switch format {
    case .nt, .ttl, .jsonld:
      let read = try #require(try Reader.read(text, format.rawValue) as? [[String]])
      let ties = read.filter { $0[1] == "<https://w3id.org/mea/vocab#cites>" }
      #expect(ties.count == rows)
      #expect(text.contains(format == .jsonld ? "\"complete\":false" : "\n# \(Self.note)"))
    case .graphml:
      #expect(try Reader.isWellFormed(text))
      let read = try #require(try Reader.read(text, "graphml") as? [String: Any])
      #expect((read["edges"] as? [Any])?.count == rows)
      #expect(((read["graph"] as? [String: Any])?["note"] as? String)?.hasPrefix(Self.note) == true)
    case .dot:
      #expect(try Graphviz.svg(of: text).contains("not the whole"))
    case .mermaid:
      #expect(text.contains("partial>\"not the whole answer"))
      let read = try #require(try Reader.read(text, "mermaid") as? [String: Any])
      #expect(read["problems"] as? [String] == [])
    case .html: #expect(text.contains("<p class=\"note\">\(Self.note)"))
    default: #expect(text.split(separator: "\n").count == rows + 2)
    }
  }

  @Test(arguments: AnswerFormat.allCases.filter { $0 != .tree })
  func someRowsAreWrittenWhateverTheTime(_ format: AnswerFormat) throws {
    let (_, rows, stop, _) = try written(format, Self.time(looks: 0, each: 1))
    #expect((64...128).contains(rows))
    #expect(stop == .timeout(milliseconds: 300))
  }

  @Test(arguments: AnswerFormat.allCases.filter { $0 != .tree })
  func whoHasTimeGetsAll(_ format: AnswerFormat) throws {
    let ample = try written(format, Self.time(looks: 1_000, each: 10_000_000))
    let endless = try written(format, nil)
    #expect(ample.stop == nil && ample.rows == Self.count)
    #expect(ample.text == endless.text)
    #expect(!ample.text.contains("not the whole"))
  }
}
