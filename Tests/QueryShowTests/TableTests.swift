// Tables and trees for people: golden screens, widths that hold, empty answers in words.

import Bytes
import QueryRun
import Testing

@testable import QueryShow

struct TableTests {
  @Test(arguments: [0, 40, 80, 120])
  func aLinkIsReadAtEveryWidth(_ width: Int) throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.link(), .table) { $0.width = width == 0 ? nil : width }
    try Golden.expect(text, "link-\(width).table")
    if width > 0 { expectWithin(width, text) }
  }

  @Test(arguments: [50, 80, 200])
  func theNeighbourhoodIsReadAtEveryWidth(_ width: Int) throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.near(), .table) { $0.width = width }
    try Golden.expect(text, "near-\(width).table")
    expectWithin(width, text)
  }

  @Test(arguments: [8, 12, 20, 30, 41, 59, 61])
  func nothingRunsOverANarrowTerminal(_ width: Int) throws {
    let fixture = try Fixture()
    for answer in [try fixture.link(), try fixture.near(), try fixture.lineage()] {
      for languages in [["en"], ["zh"], ["ar"]] {
        let text = try fixture.written(answer, .table) {
          $0.width = width
          $0.languages = languages
          $0.showsSources = true
        }
        // A name of a column stands on one line even where that is too short for it.
        let names = answer.columns.map { $0 + ":" }
        for line in text.split(separator: "\n") where !names.contains(String(line)) {
          #expect(displayWidth(String(line)) <= width, "\(line)")
        }
      }
    }
  }

  /// Chinese, Arabic with marks, a flag, an emoji of several and a letter with accents line up.
  @Test func columnsLineUpInAllScripts() throws {
    let fixture = try Fixture()
    var answer = Answer(verb: "match")
    answer.columns = ["name", "mark"]
    for name in [
      "水俣公约", "مُعَاهَدَة", "🇨🇭 flag", "👩‍👩‍👧 family", "e\u{301}te\u{301}", "⚡ 한국 \u{1112}\u{1161}\u{11AB}",
    ] {
      answer.rows.append(Answer.Row([.text(name), .text("|")]))
    }
    let text = try fixture.written(answer, .table) { $0.width = 60 }
    try Golden.expect(text, "scripts.table")
    let places = Set(
      text.split(separator: "\n").dropFirst(2).map { line in
        displayWidth(String(line.prefix { $0 != "|" }))
      })
    #expect(places.count == 1)
  }

  @Test(arguments: ["zh", "ar"])
  func namesAreInTheLanguageAskedFor(_ language: String) throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.link(), .table) {
      $0.languages = [language]
      $0.width = 80
    }
    try Golden.expect(text, "link-\(language).table")
    #expect(text.contains("[en]"))
  }

  @Test func aHeaderIsBoldWhereColoursAreWanted() throws {
    let fixture = try Fixture()
    let text = try fixture.written(fixture.link(), .table) { $0.isColoured = true }
    #expect(text.hasPrefix("\u{1B}[1mrank"))
    let plain = try fixture.written(fixture.link(), .table)
    #expect(!plain.contains("\u{1B}"))
  }

  @Test func anEmptyAnswerSaysSo() throws {
    let fixture = try Fixture()
    var answer = try fixture.link()
    answer.rows = []
    #expect(try fixture.written(answer, .table) == "nothing stated\n")
    #expect(try fixture.written(answer, .tsv).split(separator: "\n").count == 1)
  }

  @Test func whatIsCutIsSaid() throws {
    let fixture = try Fixture()
    var answer = Answer(verb: "match")
    answer.columns = ["a", "b"]
    answer.rows = [Answer.Row([.text(String(repeating: "ab ", count: 3_000)), .text("x")])]
    var settings = ShowSettings(languages: [])
    settings.width = 80
    var output = OutputBuffer()
    var writer = AnswerWriter(answer, names: fixture.names, settings: settings)
    let notes = try writer.write(.table, into: &output)
    #expect(notes == ["1 long field is cut with …; \"as tsv\" shows everything"])
    settings.width = nil
    output.removeAll()
    writer = AnswerWriter(answer, names: fixture.names, settings: settings)
    let uncut = try writer.write(.table, into: &output)
    #expect(uncut.isEmpty)
    #expect(output.count > 9_000)
  }

  @Test func aLineageIsATree() throws {
    let fixture = try Fixture()
    try Golden.expect(try fixture.written(fixture.lineage(), .tree), "lineage.tree")
  }

  @Test func nothingElseIsATree() throws {
    let fixture = try Fixture()
    #expect(throws: FormatFault.notATree(verb: "link")) {
      try fixture.written(fixture.link(), .tree)
    }
  }

  @Test(arguments: [AnswerFormat.dot, .mermaid, .html, .graphml, .jsonld, .nt, .ttl])
  func whatIsCountedHasNoStatements(_ format: AnswerFormat) throws {
    let fixture = try Fixture()
    var answer = try fixture.link()
    answer.isAggregate = true
    #expect(throws: FormatFault.noStatements(format)) { try fixture.written(answer, format) }
  }

  private func expectWithin(_ width: Int, _ text: String) {
    for line in text.split(separator: "\n") { #expect(displayWidth(String(line)) <= width) }
  }
}

struct TextWrapTests {
  @Test func wordsStayWhole() {
    #expect(TextWrap.lines("one two three", width: 8).lines == ["one two", "three"])
    #expect(TextWrap.lines("exactly8", width: 8).lines == ["exactly8"])
    #expect(TextWrap.lines("farlongerword x", width: 5).lines == ["farlo", "ngerw", "ord x"])
  }

  @Test func chineseBreaksAnywhereButBeforeMarks() {
    #expect(TextWrap.lines("关于汞的水俣公约", width: 6).lines == ["关于汞", "的水俣", "公约"])
    #expect(TextWrap.lines("关于汞，的水俣", width: 6).lines == ["关于", "汞，的", "水俣"])
    #expect(TextWrap.lines("公约（一）", width: 6).lines == ["公约", "（一）"])
  }

  @Test func whatIsTooLongEndsInDots() {
    let wrapped = TextWrap.lines("one two three four", width: 5, most: 2)
    #expect(wrapped.lines == ["one", "two…"])
    #expect(wrapped.isCut)
  }
}
