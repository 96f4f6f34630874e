// The order of the statements, by (subject, relation, object). Rows are placed by subject; those of
// one subject are few, and sorted as numbers of four bytes that hold relation and object. Each step
// is done in as many parts as there are threads.

extension SnapshotBuilder {
  /// Sorts, drops repeated triples and makes the columns; gives where the rows of each term begin,
  /// one longer than the dictionary.
  mutating func sortBySubject() -> [UInt32] {
    let places = KeyPlaces(parts: threads, below: parts.terms.count)
    numberRelations(places)
    places.accumulate()
    let objectBits = Int.bitWidth - parts.terms.count.leadingZeroBitCount
    let relationBits = Int.bitWidth - parts.predicates.count.leadingZeroBitCount
    // Half the memory where both numbers fit into one of four bytes, as they most often do.
    return objectBits + relationBits <= 32
      ? sort(UInt32.self, UInt32(objectBits), places) : sort(UInt64.self, 32, places)
  }

  /// Counts the rows of each subject, and gives predicates small numbers in the order in which they
  /// come, so that what is known of a relation is an array.
  private mutating func numberRelations(_ places: KeyPlaces) {
    let runs = triples.runs
    var met = [PredicateList](repeating: PredicateList(), count: threads)
    met.withUnsafeMutableBufferPointer { met in
      onThreads(threads) { index in
        let counts = places[index]
        var own = PredicateList()
        for run in runs[part(index, of: places.parts, runs.indices)] {
          for row in run.rows {
            counts[Int(row.subject)] += 1
            own.add(row.predicate)
          }
        }
        met[index] = own
      }
    }
    let highest = met.lazy.flatMap(\.predicates).max().map { Int($0) + 1 } ?? 0
    numbers = [RelationID](repeating: .max, count: highest)
    for predicate in met.lazy.flatMap(\.predicates) where numbers[Int(predicate)] == .max {
      let number = RelationID(parts.predicates.count)
      numbers[Int(predicate)] = number
      parts.predicates.append(predicate)
      parts.relationNumbers[predicate] = number
    }
  }

  private mutating func sort<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _: Key.Type, _ shift: Key, _ places: KeyPlaces
  ) -> [UInt32] {
    let keys = UnsafeMutableBufferPointer<Key>.allocate(capacity: triples.count)
    defer { keys.deallocate() }
    place(keys, shift, places)
    let termCount = parts.terms.count
    // What the last part placed last of a subject is its last row.
    let ends = places[threads - 1]
    let cuts =
      (0..<threads).map { index in
        SnapshotBuilder.firstSubject(ends, termCount, reaching: keys.count * index / threads)
      } + [termCount]
    let bases = cuts.map { $0 == 0 ? 0 : Int(ends[$0 - 1]) }
    var kept = [Int](repeating: 0, count: threads + 1)
    var starts = [UInt32](repeating: 0, count: termCount + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      kept.withUnsafeMutableBufferPointer { kept in
        onThreads(threads) { index in
          kept[index + 1] = SnapshotBuilder.sortRows(
            keys, of: cuts[index]..<cuts[index + 1], from: bases[index], ends, starts)
        }
        for index in 0..<threads { kept[index + 1] += kept[index] }
        onThreads(threads) { index in
          guard case let before = UInt32(kept[index]), before > 0 else { return }
          for subject in cuts[index]..<cuts[index + 1] { starts[subject] += before }
        }
        starts[termCount] = UInt32(kept[threads])
      }
    }
    let mask = (1 as Key) << shift - 1
    parts.relations = column(of: keys, from: bases, kept, highest: parts.predicates.count) {
      $0 >> shift
    }
    parts.objects = column(of: keys, from: bases, kept, highest: termCount) { $0 & mask }
    return starts
  }

  /// Puts relation and object of each row among those of its subject; gives each run of rows back
  /// when it is done with, so that no second copy stands beside the first.
  private func place<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ keys: UnsafeMutableBufferPointer<Key>, _ shift: Key, _ places: KeyPlaces
  ) {
    let runs = triples.runs
    numbers.withUnsafeBufferPointer { numbers in
      onThreads(threads) { index in
        let next = places[index]
        for run in runs[part(index, of: places.parts, runs.indices)] {
          for row in run.rows {
            let place = next[Int(row.subject)]
            next[Int(row.subject)] = place + 1
            keys[Int(place)] =
              Key(truncatingIfNeeded: numbers[Int(row.predicate)]) << shift
              | Key(truncatingIfNeeded: row.object)
          }
          run.giveBack()
        }
      }
    }
  }

  /// The first subject whose rows end at or behind a row.
  private static func firstSubject(
    _ ends: UnsafePointer<UInt32>, _ count: Int, reaching row: Int
  ) -> Int {
    var lower = 0
    var upper = count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(ends[middle]) < row { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  /// Sorts the rows of some subjects, drops repeated ones, and notes where those of each begin,
  /// counted from the first; gives how many are left.
  private static func sortRows<Key: FixedWidthInteger>(
    _ keys: UnsafeMutableBufferPointer<Key>, of subjects: Range<Int>, from first: Int,
    _ ends: UnsafePointer<UInt32>, _ starts: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var kept = first
    var lower = first
    for subject in subjects {
      let range = lower..<Int(ends[subject])
      lower = range.upperBound
      starts[subject] = UInt32(kept - first)
      guard !range.isEmpty else { continue }
      sortRun(keys, range)
      var previous = keys[range.lowerBound]
      keys[kept] = previous
      kept += 1
      for index in range.dropFirst() where keys[index] != previous {
        previous = keys[index]
        keys[kept] = previous
        kept += 1
      }
    }
    return kept - first
  }

  /// A column of what the kept keys of each part say.
  private func column<Key: FixedWidthInteger & UnsignedInteger>(
    of keys: UnsafeMutableBufferPointer<Key>, from bases: [Int], _ kept: [Int], highest: Int,
    _ number: (Key) -> Key
  ) -> Column {
    Column(count: kept[threads], highest: highest) { places in
      onThreads(threads) { index in
        let base = bases[index] - kept[index]
        for row in kept[index]..<kept[index + 1] {
          places.put(UInt32(truncatingIfNeeded: number(keys[base + row])), at: row)
        }
      }
    }
  }
}

/// Predicates in the order in which they were first met.
private struct PredicateList {
  private(set) var predicates: [TermID] = []
  /// By term, up to the highest.
  private var isMet: [Bool] = []

  @inline(__always)
  mutating func add(_ predicate: TermID) {
    if Int(predicate) >= isMet.count || !isMet[Int(predicate)] { note(predicate) }
  }

  @inline(never)
  private mutating func note(_ predicate: TermID) {
    let missing = Int(predicate) + 1 - isMet.count
    if missing > 0 { isMet.append(contentsOf: repeatElement(false, count: max(64, missing))) }
    isMet[Int(predicate)] = true
    predicates.append(predicate)
  }
}

/// Insertion sort of short runs, the library's sort of long ones.
private func sortRun<Key: FixedWidthInteger>(
  _ values: UnsafeMutableBufferPointer<Key>, _ range: Range<Int>
) {
  guard range.count <= 32 else {
    var run = UnsafeMutableBufferPointer(rebasing: values[range])
    return run.sort()
  }
  var index = range.lowerBound + 1
  while index < range.upperBound {
    let value = values[index]
    var hole = index
    while hole > range.lowerBound, values[hole - 1] > value {
      values[hole] = values[hole - 1]
      hole -= 1
    }
    values[hole] = value
    index += 1
  }
}
