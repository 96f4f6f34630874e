// Nodes met on a walk, each with a number. Open addressing over two arrays: a walk that meets a few
// hundred nodes pays for these and not for an array as long as the graph, and a look-up is a
// multiplication and mostly one load, where a `Dictionary` hashes with a secret key.

internal import GraphStore

/// A number for each of some nodes.
struct NodeTable {
  private var nodes: [TermID]
  private var numbers: [Int32]
  private var shift: UInt32
  private(set) var count = 0

  /// A table for about so many nodes.
  init(expecting expected: Int = 8) {
    let bits = max(4, Int.bitWidth - (2 * expected).leadingZeroBitCount)
    nodes = [TermID](repeating: 0, count: 1 << bits)
    numbers = [Int32](repeating: 0, count: 1 << bits)
    shift = UInt32(32 - min(bits, 31))
  }

  /// Where a node is, or where it would be.
  private func place(of node: TermID) -> Int {
    // Fibonacci hashing: neighbouring numbers land far apart.
    var place = Int((node &* 0x9E37_79B9) >> shift)
    while nodes[place] != 0, nodes[place] != node { place = (place + 1) & (nodes.count - 1) }
    return place
  }

  /// The number of a node; nil when it has none.
  subscript(node: TermID) -> Int? {
    let place = place(of: node)
    return nodes[place] == 0 ? nil : Int(numbers[place])
  }

  /// Whether a node has a number.
  func contains(_ node: TermID) -> Bool { nodes[place(of: node)] != 0 }

  /// Gives a node a number, whether or not it had one.
  mutating func set(_ node: TermID, _ number: Int) {
    var place = place(of: node)
    if nodes[place] == 0 {
      if 2 * (count + 1) > nodes.count {
        grow()
        place = self.place(of: node)
      }
      count += 1
      nodes[place] = node
    }
    numbers[place] = Int32(truncatingIfNeeded: number)
  }

  /// Gives a node a number; false, and nothing is given, when it has one.
  mutating func insert(_ node: TermID, _ number: Int) -> Bool {
    let place = place(of: node)
    guard nodes[place] == 0 else { return false }
    if 2 * (count + 1) > nodes.count {
      set(node, number)
    } else {
      count += 1
      nodes[place] = node
      numbers[place] = Int32(truncatingIfNeeded: number)
    }
    return true
  }

  private mutating func grow() {
    var other = NodeTable(expecting: nodes.count)
    for (index, node) in nodes.enumerated() where node != 0 {
      other.set(node, Int(numbers[index]))
    }
    self = other
  }
}
