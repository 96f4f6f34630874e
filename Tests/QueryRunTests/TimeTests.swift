// Points 10 to 12: when a statement holds, which status counts, whose word counts.

import QueryRun
import TestSupport
import Testing

@Suite struct TimeTests {
  /// What `d:A member_of` at a time, of statements each with its own annotations.
  private func members(_ clauses: String, _ annotations: String...) throws -> [String] {
    let turtle = annotations.enumerated().map { number, text in
      "d:A v:memberOf d:G\(number) {| \(text) |} ."
    }.joined(separator: "\n")
    return try graph(turtle).column("y", of: "match d:A member_of ?y \(clauses)")
  }

  @Test(arguments: [
    ("2012-02-28", false), ("2012-02-29", true), ("2012-03-01", true), ("2012-06-14", true),
    ("2012-06-15", false), ("2012-06", false), ("2012", false), ("2011", false), ("2012-05", true),
  ])
  func point10StatesAreHalfOpen(_ date: String, _ holds: Bool) throws {
    let found = try members(
      "as-of \(date)", "v:from \"2012-02-29\"^^xsd:date ; v:until \"2012-06-15\"^^xsd:date")
    #expect(found == (holds ? ["d:G0"] : []))
  }

  @Test(arguments: [
    ("2014", true), ("2015-12-30", true), ("2015-12-31", true), ("2015", true),
    ("2016-01-01", false), ("2016", false),
  ])
  func point10UntilAYearRunsThroughItsLastDay(_ date: String, _ holds: Bool) throws {
    #expect(try members("as-of \(date)", "v:until \"2015\"^^xsd:gYear") == (holds ? ["d:G0"] : []))
  }

  @Test(arguments: [
    ("2010-05-31", false), ("2010-06-01", true), ("2010-05", false), ("2010-06", true),
    ("2010", true), ("2009", false),
  ])
  func point10FromAMonthIsItsFirstDay(_ date: String, _ holds: Bool) throws {
    let found = try members("as-of \(date)", "v:from \"2010-06\"^^xsd:gYearMonth")
    #expect(found == (holds ? ["d:G0"] : []))
  }

  @Test func point10UntilAMonthRunsThroughALeapDay() throws {
    let february = "v:until \"2012-02\"^^xsd:gYearMonth"
    #expect(try members("as-of 2012-02-29", february) == ["d:G0"])
    #expect(try members("as-of 2012-03-01", february).isEmpty)
  }

  @Test func point10AnOccurrenceHoldsOnceItHasBegun() throws {
    let june = "v:on \"2010-06-15\"^^xsd:date"
    #expect(try members("as-of 2010-06-14", june).isEmpty)
    #expect(try members("as-of 2010-06-15", june) == ["d:G0"])
    #expect(try members("as-of 2020", june) == ["d:G0"])
  }

