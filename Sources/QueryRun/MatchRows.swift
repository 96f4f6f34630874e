// The rows of a `match` that counts nothing: only as many as are wanted are held, with what they are
// ordered by, and a solution that would stand behind them all is passed over before a field is made
// for it.

internal import GraphStore
internal import QueryPlan

/// The first rows in their order, while solutions are gathered.
struct MatchRows {
  /// One solution, or several of one row.
  private struct Row {
    var slots: [UInt32]
    /// The fields that are computed; empty where each column is a variable.
    var cells: [Cell]
    var keys: [Key]
    var statements: [StatementID]
    /// Several solutions brought its statements together.
    var isJoined = false
  }

  /// What a row is ordered by.
  private enum Key {
    case term(TermID, TermKey)
    case cell(Cell, SortKey)
  }

  private let plan: MatchPlan
  private let most: Int
  /// By column: its variable, where it is one of terms.
  private let columns: [Int?]
  private let isComputed: Bool
  private var rows: [Row] = []
  /// How many rows at the start of `rows` are in order and each there once.
  private var ordered = 0

  /// Rows that are sorted although no time is left.
  private static let mostAtStop = 8_192
  /// Rows held beyond those wanted, before they are sorted in.
  private static let slack = 64...1_024
  /// Most rows that are held.
  private static let mostRows = 2_000_000

  /// Whether a plan can be answered so: nothing is counted, and the columns of a row settle where it
  /// stands, so that solutions of one row stand side by side.
  static func serve(_ plan: MatchPlan) -> Bool {
    guard !plan.isGrouped, plan.groupCondition == nil, !plan.items.isEmpty else { return false }
    let shown = plan.items.compactMap { item -> Int? in
      if case .slot(let slot) = item.expression { slot } else { nil }
    }
    return plan.keepsDuplicates
      || plan.order.allSatisfy { key in
        guard let slot = key.expression.slot else { return true }
        return shown.contains(slot) || plan.items.contains { $0.expression == key.expression }
      }
  }

  init(_ plan: MatchPlan, most: Int) {
    self.plan = plan
    self.most = min(max(1, most), Int.max / 4)
    columns = plan.items.map { item in
      if case .slot(let slot) = item.expression, !plan.statementSlots.contains(slot) {
        slot
      } else {
        nil
      }
    }
    isComputed = columns.contains { $0 == nil }
  }

  /// Takes one solution in.
  mutating func add(_ bindings: Bindings, _ run: Run) throws(Stop) {
    var row = Row(slots: [], cells: [], keys: [], statements: [])
    if !plan.order.isEmpty {
      row.keys.reserveCapacity(plan.order.count)
      for key in plan.order { row.keys.append(self.key(key.expression, bindings, run)) }
    }
    // The last row that is wanted: what stands behind it is passed over.
    let verdict = ordered == most ? order(row.keys, rows[most - 1].keys, run) : -1
    guard verdict <= 0 else { return }
    if isComputed {
      row.cells = plan.items.indices.map { index in
        columns[index] == nil ? run.evaluate(plan.items[index].expression, bindings) : .empty
      }
    }
    if verdict == 0, orderOfColumns(row.cells, bindings.slots, rows[most - 1], run) > 0 { return }
    row.slots = bindings.slots
    row.statements = bindings.statements
    rows.append(row)
    let slack = min(max(most, MatchRows.slack.lowerBound), MatchRows.slack.upperBound)
    if rows.count - ordered > max(slack, ordered) { try settle(run) }
  }

  /// Sorts the new rows in, joins those that are one, and drops those that are not wanted.
  private mutating func settle(_ run: Run) throws(Stop) {
    rows = try run.sorted(rows) { order($0, $1, run) < 0 }
    join(run)
    guard ordered < MatchRows.mostRows else {
      throw .limit(what: "rows", most: MatchRows.mostRows)
    }
  }

  private mutating func join(_ run: Run) {
    var joined: [Row] = []
    joined.reserveCapacity(min(rows.count, most))
    for row in rows {
      if !plan.keepsDuplicates, let last = joined.last, order(last, row, run) == 0 {
        joined[joined.count - 1].statements += row.statements
        joined[joined.count - 1].isJoined = true
        continue
      }
      guard joined.count < most else { break }
      joined.append(row)
    }
    rows = joined
    ordered = rows.count
  }

  /// Brings the last rows into the order too, once the search has come to its end.
  mutating func finish(_ run: Run) throws(Stop) {
    if rows.count > MatchRows.mostAtStop { try settle(run) }
  }

  /// The rows in their order; when the search was stopped, those that are in order by then, or a few
  /// if none are.
  mutating func found(_ run: Run) -> [Answer.Row] {
    rows.removeLast(max(0, rows.count - max(ordered, MatchRows.mostAtStop)))
    if rows.count > ordered {
      let few = rows
      rows = few.sorted { order($0, $1, run) < 0 }
      join(run)
    }
    return rows.map { row in
      var cells: [Cell] = []
      cells.reserveCapacity(columns.count)
      for (index, slot) in columns.enumerated() {
        guard let slot else {
          cells.append(row.cells[index])
          continue
        }
        cells.append(row.slots[slot] == 0 ? .empty : run.cell(row.slots[slot]))
      }
      return Answer.Row(
        cells, statements: row.isJoined ? run.distinct(row.statements) : row.statements)
    }
  }

  // MARK: Order

  private func key(_ expression: ExpressionPlan, _ bindings: Bindings, _ run: Run) -> Key {
    var expression = expression
    if case .column(let column) = expression { expression = plan.items[column].expression }
    if case .slot(let slot) = expression, !bindings.isStatement(slot), bindings.slots[slot] != 0 {
      return .term(bindings.slots[slot], run.termKey(of: bindings.slots[slot]))
    }
    let cell = run.evaluate(expression, bindings)
    return .cell(cell, run.sortKey(of: cell))
  }

  private func order(_ left: [Key], _ right: [Key], _ run: Run) -> Int {
    for (index, key) in plan.order.enumerated() {
      let verdict: Int
      var isMissing = false
      switch (left[index], right[index]) {
      case (.term(let first, let firstKey), .term(let second, let secondKey)):
        verdict = run.order(first, firstKey, second, secondKey)
      case (.cell(let first, let firstKey), .cell(let second, let secondKey)):
        isMissing = firstKey.isMissing || secondKey.isMissing
        verdict = firstKey != secondKey ? (firstKey < secondKey ? -1 : 1) : run.order(first, second)
      default: verdict = 0
      }
      // What is missing is last in either direction.
      if verdict != 0 { return key.descending && !isMissing ? -verdict : verdict }
    }
    return 0
  }

  private func order(_ left: Row, _ right: Row, _ run: Run) -> Int {
    let verdict = order(left.keys, right.keys, run)
    return verdict != 0 ? verdict : orderOfColumns(left.cells, left.slots, right, run)
  }

  private func orderOfColumns(
    _ cells: [Cell], _ slots: [UInt32], _ other: Row, _ run: Run
  ) -> Int {
    for (index, slot) in columns.enumerated() {
      let verdict =
        if let slot { run.order(slots[slot], other.slots[slot]) } else {
          run.order(cells[index], other.cells[index])
        }
      if verdict != 0 { return verdict }
    }
    return 0
  }
}

extension Run {
  /// The statements that several solutions brought together, each once and in an order of their own.
  func distinct(_ statements: [StatementID]) -> [StatementID] {
    Set(statements).sorted { statementPrecedes($0, $1) }
  }
}
