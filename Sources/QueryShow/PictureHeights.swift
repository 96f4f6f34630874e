// How much room the parts of a picture take, as far as that can be told before Graphviz lays them out:
// in lines of a label, which all text is as high as.

internal import GraphStore
internal import GraphVocabulary

/// How high what a picture consists of is, in lines.
struct PictureHeights {
  /// Of a class in the legend, in its shape.
  static let legendEntry = 2

  private(set) var nodes: [TermID: Int] = [:]
  let legend: Int
  let values: Int

  init(_ picture: Picture, _ writer: AnswerWriter) {
    for node in picture.nodes {
      let look = NodeLook(node, writer)
      let label = DOTText.label(writer.words.node(node))
      let lines = label.utf8.reduce(look.status == nil ? 1 : 2) { $1 == 0x0A ? $0 + 1 : $0 }
      // What is not a box needs as much again for its corners.
      nodes[node] = 1 + (look.shape == "box" || look.shape == "note" ? lines : lines * 3 / 2)
    }
    let classes = Set(picture.nodes.compactMap { writer.vocabulary.shownClass(of: $0) })
    legend = 1 + classes.count * PictureHeights.legendEntry
    values = picture.values.reduce(0) {
      $0 + 1 + min($1.statements.count, DOTWriter.mostValues) * 3 / 2
    }
  }

  /// Of all of it, one above the other.
  var all: Int { legend + values + nodes.values.reduce(0, +) }
}
