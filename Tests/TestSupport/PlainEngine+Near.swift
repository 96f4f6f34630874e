// `near`, `show` and `list`: what stands around one node, and what there is of one class.

import QueryParse

/// A statement seen from one of its ends.
private struct PlainView {
  var statement: PlainStatement
  var isForward: Bool

  /// What stands at the other end.
  var far: PlainTerm { isForward ? statement.object : .node(statement.subject) }

  var relation: String {
    statement.relation == "a" ? "a" : PlainVocabulary.typed(statement.relation)
  }

  /// Values first, then out, then in; then relation, other end, age.
  func precedes(_ other: PlainView) -> Bool {
    let own = [kind, relation, plainText]
    let others = [other.kind, other.relation, other.plainText]
    if own != others { return TestSupport.precedes(own, others) }
    if statement.age != other.statement.age { return statement.age < other.statement.age }
    return TestSupport.precedes(
      statement.order + [far.cell], other.statement.order + [other.far.cell])
  }

  private var kind: String { far.node == nil ? "0" : isForward ? "1" : "2" }

  private var plainText: String {
    if case .text(let text, _) = far { text } else { far.cell }
  }
}

extension PlainEngine {
  private func views(_ node: String) -> [PlainView] {
    admitted.filter { $0.subject == node }.map { PlainView(statement: $0, isForward: true) }
      + admitted.filter { $0.object == .node(node) }
      .map { PlainView(statement: $0, isForward: false) }
  }

  // MARK: near

  func near(_ centre: String) throws -> [[String]] {
    let via = try via()
    let avoid = try avoided()
    let depth = number(clauses.depth?.most) ?? 1
    if let path = try along() { return near(centre, path, avoid, depth) }
    var shown: Set<PlainStatement> = []
    var seen: Set<String> = [centre]
    var rows: [[String]] = []
    var level = [centre]
    func around(_ node: String) -> [PlainView] {
      views(node).filter { view in
        let relation = view.statement.relation
        guard relation != "a", relation != "label", !avoid.contains(view.far.cell) else {
          return false
        }
        return via?.contains(PlainStep(relation: relation, isForward: view.isForward)) ?? true
      }.sorted { $0.precedes($1) }
    }
    for distance in 1...max(1, depth) where distance <= depth {
      var next: [String] = []
      for node in level {
        for view in around(node) where view.far.node != nil || node == centre {
          guard shown.insert(view.statement).inserted else { continue }
          rows.append(nearRow(node, view))
          let isHidden = PlainVocabulary.has("hidden", view.statement.relation)
          guard let far = view.far.node, via != nil || !isHidden, seen.insert(far).inserted else {
            continue
          }
          next.append(far)
          guard distance == depth, isAgreement(far) else { continue }
          for party in around(far)
          where PlainVocabulary.weight(party.statement.relation) > 0
            && shown.insert(party.statement).inserted
          {
            rows.append(nearRow(far, party))
          }
        }
      }
      level = next
    }
    return rows
  }

  /// A step is a walk along a path; shown is what lies on a walk that arrives.
  private func near(
    _ centre: String, _ path: PlainPath, _ avoid: Set<String>, _ depth: Int
  ) -> [[String]] {
    var shown: Set<PlainStatement> = []
    var seen: Set<String> = [centre]
    var rows: [[String]] = []
    var level = [centre]
    for _ in 0..<depth {
      var next: [String] = []
      for node in level {
        let walks = walks(along: path, from: node, avoiding: avoid)
        for (met, walked) in walks.met {
          let around = views(met).filter {
            walked.contains(PlainWalked(statement: $0.statement, isForward: $0.isForward))
          }
          for view in around.sorted(by: { $0.precedes($1) })
          where shown.insert(view.statement).inserted {
            rows.append(nearRow(met, view))
          }
        }
        next += walks.ends.filter { seen.insert($0).inserted }
      }
      level = next
    }
    return rows
  }

  private func isAgreement(_ node: String) -> Bool {
    classes(node).contains { own in
      PlainVocabulary.classChain(own).contains(where: \.isAgreement)
    }
  }

  private func nearRow(_ node: String, _ view: PlainView) -> [String] {
    [
      node, view.relation, view.isForward ? "->" : "<-", view.far.cell,
      view.far.node.map(classCell) ?? "",
    ] + tail(view.statement)
  }

  private func tail(_ statement: PlainStatement) -> [String] {
    [since(statement), until(statement), status(statement), detail(statement)]
  }

  // MARK: show and list

  func show(_ node: String) -> [[String]] {
    let groups: [(PlainView) -> Bool] = [
      { $0.isForward && $0.statement.relation == "label" },
      { $0.isForward && $0.statement.relation == "a" },
      { $0.isForward && $0.far.node == nil && $0.statement.relation != "label" },
      { $0.isForward && $0.far.node != nil && $0.statement.relation != "a" },
      { !$0.isForward && !PlainVocabulary.has("part", $0.statement.relation) },
      { !$0.isForward && PlainVocabulary.has("part", $0.statement.relation) },
    ]
    let views = views(node)
    return groups.flatMap { group in
      views.filter(group).sorted { left, right in
        let ranks = (languageRank(left.statement), languageRank(right.statement))
        return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : left.precedes(right)
      }.map { view in
        [view.relation, view.isForward ? "->" : "<-", view.far.cell] + tail(view.statement)
      }
    }
  }

  /// Labels stand in the order of the languages asked for, then in English; all else is equal.
  private func languageRank(_ statement: PlainStatement) -> Int {
    guard statement.relation == "label", case .text(_, let language) = statement.object else {
      return 0
    }
    guard let language else { return 60 }
    return languages.firstIndex(of: language) ?? (language == "en" ? 50 : 70)
  }

  func list(_ name: String?) -> [[String]] {
    var rows: [[String]] = []
    for node in everyNode {
      let own = admitted.filter { statement in
        guard statement.subject == node, statement.relation == "a",
          let kind = statement.object.node?.dropFirst(2)
        else { return false }
        return name.map { PlainVocabulary.isKind(String(kind), of: $0) } ?? true
      }.sorted { precedes([$0.object.cell] + $0.order, [$1.object.cell] + $1.order) }
      // What is stated stands before what is derived, and that before what is proposed.
      let stated = own.first { status($0) == "stated" }
      let firm = own.first { PlainVocabulary.firmStatuses.contains(status($0)) }
      guard let best = stated ?? firm ?? own.first else { continue }
      rows.append([node, classCell(node), labelCell(node), dateCell(node), status(best)])
    }
    return rows
  }
}
