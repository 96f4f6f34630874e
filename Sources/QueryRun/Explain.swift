// `explain`: the plan with its estimates, and why it is this one; nothing is run.

internal import GraphStore
internal import GraphVocabulary
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
    case .link(let plan): lines += explain(plan)
    case .lineage(let plan):
      lines.append(("breadth first, \(plan.direction), parts standing for wholes", .empty))
    case .origin: lines.append(("ancestors of both, least sum of distances", .empty))
    case .paths(let plan):
      lines.append(("distances to the target, at most \(plan.most)", .empty))
      lines.append(("simple ways, \(plan.mode), pruned by distance", .empty))
      if let along = plan.along { lines.append((explain(along), .empty)) }
    case .near(let plan):
      lines.append(("breadth first to depth \(plan.depth)", .empty))
      if let along = plan.along { lines.append((explain(along), .empty)) }
    case .match(let plan): lines += explain(plan)
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

  private func explain(_ path: PathPlan) -> String {
    "each step a walk along via, \(Route(path, repeats: false).steps.count) steps written out"
  }

  // MARK: link

  private func explain(_ plan: LinkPlan) -> [(what: String, estimate: Cell)] {
    var lines: [(what: String, estimate: Cell)] = []
    let most = plan.most == .max ? "as far as it goes" : "at most \(plan.most)"
    lines.append(
      ("ties of each side and of who acts for it, weight above 0, in chains of \(most)", .empty))
    if let along = plan.along { lines.append((explain(along), .empty)) }
    if plan.most == 1, plan.along == nil {
      lines.append(("first the side with the fewest statements, then the others within it", .empty))
    }
    if let through = plan.through {
      let words = through.isEmpty ? "any" : through.map(typedName).joined(separator: "|")
      lines.append(("keep nodes of class \(words)", .empty))
    } else {
      lines.append(("keep nodes of linking classes", .empty))
    }
    let counted = vocabulary.countsArePlain ? "" : ", fewer under the filters"
    let score =
      switch plan.ranking {
      case .specific: "score = weights · ln((N+1)/df), N\(counted)"
      case .strength: "score = weights; N for hubs\(counted)"
      case .count: "score = df; N for hubs\(counted)"
      }
    lines.append((score, .integer(vocabulary.countedNodes.count)))
    return lines
  }

  // MARK: match

  private func explain(_ plan: MatchPlan) -> [(what: String, estimate: Cell)] {
    var lines: [(what: String, estimate: Cell)] = []
    var bound: Set<Int> = []
    for pattern in plan.patterns {
      let why = reason(for: pattern, bound, plan.variables)
      lines.append(("\(pattern.text), \(why)", .decimal(pattern.estimate)))
      bound.formUnion(pattern.slots)
    }
    if plan.condition != nil {
      lines.append(("test each condition as soon as what it reads is bound", .empty))
    }
    if plan.isGrouped { lines.append(("group by the plain items", .empty)) }
    if plan.groupCondition != nil { lines.append(("test each group", .empty)) }
    if MatchRows.serve(plan) {
      let most = self.plan.offset &+ self.plan.limit
      lines.append(("hold the first rows in order, no more", .integer(most)))
    } else if !plan.order.isEmpty {
      lines.append(("sort by the keys, then all columns", .empty))
    }
    return lines
  }

  /// From which end a pattern is looked up and what else it could have cost: the pattern with the
  /// fewest expected rows is the next.
  private func reason(
    for pattern: PatternPlan, _ bound: Set<Int>, _ variables: [String]
  ) -> String {
    func known(_ end: PatternPlan.End) -> String? {
      switch end {
      case .slot(let slot): bound.contains(slot) ? "?\(variables[slot])" : nil
      case .node(let node): snapshot.curie(node)
      case .oneOf(let terms):
        if terms.contains(where: { !snapshot.isLiteral($0) }) {
          terms.count == 1 ? "the class" : "\(terms.count) classes"
        } else {
          "the text"
        }
      case .anything, .value: nil
      }
    }
    switch (known(pattern.subject), known(pattern.object)) {
    case (let subject?, let object?): return "a test of \(subject) and \(object)"
    case (let end?, nil), (nil, let end?): return "from \(end)"
    case (nil, nil): return "all statements of its relations, no end being known"
    }
  }
}
