// What each reifier says: the triples about reifiers, in the order of their reifiers. Those that are
// terms are searched by halves; those that are not are dense numbers, and a table tells where each
// begins.

/// The triples about reifiers.
struct ReifierRows {
  private var rows: [RawTriples.Row]
  /// How many rows are about reifiers that are terms.
  private var namedCount = 0
  /// By reifier that is no term: its first row; one longer than there are reifiers.
  private var starts: [UInt32]

  /// Rows about terms and rows about marked numbers, each in the order of the files.
  init(named: [RawTriples.Row], marked: [RawTriples.Row], reifierCount: UInt32) {
    // Joined only where both are there: the rows of a graph of treaties are half a megabyte.
    rows = named.isEmpty ? marked : named + marked
    namedCount = named.count
    starts = [UInt32](repeating: 0, count: Int(reifierCount) + 1)
    sort()
    for row in marked {
      starts[Int(row.subject & ~MadeBlanks.reifierMark) + 1] += 1
    }
    var sum = UInt32(namedCount)
    for index in starts.indices {
      sum += starts[index]
      starts[index] = sum
    }
  }

  subscript(index: Int) -> RawTriples.Row { rows[index] }

  /// The rows about a reifier; none for 0.
  func range(of reifier: UInt32) -> Range<Int> {
    if reifier >= MadeBlanks.reifierMark {
      let number = Int(reifier & ~MadeBlanks.reifierMark)
      return Int(starts[number])..<Int(starts[number + 1])
    }
    var lower = 0
    var upper = namedCount
    while lower < upper {
      let middle = (lower + upper) / 2
      if rows[middle].subject < reifier { lower = middle + 1 } else { upper = middle }
    }
    var end = lower
    while end < namedCount, rows[end].subject == reifier { end += 1 }
    return lower..<end
  }

  /// A block inside a block leaves its outer one for a while; all others are in order already.
  private mutating func sort() {
    var previous: UInt32 = 0
    let isOrdered = rows.allSatisfy { row in
      defer { previous = row.subject }
      return row.subject >= previous
    }
    guard !isOrdered else { return }
    var order = KeyedRows(capacity: rows.count)
    for (index, row) in rows.enumerated() { order.append(key: row.subject, row: UInt32(index)) }
    order.sort()
    rows = (0..<order.count).map { rows[order.row($0)] }
  }
}
