// The questions that are put to both engines: each verb with each of its clauses, nodes, classes,
// dates and statuses drawn at random.

package import SeededNumbers

/// A group of questions that are compared together.
package enum QueryKind: String, CaseIterable, Sendable {
  case link
  case linkClauses = "link with clauses"
  case linkVia = "link via"
  case linkMany = "link of three"
  case linkChains = "link over chains"
  case linkAlong = "link along a path"
  case lineage
  case lineageClauses = "lineage with clauses"
  case origin
  case originClauses = "origin with clauses"
  case paths
  case pathsModes = "paths, shortest k and simple"
  case pathsClauses = "paths with clauses"
  case pathsLeast = "paths of a least length"
  case pathsAlong = "paths along a path"
  case near
  case nearClauses = "near with clauses"
  case nearAlong = "near along a path"
  case show
  case list
  case match
  case matchJoins = "match, joins"
  case matchPaths = "match, paths"
  case matchAny = "match, any"
  case matchFamilies = "match, families"
  case matchConditions = "match, conditions"
  case matchFunctions = "match, functions"
  case matchAggregates = "match, aggregates"

  /// A question about a graph.
  package func query(_ graph: RandomGraph, _ random: inout SplitMix64) -> String {
    var draw = Draw(graph, random)
    defer { random = draw.random }
    return text(&draw) + draw.filters()
  }

  private func text(_ draw: inout Draw) -> String {
    switch self {
    case .link: "link \(draw.pair(" and "))"
    case .linkClauses:
      "link \(draw.pair(" and "))"
        + draw.some([
          " avoid \(draw.other())", " through \(draw.linkClass())", " through any",
          " rank strength", " rank count", " limit 2 offset 1", " lang zh",
        ])
    case .linkVia: "link \(draw.pair(" and ")) via \(draw.tie())"
    case .linkMany: "link \(draw.pair(" and ")) and \(draw.other())"
    case .linkChains:
      "link \(draw.pair(" and "))" + draw.chain()
        + draw.some([
          "", "", " via \(draw.tie())", " avoid \(draw.other())", " through any",
          " through \(draw.linkClass())", " rank strength",
        ])
    case .linkAlong: "link \(draw.pair(" and ")) via \(draw.walk())" + draw.chainOrNot()
    case .lineage: "lineage \(draw.paper())" + draw.some(["", " down", " both"])
    case .lineageClauses:
      "lineage \(draw.paper())" + draw.some(["", " down", " both"])
        + draw.some([
          " via citing", " via legal", " via recalls|became", " avoid \(draw.other())",
          " depth \(1 + draw.random.below(3))",
        ])
    case .origin: "origin \(draw.paper()) and \(draw.paper())"
    case .originClauses:
      "origin \(draw.paper()) and \(draw.paper())"
        + draw.some([" via citing|legal", " avoid \(draw.other())", " depth 1", " depth 2"])
    case .paths: "paths \(draw.pair(" to "))"
    case .pathsModes: "paths \(draw.pair(" to ")) depth 4" + draw.some([" shortest 3", " simple"])
    case .pathsClauses: draw.paths()
    case .pathsLeast:
      "paths \(draw.pair(" to ")) depth \(2 + draw.random.below(3))..5"
        + draw.some(["", " shortest 2"])
    case .pathsAlong:
      "paths \(draw.pair(" to ")) via \(draw.walk()) depth \(draw.some(["4", "5", "2..4"]))"
        + draw.some(["", "", " shortest 3", " simple", " avoid \(draw.other())", " through Body"])
    case .near: "near \(draw.node())"
    case .nearClauses:
      "near \(draw.node())"
        + draw.some([
          " depth 2", " depth 3", " avoid \(draw.other())", " via \(draw.tie())", " via any",
          " depth 2 avoid \(draw.other())", " limit 3 offset 1",
        ])
    case .nearAlong:
      "near \(draw.node()) via \(draw.walk())"
        + draw.some(["", " depth 2", " depth 3", " avoid \(draw.other())", " limit 3"])
    case .show: "show \(draw.node())"
    case .list: "list \(draw.anyClass())"
    case .match, .matchJoins, .matchPaths, .matchAny, .matchFamilies, .matchConditions,
      .matchFunctions, .matchAggregates:
      match(&draw)
    }
  }

  private func match(_ draw: inout Draw) -> String {
    switch self {
    case .matchJoins: draw.join()
    case .matchPaths: draw.path()
    case .matchAny: draw.anyPath()
    case .matchFamilies:
      "match ?x " + draw.some(["acts_for", "part", "^acts_for", "acts_for+", "citing|part"]) + " ?y"
    case .matchConditions: draw.condition()
    case .matchFunctions: draw.function()
    case .matchAggregates: draw.aggregate()
    default: draw.pattern()
    }
  }
}

