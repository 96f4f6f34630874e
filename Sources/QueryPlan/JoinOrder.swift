// In which order patterns are looked up: the one with the fewest expected rows first, then always the
// one that is cheapest given what is bound by then. Greedy; with at most sixteen patterns and exact
// counts of each relation it was never far from the best order, and it is predictable.

internal import GraphStore
internal import GraphVocabulary

/// Orders the patterns of one query.
struct JoinOrder {
  private let vocabulary: Vocabulary

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Patterns in the order of looking up, where some variables are bound already.
  func order(_ patterns: [PatternPlan], bound: Set<Int>) -> [PatternPlan] {
    var rest = patterns
    var bound = bound
    var ordered: [PatternPlan] = []
    while !rest.isEmpty {
      var best = 0
      var least = Double.infinity
      for (index, pattern) in rest.enumerated() {
        let cost = estimate(pattern, bound)
        if cost < least { (best, least) = (index, cost) }
      }
      var next = rest.remove(at: best)
      next.estimate = least
      for end in [next.subject, next.object] {
        if case .slot(let slot) = end { bound.insert(slot) }
      }
      ordered.append(next)
    }
    return ordered
  }

  /// Rows that one look-up of the pattern gives.
  private func estimate(_ pattern: PatternPlan, _ bound: Set<Int>) -> Double {
    let snapshot = vocabulary.snapshot
    let nodes = Double(max(1, snapshot.terms.count))
    let all = size(of: pattern.path)
    func isKnown(_ end: PatternPlan.End) -> Bool {
      switch end {
      case .slot(let slot): bound.contains(slot)
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
      let forward = path.singleStep?.forward.members ?? []
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
      let relations = set.forward.members + set.backward.members
      return Double(
        relations.reduce(0) { $0 + vocabulary.snapshot.statements(with: $1).count })
    case .sequence(let parts): return parts.map(size).max() ?? 0
    case .alternatives(let parts): return parts.reduce(0) { $0 + size(of: $1) }
    case .repeated(let part, _, let most): return size(of: part) * Double(min(most ?? 4, 4))
    }
  }
}
