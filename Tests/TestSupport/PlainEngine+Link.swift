// `link`, by trying every node.

import Glibc
import QueryParse

extension PlainEngine {
  func link(_ sides: [String]) throws -> Reply {
    let through = try through()
    let avoid = try avoided()
    let members = sides.map(standIns)
    let most = clauses.depth.map { number($0.most) ?? .max } ?? 1
    let least = number(clauses.depth?.least) ?? 1
    let everyMember = members.reduce(into: Set<String>()) { $0.formUnion($1) }
    let chains = try sides.map { try self.chains($0, everyMember, most) }
    let counted = Set(admitted.map(\.subject)).filter { node in
      admitted.contains { statement in
        statement.subject == node && statement.relation == "a"
          && isCounted(statement.object)
      }
    }
    var bodies: [(key: [String], score: Double, row: [String], df: Int)] = []
    for node in everyNode {
      guard !sides.contains(node), !avoid.contains(node), isLinking(node, through) else { continue }
      let found = chains.compactMap { $0[node] }
      guard found.count == sides.count, found.contains(where: { $0.level >= least }),
        !isOrganOfSome(node, sides, members)
      else { continue }
      let ties = found.map(\.chain)
      let df = try frequency(node, counted)
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

  /// How many counted nodes a body ties to, directly or through who acts for them.
  private func frequency(_ node: String, _ counted: Set<String>) throws -> Int {
    let tied = try tied(to: node)
    return max(1, counted.filter { !standIns($0).isDisjoint(with: tied) }.count)
  }

  private func score(_ ties: [PlainChain], _ df: Int, _ count: Int) -> Double {
    let strength = ties.map(\.strength).reduce(1, *)
    let score =
      switch clauses.rank {
      case .strength: strength
      case .count: Double(df)
      case .specific, nil: strength * log(Double(count + 1) / Double(df))
      }
    return (score * 1000).rounded(.toNearestOrAwayFromZero) / 1000
  }

  private func row(
    _ node: String, _ chains: [PlainChain], _ score: Double, _ df: Int
  ) -> [String] {
    let all = chains.flatMap(\.ties)
    let sinces = all.map { since($0.statement) }
    let untils = all.map { until($0.statement) }
    let ends = untils.compactMap(PlainDate.init)
    var row = [node, classCell(node), thousandths(score), String(df)]
    // Since the latest of the beginnings, until the earliest of the ends.
    row.append(
      sinces.contains("?")
        ? "?" : sinces.compactMap(PlainDate.init).max { $0.first < $1.first }?.text ?? "?")
    row.append(
      ends.min { $0.last < $1.last }?.text ?? (untils.contains("?") ? "?" : ""))
    for chain in chains {
      row += [chain.ties.map(\.name).joined(separator: "/"), onTheWay(chain)]
    }
    row.append(all.map { sentence($0.statement) }.joined(separator: "; "))
    return row
  }

  /// Who acts for the side, and what a chain passes.
  private func onTheWay(_ chain: PlainChain) -> String {
    var nodes: [String] = []
    for tie in chain.ties {
      if tie.before == nil {
        if tie.isStandIn { nodes.append(tie.from) }
      } else {
        for node in [tie.whole, tie.from] where !node.isEmpty && nodes.last != node {
          nodes.append(node)
        }
      }
      if tie !== chain { nodes.append(tie.to) }
    }
    return nodes.joined(separator: "; ")
  }

  private func sentence(_ statement: PlainStatement) -> String {
    let relation = PlainVocabulary.relation(statement.relation)?.label ?? statement.relation
    let words = "\(words(.node(statement.subject))) \(relation) \(words(statement.object))"
    let said = sources(statement)
    return said.isEmpty ? words : "\(words) (\(said.joined(separator: ", ")))"
  }
}