  @Test func point10UndatedHoldsAlwaysAndIsMarked() throws {
    let engine = try graph("d:A v:memberOf d:G .")
    for clause in ["", " as-of 1900", " as-of 2100", " during 1900..1901"] {
      #expect(
        try engine.rows("match d:A member_of ?y as ?s\(clause)") == [["d:G", "?", "?", "stated"]])
    }
    #expect(try engine.ask("show d:A").timeText == "any")
    #expect(try engine.ask("show d:A as-of 2012").timeText == "2012")
  }

  @Test func point10BetweenItsBoundsAStatementMayHold() throws {
    let bounds = "v:notBefore \"2010\"^^xsd:gYear ; v:notAfter \"2012\"^^xsd:gYear"
    #expect(try members("as-of 2009", bounds).isEmpty)
    #expect(try members("as-of 2010", bounds) == ["d:G0"])
    #expect(try members("as-of 2013", bounds) == ["d:G0"])
    let engine = try graph("d:A v:memberOf d:G {| \(bounds) |} .")
    #expect(
      try engine.rows("match d:A member_of ?y as ?s as-of 2011") == [["d:G", "?", "?", "stated"]])
  }

  @Test func point10DuringIsAnyDayOfTheSpan() throws {
    let spans = [
      "v:until \"2010-06-15\"^^xsd:date", "v:from \"2010-06-16\"^^xsd:date",
      "v:on \"2010-05\"^^xsd:gYearMonth", "v:from \"2010-06-15\"^^xsd:date",
    ]
    #expect(
      try members("during 2010-06-15..2010-06-15", spans[0], spans[1], spans[2], spans[3])
        == ["d:G3"])
    #expect(
      try members("during 2010-05..2010-06", spans[0], spans[1], spans[2], spans[3]).count == 4)
  }

  @Test func point10StandInsObeyTime() throws {
    let engine = try graph(
      treaties + """
        d:G a v:Group . d:B v:memberOf d:G . d:S v:memberOf d:G .
        d:S v:secretariatOf d:A {| v:until "2010-01-01"^^xsd:date |} .
        """)
    #expect(try engine.column("node", of: "link d:A and d:B as-of 2009") == ["d:G"])
    #expect(try engine.column("node", of: "link d:A and d:B as-of 2010").isEmpty)
  }

  @Test(arguments: [
    ("<", "2009"), ("<=", "2009, 2010-06, 2010-12-31"), ("=", "2010-06, 2010-12-31"),
    (">=", "2010-06, 2010-12-31, 2011"), (">", "2011"), ("!=", "2009, 2011"),
  ])
  func point10RangesCompareAsSpans(_ comparison: String, _ expected: String) throws {
    let dates = ["2009", "2010-06", "2010-12-31", "2011"].map { date in
      "d:n\(date.filter { $0 != "-" }) v:heldOn \"\(date)\"^^xsd:\(["date", "gYear", "gYearMonth"][[10: 0, 4: 1, 7: 2][date.utf8.count] ?? 0]) ."
    }
    let engine = try graph(dates.joined(separator: "\n"))
    let found = try engine.column(
      "d", of: "match ?x held_on ?d where ?d \(comparison) 2010 return ?d")
    #expect(found.joined(separator: ", ") == expected)
  }

  // MARK: Status and source

  private let statuses = """
    d:A v:memberOf d:G0 . d:A v:memberOf d:G1 {| v:status v:proposed |} .
    d:A v:memberOf d:G2 {| v:status v:ended |} . d:A v:memberOf d:G3 {| v:status v:derived |} .
    """

  @Test(arguments: [
    ("", "d:G0 d:G3"), ("including any", "d:G0 d:G1 d:G2 d:G3"),
    ("including ended", "d:G0 d:G2 d:G3"), ("only proposed", "d:G1"),
    ("only proposed, ended", "d:G1 d:G2"), ("only stated", "d:G0 d:G3"), ("only derived", "d:G3"),
  ])
  func point11StatusesOfMatch(_ clause: String, _ expected: String) throws {
    let found = try graph(statuses).column("y", of: "match d:A member_of ?y \(clause)")
    #expect(found.joined(separator: " ") == expected)
  }

  @Test func point11ShowAnswersEveryStatusAndMarksIt() throws {
    let engine = try graph(statuses)
    #expect(
      try engine.column("status", of: "show d:A") == ["stated", "proposed", "ended", "derived"])
    #expect(try engine.column("status", of: "near d:A").count == 4)
    #expect(try engine.column("status", of: "why d:A member_of _").count == 4)
  }

  @Test func point11WhatOnlyItsStatusKeptOutIsCounted() throws {
    let engine = try graph(statuses)
    let answer = try engine.ask("match d:A member_of ?y")
    #expect(engine.leftOut(of: answer) == ["ended:1", "proposed:1"])
    // What does not hold at the time is not left out by its status.
    let dated = try graph(
      "d:A v:memberOf d:G {| v:status v:proposed ; v:from \"2015\"^^xsd:gYear |} .")
    #expect(dated.leftOut(of: try dated.ask("match d:A member_of ?y as-of 2012")).isEmpty)
    #expect(dated.leftOut(of: try dated.ask("match d:A member_of ?y")) == ["proposed:1"])
  }

  @Test func point12AccordingToADocumentOrItsCollection() throws {
    let engine = try graph(
      """
      d:doc1 v:partOf d:all . d:doc2 rdfs:label "Two"@en .
      d:A v:memberOf d:G {| v:source d:doc1 |} {| v:source d:doc2 |} .
      d:A v:memberOf d:H {| v:source d:doc2 |} . d:A v:memberOf d:I .
      """)
    let query = "match d:A member_of ?y as ?s return ?y, source(?s)"
    #expect(
      try lines(query, in: engine) == ["d:G|d:doc1; d:doc2", "d:H|d:doc2", "d:I|"])
    // Only the sources that are asked for are printed.
    #expect(try lines(query + " according-to d:doc1", in: engine) == ["d:G|d:doc1"])
    #expect(try lines(query + " according-to d:all", in: engine) == ["d:G|d:doc1"])
    #expect(
      try engine.column("document", of: "why d:A member_of _ according-to d:all") == ["d:doc1"])
  }
}
