// Answers as the operators give them, made by hand so that these tests stand on writing alone.

import GraphModel
import GraphStore
import GraphVocabulary
import QueryRun
import Testing

extension Fixture {
  /// What ties Basel and Minamata together.
  func link() throws -> Answer {
    var answer = Answer(verb: "link")
    answer.columns = [
      "rank", "node", "class", "score", "df", "since", "until", "rel_a", "via_a", "rel_b", "via_b",
      "why",
    ]
    let left = try statements("id:Basel-Secretariat", "mea:memberOf", "id:Group")
    let right = try statements("id:Minamata-Secretariat", "mea:memberOf", "id:Group")
    let group = try #require(right.first { snapshot.annotations.status(of: $0) == 0 })
    let acting =
      try statements("id:Basel-Secretariat", "mea:secretariatOf", "id:Basel")
      + statements("id:Minamata-Secretariat", "mea:secretariatOf", "id:Minamata")
    answer.rows = [
      Answer.Row(
        [
          .integer(1), try node("id:Group"), .text("Group"), .decimal(1.0986), .integer(1),
          .date(try #require(PartialDate(year: 2013, month: 10))),
          .date(try #require(PartialDate(year: 2018, month: 11, day: 23))), .text("member_of"),
          try node("id:Basel-Secretariat"), .text("member_of"),
          try node("id:Minamata-Secretariat"), .text("both are members"),
        ], statements: left + [group] + acting),
      Answer.Row(
        [
          .integer(2), try node("id:Fund"), .text("Fund"), .decimal(0.0649), .integer(2),
          .undated, .undated, .text("^funds"), .empty, .text("^funds"), .empty,
          .text("it funds both"),
        ],
        statements: try statements("id:Fund", "mea:funds", "id:Basel")
          + statements("id:Fund", "mea:funds", "id:Minamata")),
    ]
    answer.focus = [try term("id:Basel"), try term("id:Minamata")]
    answer.leftOut = [(try term("mea:proposed"), 1)]
    return finished(answer)
  }

  /// What Decision II/7 descends from.
  func lineage() throws -> Answer {
    var answer = Answer(verb: "lineage")
    answer.columns = ["depth", "node", "class", "date", "rel", "of", "status", "label"]
    let recalled = try statements("id:D2-p3", "mea:recalls", "id:Group")
    let part = try statements("id:D2-p3", "mea:partOf", "id:D2")
    let older = try statements("id:D2", "mea:recalls", "id:D1")
    let made = try statements("id:D1", "mea:establishes", "id:Group")
    let root = try node("id:D2")
    let first = try node("id:D1")
    let group = try node("id:Group")
    let year = Cell.date(try #require(PartialDate(year: 2010)))
    let month = Cell.date(try #require(PartialDate(year: 2004, month: 2)))
    answer.rows = [
      Answer.Row(
        [
          .integer(0), root, .text("Decision"), year, .empty, .empty, .empty,
          .text("Decision II/7"),
        ]),
      Answer.Row(
        [
          .integer(1), first, .text("Decision"), month, .text("recalls"), root, .text("stated"),
          .text("Decision I/1"),
        ], statements: older, depth: 1),
      Answer.Row(
        [
          .integer(1), group, .text("Group"), .empty, .text("recalls"), try node("id:D2-p3"),
          .text("proposed"), .text("Liaison Group of Chemicals and Waste Conventions"),
        ], statements: recalled + part, depth: 1),
      Answer.Row(
        [
          .integer(2), first, .text("Decision"), month, .text("^establishes"), group,
          .text("stated"), .text("(see #2)"),
        ], statements: made, depth: 2),
    ]
    answer.focus = [try term("id:D2")]
    return finished(answer)
  }

  /// What surrounds the group.
  func near() throws -> Answer {
    var answer = Answer(verb: "near")
    answer.columns = ["from", "rel", "dir", "to", "class", "since", "until", "status", "detail"]
    let group = try node("id:Group")
    func row(_ relation: String, _ isOut: Bool, _ statement: StatementID, _ detail: Cell = .empty)
      -> Answer.Row
    {
      let other =
        isOut ? snapshot.objects[Int(statement)] : snapshot.subjects[Int(statement)]
      let to: Cell = snapshot.terms.isLiteral(other) ? .literal(other) : .node(other)
      let validity = snapshot.annotations.validity(of: statement)
      let isProposed = !names.vocabulary.isStated(snapshot.annotations.status(of: statement))
      return Answer.Row(
        [
          group, .text(relation), .text(isOut ? "->" : "<-"), to, .empty,
          validity.from.map { .date($0) } ?? .undated, validity.until.map { .date($0) } ?? .undated,
          .text(isProposed ? "proposed" : "stated"), detail,
        ], statements: [statement])
    }
    for name in ["purpose", "staff"] {
      answer.rows += try statements("id:Group", "mea:" + name).map { row(name, true, $0) }
    }
    for name in ["id:Basel-Secretariat", "id:Minamata-Secretariat"] {
      answer.rows += try statements(name, "mea:memberOf").map {
        row("member_of", false, $0, .text("what: observer, then member"))
      }
    }
    answer.focus = [try term("id:Group")]
    return finished(answer)
  }

  /// One row with a field of every kind.
  func kinds() throws -> Answer {
    var answer = Answer(verb: "match")
    answer.columns = [
      "node", "empty", "open", "text", "integer", "decimal", "date", "flag", "list", "literal",
    ]
    let staff = try #require(try statements("id:Group", "mea:staff").first)
    answer.rows = [
      Answer.Row(
        [
          try node("id:Group"), .empty, .undated, .text("a\tb\\c\n\"d\", e\u{85}\u{2028}f"),
          .integer(-7), .decimal(0.9), .date(try #require(PartialDate(year: 973, month: 1))),
          .boolean(true), .list([try node("id:Basel"), .text("x; y"), .undated]),
          .literal(snapshot.objects[Int(staff)]),
        ], statements: [staff] + (try statements("id:Basel-Secretariat", "mea:memberOf")))
    ]
    return finished(answer)
  }

  /// Books closed as an operator closes them.
  func finished(_ answer: Answer) -> Answer {
    var answer = answer
    answer.statements = Array(Set(answer.rows.flatMap(\.statements))).sorted()
    return answer
  }
}
