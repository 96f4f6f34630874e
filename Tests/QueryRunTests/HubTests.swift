// Two nodes that touch more statements than are walked along: what leads from one to the other is
// then found by halving, and must be what walking finds.

import QueryRun
import TestSupport
import Testing

@Suite struct HubTests {
  /// Sixty statements out of a node and as many to it.
  private func hub(_ name: String) -> String {
    (0..<60).map {
      "d:\(name) v:memberOf d:\(name)o\($0) . d:\(name)i\($0) v:memberOf d:\(name) .\n"
    }.joined()
  }

  @Test func point5StepsBetweenTwoHubsInBothDirections() throws {
    let engine = try graph(
      hub("g") + hub("h")
        + "d:s v:memberOf d:g . d:t v:memberOf d:h . d:g v:memberOf d:h . d:h v:cites d:g .")
    let first = ["d:s|member_of|->|d:g", "d:g|cites|<-|d:h", "d:h|member_of|<-|d:t"]
    let second = ["d:s|member_of|->|d:g", "d:g|member_of|->|d:h", "d:h|member_of|<-|d:t"]
    // The first search walks along statements, those behind it use the neighbours.
    for _ in 0..<3 {
      func steps(_ query: String) throws -> [String] {
        try engine.rows(query).map { $0[2...5].joined(separator: "|") }
      }
      #expect(try steps("paths d:s to d:t") == first + second)
      #expect(try steps("paths d:s to d:t shortest 1") == first)
    }
  }

  @Test func point3AHubTiesTwoHubs() throws {
    let engine = try graph(
      treaties + hub("A") + hub("B") + hub("x") + "d:x v:memberOf d:A . d:B v:memberOf d:x .")
    let rows = try (0..<3).map { _ in try lines("link d:A and d:B through any", in: engine) }
    #expect(rows[0].count == 1 && rows[0][0].hasPrefix("1|d:x|"), "\(rows[0])")
    #expect(rows[1] == rows[0] && rows[2] == rows[0])
  }
}
