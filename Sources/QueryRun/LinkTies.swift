// The ties of a node, for `link`. The statements at a node lie in runs of one relation, so a relation
// that is no tie is passed over in one leap however many statements it has: a convention has
// thousands of decisions and a dozen ties.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// One tie of a chain from a side to a body.
struct Tie {
  var statement: StatementID
  /// Where the tie begins: the side, who acts for it, or a body on the way.
  var from: TermID
  /// Where it leads.
  var to: TermID
  /// From subject to object.
  var isForward: Bool
  /// The body on the way for which `from` acts; 0 when it is that body, or the side.
  var whole: TermID
  /// `from` acts for the side.
  var isStandIn: Bool
  /// The tie before it in the chain; -1 for none.
  var before: Int
  /// The product of the weights of the chain, damped at each body on the way.
  var strength: Double
  /// How many ties, stand-in steps not counted, lead from the side to `to`.
  var distance: Int
  /// How many steps of the path of `via` its last tie has taken.
  var step: Int
}

extension Run {
  /// Calls `take` with each run of statements of one tie relation at a node: the relation, whether
  /// they lead from the node, and how to get at them.
  func tieRuns(
    of node: TermID, _ take: (RelationID, Bool, Range<Int>) throws(Stop) -> Void
  ) throws(Stop) {
    let out = snapshot.statements(from: node)
    var start = Int(out.lowerBound)
    while start < Int(out.upperBound) {
      let relation = snapshot.relations[start]
      let end = leap(from: start, to: Int(out.upperBound)) {
        snapshot.relations[$0] == relation
      }
      if vocabulary.weights[Int(relation)] > 0 { try take(relation, true, start..<end) }
      start = end
    }
    let into = snapshot.statements(to: node)
    start = into.startIndex
    while start < into.endIndex {
      let relation = snapshot.relations[Int(into[start])]
      let end = leap(from: start, to: into.endIndex) {
        snapshot.relations[Int(into[$0])] == relation
      }
      if vocabulary.weights[Int(relation)] > 0 { try take(relation, false, start..<end) }
      start = end
    }
  }

  /// Calls `take` with each admitted tie of a node: statement, other end, whether it leads from the
  /// node, and the places of the route after it.
  func ties(
    of node: TermID, _ route: Route?, among open: Route.Places,
    _ take: (StatementID, TermID, Bool, Route.Places) throws(Stop) -> Void
  ) throws(Stop) {
    let into = snapshot.statements(to: node)
    try tieRuns(of: node) { (relation, isForward, run) throws(Stop) in
      let places = route?.places(after: relation, isForward: isForward, among: open) ?? 1
      guard places != 0 else { return }
      try self.steps(run.count)
      for index in run {
        let statement = isForward ? StatementID(index) : into[index]
        guard self.admits(statement) else { continue }
        let other =
          isForward ? self.snapshot.objects[Int(statement)] : self.snapshot.subjects[Int(statement)]
        if isForward, self.snapshot.isLiteral(other) { continue }
        try take(statement, other, isForward, places)
      }
    }
  }

  /// The name of a tie as it is typed from its beginning: `member_of`, `^member_of`.
  func name(of tie: Tie) -> String {
    wording.steps[Int(snapshot.relations[Int(tie.statement)]) * 2 + (tie.isForward ? 0 : 1)]
  }

  /// Of several chains of one length the strongest counts, then the oldest, then by name.
  ///
  /// At last the side itself stands before a stand-in, and CURIEs decide. What the last ties leave
  /// open the ties before them settle.
  func isBetter(_ tie: Tie, than other: Tie, in ties: [Tie]) -> Bool {
    var (tie, other) = (tie, other)
    while true {
      if let verdict = verdict(tie, other) { return verdict }
      guard tie.before != other.before, tie.before >= 0, other.before >= 0 else { return false }
      (tie, other) = (ties[tie.before], ties[other.before])
    }
  }

  private func verdict(_ tie: Tie, _ other: Tie) -> Bool? {
    if tie.strength != other.strength { return tie.strength > other.strength }
    let (own, others) = (age(tie.statement), age(other.statement))
    if own != others { return own < others }
    let (name, otherName) = (name(of: tie), name(of: other))
    if name != otherName { return name.utf8.lexicographicallyPrecedes(otherName.utf8) }
    if tie.isStandIn != other.isStandIn { return !tie.isStandIn }
    for (node, otherNode) in [(tie.whole, other.whole), (tie.from, other.from)]
    where node != otherNode {
      guard node != 0, otherNode != 0 else { return node == 0 }
      return snapshot.curiePrecedes(node, otherNode)
    }
    guard tie.statement != other.statement else { return nil }
    return liesBefore(tie.statement, other.statement)
  }
}
