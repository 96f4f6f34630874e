// What links the drawing in a page to the text beside it: an id for each node, box of values and
// edge that is drawn.

internal import GraphStore

/// The ids of one picture.
struct PageIDs {
  private(set) var nodes: [TermID: String] = [:]
  private(set) var values: [TermID: String] = [:]
  /// By the place of a list in the picture.
  private(set) var lists: [String] = []
  /// By the place of an edge in the picture; those of one frame share the one that is drawn.
  private(set) var edges: [Int: String] = [:]
  /// By statement: the id of the edge that draws it.
  private(set) var statements: [StatementID: String] = [:]

  init(_ picture: Picture, _ layout: PictureLayout) {
    for (number, node) in picture.nodes.enumerated() { nodes[node] = "n\(number)" }
    for (number, value) in picture.values.enumerated() { values[value.node] = "v\(number)" }
    for (index, edge) in picture.edges.enumerated() {
      var drawn = index
      if let frame = layout.frame(of: index), !frame.isDrawn {
        let all = layout.frames[frame.number].edges
        drawn = all[all.count / 2]
      }
      edges[index] = "e\(drawn)"
      for statement in edge.statements { statements[statement] = "e\(drawn)" }
    }
    for list in picture.lists {
      let id = "v\(picture.values.count + lists.count)"
      lists.append(id)
      for node in list.nodes { nodes[node] = id }
      for statement in list.statements { statements[statement] = id }
    }
    for value in picture.values {
      for statement in value.statements { statements[statement] = values[value.node] }
    }
  }

  /// The ids of all that a statement is drawn by: its ends and what is between them.
  func all(of statement: StatementID, _ snapshot: Snapshot) -> [String] {
    [
      nodes[snapshot.subjects[Int(statement)]], statements[statement],
      nodes[snapshot.objects[Int(statement)]],
    ].compactMap { $0 }
  }
}
