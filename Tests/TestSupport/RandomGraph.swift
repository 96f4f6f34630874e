// Random graphs that look like the real one: treaties, bodies that act for them or sit in them,
// pacts, papers in parts that cite each other, with parallel statements, cycles, dates around the
// boundaries that questions ask for, statuses and sources.

internal import SeededNumbers

/// One random graph.
package struct RandomGraph: Sendable {
  /// The seed it was made from.
  package let seed: UInt64
  /// As made, sources of one statement not yet joined.
  package private(set) var statements: [PlainStatement] = []
  package private(set) var treaties: [String] = []
  package private(set) var bodies: [String] = []
  package private(set) var pacts: [String] = []
  package private(set) var papers: [String] = []
  private var random: SplitMix64

  /// Dates on both sides of every boundary that queries ask for.
  package static let dates = [
    "2009", "2010", "2010-06", "2010-06-15", "2010-06-30", "2010-07-01", "2011", "2012-02",
    "2012-02-29", "2012-12-31", "2013-01-01", "2015",
  ]

  /// The graph of a seed.
  package init(seed: UInt64) {
    self.seed = seed
    random = SplitMix64(seed: seed)
    makeNodes()
    for _ in 0..<(14 + random.below(20)) { makeStatement() }
  }

  /// All nodes but the classes.
  package var nodes: [String] { treaties + bodies + pacts + papers }

  /// The data file.
  package var turtle: String { RandomGraph.turtle(statements) }

  /// A data file of some statements, in their order.
  package static func turtle(_ statements: [PlainStatement]) -> String {
    PlainVocabulary.prefixes + statements.map(\.turtle).joined(separator: "\n") + "\n"
  }

  private mutating func makeNodes() {
    var number = 0
    func name() -> String {
      number += 1
      return number < 10 ? "d:n0\(number)" : "d:n\(number)"
    }
    for _ in 0..<(2 + random.below(3)) { treaties.append(name()) }
    for _ in 0..<(2 + random.below(4)) { bodies.append(name()) }
    for _ in 0..<(1 + random.below(2)) { pacts.append(name()) }
    for _ in 0..<(3 + random.below(4)) { papers.append(name()) }
    for node in treaties { describe(node, ["Treaty", "Treaty", "Protocol"]) }
    for node in bodies { describe(node, ["Body", "Secretariat", "Group"]) }
    for node in pacts { describe(node, ["Pact"]) }
    for node in papers { describe(node, ["Paper", "Section"]) }
  }

  private mutating func describe(_ node: String, _ classes: [String]) {
    var type = PlainStatement(node, "a", .node("v:" + random.pick(classes)))
    if random.chance(15) { annotate(&type) }
    if !random.chance(5) { statements.append(type) }
    if random.chance(8) { statements.append(PlainStatement(node, "a", .node("v:Group"))) }
    let label = "L" + node.dropFirst(3)
    if random.chance(80) {
      statements.append(PlainStatement(node, "label", .text(label, language: "en")))
    }
    if random.chance(40) {
      statements.append(PlainStatement(node, "label", .text("名" + label, language: "zh")))
    }
    if random.chance(50) {
      statements.append(PlainStatement(node, "heldOn", .date(random.pick(RandomGraph.dates))))
    }
    if random.chance(40) {
      var size = PlainStatement(node, "size", .number(10 + random.below(6)))
      if random.chance(30) { annotate(&size) }
      statements.append(size)
    }
    for language in ["en", "fr"] where random.chance(20) {
      statements.append(PlainStatement(node, "motto", .text("go", language: language)))
    }
  }

  private mutating func makeStatement() {
    let (subjects, relations, objects): ([String], [String], [String]) =
      switch random.below(12) {
      case 0, 1: (treaties + bodies, ["memberOf", "observerOf", "chairOf"], bodies)
      case 2: (treaties + bodies, ["worksWith"], treaties + bodies)
      case 3: (treaties + bodies, ["partyTo"], pacts)
      case 4, 5: (bodies, ["secretariatOf", "officerOf"], treaties + bodies)
      case 6: (papers + bodies, ["partOf"], papers + bodies)
      case 7, 8: (papers + bodies, ["cites", "recalls", "amends"], papers + bodies + treaties)
      case 9: (papers + bodies, ["became"], papers + bodies)
      case 10: (papers, ["mentions"], nodes)
      default: (nodes, ["memberOf", "cites", "worksWith", "mentions"], nodes)
      }
    var statement = PlainStatement(
      random.pick(subjects), random.pick(relations), .node(random.pick(objects)))
    if random.chance(15), let twin = statements.last(where: { $0.object.node != nil }) {
      statement = twin.triple
    }
    if random.chance(70) { annotate(&statement) }
    statements.append(statement)
    guard random.chance(20) else { return }
    // The same once more: with another source, another status, or otherwise.
    if random.chance(50) { statement.sources = [source()] } else { annotate(&statement) }
    statements.append(statement)
  }

  private mutating func annotate(_ statement: inout PlainStatement) {
    switch random.below(8) {
    case 0, 1: statement.from = date()
    case 2:
      statement.from = date()
      statement.until = date()
    case 3: statement.until = date()
    case 4: statement.on = date()
    case 5: statement.notBefore = date()
    case 6:
      statement.notBefore = random.chance(70) ? date() : nil
      statement.notAfter = date()
    default: break
    }
    if random.chance(30) { statement.status = random.pick(PlainVocabulary.statuses) }
    if random.chance(20) { statement.role = random.pick(["chair", "guest"]) }
    statement.sources = []
    while statement.sources.count < 3, random.chance(40) { statement.sources.append(source()) }
  }

  private mutating func date() -> String { random.pick(RandomGraph.dates) }

  private mutating func source() -> PlainStatement.Source {
    PlainStatement.Source(
      random.pick(papers), random.chance(60) ? String(1 + random.below(9)) : nil)
  }
}
