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

  /// What a row is ordered by: a term, or where its number is 0 a field.
  private struct Key {
    var term: TermID = 0
    var termKey = TermKey(group: 0, number: 0)
    var cell = Cell.empty
    var sortKey = SortKey(group: 9)
  }

  /// An ordering key; the variable is -1 where it is computed.
  private struct Order {
    var slot: Int
    var descending: Bool
    var expression: ExpressionPlan
  }

  private let plan: MatchPlan
  private let most: Int
  /// By column: its variable, where it is one of terms.
  private let columns: [Int?]
  private let isComputed: Bool
  private let keyOrder: [Order]
  private var rows: [Row] = []
  /// How many rows at the start of `rows` are in order and each there once.
  private var ordered = 0

  /// Rows that are sorted although no time is left.
  private static let mostAtStop = 8_192
  /// The same, when whoever asked wants no more, or begins again elsewhere.
  private static let mostWhenCalledOff = 64
  /// The clock is looked at every so many rows.
  private static let rowsBetweenLooks = 64
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
    keyOrder = plan.order.map { key in
      var expression = key.expression
      if case .column(let column) = expression { expression = plan.items[column].expression }
      var own = Order(slot: -1, descending: key.descending, expression: expression)
      if case .slot(let slot) = expression, !plan.statementSlots.contains(slot) { own.slot = slot }
      return own
    }
  }

  /// Takes one solution in.
  mutating func add(_ bindings: Bindings, _ run: Run) throws(Stop) {
    // The last row that is wanted: what stands behind it is passed over.
    let verdict = ordered == most ? order(bindings, most - 1, run) : -1
    guard verdict <= 0 else { return }
    var row = Row(slots: [], cells: [], keys: [], statements: [])
    row.keys.reserveCapacity(keyOrder.count)
    for index in keyOrder.indices { row.keys.append(key(index, bindings, run)) }
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
    join(try run.sorted(Array(rows.indices)) { order($0, $1, run) < 0 }, run)
    guard ordered < MatchRows.mostRows else {
      throw .limit(what: "rows", most: MatchRows.mostRows)
    }
  }

  /// Puts the rows in an order of their places, those that are one together.
  private mutating func join(_ places: [Int], _ run: Run) {
    var joined: [Row] = []
    joined.reserveCapacity(min(rows.count, most))
    var last = -1
    for place in places {
      if !plan.keepsDuplicates, last >= 0, order(last, place, run) == 0 {
        joined[joined.count - 1].statements += rows[place].statements
        joined[joined.count - 1].isJoined = true
        continue
      }
      guard joined.count < most else { break }
      joined.append(rows[place])
      last = place
    }
    rows = joined
    ordered = rows.count
  }

  /// Brings the last rows into the order too, once the search has come to its end.
  mutating func finish(_ run: Run) throws(Stop) {
    if rows.count > MatchRows.mostAtStop { try settle(run) }
  }

  /// Gives the answer the rows in their order; when the search was stopped, those that are in order by
  /// then, or a few if none are.
  mutating func show(_ run: Run) {
    var most = MatchRows.mostAtStop
    if run.isCalledOff {
      run.stopLate()
      most = MatchRows.mostWhenCalledOff
    }
    rows.removeLast(max(0, rows.count - max(ordered, most)))
    if rows.count > ordered { join(rows.indices.sorted { order($0, $1, run) < 0 }, run) }
    for (number, row) in rows.dropFirst(run.plan.offset).enumerated() {
      guard run.hasRoom() else { return }
      if number > 0, number % MatchRows.rowsBetweenLooks == 0, !run.hasTimeForRows {
        return run.stopLate()
      }
      for (index, slot) in columns.enumerated() {
        guard let slot else {
          run.answer.rows.add(row.cells[index])
          continue
        }
        run.answer.rows.add(row.slots[slot] == 0 ? .empty : run.cell(row.slots[slot]))
      }
      let statements = row.isJoined ? run.distinct(row.statements) : row.statements
      for statement in statements { run.answer.rows.add(statement) }
      run.answer.rows.endRow()
    }
  }

  // MARK: Order

  private func key(_ index: Int, _ bindings: Bindings, _ run: Run) -> Key {
    let slot = keyOrder[index].slot
    if slot >= 0, bindings.slots[slot] != 0 {
      return Key(term: bindings.slots[slot], termKey: run.termKey(of: bindings.slots[slot]))
    }
    let cell = run.evaluate(keyOrder[index].expression, bindings)
    return Key(cell: cell, sortKey: run.sortKey(of: cell))
  }

  /// The order of a solution and a row by their keys.
  private func order(_ bindings: Bindings, _ place: Int, _ run: Run) -> Int {
    for index in keyOrder.indices {
      let slot = keyOrder[index].slot
      let other = rows[place].keys[index].term
      let verdict: Int
      if slot >= 0, bindings.slots[slot] != 0, other != 0 {
        let term = bindings.slots[slot]
        let found =
          term == other
          ? 0 : run.order(term, run.termKey(of: term), other, rows[place].keys[index].termKey)
        verdict = keyOrder[index].descending ? -found : found
      } else {
        verdict = order(key(index, bindings, run), rows[place].keys[index], index, run)
      }
      if verdict != 0 { return verdict }
    }
    return 0
  }

  /// The order of two rows by one of their keys.
  private func order(_ left: Key, _ right: Key, _ index: Int, _ run: Run) -> Int {
    let verdict: Int
    var isMissing = false
    switch (left.term != 0, right.term != 0) {
    case (true, true):
      verdict = run.order(left.term, left.termKey, right.term, right.termKey)
    case (false, false):
      isMissing = left.sortKey.isMissing || right.sortKey.isMissing
      verdict =
        left.sortKey != right.sortKey
        ? (left.sortKey < right.sortKey ? -1 : 1) : run.order(left.cell, right.cell)
    default: verdict = 0
    }
    // What is missing is last in either direction.
    return keyOrder[index].descending && !isMissing ? -verdict : verdict
  }

  /// The order of two rows.
  private func order(_ left: Int, _ right: Int, _ run: Run) -> Int {
    for index in keyOrder.indices {
      // Terms are read where they lie: to copy a key is to count what its field holds.
      let (first, second) = (rows[left].keys[index].term, rows[right].keys[index].term)
      let verdict: Int
      if first != 0, second != 0 {
        let found = run.order(
          first, rows[left].keys[index].termKey, second, rows[right].keys[index].termKey)
        verdict = keyOrder[index].descending ? -found : found
      } else {
        verdict = order(rows[left].keys[index], rows[right].keys[index], index, run)
      }
      if verdict != 0 { return verdict }
    }
    return orderOfColumns(rows[left].cells, rows[left].slots, rows[right], run)
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
