// Solutions → rows: evaluated, made a set or grouped, tested, sorted.

internal import GraphModel
internal import GraphStore
internal import QueryPlan

/// The rows of one `match` while they are gathered.
struct MatchTable {
  /// What is kept of a group for one aggregate.
  private struct Tally {
    var count = 0
    var distinct: Set<UInt32> = []
    var sum = 0.0
    var least: Cell?
    var most: Cell?
  }

  private struct Group {
    var cells: [Cell]
    /// The values of the ordering keys that are no columns; what stands for a column is empty.
    var keys: [SortKey]
    var statements: [StatementID]
    /// Several solutions brought its statements together.
    var isJoined = false
    var tallies: [Tally]
    /// The solutions met, where they are counted: parallel statements that no variable names are one.
    var solutions: SolutionSet
  }

  private let plan: MatchPlan
  private var groups: [Group] = []
  private var places: [[Cell]: Int] = [:]

  init(_ plan: MatchPlan) { self.plan = plan }

  /// Takes one solution in.
  mutating func add(_ bindings: Bindings, _ run: Run) {
    let cells = plan.items.map { item in
      item.expression.isAggregate ? .empty : run.evaluate(item.expression, bindings)
    }
    if plan.isGrouped {
      let place = places[cells] ?? start(cells, keys(of: bindings, run), [])
      guard groups[place].solutions.insert(bindings.slots) else { return }
      for (index, item) in plan.items.enumerated() {
        guard case .aggregate(_, let slot) = item.expression else { continue }
        tally(&groups[place].tallies[index], slot, bindings, run)
      }
    } else if let known = places[cells], !plan.keepsDuplicates {
      // A row rests on all its solutions; the first in the order asked for places it.
      groups[known].statements += bindings.statements
      groups[known].isJoined = true
      guard plan.order.contains(where: { !$0.expression.isColumnOfRow }) else { return }
      let keys = keys(of: bindings, run)
      if plan.isBefore(keys, groups[known].keys) { groups[known].keys = keys }
    } else {
      _ = start(cells, keys(of: bindings, run), bindings.statements)
    }
  }

  private mutating func start(
    _ cells: [Cell], _ keys: [SortKey], _ statements: [StatementID]
  ) -> Int {
    places[cells] = groups.count
    let count = plan.isGrouped ? plan.items.count : 0
    groups.append(
      Group(
        cells: cells, keys: keys, statements: statements,
        tallies: [Tally](repeating: Tally(), count: count),
        solutions: SolutionSet(width: plan.variables.count)))
    return groups.count - 1
  }

  private func keys(of bindings: Bindings, _ run: Run) -> [SortKey] {
    plan.order.map { key in
      let isLater = key.expression.isAggregate || key.expression.isColumnOfRow
      return run.sortKey(of: isLater ? .empty : run.evaluate(key.expression, bindings))
    }
  }

  private func tally(
    _ tally: inout Tally, _ slot: Int?, _ bindings: Bindings, _ run: Run
  ) {
    tally.count += 1
    guard let slot else { return }
    tally.distinct.insert(bindings.slots[slot])
    let cell = run.evaluate(.slot(slot), bindings)
    if case .number(let number) = run.value(of: cell) { tally.sum += number }
    if tally.least.map({ run.order(cell, $0) < 0 }) ?? true { tally.least = cell }
    if tally.most.map({ run.order(cell, $0) > 0 }) ?? true { tally.most = cell }
  }

  /// The finished rows in their order.
  mutating func rows(_ run: Run) throws(Stop) -> [Answer.Row] {
    if plan.isGrouped {
      // Counting nothing is a row that says so, if there are no groups to be empty.
      if groups.isEmpty, plan.items.allSatisfy(\.expression.isAggregate) {
        groups = [
          Group(
            cells: plan.items.map { _ in .empty },
            keys: plan.order.map { _ in SortKey(group: 9) }, statements: [],
            tallies: [Tally](repeating: Tally(), count: plan.items.count),
            solutions: SolutionSet(width: plan.variables.count))
        ]
      }
      for index in groups.indices { close(&groups[index]) }
    }
    if let condition = plan.groupCondition {
      var passing: [Group] = []
      for group in groups {
        try run.step()
        if run.holds(condition, columns: group.cells) { passing.append(group) }
      }
      groups = passing
    }
    guard !(plan.isYesOrNo && plan.items.isEmpty) else {
      return groups.prefix(1).map { Answer.Row([.text("yes")], statements: $0.statements) }
    }
    var keyed: [(keys: [SortKey], columns: [SortKey], group: Int)] = []
    for index in groups.indices {
      try run.step()
      let columns = groups[index].cells.map { run.sortKey(of: $0) }
      keyed.append((keys(of: groups[index], columns), columns, index))
    }
    let sorted = try run.sorted(keyed) { left, right in
      if plan.isBefore(left.keys, right.keys) { return true }
      if plan.isBefore(right.keys, left.keys) { return false }
      for index in left.columns.indices {
        if left.columns[index] != right.columns[index] {
          return left.columns[index] < right.columns[index]
        }
        let order = run.order(groups[left.group].cells[index], groups[right.group].cells[index])
        if order != 0 { return order < 0 }
      }
      return false
    }
    return sorted.map {
      let group = groups[$0.group]
      return Answer.Row(
        group.cells,
        statements: group.isJoined ? run.distinct(group.statements) : group.statements)
    }
  }

  private func close(_ group: inout Group) {
    for (index, item) in plan.items.enumerated() {
      guard case .aggregate(let aggregate, let slot) = item.expression else { continue }
      let tally = group.tallies[index]
      group.cells[index] =
        switch aggregate {
        case .count: .integer(slot == nil ? tally.count : tally.distinct.count)
        case .least: tally.least ?? .empty
        case .most: tally.most ?? .empty
        case .sum: MatchTable.number(tally.sum)
        case .average: tally.count == 0 ? .empty : .decimal(tally.sum / Double(tally.count))
        }
    }
  }

  private static func number(_ value: Double) -> Cell {
    Int(exactly: value).map { .integer($0) } ?? .decimal(value)
  }

  /// The ordering keys of a finished group, columns in the place of what stands for them.
  private func keys(of group: Group, _ columns: [SortKey]) -> [SortKey] {
    plan.order.enumerated().map { index, key in
      if case .column(let column) = key.expression { return columns[column] }
      let column = plan.items.firstIndex { $0.expression == key.expression }
      return key.expression.isAggregate
        ? column.map { columns[$0] } ?? group.keys[index]
        : group.keys[index]
    }
  }
}

extension MatchPlan {
  /// Whether some ordering keys stand before others.
  func isBefore(_ left: [SortKey], _ right: [SortKey]) -> Bool {
    for (index, key) in order.enumerated() where left[index] != right[index] {
      // What is missing is last in either direction.
      let isMissing = left[index].isMissing || right[index].isMissing
      let isLess = left[index] < right[index]
      return key.descending && !isMissing ? !isLess : isLess
    }
    return false
  }
}

extension ExpressionPlan {
  /// Whether it is a column of the answer.
  var isColumnOfRow: Bool {
    if case .column = self { true } else { false }
  }
}
