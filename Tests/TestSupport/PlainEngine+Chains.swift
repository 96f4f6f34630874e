// `link` over chains of ties, and walks along the path of a `via`: which steps come next is worked
// out from what is left of the path, as one would with a finger on the page.

import QueryParse

/// A tie of a chain, with the chain before it.
final class PlainChain {
  let statement: PlainStatement
  let from: String
  let to: String
  let isForward: Bool
  /// The body on the way that `from` acts for; empty for the side, or the body itself.
  let whole: String
  let isStandIn: Bool
  let before: PlainChain?
  let strength: Double

  init(
    _ statement: PlainStatement, from: PlainStart, to: String, isForward: Bool
  ) {
    self.statement = statement
    self.from = from.node
    self.to = to
    self.isForward = isForward
    whole = from.whole
    isStandIn = from.isStandIn
    before = from.chain
    strength = from.strength * PlainVocabulary.weight(statement.relation)
  }

  var name: String { (isForward ? "" : "^") + PlainVocabulary.typed(statement.relation) }

  /// All ties, from the side on.
  var ties: [PlainChain] { (before?.ties ?? []) + [self] }

  /// The strongest, then the oldest, then by name, the side itself before who acts for it.
  func isBetter(than other: PlainChain) -> Bool {
    if strength != other.strength { return strength > other.strength }
    if statement.age != other.statement.age { return statement.age < other.statement.age }
    let own = [name, isStandIn ? "1" : "0", whole, from] + statement.order
    let others =
      [other.name, other.isStandIn ? "1" : "0", other.whole, other.from] + other.statement.order
    if own != others { return precedes(own, others) }
    guard let before, let otherBefore = other.before else { return false }
    return before.isBetter(than: otherBefore)
  }
}

/// A statement as a walk takes it.
struct PlainWalked: Hashable {
  var statement: PlainStatement
  var isForward: Bool
}

/// Where a chain goes on.
struct PlainStart {
  var node: String
  var whole = ""
  var isStandIn = false
  var chain: PlainChain?
  var strength = 1.0
}

extension PlainEngine {
  /// The steps that may come next on a path, each with what is left of the path after it.
  func heads(_ rest: [PlainPath]) -> [(steps: Set<PlainStep>, rest: [PlainPath])] {
    guard let first = rest.first else { return [] }
    let tail = Array(rest.dropFirst())
    switch first {
    case .steps(let steps): return [(steps, tail)]
    case .sequence(let parts): return heads(parts + tail)
    case .alternatives(let parts): return parts.flatMap { heads([$0] + tail) }
    case .repeated(_, _, .some(0)): return heads(tail)
    case .repeated(let part, let least, let most):
      let again = PlainPath.repeated(part, least: max(0, least - 1), most: most.map { $0 - 1 })
      return heads([part, again] + tail) + (least == 0 ? heads(tail) : [])
    }
  }

  /// Whether nothing of a path need be left to walk.
  func canEnd(_ rest: [PlainPath]) -> Bool {
    rest.allSatisfy { path in
      switch path {
      case .steps: false
      case .sequence(let parts): canEnd(parts)
      case .alternatives(let parts): parts.contains { canEnd([$0]) }
      case .repeated(let part, let least, _): least == 0 || canEnd([part])
      }
    }
  }

  /// The path of a `via` that is more than one step.
  func along() throws -> PlainPath? {
    guard let syntax = clauses.via else { return nil }
    let path = try path(syntax)
    guard path.single == nil else { return nil }
    return PlainEngine.isDirected(syntax) ? path : path.eitherWay
  }

  /// The one step of all ties, where no `via` says otherwise.
  private func tiePath() throws -> PlainPath {
    if let path = try along() { return path }
    let all = Set(PlainVocabulary.relations.map { PlainStep(relation: $0.name, isForward: true) })
    return .steps(try via() ?? all.union(all.map(\.reversed)))
  }

  // MARK: Chains

