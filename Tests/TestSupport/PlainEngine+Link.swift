// `link`, by trying every node.

import Glibc
import QueryParse

extension PlainEngine {
  /// A statement that ties a body to a side.
  private struct Tie {
    var statement: PlainStatement
    /// The side or who acts for it.
    var member: String
    var isStandIn: Bool
    var isFromSide: Bool

    var name: String {
      (isFromSide ? "" : "^") + PlainVocabulary.typed(statement.relation)
    }

    /// The heaviest, then the oldest, then by name, the side itself before a stand-in.
    func isBetter(than other: Tie) -> Bool {
      let weight = PlainVocabulary.weight(statement.relation)
      let otherWeight = PlainVocabulary.weight(other.statement.relation)
      if weight != otherWeight { return weight > otherWeight }
      if statement.age != other.statement.age { return statement.age < other.statement.age }
      return precedes(
        [name, isStandIn ? member : ""] + statement.order,
        [other.name, other.isStandIn ? other.member : ""] + other.statement.order)
    }
  }

  func link(_ sides: [String]) throws -> Reply {
    let via = try via()
    let through = try through()
    let avoid = try avoided()
    let members = sides.map(standIns)
    let counted = Set(admitted.map(\.subject)).filter { node in
      admitted.contains { statement in
        statement.subject == node && statement.relation == "a"
          && isCounted(statement.object)
      }
    }
    var bodies: [(key: [String], score: Double, row: [String], df: Int)] = []
    for node in everyNode {
      guard !sides.contains(node), !avoid.contains(node), isLinking(node, through) else { continue }
      let ties = zip(sides, members).compactMap { best(node, side: $0, $1, via) }
      guard ties.count == sides.count, !isOrganOfSome(node, sides, members) else { continue }
      let df = frequency(node, counted, via)
      let score = score(ties, df, counted.count)
      bodies.append(
        ([classCell(node), labelCell(node), node], score, row(node, ties, score, df), df))
    }
    bodies.sort { $0.score != $1.score ? $0.score > $1.score : precedes($0.key, $1.key) }
    let hubs = bodies.filter { $0.df * 2 > counted.count }
      .map { "\($0.key[2]) \($0.df)/\(counted.count)" }
    let rows = bodies.enumerated().map { [String($0 + 1)] + $1.row }
    return Reply(rows: window(rows), hubs: hubs)
  }

  /// Every node of the graph, in order.
  var everyNode: [String] {
    Set(all.map(\.subject) + all.compactMap(\.object.node)).filter { $0.hasPrefix("d:") }
      .sorted()
  }

  private func isCounted(_ term: PlainTerm) -> Bool {
    PlainVocabulary.classChain(String(term.cell.dropFirst(2))).contains(where: \.isCounted)
  }

  private func isLinking(_ node: String, _ through: [String]?) -> Bool {
    if let through { return through.contains("any") || isOf(through, node) }
    return isOf(PlainVocabulary.classes.filter(\.isLinking).map(\.name), node)
  }

  /// Whether a node acts for some of the sides, not for all, and for nothing beyond them.
  private func isOrganOfSome(
    _ node: String, _ sides: [String], _ members: [Set<String>]
  ) -> Bool {
    let acted = members.filter { $0.contains(node) }
    guard !acted.isEmpty, acted.count < sides.count else { return false }
    return principals(node).allSatisfy { principal in acted.contains { $0.contains(principal) } }
  }

  /// All ties between a node and another, seen from the other.
  private func ties(
    _ node: String, from other: String, _ via: Set<PlainStep>?
  ) -> [(PlainStatement, Bool)] {
    var found: [(PlainStatement, Bool)] = []
    for statement in admitted where PlainVocabulary.weight(statement.relation) > 0 {
      for isForward in [true, false] {
        let ends = (statement.subject, statement.object.node)
        guard isForward ? ends == (other, node) : ends == (node, other),
          via?.contains(PlainStep(relation: statement.relation, isForward: isForward)) ?? true
        else { continue }
        found.append((statement, isForward))
      }
    }
    return found
  }

  private func best(
    _ node: String, side: String, _ members: Set<String>, _ via: Set<PlainStep>?
  ) -> Tie? {
    var best: Tie?
    for member in members {
      for (statement, isForward) in ties(node, from: member, via) {
        let tie = Tie(
          statement: statement, member: member, isStandIn: member != side, isFromSide: isForward)
        if best.map({ tie.isBetter(than: $0) }) ?? true { best = tie }
      }
    }
    return best
  }

  /// How many counted nodes a body ties to, directly or through who acts for them.
  private func frequency(_ node: String, _ counted: Set<String>, _ via: Set<PlainStep>?) -> Int {
    let tied = counted.filter { one in
      standIns(one).contains { !ties(node, from: $0, via).isEmpty }
    }
    return max(1, tied.count)
  }

  private func score(_ ties: [Tie], _ df: Int, _ count: Int) -> Double {
    let strength = ties.map { PlainVocabulary.weight($0.statement.relation) }.reduce(1, *)
    let score =
      switch clauses.rank {
      case .strength: strength
      case .count: Double(df)
      case .specific, nil: strength * log(Double(count + 1) / Double(df))
      }
    return (score * 1000).rounded(.toNearestOrAwayFromZero) / 1000
  }

  private func row(_ node: String, _ ties: [Tie], _ score: Double, _ df: Int) -> [String] {
    let sinces = ties.map { since($0.statement) }
    let untils = ties.map { until($0.statement) }
    let ends = untils.compactMap(PlainDate.init)
    var row = [node, classCell(node), thousandths(score), String(df)]
    // Since the later of the beginnings, until the earlier of the ends.
    row.append(
      sinces.contains("?")
        ? "?" : sinces.compactMap(PlainDate.init).max { $0.first < $1.first }?.text ?? "?")
    row.append(
      ends.min { $0.last < $1.last }?.text ?? (untils.contains("?") ? "?" : ""))
    for tie in ties { row += [tie.name, tie.isStandIn ? tie.member : ""] }
    row.append(ties.map { sentence($0.statement) }.joined(separator: "; "))
    return row
  }

  private func sentence(_ statement: PlainStatement) -> String {
    let relation = PlainVocabulary.relation(statement.relation)?.label ?? statement.relation
    let words = "\(words(.node(statement.subject))) \(relation) \(words(statement.object))"
    let said = sources(statement)
    return said.isEmpty ? words : "\(words) (\(said.joined(separator: ", ")))"
  }
}