/// Parts of questions, drawn at random.
private struct Draw {
  let graph: RandomGraph
  var random: SplitMix64
  /// Nodes that some statement has at an end; no question can name another.
  private let known: Set<String>
  private var asked: Set<String> = []

  init(_ graph: RandomGraph, _ random: SplitMix64) {
    self.graph = graph
    self.random = random
    known = Set(graph.statements.map(\.subject) + graph.statements.compactMap(\.object.node))
  }

  mutating func some(_ values: [String]) -> String { random.pick(values) }

  private mutating func one(_ nodes: [String]) -> String {
    let usable = nodes.filter(known.contains)
    let node = usable.isEmpty ? "v:Body" : random.pick(usable)
    asked.insert(node)
    return node
  }

  /// A node that is not asked for: to avoid what is asked for means nothing.
  mutating func other() -> String { one(graph.nodes.filter { !asked.contains($0) }) }

  mutating func node() -> String { one(graph.nodes) }
  mutating func paper() -> String { one(graph.papers + graph.bodies) }
  mutating func pair(_ word: String) -> String {
    let first = one(graph.treaties + graph.bodies)
    return first + word + one(graph.nodes.filter { $0 != first })
  }

  mutating func anyClass() -> String {
    some(["Treaty", "Body", "Group", "Pact", "Paper", "Section"])
  }
  mutating func linkClass() -> String { some(["Secretariat", "Body", "Pact|Group", "Treaty"]) }
  mutating func tie() -> String {
    some([
      "member_of", "^member_of", "~member_of", "tie", "works_with", "member_of|works_with",
      "acts_for", "^acts_for", "party_to",
    ])
  }

  mutating func chain() -> String {
    some([" depth 2", " depth 3", " depth 2..", " depth 2..3", " depth 1..2", " depth .."])
  }
  mutating func chainOrNot() -> String { some(["", "", "", " depth 2", " depth 2..3"]) }

  /// A path of ties and other relations, for `via`.
  mutating func walk() -> String {
    some([
      "member_of/^member_of", "member_of/member_of", "tie/tie", "works_with{2,3}",
      "member_of|(acts_for/tie)", "^acts_for/member_of", "represented_in", "cites/part_of",
      "(member_of|party_to)/(^party_to|^member_of)", "acts_for+", "cites+", "~tie{1,2}",
      "party_to/^party_to/member_of{0,1}", "(cites|^became){2,2}", "mentions/any",
    ])
  }

  mutating func relation() -> String {
    some([
      "member_of", "observer_of", "works_with", "party_to", "officer_of", "part_of", "cites",
      "recalls", "amends", "became", "mentions", "tie", "size", "motto", "held_on",
      "secretariat_of|officer_of",
    ])
  }

  mutating func date() -> String { random.pick(RandomGraph.dates) }

  /// Time, status and source, each now and then.
  mutating func filters() -> String {
    var text = ""
    if random.chance(45) {
      text += " as-of \(date())"
    } else if random.chance(20) {
      let dates = [date(), date()].sorted()
      text += " during \(dates[0])..\(dates[1])"
    }
    if random.chance(40) {
      text += some([
        " including any", " including proposed", " including proposed, ended", " only proposed",
        " only stated", " only derived", " only ended, derived",
      ])
    }
    if random.chance(12) { text += " according-to \(one(graph.papers))" }
    return text
  }

  mutating func paths() -> String {
    "paths \(pair(" to "))"
      + some([
        " avoid \(other())", " through Body", " through Group|Pact depth 4", " through any",
        " via any depth 4", " via ^member_of|cites depth 4", " via tie", " depth 2",
        " depth 2..4", " depth 3..4 shortest 2", " to \(other()) depth 3", " limit 1",
        " limit 2 offset 1",
      ])
  }

