// Values compare by value: numbers with numbers, dates as spans of days, text by its bytes. What is
// missing or of another kind compares false.

internal import GraphModel
internal import GraphStore
internal import QueryPlan

extension Run {
  /// A field's value, where it has one that compares.
  func value(of cell: Cell) -> ValuePlan? {
    switch cell {
    case .literal(let term):
      let kind = literalKind(of: term)
      if kind == .number, let number = self.number(term) { return .number(number) }
      if kind == .date, let date = snapshot.date(term) { return .date(date) }
      let text = Snapshot.text(snapshot.terms.text(of: term))
      if kind == .boolean { return .boolean(text == "true" || text == "1") }
      let own = snapshot.terms.termClass(of: term)
      return .text(text, tag: own.kind == .tagged ? Snapshot.text(own.text) : nil)
    case .text(let text): return .text(text, tag: nil)
    case .integer(let number): return .number(Double(number))
    case .decimal(let number): return .number(number)
    case .date(let date): return .date(date)
    case .boolean(let flag): return .boolean(flag)
    case .empty, .undated, .node, .list: return nil
    }
  }

  /// Whether a literal is the value that was typed.
  func matches(_ term: TermID, _ typed: ValuePlan) -> Bool {
    guard snapshot.isLiteral(term), let own = value(of: .literal(term)) else { return false }
    return compare(own, .equal, typed)
  }

  /// Whether two values compare so.
  ///
  /// A text that was typed where the data have a date or a number is read as one.
  func compare(
    _ left: ValuePlan, _ comparison: ConditionPlan.Comparison, _ right: ValuePlan
  ) -> Bool {
    switch (left, right) {
    case (.number(let first), .number(let second)): return holds(comparison, first, second)
    case (.date(let first), .date(let second)): return holds(comparison, first, second)
    case (.date, .number(let number)):
      guard let year = year(number) else { return false }
      return compare(left, comparison, .date(year))
    case (.number(let number), .date):
      guard let year = year(number) else { return false }
      return compare(.date(year), comparison, right)
    case (.text(let first, let tag), .text(let second, let other)):
      if let tag, let other, tag != other { return comparison == .notEqual }
      return holds(comparison, TextOrder(text: first), TextOrder(text: second))
    case (.date, .text(let text, _)):
      guard let date = PartialDate(bytes: text.utf8) else { return comparison == .notEqual }
      return compare(left, comparison, .date(date))
    case (.number, .text(let text, _)):
      guard let number = Double(text) else { return comparison == .notEqual }
      return compare(left, comparison, .number(number))
    case (.boolean(let first), .boolean(let second)):
      return comparison == .equal ? first == second : comparison == .notEqual && first != second
    default: return false
    }
  }

  private func year(_ number: Double) -> PartialDate? {
    guard let year = Int(exactly: number) else { return nil }
    return PartialDate(year: year)
  }

  func holds<Value: Comparable>(
    _ comparison: ConditionPlan.Comparison, _ left: Value, _ right: Value
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

  /// Spans of days: a < b if a ends before b begins, a = b if a lies within b, a <= b if a ends by
  /// b's end.
  private func holds(
    _ comparison: ConditionPlan.Comparison, _ left: PartialDate, _ right: PartialDate
  ) -> Bool {
    let isWithin = left.firstDay >= right.firstDay && left.lastDay <= right.lastDay
    return switch comparison {
    case .equal: isWithin
    case .notEqual: !isWithin
    case .less: left.lastDay < right.firstDay
    case .lessOrEqual: left.lastDay <= right.lastDay
    case .greater: left.firstDay > right.lastDay
    case .greaterOrEqual: left.firstDay >= right.firstDay
    }
  }

  /// What a field is sorted by; made once for each field, not once for each comparison.
  func sortKey(of cell: Cell) -> SortKey {
    switch cell {
    case .empty: return SortKey(group: 9)
    case .undated: return SortKey(group: 8)
    case .node(let node): return SortKey(group: 3, text: snapshot.curie(node))
    case .list(let cells): return cells.first.map { sortKey(of: $0) } ?? SortKey(group: 9)
    default: break
    }
    switch value(of: cell) {
    case .number(let number): return SortKey(group: 0, number: number)
    case .date(let date):
      return SortKey(group: 1, number: Double(date.firstDay), text: date.description)
    case .boolean(let flag): return SortKey(group: 2, number: flag ? 1 : 0)
    case .text(let text, let tag): return SortKey(group: 4, text: text + "\u{0}" + (tag ?? ""))
    case nil: return SortKey(group: 9)
    }
  }
}

/// The place of a field among others.
struct SortKey: Comparable {
  private let group: Int
  private let number: Double
  private let text: [UInt8]

  init(group: Int, number: Double = 0, text: String = "") {
    self.group = group
    self.number = number
    self.text = Array(text.utf8)
  }

  /// Nothing is stated, or the source leaves it open.
  var isMissing: Bool { group >= 8 }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.group != right.group { return left.group < right.group }
    if left.number != right.number { return left.number < right.number }
    return left.text.lexicographicallyPrecedes(right.text)
  }
}

/// Text compared by its bytes; `String` would merge what RDF keeps apart.
private struct TextOrder: Comparable {
  var text: String
  static func == (left: TextOrder, right: TextOrder) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
  static func < (left: TextOrder, right: TextOrder) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
