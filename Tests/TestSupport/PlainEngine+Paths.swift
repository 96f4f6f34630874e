// `paths`: every simple way is enumerated, all of them, and then the wanted ones are picked.

import QueryParse

extension PlainEngine {
  /// Parallel statements from one node to the next.
  private struct Stride {
    var from: String
    var to: String
    var name: String
    var isForward: Bool
    var statements: [PlainStatement]

    var key: [String] { [name, isForward ? "0" : "1", to] }
  }

  func paths(_ stops: [String]) throws -> [[String]] {
    let along = try along()
    let steps = try along?.everyStep ?? via() ?? ordinarySteps
    let avoid = try avoided()
    let through = try through()
    var found: [[Stride]] = []
    for (from, to) in zip(stops, stops.dropFirst()) where from != to {
      var ways = everyWay(from, to, steps, avoid)
        .filter { $0.count >= number(clauses.depth?.least) ?? 1 }
      if let along { ways = ways.filter { goes($0, along) } }
      if let through, !through.contains("any") {
        ways = ways.filter { way in way.dropLast().contains { isOf(through, $0.to) } }
      }
      ways.sort { left, right in
        if left.count != right.count { return left.count < right.count }
        return precedes(left.flatMap(\.key), right.flatMap(\.key))
      }
      switch clauses.pathMode {
      case .simple: break
      case .shortest(let count): ways = Array(ways.prefix(number(count) ?? 1))
      case .allShortest, nil: ways = ways.filter { $0.count == ways.first?.count }
      }
      found += ways
    }
    let numbered = window(Array(found.enumerated()))
    return numbered.flatMap { number, way in
      way.enumerated().map { row(number + 1, $0 + 1, $1) }
    }
  }

  /// Whether a way goes along a path, once or several times over.
  private func goes(_ way: [Stride], _ path: PlainPath) -> Bool {
    var rests: [[PlainPath]] = [[path, .repeated(path, least: 0, most: nil)]]
    for stride in way {
      let step = PlainStep(relation: stride.statements[0].relation, isForward: stride.isForward)
      rests = rests.flatMap { heads($0) }.filter { $0.steps.contains(step) }.map(\.rest)
    }
    return rests.contains(where: canEnd)
  }

  private func row(_ number: Int, _ place: Int, _ stride: Stride) -> [String] {
    guard let first = stride.statements.min(by: { precedes($0.order, $1.order) }) else { return [] }
    return [
      String(number), String(place), stride.from, stride.name, stride.isForward ? "->" : "<-",
      stride.to, since(first), until(first), status(first),
    ]
  }

  private func everyWay(
    _ from: String, _ to: String, _ steps: Set<PlainStep>, _ avoid: Set<String>
  ) -> [[Stride]] {
    let most = number(clauses.depth?.most) ?? 6
    var strides: [String: [Stride]] = [:]
    for node in everyNode { strides[node] = stridesOut(node, steps) }
    var ways: [[Stride]] = []
    func walk(_ way: [Stride], _ node: String) {
      if node == to { return ways.append(way) }
      guard way.count < most else { return }
      for stride in strides[node] ?? []
      where stride.to != from && !way.contains(where: { $0.to == stride.to })
        // What is asked for is never avoided.
        && (stride.to == to || !avoid.contains(stride.to))
      {
        walk(way + [stride], stride.to)
      }
    }
    walk([], from)
    return ways
  }

  private func stridesOut(_ node: String, _ steps: Set<PlainStep>) -> [Stride] {
    var found: [Stride] = []
    for statement in admitted {
      guard let object = statement.object.node else { continue }
      for isForward in [true, false] {
        let (from, to) = isForward ? (statement.subject, object) : (object, statement.subject)
        guard from == node, to != node,
          steps.contains(PlainStep(relation: statement.relation, isForward: isForward))
        else { continue }
        let stride = Stride(
          from: node, to: to, name: PlainVocabulary.typed(statement.relation),
          isForward: isForward, statements: [statement])
        if let same = found.firstIndex(where: { $0.key == stride.key }) {
          found[same].statements.append(statement)
        } else {
          found.append(stride)
        }
      }
    }
    return found
  }
}
