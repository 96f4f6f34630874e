// Sorting by counting, in parts that do not wait for each other: each part of the rows counts its
// keys, the counts become places, and each part puts its rows there. The order is the same however
// many parts there are, and rows of one key stay in the order in which they came.

internal import Glibc

/// By part of the rows and by key: how many rows, then the place of the next one.
final class KeyPlaces {
  let parts: Int
  /// How many keys there are.
  let bound: Int
  private let counts: UnsafeMutablePointer<UInt32>

  init(parts: Int, below bound: Int) {
    self.parts = parts
    self.bound = bound
    counts = .allocate(capacity: parts * bound)
    counts.initialize(repeating: 0, count: parts * bound)
  }

  deinit { counts.deallocate() }

  /// The numbers of a part, by key.
  subscript(part: Int) -> UnsafeMutablePointer<UInt32> { counts + part * bound }

  /// Turns counts into places.
  func accumulate() {
    var sum: UInt32 = 0
    for key in 0..<bound {
      for part in 0..<parts {
        let own = counts[part * bound + key]
        counts[part * bound + key] = sum
        sum += own
      }
    }
  }

  /// Where the rows of each key begin, before any is placed; one longer, the end of all.
  func starts(_ rows: Int) -> Column {
    Column(count: bound + 1, highest: rows) { places in
      for key in 0..<bound { places.put(counts[key], at: key) }
      places.put(UInt32(rows), at: bound)
    }
  }
}
