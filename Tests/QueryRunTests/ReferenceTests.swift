// The real engine against the naive one, on random graphs. The graphs are walked once for all kinds
// of questions; each kind then has its own verdict, so that one fault does not hide another.
// MEA_GRAPHS in the environment says how many graphs; a seed in a failure makes its graph again.

import Glibc
import SeededNumbers
import TestSupport
import Testing

/// Differences found on all graphs, by kind of question.
private let differences: [QueryKind: [Difference]] = {
  let count = getenv("MEA_GRAPHS").flatMap { UInt64(String(cString: $0)) } ?? 1_000
  var found: [QueryKind: [Difference]] = [:]
  for seed in 1...max(1, count) {
    let graph = RandomGraph(seed: seed)
    guard let real = try? RealEngine(graph.statements) else {
      Issue.record("seed \(seed): the graph does not load\n\(graph.turtle)")
      continue
    }
    let plain = PlainEngine(graph.statements)
    var random = SplitMix64(seed: seed &* 0x5851_F42D_4C95_7F2D)
    for kind in QueryKind.allCases {
      let query = kind.query(graph, &random)
      if let difference = Comparison.difference(query, real, plain, graph) {
        found[kind, default: []].append(difference)
      }
    }
  }
  return found
}()

@Suite struct ReferenceTests {
  @Test(arguments: QueryKind.allCases)
  func bothEnginesAgree(_ kind: QueryKind) throws {
    let found = differences[kind] ?? []
    let smallest = found.min { $0.statements < $1.statements }
    #expect(
      smallest == nil,
      "\(found.count) differences, the one on the smallest graph: \(smallest?.report ?? "")")
  }
}
