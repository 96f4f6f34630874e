// Nodes met on a walk, each with a number. Open addressing over one array: a walk that meets a few
// hundred nodes pays for these and not for an array as long as the graph, and a look-up is a
// multiplication and mostly one load, where a `Dictionary` hashes with a secret key.

internal import GraphStore

/// A number for each of some nodes.
struct NodeTable {
  /// The node in the upper half, its number in the lower; 0 is free.
  private var entries: [UInt64]
  private var shift: UInt32
  private(set) var count = 0

  /// A table for about so many nodes.
  init(expecting expected: Int = 8) {
    let bits = max(4, Int.bitWidth - (2 * expected).leadingZeroBitCount)
    entries = [UInt64](repeating: 0, count: 1 << bits)
    shift = UInt32(32 - min(bits, 31))
  }

  /// Where a node is, or where it would be.
  @inline(__always)
  private func place(of node: TermID) -> Int {
    // Fibonacci hashing: neighbouring numbers land far apart.
    var place = Int((node &* 0x9E37_79B9) >> shift)
    while entries[place] != 0, entries[place] >> 32 != UInt64(node) {
      place = (place + 1) & (entries.count - 1)
    }
    return place
  }

  private static func entry(_ node: TermID, _ number: Int) -> UInt64 {
    UInt64(node) << 32 | UInt64(UInt32(bitPattern: Int32(truncatingIfNeeded: number)))
  }

  /// The number of a node; nil when it has none.
  @inline(__always)
  subscript(node: TermID) -> Int? {
    let entry = entries[place(of: node)]
    return entry == 0 ? nil : Int(Int32(truncatingIfNeeded: entry))
  }

  /// Whether a node has a number.
  @inline(__always)
  func contains(_ node: TermID) -> Bool { entries[place(of: node)] != 0 }

  /// Gives a node a number, whether or not it had one.
  mutating func set(_ node: TermID, _ number: Int) {
    let place = place(of: node)
    if entries[place] == 0 {
      add(node, number, at: place)
    } else {
      entries[place] = NodeTable.entry(node, number)
    }
  }

  /// Gives a node a number; false, and nothing is given, when it has one.
  @inline(__always)
  mutating func insert(_ node: TermID, _ number: Int) -> Bool {
    let place = place(of: node)
    guard entries[place] == 0 else { return false }
    add(node, number, at: place)
    return true
  }

  @inline(__always)
  private mutating func add(_ node: TermID, _ number: Int, at place: Int) {
    count += 1
    entries[place] = NodeTable.entry(node, number)
    if 2 * count > entries.count { grow() }
  }

  /// Forgets all nodes; room for a few is kept.
  mutating func removeAll() {
    guard count > 0 else { return }
    guard entries.count <= 256 else {
      self = NodeTable()
      return
    }
    for place in entries.indices { entries[place] = 0 }
    count = 0
  }

  /// Makes room for some nodes more, at once and not by doubling.
  mutating func reserve(_ more: Int) {
    if 2 * (count + more) > entries.count { grow(to: count + more) }
  }

  @inline(never)
  private mutating func grow() { grow(to: entries.count) }

  private mutating func grow(to expected: Int) {
    var other = NodeTable(expecting: expected)
    for entry in entries where entry != 0 {
      _ = other.insert(TermID(entry >> 32), Int(Int32(truncatingIfNeeded: entry)))
    }
    self = other
  }
}
