// Semantics 10 to 12 in the words of `language.md`: when a statement holds, which status counts,
// whose word counts.

import GraphModel
import QueryParse

/// Which statements a query is about.
struct PlainFilter {
  private enum Time {
    case any
    case at(first: Int, last: Int, isSpan: Bool)
  }

  private let time: Time
  /// Statuses that pass; nil is every status.
  private let statuses: Set<String>?
  private let documents: Set<String>?

  init(_ query: Query, _ documents: Set<String>?) throws {
    self.documents = documents
    switch query.clauses.time {
    case nil: time = .any
    case .asOf(let point):
      let date = try PlainFilter.date(point)
      // `as-of 2010` is its last day.
      time = .at(first: date.last, last: date.last, isSpan: false)
    case .during(let from, let until):
      time = .at(
        first: try PlainFilter.date(from).first, last: try PlainFilter.date(until).last,
        isSpan: true)
    }
    statuses = try PlainFilter.statuses(query)
  }

  private static func date(_ point: Clauses.TimePoint) throws -> PlainDate {
    guard case .date(let date) = point, let plain = PlainDate(date.description) else {
      throw PlainRefusal(reason: "\(point)")
    }
    return plain
  }

  private static func statuses(_ query: Query) throws -> Set<String>? {
    func words(_ names: [Name]) throws -> Set<String> {
      Set(
        try names.map { name in
          guard case .word(let word) = name.form else { throw PlainRefusal(reason: "\(name)") }
          return word
        })
    }
    switch query.clauses.statuses {
    case .including(nil): return nil
    case .including(let names?):
      let named = try words(names)
      switch query.verb {
      case .link, .match, .paths, .origin: return named.union(PlainVocabulary.firmStatuses)
      // These answer every status, so there is nothing to add.
      default: return nil
      }
    case .only(let names):
      let wanted = try words(names)
      // `derived` counts as stated.
      return wanted.contains("stated") ? wanted.union(PlainVocabulary.firmStatuses) : wanted
    case nil: break
    }
    switch query.verb {
    case .link, .match, .paths, .origin: return PlainVocabulary.firmStatuses
    default: return nil
    }
  }

  func admits(_ statement: PlainStatement) -> Bool {
    if let statuses, !statuses.contains(statement.status ?? "stated") { return false }
    if let documents, !statement.sources.contains(where: { documents.contains($0.document) }) {
      return false
    }
    guard case .at(let first, let last, let isSpan) = time else { return true }
    return holds(statement, first, last, isSpan)
  }

  private func holds(
    _ statement: PlainStatement, _ first: Int, _ last: Int, _ isSpan: Bool
  ) -> Bool {
    // An occurrence holds once it has begun; in a span, if it begins there.
    if let on = statement.on.flatMap(PlainDate.init) {
      if on.first > last || isSpan && on.last < first { return false }
    }
    if let from = statement.from.flatMap(PlainDate.init), from.first > last { return false }
    if let until = statement.until.flatMap(PlainDate.init) {
      // Half open by the day; a month or year is over with its last day.
      if until.isDay ? until.first <= first : until.last < first { return false }
    }
    // Between the bounds it may hold, and that is shown; before the first it does not.
    if let earliest = statement.notBefore.flatMap(PlainDate.init), earliest.first > last {
      return false
    }
    return true
  }
}
