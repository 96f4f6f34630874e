// Where the nodes of a picture stand from left to right. Graphviz ranks nodes by the direction of
// edges; these numbers say which end of an edge comes first, so that no edge contradicts another.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary

extension Picture {
  /// Between an undated node and what it follows: so many fit between two years.
  private static let step = 1.0 / 16

  /// Between one node asked about and others: nearer to the one is less.
  func places(from first: TermID?, to others: some Sequence<TermID>) -> [TermID: Double] {
    guard let first else { return [:] }
    let fromFirst = distances(from: first)
    var fromLast: [TermID: Int] = [:]
    for other in others where other != first {
      fromLast.merge(distances(from: other)) { min($0, $1) }
    }
    var places: [TermID: Double] = [:]
    for node in nodes {
      guard let after = fromFirst[node] else { continue }
      let before = fromLast[node] ?? 0
      let place = Double(after - before)
      // Where several ways lead across, ends of one edge may be equally far; then the asked node
      // of the nearer side stands outside.
      let inwards = place < 0 ? Double(after) : place > 0 ? -Double(before) : 0
      places[node] = place + inwards / 1_000
    }
    return places
  }

  /// Years; an undated node stands between years, just after the latest that is older or just before
  /// the earliest that is newer, as far as the nodes nearer to the root tell.
  func times(_ vocabulary: Vocabulary) -> [TermID: Double] {
    var newer: [TermID: [TermID]] = [:]
    var older: [TermID: [TermID]] = [:]
    for edge in edges {
      guard let statement = edge.statements.first else { continue }
      let relation = vocabulary.snapshot.relations[Int(statement)]
      let isObjectNewer = vocabulary.traits[Int(relation)].contains(.objectNewer)
      let (young, old) =
        isObjectNewer ? (edge.object, edge.subject) : (edge.subject, edge.object)
      newer[old, default: []].append(young)
      older[young, default: []].append(old)
    }
    var times: [TermID: Double] = [:]
    for node in nodes { times[node] = vocabulary.year(of: node).map { Double($0) } }
    for node in nodes where times[node] == nil {
      let after = newer[node]?.compactMap { times[$0] }.min()
      let before = older[node]?.compactMap { times[$0] }.max()
      if let before {
        times[node] = min(before + Picture.step, before.rounded(.down) + 1 - Picture.step)
      } else if let after {
        times[node] = max(after - Picture.step, after.rounded(.up) - 1 + Picture.step)
      } else {
        // Nothing it hangs on is dated: before or behind all years, and held to none.
        times[node] = older[node] == nil ? 0 : 10_000
      }
    }
    return times
  }
}

extension Vocabulary {
  /// The year of a node's date, if it has one.
  func year(of node: TermID) -> Int? {
    statement(dating: node).flatMap { snapshot.terms.date(snapshot.objects[Int($0)]) }?.year
  }
}
