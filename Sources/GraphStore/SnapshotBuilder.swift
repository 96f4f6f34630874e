// Raw triples → sorted columns. Every order is made by counting: place by subject, sort each short
// run, then derive the other orders stably from the first without comparing again. The raw triples
// are given back run by run while they are placed, so that no second copy stands beside the first.

internal import GraphModel

/// Builds a snapshot once and is gone.
struct SnapshotBuilder {
  /// What a snapshot is made of.
  struct Parts {
    var terms: TermDictionary
    var curies: Curies
    var subjects = SubjectColumn([0])
    var relations = Column()
    var objects = Column()
    var predicates: [TermID] = []
    var annotations = Annotations()
    var files: [String]
    var contentHash: UInt64
    var skippedStatements = 0
    var unstatedReifications = 0
    var objectStarts = Column()
    var byObject = Column()
    var relationStarts: [UInt32] = []
    var byRelation = Column()
    var relationNumbers: [TermID: RelationID] = [:]
  }

  private var parts: Parts
  private var triples: RawTriples
  private let roles: AnnotationRoles
  /// By term, up to the last predicate; `.max` for what is none.
  private var numbers: [RelationID] = []

  init(
    terms: TermDictionary, curies: Curies, triples: RawTriples, files: [String],
    contentHash: UInt64, skipped: Int
  ) {
    roles = AnnotationRoles(triples.runs, terms)
    parts = Parts(
      terms: terms, curies: curies, files: files, contentHash: contentHash,
      skippedStatements: skipped)
    self.triples = triples
  }

  /// Does it all.
  mutating func build() -> Snapshot {
    let said = takeAnnotationsOut()
    numberRelations()
    let starts = sortBySubject()
    annotate(said, starts)
    index()
    return Snapshot(parts)
  }

  /// Moves the triples whose subject is a reifier out of the graph: they are about statements.
  private mutating func takeAnnotationsOut() -> ReifierRows {
    var named: [RawTriples.Row] = []
    var isReifier: [Bool] = []
    for reification in triples.reifications
    where reification.reifier != 0 && reification.reifier < MadeBlanks.reifierMark {
      if isReifier.isEmpty { isReifier = [Bool](repeating: false, count: parts.terms.count) }
      isReifier[Int(reification.reifier)] = true
    }
    if !isReifier.isEmpty { named = triples.remove { isReifier[Int($0.subject)] } }
    defer { triples.annotating = [] }
    return ReifierRows(
      named: named, marked: triples.annotating, reifierCount: triples.reifierCount)
  }

  /// Replaces predicate terms by small numbers, so that what is known of a relation is an array.
  private mutating func numberRelations() {
    var numbers: [RelationID] = []
    var predicates: [TermID] = []
    for run in triples.runs {
      let rows = run.rows
      for index in rows.indices {
        let predicate = Int(rows[index].predicate)
        if predicate >= numbers.count {
          numbers.append(
            contentsOf: repeatElement(.max, count: max(64, predicate + 1 - numbers.count)))
        }
        if numbers[predicate] == .max {
          numbers[predicate] = RelationID(predicates.count)
          predicates.append(TermID(predicate))
        }
        rows[index].predicate = numbers[predicate]
      }
    }
    for (number, predicate) in predicates.enumerated() {
      parts.relationNumbers[predicate] = RelationID(number)
    }
    self.numbers = numbers
    parts.predicates = predicates
  }

  /// Sorts by (subject, relation, object), drops repeated triples and makes the columns; gives where
  /// the rows of each term begin, one longer than the dictionary.
  private mutating func sortBySubject() -> [UInt32] {
    let objectBits = Int.bitWidth - parts.terms.count.leadingZeroBitCount
    let relationBits = Int.bitWidth - parts.predicates.count.leadingZeroBitCount
    // Half the memory where both numbers fit into one of four bytes, as they most often do.
    return objectBits + relationBits <= 32
      ? sort(UInt32.self, UInt32(objectBits)) : sort(UInt64.self, 32)
  }

