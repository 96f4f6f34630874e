// Fields of the naive engine's rows, how they compare and in which order they stand.

import QueryParse

/// One field.
indirect enum PlainCell: Hashable {
  case empty
  case undated
  case term(PlainTerm)
  case decimal(Double)
  case list([PlainCell])

  static func word(_ text: String) -> PlainCell { .term(.text(text, language: nil)) }

  static func date(_ text: String?) -> PlainCell { text.map { .term(.date($0)) } ?? .empty }

  /// Nothing, one, or several fields, sorted and each once.
  static func several(_ cells: [PlainCell]) -> PlainCell {
    let sorted = Set(cells).sorted { $0.precedes($1) }
    return sorted.count > 1 ? .list(sorted) : sorted.first ?? .empty
  }

  var text: String {
    switch self {
    case .empty: ""
    case .undated: "?"
    case .term(let term): term.cell
    case .decimal(let number): thousandths(number)
    case .list(let cells): cells.map(\.text).joined(separator: "; ")
    }
  }

  var each: [PlainCell] { if case .list(let cells) = self { cells } else { [self] } }

  /// The number it is, if it is one.
  var number: Double? {
    switch self {
    case .term(.number(let number)): Double(number)
    case .decimal(let number): number
    default: nil
    }
  }

  // MARK: Order

  /// Numbers by size, dates by start, nodes by CURIE, texts by bytes and then by language; missing
  /// last.
  func order(_ other: PlainCell) -> Int {
    // Several values compare one by one.
    if each.count > 1 || other.each.count > 1 {
      let verdict = zip(each, other.each).lazy.map { $0.order($1) }.first { $0 != 0 }
      return verdict ?? each.count - other.each.count
    }
    let (own, others) = (rank, other.rank)
    if own.group != others.group { return own.group < others.group ? -1 : 1 }
    if own.number != others.number { return own.number < others.number ? -1 : 1 }
    if own.texts == others.texts { return 0 }
    return TestSupport.precedes(own.texts, others.texts) ? -1 : 1
  }

  func precedes(_ other: PlainCell) -> Bool { order(other) < 0 }

  private var rank: (group: Int, number: Double, texts: [String]) {
    switch self {
    case .empty: (9, 0, [])
    case .undated: (8, 0, [])
    case .decimal(let number): (0, number, [])
    case .term(.number(let number)): (0, Double(number), [])
    case .term(.date(let text)): (1, Double(PlainDate(text)?.first ?? 0), [text])
    case .term(.node(let node)): (3, 0, [node])
    case .term(.text(let text, let language)): (4, 0, [text, language ?? ""])
    case .list: (9, 0, [])
    }
  }

  // MARK: Comparison

  /// Whether two fields compare so; one of several that does is enough.
  func compares(_ comparison: Condition.Comparison, _ other: PlainCell) -> Bool {
    each.contains { own in other.each.contains { own.comparesOne(comparison, $0) } }
  }

  private func comparesOne(_ comparison: Condition.Comparison, _ other: PlainCell) -> Bool {
    switch (self, other) {
    case (.term(.node(let left)), .term(.node(let right))):
      return isEquality(comparison, left == right)
    case (.term(.text(let name, language: nil)), .term(.node(let node))),
      (.term(.node(let node)), .term(.text(let name, language: nil))):
      return isEquality(comparison, node.dropFirst(2) == name)
    case (.term(.date(let left)), .term(.date(let right))):
      return PlainCell.holds(comparison, PlainDate(left), PlainDate(right))
    case (.term(.date(let left)), .term(.number(let year))):
      return PlainCell.holds(comparison, PlainDate(left), PlainDate(String(year)))
    case (.term(.text(let left, let tag)), .term(.text(let right, let other))):
      if let tag, let other, tag != other { return comparison == .notEqual }
      return holds(comparison, left, right)
    default:
      guard let left = number, let right = other.number else { return false }
      return holds(comparison, left, right)
    }
  }

  private func isEquality(_ comparison: Condition.Comparison, _ isSame: Bool) -> Bool {
    comparison == .equal ? isSame : comparison == .notEqual && !isSame
  }

  private func holds<Value: Comparable>(
    _ comparison: Condition.Comparison, _ left: Value, _ right: Value
  ) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  /// Spans: before if it ends before the other begins, equal if it lies within, at most if it ends by
  /// the other's end.
  private static func holds(
    _ comparison: Condition.Comparison, _ left: PlainDate?, _ right: PlainDate?
  ) -> Bool {
    guard let left, let right else { return false }
    let isWithin = right.first <= left.first && left.last <= right.last
    return switch comparison {
    case .equal: isWithin
    case .notEqual: !isWithin
    case .less: left.last < right.first
    case .lessOrEqual: left.last <= right.last
    case .greater: left.first > right.last
    case .greaterOrEqual: left.first >= right.first
    }
  }
}
