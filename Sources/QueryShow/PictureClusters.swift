// Which nodes of a picture belong together: a node of the counted class and what acts for it or is
// part of it. What belongs to two of them belongs to none, or the picture would tangle.

internal import GraphStore
internal import GraphVocabulary

extension Picture {
  /// How far acting for and being part of reach.
  private static let mostSteps = 3

  /// The clusters, in the order of their heads' drawing; only such as have members beside the head.
  func clusters(_ vocabulary: Vocabulary) -> [(head: TermID, members: [TermID])] {
    let heads = nodes.filter { node in
      vocabulary.statedClasses(of: node).contains {
        vocabulary.classes[$0]?.isCounted == true
      }
    }
    let headSet = Set(heads)
    var members: [TermID: [TermID]] = [:]
    for node in nodes where !headSet.contains(node) {
      let own = self.heads(above: node, headSet, vocabulary)
      if own.count == 1, let head = own.first { members[head, default: []].append(node) }
    }
    return heads.compactMap { head in members[head].map { (head, $0) } }
  }

  private func heads(
    above node: TermID, _ heads: Set<TermID>, _ vocabulary: Vocabulary
  ) -> Set<TermID> {
    let snapshot = vocabulary.snapshot
    var found: Set<TermID> = []
    var seen: Set<TermID> = [node]
    var level = [node]
    for _ in 0..<Picture.mostSteps {
      var next: [TermID] = []
      for member in level {
        for relation in vocabulary.actsFor + vocabulary.parts {
          for statement in snapshot.statements(from: member, relation)
          where vocabulary.isStated(snapshot.annotations.status(of: statement)) {
            let above = snapshot.objects[Int(statement)]
            guard seen.insert(above).inserted else { continue }
            if heads.contains(above) { found.insert(above) } else { next.append(above) }
          }
        }
      }
      level = next
    }
    return found
  }
}