  private mutating func sort<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _: Key.Type, _ shift: Key
  ) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: parts.terms.count + 1)
    for run in triples.runs { for row in run.rows { starts[Int(row.subject)] += 1 } }
    SnapshotBuilder.accumulate(&starts)
    let keys = UnsafeMutableBufferPointer<Key>.allocate(capacity: triples.count)
    defer { keys.deallocate() }
    // Each start runs to the end of its subject, where the next one's was: shifted back below.
    for index in triples.runs.indices {
      let run = triples.take(run: index)
      for row in run.rows {
        keys.initializeElement(
          at: Int(starts[Int(row.subject)]),
          to: Key(truncatingIfNeeded: row.predicate) << shift
            | Key(truncatingIfNeeded: row.object))
        starts[Int(row.subject)] += 1
      }
    }
    var kept: UInt32 = 0
    var lower = 0
    for subject in 0..<parts.terms.count {
      let range = lower..<Int(starts[subject])
      lower = range.upperBound
      starts[subject] = kept
      guard !range.isEmpty else { continue }
      sortRun(keys, range)
      var previous = keys[range.lowerBound]
      keys[Int(kept)] = previous
      kept += 1
      for index in range.dropFirst() where keys[index] != previous {
        previous = keys[index]
        keys[Int(kept)] = previous
        kept += 1
      }
    }
    starts[parts.terms.count] = kept
    let mask = (1 as Key) << shift - 1
    parts.relations = Column(count: Int(kept), highest: parts.predicates.count) { places in
      for row in 0..<Int(kept) {
        places.put(UInt32(truncatingIfNeeded: keys[row] >> shift), at: row)
      }
    }
    parts.objects = Column(count: Int(kept), highest: parts.terms.count) { places in
      for row in 0..<Int(kept) {
        places.put(UInt32(truncatingIfNeeded: keys[row] & mask), at: row)
      }
    }
    return starts
  }

  /// Lays beside the statements what reifiers and named graphs say of them, and makes the columns
  /// of subjects.
  private mutating func annotate(_ said: ReifierRows, _ starts: [UInt32]) {
    var starts = starts
    defer { parts.subjects = SubjectColumn(starts) }
    guard !triples.reifications.isEmpty else { return }
    var table = AnnotationTable(
      reifications: triples.reifications, said: said, roles: roles, terms: parts.terms)
    triples = RawTriples()
    table.attach(rowCount: parts.relations.count) { row(of: $0, starts) }
    parts.unstatedReifications = table.unstated
    parts.annotations = table.annotations
    guard !table.repeated.isEmpty else { return }
    parts.relations = SnapshotBuilder.repeating(table.repeated, in: parts.relations)
    parts.objects = SnapshotBuilder.repeating(table.repeated, in: parts.objects)
    var added: UInt32 = 0
    var next = table.repeated.startIndex
    for term in starts.indices {
      while next < table.repeated.endIndex, table.repeated[next] < starts[term] {
        added += 1
        next += 1
      }
      starts[term] += added
    }
  }

  /// The row of a triple among the rows of its subject.
  private func row(of triple: RawTriples.Row, _ starts: [UInt32]) -> UInt32? {
    guard Int(triple.predicate) < numbers.count, case let relation = numbers[Int(triple.predicate)],
      relation != .max
    else { return nil }
    let wanted = UInt64(relation) << 32 | UInt64(triple.object)
    var lower = Int(starts[Int(triple.subject)])
    let end = Int(starts[Int(triple.subject) + 1])
    var upper = end
    while lower < upper {
      let middle = (lower + upper) / 2
      if pair(middle) < wanted { lower = middle + 1 } else { upper = middle }
    }
    return lower < end && pair(lower) == wanted ? UInt32(lower) : nil
  }

  private func pair(_ row: Int) -> UInt64 {
    UInt64(parts.relations[row]) << 32 | UInt64(parts.objects[row])
  }

  /// A column that says some rows once more for each time they are named, in ascending order.
  private static func repeating(_ rows: [UInt32], in column: Column) -> Column {
    Column(count: column.count + rows.count, highest: Int(column.mask)) { places in
      var next = rows.startIndex
      for row in column.indices {
        places.put(column[row], at: row + next)
        while next < rows.endIndex, rows[next] == row {
          next += 1
          places.put(column[row], at: row + next)
        }
      }
    }
  }

  /// The starts and permutations by which statements are found.
  private mutating func index() {
    let count = parts.relations.count
    var starts = SnapshotBuilder.starts(of: parts.relations, below: parts.predicates.count)
    parts.relationStarts = starts
    parts.byRelation = SnapshotBuilder.place(0..<count, by: parts.relations, &starts)
    // Stable from the order by relation: rows of one object come by relation, then subject.
    starts = SnapshotBuilder.starts(of: parts.objects, below: parts.terms.count)
    parts.objectStarts = Column(starts, highest: count)
    parts.byObject = SnapshotBuilder.place(
      parts.byRelation.lazy.map { Int($0) }, by: parts.objects, &starts)
  }

  /// For each key below `bound` how many keys are smaller; one longer than `bound`.
  private static func starts(of keys: Column, below bound: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: bound + 1)
    for key in keys { starts[Int(key)] += 1 }
    accumulate(&starts)
    return starts
  }

  /// Turns counts into how many there are before each.
  private static func accumulate(_ counts: inout [UInt32]) {
    var sum: UInt32 = 0
    for index in counts.indices {
      let own = counts[index]
      counts[index] = sum
      sum += own
    }
  }

  /// Rows in the order of their keys, equal ones as they come; uses the starts up.
  private static func place(
    _ rows: some Collection<Int>, by keys: Column, _ next: inout [UInt32]
  ) -> Column {
    Column(count: keys.count, highest: keys.count) { places in
      for row in rows {
        let key = Int(keys[row])
        places.put(UInt32(truncatingIfNeeded: row), at: Int(next[key]))
        next[key] += 1
      }
    }
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