  /// The best of the shortest chains from a side to each node, and of how many walks it is.
  func chains(
    _ side: String, _ members: Set<String>, _ most: Int
  ) throws -> [String: (chain: PlainChain, level: Int)] {
    let avoid = try avoided()
    func canPass(_ node: String) -> Bool { !members.contains(node) && !avoid.contains(node) }
    var found: [String: (chain: PlainChain, level: Int)] = [:]
    var passed: Set<String> = []
    var starts = standIns(side).map { PlainStart(node: $0, isStandIn: $0 != side) }
    var level = 1
    while !starts.isEmpty, level <= most {
      let tied = try walk(from: starts, canPass).filter { found[$0.key] == nil }
      for (node, chain) in tied { found[node] = (chain, level) }
      var best: [String: (strength: Double, chain: PlainChain)] = [:]
      for (node, chain) in tied where canPass(node) {
        for whole in principals(node) where canPass(whole) && !passed.contains(whole) {
          let strength = chain.strength * damping(whole)
          if let known = best[whole] {
            guard
              strength != known.strength ? strength > known.strength : node < known.chain.to
            else { continue }
          }
          best[whole] = (strength, chain)
        }
      }
      passed.formUnion(best.keys)
      starts = best.flatMap { whole, best in
        standIns(whole).filter(canPass).map {
          PlainStart(node: $0, whole: whole, chain: best.chain, strength: best.strength)
        }
      }
      level += 1
    }
    return found
  }

  /// The best of the walks of fewest steps along the path of ties to each node.
  private func walk(
    from starts: [PlainStart], _ canPass: (String) -> Bool
  ) throws -> [String: PlainChain] {
    struct Place: Hashable {
      var node: String
      var rest: [PlainPath]
    }
    var found: [String: PlainChain] = [:]
    var seen: Set<Place> = []
    var open = starts.map { (start: $0, rest: [PlainPath]()) }
    for index in open.indices { open[index].rest = [try tiePath()] }
    while !open.isEmpty {
      var ends: [String: PlainChain] = [:]
      var inner: [Place: PlainChain] = [:]
      for (start, rest) in open {
        for (steps, rest) in heads(rest) {
          for chain in ties(from: start, steps) {
            let place = Place(node: chain.to, rest: rest)
            if canEnd(rest), ends[chain.to].map({ chain.isBetter(than: $0) }) ?? true {
              ends[chain.to] = chain
            }
            if !heads(rest).isEmpty, canPass(chain.to), !seen.contains(place),
              inner[place].map({ chain.isBetter(than: $0) }) ?? true
            {
              inner[place] = chain
            }
          }
        }
      }
      for (node, chain) in ends where found[node] == nil { found[node] = chain }
      seen.formUnion(inner.keys)
      open = inner.map { place, chain in
        (
          PlainStart(
            node: place.node, chain: chain, strength: chain.strength * damping(place.node)),
          place.rest
        )
      }
    }
    return found
  }

  private func ties(from start: PlainStart, _ steps: Set<PlainStep>) -> [PlainChain] {
    var found: [PlainChain] = []
    for statement in admitted where PlainVocabulary.weight(statement.relation) > 0 {
      guard let object = statement.object.node else { continue }
      for isForward in [true, false] {
        let (from, to) = isForward ? (statement.subject, object) : (object, statement.subject)
        guard from == start.node, to != start.whole,
          steps.contains(PlainStep(relation: statement.relation, isForward: isForward))
        else { continue }
        found.append(PlainChain(statement, from: start, to: to, isForward: isForward))
      }
    }
    return found
  }

  /// One through the root of how many nodes are tied to a node or to who acts for it.
  private func damping(_ node: String) -> Double {
    let members = standIns(node)
    var tied: Set<String> = []
    for statement in admitted where PlainVocabulary.weight(statement.relation) > 0 {
      guard let object = statement.object.node else { continue }
      if members.contains(statement.subject) { tied.insert(object) }
      if members.contains(object) { tied.insert(statement.subject) }
    }
    return 1 / Double(max(1, tied.count)).squareRoot()
  }

