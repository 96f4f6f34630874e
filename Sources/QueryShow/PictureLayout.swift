// Where the nodes of a picture go, as far as Graphviz lets itself be told: which end of an edge
// stands before the other, what stands in one frame, whether ranks are columns or rows. The measure
// is a sheet of A4.

internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// The layout of one picture.
struct PictureLayout {
  /// Which way a picture is read.
  enum Flow {
    /// From older to newer.
    case time
    /// From the first node asked about to the last.
    case focus
    /// On both sides of one node.
    case around
    /// From subject to object.
    case statement

    init(_ answer: Answer) {
      switch answer.verb {
      case "lineage", "origin": self = .time
      case "link", "paths": self = .focus
      default: self = answer.focus.count == 1 ? .around : .statement
      }
    }
  }

  /// From this many nodes on, frames only tangle.
  private static let manyNodes = 150
  /// More lists than these find no room around a frame that holds the middle.
  private static let fewLists = 3

  let flow: Flow
  /// Edges go from the lesser to the greater, whichever way they point.
  let order: [TermID: Double]
  /// The years that date a node, where time is the flow.
  private(set) var years: Set<Int> = []
  /// Nodes with those that act for them or are part of them.
  private(set) var clusters: [(head: TermID, members: [TermID])] = []
  /// Leaves that say the same of one node.
  private(set) var frames: [PictureFrame] = []
  private(set) var readsDownwards = false
  /// By list: whether it stands before its node, and whether above what else stands there.
  private(set) var sides: [(isLeft: Bool, isAbove: Bool)] = []

  init(_ picture: Picture, _ writer: AnswerWriter) {
    let vocabulary = writer.vocabulary
    let focus = writer.answer.focus
    flow = Flow(writer.answer)
    if flow != .time, picture.nodes.count <= PictureLayout.manyNodes,
      picture.lists.count <= PictureLayout.fewLists
    {
      clusters = picture.clusters(vocabulary)
    }
    if flow == .around || flow == .statement {
      let clustered = Set(clusters.flatMap { [$0.head] + $0.members } + focus)
      frames = picture.frames(apartFrom: clustered, writer)
    }
    switch flow {
    case .time:
      order = picture.times(vocabulary)
      years = Set(picture.nodes.compactMap { vocabulary.year(of: $0) })
      // Lists are as high as a sheet allows and stand below their nodes.
      readsDownwards = !picture.lists.isEmpty || PictureLayout.fitsDownwards(order)
    case .focus:
      // The stops of a path lie between its ends; the sides of a link face the first.
      let others = writer.answer.verb == "link" ? focus.dropFirst() : focus.suffix(1)
      order = picture.places(from: focus.first, to: others)
    case .around:
      let together = frames.map(\.leaves) + clusters.map { [$0.head] + $0.members }
      let heights = PictureHeights(picture, writer)
      order = focus.first.map { picture.sides(of: $0, together, heights) } ?? [:]
    case .statement: order = [:]
    }
    sides = sides(of: picture, writer)
  }

  /// Lists on either side of the node in the middle, so that neither gets higher than it must.
  ///
  /// Those of others stand further out than they. On each side some stand above: where all stand
  /// below, the middle is at the top of a picture twice as high as it need be.
  private func sides(
    of picture: Picture, _ writer: AnswerWriter
  ) -> [(isLeft: Bool, isAbove: Bool)] {
    guard flow == .around, !picture.lists.isEmpty else {
      return picture.lists.map { _ in (false, false) }
    }
    let parts = PictureHeights(picture, writer)
    var heights = (left: parts.legend, right: parts.values)
    for (node, place) in order {
      if place < 0 { heights.left += parts.nodes[node] ?? 0 }
      if place > 0 { heights.right += parts.nodes[node] ?? 0 }
    }
    let isLeft = picture.lists.map { list in
      let place = order[list.hub] ?? 0
      let isLeft = place < 0 || (place == 0 && heights.left < heights.right)
      if isLeft { heights.left += list.lines.count } else { heights.right += list.lines.count }
      return isLeft
    }
    var above = (left: parts.legend, right: 0)
    return zip(picture.lists, isLeft).map { list, isLeft in
      let lines = list.lines.count
      let isAbove =
        isLeft ? above.left + lines <= heights.left / 2 : above.right + lines <= heights.right / 2
      if isAbove, isLeft { above.left += lines } else if isAbove { above.right += lines }
      return (isLeft, isAbove)
    }
  }

  /// Columns of a line of a node's label.
  var labelWidth: Int { flow == .time ? DOTText.wideLabelWidth : DOTText.labelWidth }

  /// The frame that an edge leads to, and whether it is the one drawn for all.
  func frame(of edge: Int) -> (number: Int, isDrawn: Bool)? {
    guard let number = frames.firstIndex(where: { $0.edges.contains(edge) }) else { return nil }
    let edges = frames[number].edges
    return (number, edges[edges.count / 2] == edge)
  }

  /// Whether a lineage fits paper better with its years one under the other.
  ///
  /// The inches that a rank and a node take either way are those that Graphviz gives labels of this
  /// width.
  private static func fitsDownwards(_ order: [TermID: Double]) -> Bool {
    var ranks: [Double: Int] = [:]
    for time in order.values { ranks[time, default: 0] += 1 }
    let count = Double(ranks.count)
    let most = Double(ranks.values.max() ?? 0)
    func pages(_ width: Double, _ height: Double) -> Double {
      min(max(width / 11, height / 8), max(width / 8, height / 11))
    }
    return pages(most * 3, count) < pages(count * 2.9, most * 0.75)
  }
}
