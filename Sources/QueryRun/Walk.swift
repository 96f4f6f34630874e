// Steps from node to node along statements, and who acts for whom.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// One step taken.
struct Hop {
  var statement: StatementID
  /// Where it leads.
  var node: TermID
  /// From subject to object.
  var isForward: Bool
}

extension Run {
  /// The steps that walks take unless told: all but types, names, values and hidden relations.
  var ordinarySteps: StepSet {
    var set = StepSet(below: 0)
    set.forward = vocabulary.walked
    set.backward = vocabulary.walked
    return set
  }

  /// The admitted steps from a node, out then in, in the order of the snapshot.
  func hops(from node: TermID, _ steps: StepSet) throws(Stop) -> [Hop] {
    var hops: [Hop] = []
    try visitHops(from: node, steps) { hops.append($0) }
    return hops
  }

  /// Calls `take` with the admitted steps from a node, out then in, in the order of the snapshot.
  ///
  /// A hub has thousands of statements of a few relations behind it, so of these the relation is
  /// asked once for each run of them.
  @inline(__always)
  func visitHops(
    from node: TermID, _ steps: StepSet, _ take: (Hop) -> Void
  ) throws(Stop) {
    let out = snapshot.statements(from: node)
    let into = snapshot.statements(to: node)
    for statement in out {
      try step()
      guard steps.forward.contains(snapshot.relations[Int(statement)]) else { continue }
      let object = snapshot.objects[Int(statement)]
      guard !snapshot.isLiteral(object), admits(statement) else { continue }
      take(Hop(statement: statement, node: object, isForward: true))
    }
    var start = into.startIndex
    while start < into.endIndex {
      let relation = snapshot.relations[Int(into[start])]
      let end = leap(from: start, to: into.endIndex) {
        snapshot.relations[Int(into[$0])] == relation
      }
      guard steps.backward.contains(relation) else {
        try self.steps(end - start)
        start = end
        continue
      }
      while start < end {
        try step()
        let statement = into[start]
        start += 1
        guard admits(statement) else { continue }
        take(Hop(statement: statement, node: snapshot.subjects[Int(statement)], isForward: false))
      }
    }
  }

  /// Calls `take` with the statements between a node, of which those from it are known, and another,
  /// admitted or not, and with whether they lead there: first those that do, by relation.
  ///
  /// The other has but a few statements almost always, and then only these are looked through. Of two
  /// hubs each run of one relation is halved until the other end is found, by which it is ordered.
  @inline(__always)
  func visitStatements(
    between node: TermID, _ own: Range<StatementID>, and other: TermID,
    _ take: (StatementID, Bool) -> Void
  ) throws(Stop) {
    let out = snapshot.statements(from: other)
    let into = snapshot.statements(to: other)
    try steps(1 + min(out.count, Run.longestWalked) + min(into.count, Run.longestWalked))
    if into.count <= Run.longestWalked {
      // The statements of a subject lie together.
      for statement in into where own.contains(statement) { take(statement, true) }
    } else {
      try visitFar(node, own, other) { take($0, true) }
    }
    if out.count <= Run.longestWalked {
      for statement in out where snapshot.objects[Int(statement)] == node { take(statement, false) }
    } else {
      try visitFar(other, out, node) { take($0, false) }
    }
  }

  /// Longer lists are halved and not walked along.
  private static let longestWalked = 32

  /// Calls `take` with the statements of a subject, which are known, that have an object, by relation.
  @inline(never)
  private func visitFar(
    _ subject: TermID, _ own: Range<StatementID>, _ object: TermID, _ take: (StatementID) -> Void
  ) throws(Stop) {
    if own.count > Run.longestWalked {
      let into = snapshot.statements(to: object)
      try steps(min(into.count, Run.longestWalked))
      if into.count <= Run.longestWalked {
        for statement in into where own.contains(statement) { take(statement) }
        return
      }
    }
    var start = Int(own.lowerBound)
    let end = Int(own.upperBound)
    while start < end {
      try step()
      let relation = snapshot.relations[start]
      for statement in snapshot.statements(subject, relation, object) { take(statement) }
      start = leap(from: start, to: end) { snapshot.relations[$0] == relation }
    }
  }

  /// The first place after a start, in doubling and then halving leaps, where a run has ended.
  @inline(__always)
  func leap(from start: Int, to end: Int, _ goesOn: (Int) -> Bool) -> Int {
    var lower = start + 1
    var distance = 1
    while lower < end, goesOn(lower) {
      distance *= 2
      guard lower + distance < end, goesOn(lower + distance) else { break }
      lower += distance
    }
    var upper = min(end, lower + distance)
    while lower < upper {
      let middle = lower + (upper - lower) / 2
      if goesOn(middle) { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  /// How far acting for another is followed: an officer of a secretariat of a convention.
  private static let actingDepth = 3

  /// A node and all that act for it; for each but itself the statement that says so.
  func standIns(for node: TermID) throws(Stop) -> [(node: TermID, statement: StatementID?)] {
    try closure(from: node) { (inner) throws(Stop) in
      var found: [(TermID, StatementID)] = []
      for relation in self.vocabulary.actsFor {
        for statement in self.snapshot.statements(to: inner, relation) where self.admits(statement)
        {
          found.append((self.snapshot.subjects[Int(statement)], statement))
        }
      }
      return found
    }
  }

  /// A node and all that it acts for.
  func principals(of node: TermID) throws(Stop) -> [(node: TermID, statement: StatementID?)] {
    try closure(from: node) { (inner) throws(Stop) in
      var found: [(TermID, StatementID)] = []
      for relation in self.vocabulary.actsFor {
        for statement in self.snapshot.statements(from: inner, relation)
        where self.admits(statement) {
          found.append((self.snapshot.objects[Int(statement)], statement))
        }
      }
      return found
    }
  }

  private func closure(
    from node: TermID, _ next: (TermID) throws(Stop) -> [(TermID, StatementID)]
  ) throws(Stop) -> [(node: TermID, statement: StatementID?)] {
    var found: [(node: TermID, statement: StatementID?)] = [(node, nil)]
    var level = 0..<1
    for _ in 0..<Run.actingDepth {
      let start = found.count
      for index in level {
        for (other, statement) in try next(found[index].node) {
          try step()
          if !found.contains(where: { $0.node == other }) { found.append((other, statement)) }
        }
      }
      level = start..<found.count
      if level.isEmpty { break }
    }
    return found
  }

  /// Whether an admitted statement makes a node a member of one of some classes or their kinds.
  func isOf(_ classes: [TermID], _ node: TermID) -> Bool {
    guard let type = vocabulary.type else { return false }
    return snapshot.statements(from: node, type).contains { statement in
      let own = snapshot.objects[Int(statement)]
      return classes.contains { vocabulary.isKind(own, of: $0) } && admits(statement)
    }
  }
}
