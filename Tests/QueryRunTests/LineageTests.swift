// Point 4 of the semantics: descent, wholes and parts, cycles, common ancestors.

import TestSupport
import Testing

@Suite struct LineageTests {
  /// `depth node rel of label` of each line.
  private func tree(_ query: String, _ turtle: String) throws -> [String] {
    try graph(turtle).rows(query).map { row in
      [row[0], row[1], row[4], row[5], row[7]].joined(separator: "|")
    }
  }

  @Test func point4BothEndsOfLineageAreFollowed() throws {
    let turtle = "d:a v:recalls d:b . d:c v:became d:a . d:a v:mentions d:x . d:a v:memberOf d:y ."
    #expect(
      try tree("lineage d:a", turtle) == ["0|d:a|||", "1|d:c|^became|d:a|", "1|d:b|recalls|d:a|"])
    #expect(try tree("lineage d:b down", turtle) == ["0|d:b|||", "1|d:a|^recalls|d:b|"])
    #expect(try tree("lineage d:a via legal", turtle) == ["0|d:a|||", "1|d:c|^became|d:a|"])
  }

  @Test func point4AWholeStandsForItsParts() throws {
    let turtle = "d:p1 v:partOf d:doc . d:p2 v:partOf d:p1 . d:p2 v:recalls d:old ."
    #expect(
      try tree("lineage d:doc", turtle) == ["0|d:doc|||", "1|d:old|recalls|d:p2|"])
  }

  @Test func point4APartPassesToItsWholeAndNeverToSiblings() throws {
    let turtle = """
      d:p1 v:partOf d:doc . d:p2 v:partOf d:doc . d:p2 v:recalls d:sibling .
      d:doc v:recalls d:old .
      """
    #expect(
      try tree("lineage d:p1", turtle) == [
        "0|d:p1|||", "1|d:doc|part_of|d:p1|", "2|d:old|recalls|d:doc|",
      ])
  }

  @Test func point4ASiblingIsNoNearerBecauseItsWholeWasPassed() throws {
    // From p1 the whole is passed at once; as a whole it is met by way of x, and only then does it
    // stand for p2.
    let turtle = """
      d:p1 v:partOf d:doc . d:p2 v:partOf d:doc . d:p2 v:recalls d:old .
      d:p1 v:recalls d:x . d:x v:recalls d:y . d:y v:recalls d:doc .
      """
    let rows = try graph(turtle).rows("lineage d:p1")
    let old = rows.first { $0[1] == "d:old" && !$0[7].hasPrefix("(") }
    #expect(old?[0] == "4")
    for (index, row) in rows.enumerated() where row[5] == "d:p2" {
      let above = rows[..<index].last { (Int($0[0]) ?? 0) < (Int(row[0]) ?? 0) }
      #expect(above.map { [$0[1], $0[0]] } == ["d:doc", "3"])
    }
  }

  @Test func point4EachNodeOnceInFullThenAReference() throws {
    let turtle = """
      d:a v:recalls d:b, d:c . d:b v:recalls d:d . d:c v:recalls d:d . d:d v:recalls d:e .
      """
    #expect(
      try tree("lineage d:a", turtle) == [
        "0|d:a|||", "1|d:b|recalls|d:a|", "2|d:d|recalls|d:b|", "3|d:e|recalls|d:d|",
        "1|d:c|recalls|d:a|", "2|d:d|recalls|d:c|(see #3)",
      ])
  }

  @Test func point4InFullAtTheShortestDistance() throws {
    let turtle = "d:a v:recalls d:b, d:d . d:b v:recalls d:c . d:c v:recalls d:d ."
    #expect(
      try tree("lineage d:a", turtle) == [
        "0|d:a|||", "1|d:b|recalls|d:a|", "2|d:c|recalls|d:b|", "3|d:d|recalls|d:c|(see #5)",
        "1|d:d|recalls|d:a|",
      ])
  }

  @Test func point4CyclesAreMarked() throws {
    let turtle = "d:a v:recalls d:b . d:b v:recalls d:c . d:c v:recalls d:a ."
    #expect(
      try tree("lineage d:a", turtle) == [
        "0|d:a|||", "1|d:b|recalls|d:a|", "2|d:c|recalls|d:b|", "3|d:a|recalls|d:c|(cycle #1)",
      ])
  }

  @Test func point4NewestFirstUndatedLast() throws {
    let turtle = """
      d:a v:recalls d:x, d:y, d:z . d:x v:heldOn "2001"^^xsd:gYear .
      d:z v:heldOn "2009"^^xsd:gYear .
      """
    #expect(
      try tree("lineage d:a", turtle).dropFirst().map { $0.split(separator: "|")[1] } == [
        "d:z", "d:x", "d:y",
      ])
  }

  @Test func point4BothIsNeverZigzag() throws {
    let turtle = "d:a v:recalls d:old . d:brother v:recalls d:old . d:new v:recalls d:a ."
    #expect(
      try tree("lineage d:a both", turtle) == [
        "0|d:a|||", "1|d:old|recalls|d:a|", "1|d:new|^recalls|d:a|",
      ])
  }

  @Test func point4ReferencesPointAtTheLineInFull() throws {
    for seed in UInt64(1)...120 {
      let made = RandomGraph(seed: seed)
      let engine = try RealEngine(made.statements)
      for node in made.papers {
        guard let rows = try? engine.rows("lineage \(node) both") else { continue }
        for row in rows {
          guard let mark = row[7].firstIndex(of: "#"), row[7].hasPrefix("(") else { continue }
          let line = Int(row[7][mark...].dropFirst().dropLast()) ?? 0
          #expect(
            rows.indices.contains(line - 1) && rows[line - 1][1] == row[1]
              && !rows[line - 1][7].hasPrefix("("), "seed \(seed), lineage \(node) both: \(row)")
        }
      }
    }
  }

  // MARK: origin

  @Test func point4OriginIsTheLeastSumThenTheLeastGreater() throws {
    let turtle = """
      d:a v:recalls d:x, d:p . d:b v:recalls d:y, d:p . d:p v:recalls d:q .
      d:x v:recalls d:q . d:y v:recalls d:q . d:q v:recalls d:r .
      """
    let engine = try graph(turtle)
    #expect(try lines("origin d:a and d:b", in: engine) == ["d:p|1|1||"])
    // Sum four as two and two stands before one and three; equals all stay.
    let tied = try graph(
      """
      d:a v:recalls d:m, d:x . d:b v:recalls d:z . d:z v:recalls d:w . d:w v:recalls d:m .
      d:x v:recalls d:k, d:l . d:z v:recalls d:k, d:l .
      """)
    #expect(try lines("origin d:a and d:b", in: tied) == ["d:k|2|2||", "d:l|2|2||"])
  }

  @Test func point4OriginOfAncestorAndDescendantIsTheAncestor() throws {
    let engine = try graph("d:a v:recalls d:b . d:b v:recalls d:c .")
    #expect(try lines("origin d:a and d:c", in: engine) == ["d:c|2|0||"])
  }

  @Test func point4OriginObeysAvoidAndDepth() throws {
    let engine = try graph(
      "d:a v:recalls d:p, d:x . d:b v:recalls d:p, d:x . d:p v:recalls d:q .")
    #expect(try lines("origin d:a and d:b avoid d:p", in: engine) == ["d:x|1|1||"])
    let far = try graph("d:a v:recalls d:p . d:b v:recalls d:x . d:x v:recalls d:p .")
    #expect(try lines("origin d:a and d:b depth 1", in: far).isEmpty)
    #expect(try lines("origin d:a and d:b depth 2", in: far) == ["d:p|1|2||"])
  }
}
