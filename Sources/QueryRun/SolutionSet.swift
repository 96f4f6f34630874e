// The solutions of a `match` that were met, each once: rows of as many numbers as there are variables,
// one behind the other, and a table of where they lie. A set of arrays took a hundred bytes and an
// allocation for each, and growing it, or giving it back, went on for a tenth of a second after the
// time of a query was over.

/// Distinct rows of numbers, all of one length.
struct SolutionSet {
  private let width: Int
  private var numbers: [UInt32] = []
  /// The hash of each row, so that a larger table is filled without reading the rows again.
  private var hashes: [UInt32] = []
  /// By hash, one more than the place of a row; 0 is free, and the count a power of two, or none.
  private var table: [UInt32] = []

  /// An empty set of rows of some length.
  init(width: Int) { self.width = width }

  /// Takes a row in; false when it is there already.
  mutating func insert(_ row: [UInt32]) -> Bool {
    if hashes.count * 2 >= table.count { grow() }
    // Seeded anew by every process: whoever writes the data cannot make all rows meet in one place.
    var hasher = Hasher()
    for number in row { hasher.combine(number) }
    let hash = UInt32(truncatingIfNeeded: hasher.finalize())
    var place = Int(hash) & (table.count - 1)
    while table[place] != 0 {
      let known = Int(table[place]) - 1
      if hashes[known] == hash, isRow(known, row) { return false }
      place = (place + 1) & (table.count - 1)
    }
    numbers += row
    hashes.append(hash)
    table[place] = UInt32(hashes.count)
    return true
  }

  private func isRow(_ place: Int, _ row: [UInt32]) -> Bool {
    let start = place * width
    for index in row.indices where numbers[start + index] != row[index] { return false }
    return true
  }

  private mutating func grow() {
    table = [UInt32](repeating: 0, count: max(16, table.count * 2))
    for (index, hash) in hashes.enumerated() {
      var place = Int(hash) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = UInt32(index + 1)
    }
  }
}
