// Names folded once. Built when the first question needs a fold: an exact name needs none, and a
// command that answers one question and ends should not fold ten thousand names for it.

internal import GraphStore

/// Folded names of a snapshot, sorted, and who bears them.
struct NameIndex: Sendable {
  /// One name of one node.
  struct Entry: Sendable, ImageItem {
    /// The node.
    var node: TermID
    /// The literal, or the node itself when the local part of its IRI is meant.
    var name: TermID
    /// Where the folded text begins in `text`; it ends where the next one begins.
    var start: UInt32
    var length: UInt32
  }

  private(set) var entries: [Entry] = []
  private(set) var text: [UInt8] = []

  /// The names as an image keeps them, else folded now and kept.
  init(_ vocabulary: Vocabulary, _ image: SnapshotImage?) {
    let snapshot = vocabulary.snapshot
    if let image, image.read(.names, { visitColumns(&$0) && isSound(snapshot) }) { return }
    self = NameIndex(vocabulary)
    image?.write(.names) { _ = visitColumns(&$0) }
  }

  private init(_ vocabulary: Vocabulary) {
    let snapshot = vocabulary.snapshot
    for relation in vocabulary.namings {
      for statement in snapshot.statements(with: relation) {
        let name = snapshot.objects[Int(statement)]
        guard snapshot.terms.isLiteral(name) else { continue }
        let folded = snapshot.terms.withText(of: name) { Folding.fold($0) }
        entries.append(
          Entry(
            node: snapshot.subjects[Int(statement)], name: name, start: UInt32(text.count),
            length: UInt32(folded.count)))
        text += folded
      }
    }
    let text = text
    entries.sort { left, right in
      let first = NameIndex.slice(text, left)
      let second = NameIndex.slice(text, right)
      if first.elementsEqual(second) { return (left.node, left.name) < (right.node, right.name) }
      return first.lexicographicallyPrecedes(second)
    }
  }

  private mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    visitor.visit(&entries)
    visitor.visit(&text)
    return true
  }

  /// Whether every entry is of terms and text that are there.
  private func isSound(_ snapshot: Snapshot) -> Bool {
    let (terms, bytes) = (snapshot.terms.count, text.count)
    return entries.allSatisfy {
      (1..<terms).contains(Int($0.node)) && (1..<terms).contains(Int($0.name))
        && Int($0.start) + Int($0.length) <= bytes
    }
  }

  private static func slice(_ text: [UInt8], _ entry: Entry) -> ArraySlice<UInt8> {
    text[Int(entry.start)..<Int(entry.start + entry.length)]
  }

  /// The folded text of an entry.
  func folded(_ entry: Entry) -> ArraySlice<UInt8> { NameIndex.slice(text, entry) }

  /// The entries whose folded text is exactly this.
  func entries(equalTo folded: [UInt8]) -> ArraySlice<Entry> {
    let range = entries(startingWith: folded)
    return range.prefix { $0.length == folded.count }
  }

  /// The entries whose folded text begins so, in its order.
  func entries(startingWith folded: [UInt8]) -> ArraySlice<Entry> {
    var lower = 0
    var upper = entries.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if self.folded(entries[middle]).lexicographicallyPrecedes(folded) {
        lower = middle + 1
      } else {
        upper = middle
      }
    }
    var end = lower
    while end < entries.count, self.folded(entries[end]).starts(with: folded) { end += 1 }
    return entries[lower..<end]
  }
}
