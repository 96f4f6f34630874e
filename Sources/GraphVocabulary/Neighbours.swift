// Who is next to whom, whatever the relation: what a search for paths asks thousands of times. A
// statement tells it by way of four columns that lie far apart, so most of a search was waiting for
// memory; here the neighbours of a node lie side by side. Two numbers for each statement that is
// walked, one for each term: made when paths are searched for a second time, and never for less.

public import GraphStore
internal import Synchronization

/// The neighbours of each node over the relations that walks follow unless told, in both directions.
public struct Neighbours: Sendable {
  /// By term: where its neighbours begin in `nodes`; one longer than there are terms.
  public let starts: [UInt32]
  /// The neighbours of one node after another, ascending, each once.
  public let nodes: [TermID]
  /// Whoever is tied is a neighbour: every relation that ties is walked.
  public let holdTies: Bool

  init(_ vocabulary: Vocabulary) {
    let terms = vocabulary.snapshot.terms.count
    // Two places on, so that filling moves where each begins to where the one before it does.
    var starts = [UInt32](repeating: 0, count: terms + 2)
    Neighbours.visitLinks(vocabulary) { subject, object in
      starts[Int(subject) + 2] += 1
      starts[Int(object) + 2] += 1
    }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    var nodes = [TermID](repeating: 0, count: Int(starts[terms + 1]))
    Neighbours.visitLinks(vocabulary) { subject, object in
      nodes[Int(starts[Int(subject) + 1])] = object
      starts[Int(subject) + 1] += 1
      nodes[Int(starts[Int(object) + 1])] = subject
      starts[Int(object) + 1] += 1
    }
    starts.removeLast()
    holdTies = vocabulary.weights.indices.allSatisfy {
      vocabulary.weights[$0] <= 0 || vocabulary.walked.contains(RelationID($0))
    }
    let kept = nodes.withUnsafeMutableBufferPointer { Neighbours.settle($0, &starts) }
    self.starts = starts
    self.nodes = kept == nodes.count ? nodes : Array(nodes[..<kept])
  }

  /// Sorts the neighbours of each node and keeps each once; gives how many are left.
  private static func settle(
    _ nodes: UnsafeMutableBufferPointer<TermID>, _ starts: inout [UInt32]
  ) -> Int {
    var kept = 0
    var start = 0
    for term in 0..<starts.count - 1 {
      let end = Int(starts[term + 1])
      var own = UnsafeMutableBufferPointer(rebasing: nodes[start..<end])
      start = end
      Neighbours.sort(&own)
      starts[term] = UInt32(kept)
      var last: TermID = 0
      for node in own where node != last {
        nodes[kept] = node
        kept += 1
        last = node
      }
    }
    starts[starts.count - 1] = UInt32(kept)
    return kept
  }

  /// Most nodes have a handful of neighbours, for which the general sort is too well prepared.
  private static func sort(_ nodes: inout UnsafeMutableBufferPointer<TermID>) {
    guard nodes.count <= 24 else { return nodes.sort() }
    for index in nodes.indices.dropFirst() {
      let node = nodes[index]
      var place = index
      while place > 0, nodes[place - 1] > node {
        nodes[place] = nodes[place - 1]
        place -= 1
      }
      nodes[place] = node
    }
  }

  private static func visitLinks(_ vocabulary: Vocabulary, _ take: (TermID, TermID) -> Void) {
    let snapshot = vocabulary.snapshot
    for statement in 0..<snapshot.statementCount
    where vocabulary.walked.contains(snapshot.relations[statement]) {
      let object = snapshot.objects[statement]
      if !snapshot.isLiteral(object) { take(snapshot.subjects[statement], object) }
    }
  }

  /// Where the neighbours of a node stand in `nodes`.
  @inlinable
  public func places(of node: TermID) -> Range<Int> {
    Int(starts[Int(node)])..<Int(starts[Int(node) + 1])
  }
}

extension Neighbours {
  /// The nodes that are next to one of each of some groups of nodes, ascending.
  public func common(_ groups: [[TermID]]) -> [TermID] {
    let lists = groups.map { around($0) }.sorted { $0.count < $1.count }
    guard var common = lists.first else { return [] }
    for other in lists.dropFirst() { common = Neighbours.intersection(common, other)[...] }
    return Array(common)
  }

  /// What is next to one of some nodes, ascending.
  private func around(_ group: [TermID]) -> ArraySlice<TermID> {
    guard group.count != 1 else { return nodes[places(of: group[0])] }
    var all: [TermID] = []
    for node in group { all += nodes[places(of: node)] }
    all.sort()
    var kept = 0
    for node in all where kept == 0 || all[kept - 1] != node {
      all[kept] = node
      kept += 1
    }
    return all[..<kept]
  }

  /// What two ascending lists have in common; the first is the shorter.
  ///
  /// Lists of a length are read side by side, without a branch that could be guessed wrong; a list
  /// that is much longer is passed in leaps.
  private static func intersection(
    _ some: ArraySlice<TermID>, _ others: ArraySlice<TermID>
  ) -> [TermID] {
    var common: [TermID] = []
    some.withUnsafeBufferPointer { some in
      others.withUnsafeBufferPointer { others in
        guard some.count < others.count / 16 else {
          var (own, other) = (0, 0)
          while own < some.count, other < others.count {
            let (left, right) = (some[own], others[other])
            if left == right { common.append(left) }
            own += left <= right ? 1 : 0
            other += right <= left ? 1 : 0
          }
          return
        }
        var start = 0
        for node in some {
          var width = 1
          while start + width < others.count, others[start + width] < node { width *= 2 }
          var lower = start
          var upper = min(others.count, start + width + 1)
          while lower < upper {
            let middle = (lower + upper) / 2
            if others[middle] < node { lower = middle + 1 } else { upper = middle }
          }
          start = lower
          if start < others.count, others[start] == node { common.append(node) }
        }
      }
    }
    return common
  }
}

extension Names {
  /// The neighbours of all nodes; nil for the first search, which takes less time than making them.
  public var neighbours: Neighbours? {
    adjacent.withLock { adjacent in
      adjacent.searches += 1
      // Twice as many places as statements are counted in four bytes.
      if adjacent.searches == 2, vocabulary.snapshot.statementCount < 1 << 31 {
        adjacent.neighbours = Neighbours(vocabulary)
      }
      return adjacent.neighbours
    }
  }
}
