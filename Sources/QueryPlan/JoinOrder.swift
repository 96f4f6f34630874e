// In which order patterns are looked up: the one with the fewest expected rows first, then always the
// one that is cheapest given what is bound by then. Greedy; with at most sixteen patterns and exact
// counts of each relation it was never far from the best order, and it is predictable.

internal import GraphStore
internal import GraphVocabulary

/// Orders the patterns of one query.
struct JoinOrder {
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Patterns in the order of looking up; of so many variables the first few are bound already.
  func order(_ patterns: [PatternPlan], slots: Int, boundBelow known: Int = 0) -> [PatternPlan] {
    var bound = [Bool](repeating: false, count: slots)
    for slot in 0..<known { bound[slot] = true }
    let sizes = patterns.map { size(of: $0.path) }
    var isOrdered = [Bool](repeating: false, count: patterns.count)
    var ordered: [PatternPlan] = []
    ordered.reserveCapacity(patterns.count)
    // Read where they lie: a pattern is half a dozen references to count.
    patterns.withUnsafeBufferPointer { patterns in
      for _ in patterns {
        var best = -1
        var least = Double.infinity
        for index in patterns.indices where !isOrdered[index] {
          let cost = estimate(patterns[index], sizes[index], bound)
          if best < 0 || cost < least { (best, least) = (index, cost) }
        }
        isOrdered[best] = true
        ordered.append(patterns[best])
        ordered[ordered.count - 1].estimate = least
        if case .slot(let slot) = patterns[best].subject { bound[slot] = true }
        if case .slot(let slot) = patterns[best].object { bound[slot] = true }
      }
    }
    return ordered
  }

  /// Rows that one look-up of a pattern gives, whose path can begin with so many statements.
  private func estimate(_ pattern: PatternPlan, _ all: Double, _ bound: [Bool]) -> Double {
    let nodes = Double(max(1, vocabulary.snapshot.terms.count))
    func isKnown(_ end: PatternPlan.End) -> Bool {
      switch end {
      case .slot(let slot): bound[slot]
      case .node, .oneOf: true
      case .anything, .value: false
      }
    }
    switch (isKnown(pattern.subject), isKnown(pattern.object)) {
    case (true, true): return min(1, all / nodes)
    case (true, false): return degree(pattern.subject, pattern.path, all, nodes)
    case (false, true): return degree(pattern.object, pattern.path, all, nodes)
    case (false, false):
      if case .value = pattern.object { return all / 10 }
      return all
    }
  }

  /// Statements at one end: the exact number for a node that is named, the average otherwise.
  private func degree(
    _ end: PatternPlan.End, _ path: PathPlan, _ all: Double, _ nodes: Double
  ) -> Double {
    let snapshot = vocabulary.snapshot
    switch end {
    case .node(let node):
      let degree = snapshot.statements(from: node).count + snapshot.statements(to: node).count
      return min(Double(degree), all)
    case .oneOf(let terms):
      guard let forward = path.singleStep?.forward else { return 0 }
      return terms.reduce(0) { sum, term in
        forward.reduce(sum) { $0 + Double(snapshot.statements(to: term, $1).count) }
      }
    case .slot, .anything, .value: return max(0.01, all / nodes * 8)
    }
  }

  /// Statements that a path can begin with, times what its repetition adds.
  private func size(of path: PathPlan) -> Double {
    switch path {
    case .step(let set):
      var count = 0
      for relation in set.forward { count += vocabulary.snapshot.statements(with: relation).count }
      for relation in set.backward { count += vocabulary.snapshot.statements(with: relation).count }
      return Double(count)
    case .sequence(let parts): return parts.map(size).max() ?? 0
    case .alternatives(let parts): return parts.reduce(0) { $0 + size(of: $1) }
    case .repeated(let part, _, let most): return size(of: part) * Double(min(most ?? 4, 4))
    }
  }
}
