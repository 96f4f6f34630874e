// Leaves that hang on one node by the same word: eight areas of a partnership, twelve members of a
// group. They stand in one frame with one arrow, which says ×8, for eight arrows that fan out
// of a point are read by nobody.

internal import GraphStore

/// Leaves in one frame.
struct PictureFrame {
  /// The places of their edges in the picture, one for each leaf.
  var edges: [Int]
  var leaves: [TermID]
}

extension Picture {
  /// So many leaves make a frame.
  private static let leastLeaves = 3
  /// A frame of more leaves would be higher than the rest of the picture.
  private static let mostLeaves = 12

  private struct Likeness: Hashable {
    var hub: TermID
    var isOut: Bool
    var label: String
    var line: String?
    var colour: String?
    var isStated: Bool
  }

  /// The frames, in the order of their first edges.
  func frames(apartFrom others: Set<TermID>, _ writer: AnswerWriter) -> [PictureFrame] {
    var degrees: [TermID: Int] = [:]
    for edge in edges {
      degrees[edge.subject, default: 0] += 1
      degrees[edge.object, default: 0] += 1
    }
    for value in values { degrees[value.node, default: 0] += 1 }
    var found: [Likeness: Int] = [:]
    var frames: [PictureFrame] = []
    for (index, edge) in edges.enumerated() {
      for (leaf, hub, isOut) in [
        (edge.object, edge.subject, true), (edge.subject, edge.object, false),
      ]
      where degrees[leaf] == 1 && !others.contains(leaf) && (degrees[hub] ?? 0) > 1 {
        let likeness = Likeness(
          hub: hub, isOut: isOut, label: edge.label(writer), line: edge.line, colour: edge.colour,
          isStated: edge.isStated)
        if let place = found[likeness], frames[place].leaves.count < Picture.mostLeaves {
          frames[place].edges.append(index)
          frames[place].leaves.append(leaf)
        } else {
          found[likeness] = frames.count
          frames.append(PictureFrame(edges: [index], leaves: [leaf]))
        }
      }
    }
    return frames.filter { $0.leaves.count >= Picture.leastLeaves }
  }
}
