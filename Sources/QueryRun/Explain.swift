// `explain`: the plan with its estimates; nothing is run.

internal import GraphStore
internal import QueryPlan

extension Run {
  func explain() -> Answer {
    answer.columns = ["step", "what", "estimate"]
    var lines: [(what: String, estimate: Cell)] = []
    for node in plan.focus {
      let degree = snapshot.statements(from: node).count + snapshot.statements(to: node).count
      lines.append(("at \(snapshot.curie(node))", .integer(degree)))
    }
    switch plan.task {
    case .link(let plan):
      lines.append(("ties of each side and of who acts for it, weight above 0", .empty))
      if let through = plan.through {
        let words = through.isEmpty ? "any" : through.map(typedName).joined(separator: "|")
        lines.append(("keep nodes of class \(words)", .empty))
      } else {
        lines.append(("keep nodes of linking classes", .empty))
      }
      lines.append(("score = weights · ln((N+1)/df)", .empty))
    case .lineage(let plan):
      lines.append(("breadth first, \(plan.direction), parts standing for wholes", .empty))
    case .origin: lines.append(("ancestors of both, least sum of distances", .empty))
    case .paths(let plan):
      lines.append(("distances to the target, at most \(plan.most)", .empty))
      lines.append(("simple ways, \(plan.mode), pruned by distance", .empty))
    case .near(let plan): lines.append(("breadth first to depth \(plan.depth)", .empty))
    case .match(let plan):
      lines += plan.patterns.map { ($0.text, .decimal($0.estimate)) }
      if plan.condition != nil { lines.append(("test each solution", .empty)) }
      if plan.isGrouped { lines.append(("group by the plain items", .empty)) }
      if plan.groupCondition != nil { lines.append(("test each group", .empty)) }
      if !plan.order.isEmpty { lines.append(("sort by the keys, then all columns", .empty)) }
    case .list: lines.append(("statements of class, by class", .empty))
    case .show: lines.append(("all statements at the node", .empty))
    case .why: lines.append(("statements at the given end, with their evidence", .empty))
    case .find:
      lines.append(("every name, value and quote, folded", .integer(snapshot.statementCount)))
    }
    for (index, line) in lines.enumerated() {
      answer.rows.append(Answer.Row([.integer(index + 1), .text(line.what), line.estimate]))
    }
    answer.isAggregate = true
    return answer
  }
}
