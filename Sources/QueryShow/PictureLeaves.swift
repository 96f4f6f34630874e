// Leaves of a neighbourhood that may stand in a list: nodes that hang on one other alone, by the same
// words. Weak ties leave the drawing first, for it is the strong ones that a picture is looked at for.

internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// Leaves that one heading of a list tells.
struct PictureLeaves {
  private(set) var nodes: [TermID] = []
  /// How many lines lower the picture gets with the list in their place.
  private(set) var saving = 0
  /// The strength of the strongest tie.
  private var weight = 0.0
  /// Whether what they hang on is asked about.
  private let isNear: Bool

  /// So many leaves of a node that is not asked about make a list.
  private static let leastFar = 3

  private init(isNear: Bool) { self.isNear = isNear }

  /// The groups in the order in which they leave the drawing: weak ties first, then those that save
  /// most.
  static func groups(
    _ picture: Picture, _ writer: AnswerWriter, apartFrom fixed: Set<TermID>,
    _ heights: PictureHeights
  ) -> [PictureLeaves] {
    var hubs: [TermID: Set<TermID>] = [:]
    var words: [TermID: [String]] = [:]
    var weights: [TermID: Double] = [:]
    for edge in picture.edges {
      let weight = edge.statements.map { writer.strength(of: $0) }.max() ?? 0
      for (hub, node) in edge.ways {
        hubs[node, default: []].insert(hub)
        words[node, default: []] += edge.phrases(writer, from: hub)
        weights[node] = max(weight, weights[node] ?? 0)
      }
    }
    var places: [[String]: Int] = [:]
    var found: [PictureLeaves] = []
    let focus = Set(writer.answer.focus)
    for node in picture.nodes where !fixed.contains(node) && hubs[node]?.count == 1 {
      // Of two that hang on each other alone, neither could stand for the other.
      guard let hub = hubs[node]?.first, let said = words[node],
        fixed.contains(hub) || hubs[hub]?.count != 1
      else { continue }
      let key = [writer.snapshot.curie(hub)] + said
      let place = places[key] ?? found.count
      if place == found.count { found.append(PictureLeaves(isNear: focus.contains(hub))) }
      places[key] = place
      found[place].nodes.append(node)
      found[place].weight = max(found[place].weight, weights[node] ?? 0)
      found[place].saving += heights.nodes[node] ?? 0
    }
    for place in found.indices {
      let count = found[place].nodes.count
      found[place].saving -= min(count + 1, PictureList.mostLines(count))
    }
    return found.enumerated().sorted { left, right in
      (left.element.turn, left.element.weight, -left.element.saving, left.offset)
        < (right.element.turn, right.element.weight, -right.element.saving, right.offset)
    }.map(\.element)
  }

  /// Further out a list is wider than the few nodes in whose place it stands: those last.
  private var turn: Int { isNear || nodes.count >= PictureLeaves.leastFar ? 0 : 1 }
}

extension AnswerWriter {
  /// How strongly a statement ties, 0 to 1; what acts for a node is one with it.
  fileprivate func strength(of statement: StatementID) -> Double {
    let relation = snapshot.relations[Int(statement)]
    if vocabulary.actsFor.contains(relation) { return 1 }
    return vocabulary.relation(numbered: relation)?.weight ?? 0
  }
}
