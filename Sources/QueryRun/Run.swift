// What every operator shares while it works: the snapshot and what it means, the filter, the budget,
// and the count of what only its status kept out.

internal import Glibc
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// One query at work, on one thread.
///
/// No access to what it holds goes on while another begins, and to check that at run time was a
/// tenth of a short answer: hence `exclusivity(unchecked)` on what is touched for every field.
final class Run {
  let plan: Plan
  let names: Names
  /// What the loaded files declare.
  let vocabulary: Vocabulary
  let snapshot: Snapshot
  /// The words that rows repeat.
  let wording: Wording
  /// What sorting compares.
  lazy var wordOrder = names.wordOrder
  @exclusivity(unchecked) var answer: Answer
  /// What the literals of each class of terms are, as far as it was asked.
  @exclusivity(unchecked) var literalKinds: [LiteralKind] = []
  /// The numbers that were read last.
  @exclusivity(unchecked) var numbers = KnownNumbers()
  /// The class that was shown last, and its field: most rows of an answer are of one class.
  @exclusivity(unchecked) var lastClass: (term: TermID, cell: Cell) = (0, .empty)
  @exclusivity(unchecked) var labels: LabelChoice
  /// Every statement passes, and none is counted.
  let admitsAll: Bool
  private let admitsBare: Bool
  private let asksForTime: Bool
  private let isCancelled: @Sendable () -> Bool
  private let deadline: Int64
  private let milliseconds: Int
  @exclusivity(unchecked) private var stepsLeft = Run.stepsBetweenChecks
  private var leftOut: [TermID: Set<StatementID>] = [:]
  private var uncertain: Set<StatementID> = []
  private var undated: Set<StatementID> = []

  /// The clock is asked this often.
  private static let stepsBetweenChecks = 1_024

  init(
    _ plan: Plan, names: Names, milliseconds: Int, used: Int64 = 0,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.plan = plan
    self.names = names
    vocabulary = names.vocabulary
    snapshot = vocabulary.snapshot
    wording = names.wording
    labels = LabelChoice(names, languages: plan.languages)
    admitsBare = plan.filter.admitsBare
    asksForTime = plan.filter.time != .any
    admitsAll = admitsBare && !asksForTime && snapshot.annotations.count == 0
    answer = Answer(verb: plan.verb)
    answer.rows = Answer.Rows(wording)
    self.isCancelled = isCancelled
    self.milliseconds = milliseconds
    deadline = Run.now() + Int64(milliseconds) * 1_000_000 - used
  }

  /// The name of a node in the languages asked for.
  func label(of node: TermID) -> Label? { labels.label(of: node) }

  /// How far down the languages asked for that of a name stands, below 100.
  func languageRank(of name: TermID) -> Int { labels.rank(of: name) }

  /// The literal that it is.
  func labelLiteral(of node: TermID) -> TermID? { labels.literal(naming: node) }

  /// Counts one step of work against the budget.
  @inline(__always)
  func step() throws(Stop) {
    try steps(1)
  }

  /// Counts many steps at once.
  @inline(__always)
  func steps(_ count: Int) throws(Stop) {
    stepsLeft -= count
    if stepsLeft <= 0 { try check() }
  }

  @inline(never)
  private func check() throws(Stop) {
    answer.steps += Run.stepsBetweenChecks - stepsLeft
    stepsLeft = Run.stepsBetweenChecks
    if isCancelled() { throw .cancelled }
    if Run.now() > deadline { throw .timeout(milliseconds: milliseconds) }
  }

  /// Whether there is time to make one more of the rows that are found, which is a little after the
  /// search has used up its own.
  var hasTimeForRows: Bool { Run.now() < deadline + Run.rowsNanoseconds && !isCalledOff }

  /// Whether whoever asked wants no more.
  var isCalledOff: Bool { isCancelled() }

  /// Ends the answer with the rows that there was time for.
  func stopLate() {
    answer.stop = answer.stop ?? (isCalledOff ? .cancelled : .timeout(milliseconds: milliseconds))
  }

  /// Less than whoever writes the answer takes for it.
  private static let rowsNanoseconds: Int64 = 5_000_000

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Whether a statement passes the filter; one that only its status keeps out is counted.
  @inline(__always)
  func admits(_ statement: StatementID) -> Bool { admitsAll || isAdmitted(statement) }

  private func isAdmitted(_ statement: StatementID) -> Bool {
    if !snapshot.isAnnotated(statement) {
      if admitsBare, asksForTime, isUndated(statement) { undated.insert(statement) }
      return admitsBare
    }
    switch plan.filter.verdict(on: statement) {
    case .holds:
      if asksForTime, isUndated(statement) { undated.insert(statement) }
      return true
    case .mayHold:
      uncertain.insert(statement)
      return true
    case .doesNotHold: return false
    case .leftOut(let status):
      leftOut[status, default: []].insert(statement)
      return false
    }
  }

  /// Whether a statement that is passed over is missed in no count.
  var countsNone: Bool { !asksForTime && plan.filter.statuses == nil }

  /// Whether no source says when a statement holds; being of a class needs no date.
  private func isUndated(_ statement: StatementID) -> Bool {
    snapshot.relations[Int(statement)] != vocabulary.type
      && snapshot.annotations.validity(of: statement).isEmpty
  }

  /// Whether there is room for one more row; the operator should end when there is none.
  func hasRoom() -> Bool {
    guard answer.rows.count < plan.limit else {
      answer.hasMore = !plan.isLimitTyped
      return false
    }
    return true
  }

  /// Appends a row; false when the cap is reached and the operator should end.
  func append(_ row: Answer.Row) -> Bool {
    guard hasRoom() else { return false }
    answer.rows.append(row)
    return true
  }

  /// Appends rows in order, passing over the typed offset.
  func append(_ rows: some Sequence<Answer.Row>) {
    for row in rows.dropFirst(plan.offset) where !append(row) { return }
  }

  /// Closes the books.
  func finish() -> Answer {
    answer.steps += Run.stepsBetweenChecks - stepsLeft
    answer.focus = plan.focus
    answer.timeText = plan.timeText
    guard !leftOut.isEmpty || !uncertain.isEmpty || !undated.isEmpty else { return answer }
    answer.leftOut = leftOut.map { ($0.key, $0.value.count) }
      .sorted { snapshot.terms.iri($0.0).lexicographicallyPrecedes(snapshot.terms.iri($1.0)) }
    answer.uncertain = uncertain.count
    answer.undated = undated.count
    return answer
  }
}
