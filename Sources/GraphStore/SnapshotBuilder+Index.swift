// The other orders of the statements: by relation and by object, as permutations of the rows.

extension SnapshotBuilder {
  /// The starts and permutations by which statements are found.
  mutating func index() {
    let count = parts.relations.count
    let relationPlaces = places(parts.relations, below: parts.predicates.count) { $0 }
    parts.relationStarts = [UInt32](relationPlaces.starts(count))
    parts.byRelation = order(parts.relations, relationPlaces) { $0 }
    // Stable from the order by relation: rows of one object come by relation, then subject.
    let byRelation = parts.byRelation
    let objectPlaces = places(parts.objects, below: parts.terms.count) { Int(byRelation[$0]) }
    parts.objectStarts = objectPlaces.starts(count)
    parts.byObject = order(parts.objects, objectPlaces) { Int(byRelation[$0]) }
  }

  /// Where rows that come in some order go by their keys.
  @inline(__always)
  private func places(
    _ keys: Column, below bound: Int, _ row: (Int) -> Int
  ) -> KeyPlaces {
    let places = KeyPlaces(parts: threads, below: bound)
    onThreads(threads) { index in
      let counts = places[index]
      for place in part(index, of: threads, keys.indices) { counts[Int(keys[row(place)])] += 1 }
    }
    places.accumulate()
    return places
  }

  /// Rows in the order of their keys, equal ones as they come; uses the places up.
  @inline(__always)
  private func order(
    _ keys: Column, _ places: KeyPlaces, _ row: (Int) -> Int
  ) -> Column {
    Column(count: keys.count, highest: keys.count) { column in
      onThreads(threads) { index in
        let next = places[index]
        for place in part(index, of: threads, keys.indices) {
          let row = row(place)
          let key = Int(keys[row])
          column.put(UInt32(truncatingIfNeeded: row), at: Int(next[key]))
          next[key] += 1
        }
      }
    }
  }
}
