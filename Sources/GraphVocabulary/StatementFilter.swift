// Which statements a question is about: those that hold at its time, have a status it admits, and
// rest on a source it trusts. One filter for every verb, stand-ins and ranking included.

internal import GraphModel
public import GraphStore

/// The time of a question, in days since 1970-01-01.
public enum QuestionTime: Sendable, Equatable {
  /// No filter.
  case any
  /// One day.
  case asOf(Int32)
  /// From the first day to the last, both included.
  case during(Int32, Int32)
}

/// Admits statements or says why not.
public struct StatementFilter: Sendable {
  /// What the filter says of a statement.
  public enum Verdict: Sendable, Equatable {
    case holds
    /// It may hold: the day lies between its bounds.
    case mayHold
    /// Its status is not admitted; it would count otherwise.
    case leftOut(TermID)
    /// It does not hold at the time, or no admitted source says it.
    case doesNotHold
  }

  /// The time asked for.
  public var time: QuestionTime
  /// Statuses that pass; nil is every status.
  public var statuses: Set<TermID>?
  /// Whether a statement without a status passes.
  public var admitsPlain: Bool
  /// Documents of which one must say it; nil is any or none.
  public var sources: Set<TermID>?
  private let vocabulary: Vocabulary

  /// A filter that passes every statement.
  public init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    time = .any
    statuses = nil
    admitsPlain = true
    sources = nil
  }

  /// Whether statements pass of which nothing is known beside the triple.
  public var admitsBare: Bool { admitsPlain && sources == nil }

  /// What the filter says of a statement.
  public func verdict(on statement: StatementID) -> Verdict {
    let snapshot = vocabulary.snapshot
    guard snapshot.isAnnotated(statement) else { return admitsBare ? .holds : .doesNotHold }
    let annotations = snapshot.annotations
    if let sources {
      let isSaid = annotations.evidence(of: statement).contains { sources.contains($0.source) }
      guard isSaid else { return .doesNotHold }
    }
    let inTime = time == .any ? Verdict.holds : holds(annotations.validity(of: statement))
    guard inTime != .doesNotHold else { return .doesNotHold }
    let status = annotations.status(of: statement)
    if status == 0 { return admitsPlain ? inTime : .doesNotHold }
    guard let statuses, !statuses.contains(status) else { return inTime }
    return vocabulary.statuses[status] == true ? .doesNotHold : .leftOut(status)
  }

  /// Whether a statement passes.
  public func admits(_ statement: StatementID) -> Bool {
    switch verdict(on: statement) {
    case .holds, .mayHold: true
    case .leftOut, .doesNotHold: false
    }
  }

  private func holds(_ validity: Validity) -> Verdict {
    let first: Int32
    let last: Int32
    switch time {
    case .any: return .holds
    case .asOf(let day): (first, last) = (day, day)
    case .during(let from, let until): (first, last) = (from, until)
    }
    if let on = validity.on {
      // An occurrence holds once it has begun; in a span, if it begins within it.
      if on.firstDay > last { return .doesNotHold }
      if case .during = time, on.lastDay < first { return .doesNotHold }
    }
    if let from = validity.from, from.firstDay > last { return .doesNotHold }
    if let until = validity.until, end(of: until) <= first { return .doesNotHold }
    if let earliest = validity.notBefore {
      if earliest.firstDay > last { return .doesNotHold }
      let latest = validity.notAfter.map(\.lastDay) ?? .max
      if validity.from == nil, validity.on == nil, latest > last { return .mayHold }
    } else if let latest = validity.notAfter, validity.from == nil, validity.on == nil,
      latest.lastDay > last
    {
      return .mayHold
    }
    return .holds
  }

  /// The first day on which a state that ends `until` no longer holds: a full date is that day, a
  /// partial one runs through its last.
  private func end(of until: PartialDate) -> Int32 {
    until.day == nil ? until.lastDay + 1 : until.firstDay
  }
}
