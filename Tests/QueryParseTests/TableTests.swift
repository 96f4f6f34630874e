// The table of verbs and clauses, cell by cell.

import Bytes
import QueryParse
import Testing

@Suite struct TableTests {
  /// One query of each verb.
  static let verbs: [(VerbWord, String)] = [
    (.link, "link A and B"), (.lineage, "lineage A"), (.origin, "origin A and B"),
    (.paths, "paths A to B"), (.near, "near A"), (.match, "match ?x a B"), (.list, "list A"),
    (.show, "show A"), (.why, "why A any B"), (.find, "find A"), (.run, "run a"),
  ]

  /// One use of each clause.
  static let clauses: [(ClauseWord, String)] = [
    (.up, "up"), (.down, "down"), (.both, "both"), (.shortest, "shortest 2"),
    (.allShortest, "all-shortest"), (.simple, "simple"), (.via, "via cites"),
    (.through, "through any"), (.avoid, "avoid UNEP"), (.depth, "depth 2"),
    (.where, "where ?x = C"), (.return, "return ?x"), (.order, "order by ?x"), (.limit, "limit 5"),
    (.offset, "offset 5"), (.asOf, "as-of 2012"), (.during, "during 2010..2012"),
    (.including, "including any"), (.only, "only proposed"), (.accordingTo, "according-to D"),
    (.rank, "rank count"), (.lang, "lang en"), (.with, "with dates"), (.as, "as dot"),
    (.within, "within 5 s"), (.explain, "explain"),
  ]

  /// The table of the manual: the first letters of the verbs in its columns.
  private func isInTable(_ clause: ClauseWord, _ verb: VerbWord) -> Bool {
    switch clause {
    case .via, .avoid, .depth: [.link, .lineage, .origin, .paths, .near].contains(verb)
    case .through: verb == .link || verb == .paths
    case .rank: verb == .link
    case .up, .down, .both: verb == .lineage
    case .shortest, .allShortest, .simple: verb == .paths
    case .where, .return, .order: verb == .match
    default: true
    }
  }

  @Test func everyPairIsAsTheTableSays() {
    #expect(Self.verbs.map(\.0) == VerbWord.allCases)
    #expect(Self.clauses.map(\.0) == ClauseWord.allCases)
    for (verb, query) in Self.verbs {
      for (clause, text) in Self.clauses {
        let line = Array("\(query) \(text)".utf8)
        do {
          _ = try parseQuery(line)
          #expect(verb == .run || isInTable(clause, verb), "\(query) \(text)")
        } catch {
          #expect(verb != .run && !isInTable(clause, verb), "\(query) \(text): \(error)")
          guard case .syntax(let error) = error else { continue }
          #expect(error.hint?.contains("`\(clause.rawValue)` goes with") == true)
        }
      }
    }
  }

  @Test func everyClauseStandsOnce() {
    for (clause, text) in Self.clauses {
      for verb in [VerbWord.run] + clause.verbs {
        guard let query = Self.verbs.first(where: { $0.0 == verb })?.1 else { continue }
        for rival in clause.rivals {
          guard let other = Self.clauses.first(where: { $0.0 == rival })?.1 else { continue }
          #expect(throws: QueryFault.self) {
            try parseQuery(Array("\(query) \(text) explain \(other)".utf8))
          }
          #expect(throws: QueryFault.self) {
            try parseQuery(Array("\(query) \(text) \(other)".utf8))
          }
        }
      }
    }
  }

  @Test func clausesStandInAnyOrder() throws {
    let all = Self.clauses.filter { $0.0.verbs.contains(.link) }.map(\.1)
      .filter { !$0.hasPrefix("during") && !$0.hasPrefix("only") }
    let forward = try parseQuery(Array(("link A and B " + all.joined(separator: " ")).utf8))
    let back = try parseQuery(
      Array(("link A and B " + all.reversed().joined(separator: " ")).utf8))
    #expect(printed(forward) == printed(back))
    #expect(forward.clauses.typed.count == all.count)
  }

  @Test func keywordsFoldCaseAndAreNamesElsewhere() throws {
    let query = try parseQuery(Array("LINK and AND limit Avoid to, by AS DOT Lang FR".utf8))
    #expect(printed(query) == "(link 'and' 'limit') (avoid 'to' 'by') (lang fr) (as dot)")
  }
}
