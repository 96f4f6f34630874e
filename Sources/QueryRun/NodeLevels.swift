// Nodes in the order a search meets them, each with its level. A search does little else than ask
// whether it has met a node, so the table is one block that nobody shares: an array asks at every
// change whether somebody does, which took as long as the change.

internal import GraphStore

/// Nodes met, by place and by node.
struct NodeLevels: ~Copyable {
  /// The node in the upper half, its level in the lower.
  ///
  /// 0 is free. A power of two of them, and behind them eight bits for each, of which those of the
  /// nodes met are set: most nodes asked for were not met, and most of these show here at a glance.
  private var entries: UnsafeMutablePointer<UInt64>
  private var mask: Int
  /// The nodes in their order, behind the bits; room for half as many as there are entries.
  private var nodes: UnsafeMutablePointer<TermID>
  private(set) var count = 0

  /// Room for some nodes; it grows beyond them.
  init(expecting expected: Int) {
    let room = 1 << max(4, Int.bitWidth - (2 * expected).leadingZeroBitCount)
    let bits = room / 8
    entries = .allocate(capacity: room + bits + room / 4)
    entries.initialize(repeating: 0, count: room + bits + room / 4)
    nodes = UnsafeMutableRawPointer(entries + room + bits)
      .bindMemory(to: TermID.self, capacity: room / 2)
    mask = room - 1
  }

  deinit {
    entries.deallocate()
  }

  /// The node at a place, from 0.
  @inline(__always)
  subscript(place: Int) -> TermID {
    precondition(UInt(bitPattern: place) < UInt(bitPattern: count), "no such node")
    return nodes[place]
  }

  @inline(__always)
  private static func hash(_ node: TermID) -> Int {
    // Fibonacci hashing: neighbouring numbers land far apart.
    Int((UInt64(node) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  /// Where a node is in the table, or where it would be.
  @inline(__always)
  private func entry(of node: TermID, _ hash: Int) -> Int {
    var entry = hash >> 3 & mask
    while entries[entry] != 0, entries[entry] >> 32 != UInt64(node) { entry = (entry + 1) & mask }
    return entry
  }

  /// The word of a node's bit.
  @inline(__always)
  private func word(_ hash: Int) -> Int { mask + 1 + (hash >> 6 & mask >> 3) }

  /// Whether a node was met.
  @inline(__always)
  func contains(_ node: TermID) -> Bool {
    let hash = NodeLevels.hash(node)
    guard entries[word(hash)] >> UInt64(hash & 63) & 1 != 0 else { return false }
    return entries[entry(of: node, hash)] != 0
  }

  /// The level of a node; nil of one that was not met.
  @inline(__always)
  func level(of node: TermID) -> Int? {
    let hash = NodeLevels.hash(node)
    guard entries[word(hash)] >> UInt64(hash & 63) & 1 != 0 else { return nil }
    let entry = entries[entry(of: node, hash)]
    return entry == 0 ? nil : Int(UInt32(truncatingIfNeeded: entry))
  }

  /// Takes a node in; false, and nothing changes, when it was met before.
  @inline(__always)
  mutating func insert(_ node: TermID, _ level: Int) -> Bool {
    let hash = NodeLevels.hash(node)
    let entry = entry(of: node, hash)
    guard entries[entry] == 0 else { return false }
    entries[entry] = UInt64(node) << 32 | UInt64(UInt32(truncatingIfNeeded: level))
    entries[word(hash)] |= 1 << UInt64(hash & 63)
    nodes[count] = node
    count += 1
    if 2 * count > mask { grow(to: 2 * count) }
    return true
  }

  /// Makes room for some nodes more, at once and not by doubling.
  mutating func reserve(_ more: Int) {
    if 2 * (count + more) > mask { grow(to: count + more) }
  }

  @inline(never)
  private mutating func grow(to expected: Int) {
    var other = NodeLevels(expecting: expected)
    for place in 0..<count {
      _ = other.insert(nodes[place], level(of: nodes[place]) ?? 0)
    }
    swap(&self, &other)
  }
}
