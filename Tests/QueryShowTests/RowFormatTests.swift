// Formats for programs: golden bytes, and that readers of each format get back what was put in.

import Bytes
import Foundation
import GraphStore
import QueryRun
import Testing

@testable import QueryShow

struct RowFormatTests {
  @Test(arguments: [AnswerFormat.tsv, .csv, .json, .jsonl])
  func aLinkIsWritten(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    try Golden.expect(try fixture.written(fixture.link(), format), "link.\(format.rawValue)")
  }

  @Test(arguments: [AnswerFormat.tsv, .csv, .json, .jsonl])
  func everyKindOfFieldIsWritten(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.kinds(), format) {
      $0.showsSources = true
      $0.showsDates = true
      $0.showsIRIs = true
    }
    try Golden.expect(text, "kinds.\(format.rawValue)")
  }

  @Test func tabSeparatedFieldsComeBack() throws {
    let fixture = try Fixture()
    let lines = try fixture.written(fixture.kinds(), .tsv).split(separator: "\n")
    #expect(lines.count == 2)
    let fields = lines[1].split(separator: "\t", omittingEmptySubsequences: false)
    #expect(fields.count == 10)
    #expect(fields[1] == "\\N")
    #expect(fields[2] == "?")
    #expect(fields[3] == #"a\tb\\c\n"d", e\u0085\u2028f"#)
  }

  /// Terms are copied many bytes at a time: what has to be escaped may stand anywhere among them, in
  /// a text of any length, and what is next to a text is somebody else's.
  @Test func termsAreWrittenLikeTheirTexts() throws {
    let marks = ["", "\t", "\\", "\"", "\u{1B}", "\u{7F}", "\u{85}", "\u{2028}", "é", "“", "字"]
    var texts: [String] = []
    for mark in marks {
      for length in 0...34 {
        for place in 0...min(length, 17) {
          let letters = Array(repeating: "a", count: length)
          texts.append(letters[..<place].joined() + mark + letters[place...].joined())
        }
      }
    }
    texts = Array(Set(texts)).sorted()
    let locals = ["", "a", "a.b-c_9", "é", "a%20", "(a)", "a~", "a!b", "a'b", "0123456789abcde"]
      .flatMap { [$0, $0 + "0123456789abcdef", "0123456789abcde" + $0] }
    let escaped = texts.map { text in
      text.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
    let turtle =
      "@prefix x: <http://x.example/> .\n"
      + escaped.map { "x:s x:p \"\($0)\" .\n" }.joined()
      + locals.map { "<http://x.example/\($0)> x:q <http://bare.example/\($0)> .\n" }.joined()
    let fixture = try Fixture(texts: [("terms.ttl", Array(turtle.utf8))])
    var answer = Answer(verb: "match")
    answer.columns = ["term", "text"]
    for term in 1..<TermID(fixture.snapshot.terms.count) {
      let cell: Cell = fixture.snapshot.isLiteral(term) ? .literal(term) : .node(term)
      answer.rows.append(Answer.Row([cell, .text(fixture.snapshot.curie(term))]))
    }
    #expect(answer.rows.count > texts.count + locals.count)
    for line in try fixture.written(answer, .tsv).split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(fields.count == 2 && fields[0] == fields[1], "\(line)")
    }
  }

  @Test func commaSeparatedFieldsComeBack() throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.kinds(), .csv)
    let records = CSVReader.records(of: text)
    #expect(records.count == 2)
    #expect(records[0].count == 10)
    #expect(records[1].count == 10)
    #expect(records[1][1] == "")
    #expect(records[1][3] == "a\tb\\c\\n\"d\", e\\u0085\\u2028f")
  }

  @Test func jsonGivesEveryFieldBack() throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.kinds(), .json)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["complete"] as? Bool == true)
    #expect(object["as_of"] as? String == "any")
    let rows = try #require(object["rows"] as? [[Any]])
    #expect(rows[0][1] is NSNull)
    #expect(rows[0][2] as? String == "?")
    #expect(rows[0][3] as? String == "a\tb\\c\n\"d\", e\u{85}\u{2028}f")
    #expect(rows[0][7] as? Bool == true)
    #expect(rows[0][8] as? [String] == ["id:Basel", "x; y", "?"])
    #expect(rows[0][9] as? Int == 12)
    #expect(!text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
  }

  @Test func theLastLineSaysHowItEnded() throws {
    let fixture = try Fixture()
    var answer = try fixture.link()
    answer.hasMore = true
    answer.stop = .timeout(milliseconds: 5_000)
    let lines = try fixture.written(answer, .jsonl).split(separator: "\n")
    #expect(lines.count == 3)
    let last = try JSONSerialization.jsonObject(with: Data(lines[2].utf8)) as? [String: Any]
    let end = try #require(last?["end"] as? [String: Any])
    #expect(end["rows"] as? Int == 2)
    #expect(end["complete"] as? Bool == false)
    #expect(end["stop"] as? String == "timeout")
    #expect(end["left_out"] as? [String: Int] == ["proposed": 1])
    #expect((end["data"] as? String)?.count == 8)
  }

  @Test(arguments: [AnswerFormat.tsv, .csv, .jsonl])
  func theHeaderMayStandElsewhere(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    var writer = AnswerWriter(
      try fixture.link(), names: fixture.names, settings: ShowSettings(languages: ["en"]))
    var rows = OutputBuffer()
    try writer.write(format, hasHeader: false, into: &rows)
    let whole = try fixture.written(fixture.link(), format)
    let header = format == .jsonl ? "" : try #require(whole.firstMatch(of: /.*\n/)).output
    #expect(header + String(decoding: rows.bytes, as: UTF8.self) == whole)
  }

  @Test func onlyAdmittedSourcesAreShown() throws {
    let fixture = try Fixture()
    let admitted = try fixture.term("doc:other")
    let text = try fixture.written(fixture.kinds(), .tsv) {
      $0.showsSources = true
      $0.admittedSources = [admitted]
    }
    #expect(text.contains("\tdoc:other\n"))
    #expect(!text.contains("doc:note"))
  }

  @Test(arguments: [
    (0.0, "0.000"), (0.9, "0.900"), (1.8971, "1.897"), (-2.0005, "-2.001"), (12.0, "12.000"),
    (-0.0001, "0.000"),
  ])
  func decimalsHaveThreePlaces(_ number: Double, _ text: String) {
    #expect(DecimalText.text(number) == text)
    #expect(DecimalText.text(.nan) == nil)
  }

  @Test(arguments: ["0", "-1", "12.50", "1e6", "1.5E-3"])
  func numbersOfJSONStandBare(_ text: String) { #expect(JSONNumber.isNumber(text.utf8)) }

  @Test(arguments: ["", "+5", "05", ".5", "5.", "1e", "NaN", "0x1", "1 "])
  func otherNumbersAreStrings(_ text: String) { #expect(!JSONNumber.isNumber(text.utf8)) }
}

/// Just enough of RFC 4180 to read back what is written.
enum CSVReader {
  static func records(of text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var characters = Array(text.unicodeScalars)[...]
    while let next = characters.popFirst() {
      switch (next, isQuoted) {
      case ("\"", true) where characters.first == "\"":
        characters.removeFirst()
        field.append("\"")
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        record.append(field)
        field = ""
      case ("\n", false):
        records.append(record + [field])
        (record, field) = ([], "")
      default: field.unicodeScalars.append(next)
      }
    }
    return records
  }
}
