// Some nodes of a snapshot, one bit for each term up to the greatest: asked millions of times, made
// once for each snapshot.

public import GraphStore

/// A set of nodes.
public struct NodeSet: Sendable {
  private var words: [UInt64] = []
  /// How many nodes there are.
  public private(set) var count = 0

  /// The empty set.
  init() {}

  /// Adds a node.
  mutating func insert(_ node: TermID) {
    let word = Int(node >> 6)
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    let bit = UInt64(1) << UInt64(node & 63)
    if words[word] & bit == 0 { count += 1 }
    words[word] |= bit
  }

  /// Whether it holds a node.
  public func contains(_ node: TermID) -> Bool {
    let word = Int(node >> 6)
    return word < words.count && words[word] & (UInt64(1) << UInt64(node & 63)) != 0
  }
}
