// The real engine against the naive one, on random graphs. The graphs are walked once for all kinds
// of questions; each kind then has its own verdict, so that one fault does not hide another.
// MEA_GRAPHS in the environment says how many graphs; a seed in a failure makes its graph again.

import Dispatch
import Glibc
import SeededNumbers
import Synchronization
import TestSupport
import Testing

/// Differences found on all graphs, by kind of question; each processor takes its share of the graphs.
private let differences: [QueryKind: [Difference]] = {
  let count = getenv("MEA_GRAPHS").flatMap { UInt64(String(cString: $0)) } ?? 1_000
  let shares = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  let found = Mutex<[QueryKind: [Difference]]>([:])
  DispatchQueue.concurrentPerform(iterations: shares) { share in
    for seed in stride(from: 1 + UInt64(share), through: max(1, count), by: shares) {
      for (kind, difference) in differences(seed) {
        found.withLock { $0[kind, default: []].append(difference) }
      }
    }
  }
  return found.withLock { $0 }
}()

/// Differences found on one graph.
private func differences(_ seed: UInt64) -> [(QueryKind, Difference)] {
  let graph = RandomGraph(seed: seed)
  guard let real = try? RealEngine(graph.statements) else {
    Issue.record("seed \(seed): the graph does not load\n\(graph.turtle)")
    return []
  }
  let plain = PlainEngine(graph.statements)
  var random = SplitMix64(seed: seed &* 0x5851_F42D_4C95_7F2D)
  return QueryKind.allCases.compactMap { kind in
    let query = kind.query(graph, &random)
    return Comparison.difference(query, real, plain, graph).map { (kind, $0) }
  }
}

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