  mutating func pattern() -> String {
    let relation = relation()
    let start = some(["?x", "?x", "?x", "_", node()])
    // Beside a relation of values a name would be read as a text.
    guard !["size", "motto", "held_on"].contains(relation) else {
      return "match \(start) \(relation) \(some(["?y", "_"]))"
    }
    let end = some(["?y", "_", node(), "?x"])
    return "match \(start) \(some(["", "", "^", "~"]))\(relation) \(end)"
      + some(["", "", " as ?s"])
  }

  mutating func join() -> String {
    some([
      "match ?x a \(anyClass()), ?x \(relation()) ?y",
      "match ?x \(relation()) ?y, ?y \(relation()) ?z",
      "match ?x member_of ?y as ?s, ?z member_of ?y as ?t",
      "match ?x secretariat_of ?y, ?x \(relation()) ?z, ?z a ?c",
      "match ?x tie ?y, ?y tie ?x",
      "match \(node()) any ?y as ?s, ?y any ?z",
      "match ?x a \(anyClass()), ?x \(relation()) \(node())",
    ])
  }

  mutating func path() -> String {
    let from = some(["?x", node()])
    let to = some(["?y", node()])
    return
      "match \(from) "
      + some([
        "cites+", "(cites|amends)+", "member_of/^member_of", "represented_in", "^represented_in",
        "works_with{2,3}", "(cites|^became){1,2}", "part_of+/cites", "officer_of/(tie){2,2}",
        "(^officer_of){0,1}/party_to", "~(member_of/party_to)", "(tie|^cites){2,2}", "tie+",
        "member_of|(secretariat_of/member_of)",
      ]) + " \(to)"
  }

  mutating func anyPath() -> String {
    "match \(node()) \(some(["any", "^any", "~any", "any+", "(any|^any){2,2}", "~any/~any"])) ?y"
  }

  mutating func condition() -> String {
    "match ?x \(relation()) ?y as ?s where "
      + some([
        "from(?s) >= \(date())", "until(?s) < \(date())", "?x != ?y", "?x = \(node())",
        "?x in (\(node()), \(node()))", "not ?x in (\(node()), \(node()))",
        "label(?x) like \"l*1\"", "label(?x) like \"L0?\" or size(?x) > 12",
        "size(?x) >= 12 and size(?x) <= 14", "exists(?x member_of _)",
        "not exists(?x part_of ?y)", "not exists(?x tie _) and date(?x) <= \(date())",
        "class(?x) = Body", "class(?x) != Paper", "year(?x) > 2009", "held_on(?x) = \(date())",
        "held_on(?x) != \(date())", "status(?s) = \"derived\"", "rel(?s) = \"cites\"",
        "motto(?x) = \"go\"", "motto(?x) = \"go\"@fr", "role(?s) = \"chair\"",
        "member_of(?x) = \(node())", "on(?s) > \(date())",
      ])
  }

  mutating func function() -> String {
    "match ?x \(relation()) ?y as ?s return \(some(["", "", "all "]))?x, "
      + some([
        "?y", "label(?x), class(?x)", "date(?x), year(?y)", "rel(?s), said(?s)",
        "source(?s)", "paragraph(?s)", "from(?s), until(?s), on(?s)", "motto(?x), size(?x)",
        "role(?s), not_before(?s), not_after(?s)", "member_of(?x)", "works_with(?x)", "?s",
        "motto(?y)", "?y order by ?y desc, ?x", "size(?x) as n order by n desc",
        "?y order by from(?s) limit 3 offset 1",
      ])
  }

  mutating func aggregate() -> String {
    "match ?x \(relation()) ?y as ?s"
      + some([
        " return count(?x)", " return count(*)", " return ?x, count(?y) as n order by n desc",
        " where n > 1 return ?x, count(?y) as n", " return class(?x), count(*)",
        " return ?y, min(?x), max(?x)", " return count(?s)", " return rel(?s), count(?s) as n",
        ", ?x size ?n return sum(?n), avg(?n), min(?n), max(?n)",
        ", ?x held_on ?d return ?y, min(?d), max(?d) order by max(?d) desc",
      ])
  }
}
