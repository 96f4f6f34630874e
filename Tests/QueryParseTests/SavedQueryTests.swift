// Saved queries: what a file says, and what must agree in it.

import Bytes
import QueryParse
import Testing

@Suite struct SavedQueryTests {
  private let shared = """
    #+ summary: Bodies that two conventions share
    #+ param a: node "first convention"
    #+ param b: node "second convention"
    #+ param at: date = 2014
    #+ example: run shared-bodies a=CITES b=CMS
    link $a and $b as-of $at
    """

  @Test func theFileOfTheManualIsRead() throws {
    let saved = try SavedQuery(name: "shared-bodies", text: Array(shared.utf8))
    #expect(saved.summary == "Bodies that two conventions share")
    #expect(saved.parameters.map(\.name) == ["a", "b", "at"])
    #expect(saved.parameters.map(\.kind) == [.node, .node, .date])
    #expect(saved.parameters.map(\.note) == ["first convention", "second convention", ""])
    #expect(saved.parameters.map { $0.defaultValue.map(printed) } == [nil, nil, "date:2014"])
    #expect(saved.examples == ["run shared-bodies a=CITES b=CMS"])
    #expect(printed(saved.query) == "(link $a $b) (as-of $at)")
  }

  @Test func aQueryMaySpanLinesAndHoldComments() throws {
    let text = """
      \u{FEFF}#+ param c: class = Convention "what is\u{20}listed"\r
      #+ param n: number "how many" = 5
      # every class has nodes
      match ?x a $c,   # first

        ?x member_of BLG
      limit $n
      """
    let saved = try SavedQuery(name: "members", text: Array(text.utf8))
    #expect(printed(saved.query) == "(match [?x a $c] [?x 'member_of' 'BLG']) (limit $n)")
    #expect(saved.parameters.map { $0.defaultValue.map(printed) } == ["'Convention'", "int:5"])
    #expect(saved.parameters.map(\.note) == ["what is listed", "how many"])
  }

  @Test(arguments: [
    ("link $a and CMS", "link »$a« and CMS", "no parameter, because none is declared"),
    (
      "#+ param a: node\nshow BLG", "#+ param »a«: node\nshow BLG",
      "a parameter that the query uses"
    ),
    ("#+ param a: nod\nshow $a", "#+ param a: »nod«\nshow $a", "a kind: node,"),
    ("#+ param a node\nshow $a", "#+ param a »node«\nshow $a", "`:`"),
    ("#+ parm a: node\nshow $a", "#+ »parm« a: node\nshow $a", "summary:, param or example:"),
    ("#+ param a: date = 2014-13\nnear B as-of $a", "»2014-13«", "a date of the calendar"),
    ("#+ param a: number = x\nnear B limit $a", "= »x«\n", "a number"),
    ("#+ param a: node = CBD XI/6\nshow $a", "CBD »XI/6«\n", "`= default`, a \"note\""),
    ("#+ param a: node\n#+ param a: node\nshow $a", "node\n#+ param »a«", "`a` only once"),
    ("run other", "run »other«", "a verb other than run"),
    ("#+ example: show BLG\nshow BLG", "#+ example: »show BLG«\n", "begins with run x"),
    ("#+ param a: node\n#+ example: run x\nshow $a", "»run x«", "a=…, because it has no default"),
    ("#+ param a: node = B\n#+ example: run x b=C\nshow $a", "run x »b«=C", "a parameter of x"),
    ("#+ example: run x limt 5\nshow BLG", "run x »limt« 5", "parameter=value, a clause"),
    ("show BLG\nlimti 5", "BLG\n»limti« 5", "a clause of `show`"),
    ("", "»«", "a verb"),
  ])
  func whatDoesNotAgreeIsAnError(_ text: String, _ place: String, _ expected: String) {
    do {
      _ = try SavedQuery(name: "x", text: Array(text.utf8))
      Issue.record("read: \(text)")
    } catch {
      let lines = message(error, in: Array(text.utf8))
      #expect(lines[0].contains(place))
      #expect(lines.dropFirst().joined().contains(expected))
    }
  }

  @Test func typedClausesStandForStoredOnes() throws {
    let stored = try parseQuery(Array("paths A to B shortest 3 depth 5 during 2010..2014".utf8))
    let text = Array("run x simple as-of 2012 limit 2".utf8)
    let typed = try parseQuery(text).clauses
    try typed.check(beside: stored.verb.word, in: text)
    var query = stored
    query.clauses = stored.clauses.overridden(by: typed)
    #expect(printed(query) == "(paths 'A' 'B') (mode simple) (depth ..5) (limit 2) (as-of 2012)")
  }

  @Test func aClauseTheStoredVerbDoesNotTakeIsAnError() throws {
    let text = Array("run x limit 2 up".utf8)
    let typed = try parseQuery(text).clauses
    do {
      try typed.check(beside: .near, in: text)
      Issue.record("accepted")
    } catch {
      #expect(
        message(error, in: text) == [
          "run x limit 2 »up«", "found `up`, expected a clause of `near` or the end of the query",
          "hint: `up` goes with lineage",
        ])
    }
  }
}