  /// The nodes where a walk along the path of ties from a node ends, the path walked from its end.
  func tied(to node: String) throws -> Set<String> {
    var back = try tiePath().reversed
    back = back.filtered { PlainVocabulary.weight($0.relation) > 0 }
    return Set(ends(.node(node), back).compactMap(\.node))
  }

  // MARK: near

  /// The statements on walks along a path that arrive, by the node they are met at, and the ends.
  func walks(
    along path: PlainPath, from start: String, avoiding avoid: Set<String>
  ) -> (met: [(String, Set<PlainWalked>)], ends: [String]) {
    struct Place: Hashable {
      var node: String
      var rest: [PlainPath]
    }
    struct Move: Hashable {
      var from: Place
      var to: Place
      var walked: PlainWalked
    }
    var moves: Set<Move> = []
    let beginning = Place(node: start, rest: [path])
    var distances = [start: 0]
    var seen: Set<Place> = []
    var level = [beginning]
    var distance = 0
    while !level.isEmpty {
      distance += 1
      var next: [Place] = []
      for place in level {
        for (steps, rest) in heads(place.rest) {
          for statement in admitted {
            guard let object = statement.object.node else { continue }
            for isForward in [true, false]
            where steps.contains(PlainStep(relation: statement.relation, isForward: isForward)) {
              let (from, to) = isForward ? (statement.subject, object) : (object, statement.subject)
              guard from == place.node, !avoid.contains(to) else { continue }
              let reached = Place(node: to, rest: rest)
              let walked = PlainWalked(statement: statement, isForward: isForward)
              moves.insert(Move(from: place, to: reached, walked: walked))
              distances[to] = distances[to] ?? distance
              if seen.insert(reached).inserted { next.append(reached) }
            }
          }
        }
      }
      level = next
    }
    var arriving = seen.filter { canEnd($0.rest) }
    let ends = Set(arriving.map(\.node))
    for _ in moves {
      for move in moves where arriving.contains(move.to) { arriving.insert(move.from) }
    }
    var met: [String: Set<PlainWalked>] = [:]
    for move in moves where arriving.contains(move.to) {
      met[move.from.node, default: []].insert(move.walked)
    }
    func byDistance(_ nodes: some Collection<String>) -> [String] {
      nodes.sorted { (distances[$0] ?? 0, $0) < (distances[$1] ?? 0, $1) }
    }
    return (byDistance(met.keys).map { ($0, met[$0] ?? []) }, byDistance(ends))
  }
}

extension PlainPath {
  /// The same path with each step taken in either direction.
  var eitherWay: PlainPath {
    switch self {
    case .steps(let steps): .steps(steps.union(steps.map(\.reversed)))
    case .sequence(let parts): .sequence(parts.map(\.eitherWay))
    case .alternatives(let parts): .alternatives(parts.map(\.eitherWay))
    case .repeated(let part, let least, let most):
      .repeated(part.eitherWay, least: least, most: most)
    }
  }

  /// All steps of the path.
  var everyStep: Set<PlainStep> {
    switch self {
    case .steps(let steps): steps
    case .sequence(let parts), .alternatives(let parts):
      parts.reduce(into: []) { $0.formUnion($1.everyStep) }
    case .repeated(let part, _, _): part.everyStep
    }
  }

  /// The path with the steps that are wanted.
  func filtered(_ isWanted: (PlainStep) -> Bool) -> PlainPath {
    switch self {
    case .steps(let steps): .steps(steps.filter(isWanted))
    case .sequence(let parts): .sequence(parts.map { $0.filtered(isWanted) })
    case .alternatives(let parts): .alternatives(parts.map { $0.filtered(isWanted) })
    case .repeated(let part, let least, let most):
      .repeated(part.filtered(isWanted), least: least, most: most)
    }
  }
}
