// Raw triples → sorted columns. Every order is made by counting: place by subject, sort each short
// run, then derive the other orders stably from the first without comparing again.

internal import GraphModel

/// Builds a snapshot once and is gone.
struct SnapshotBuilder {
  /// What a snapshot is made of.
  struct Parts {
    var terms: TermDictionary
    var curies: Curies
    var subjects: [TermID] = []
    var relations: [RelationID] = []
    var objects: [TermID] = []
    var predicates: [TermID] = []
    var annotations = Annotations()
    var files: [String]
    var contentHash: UInt64
    var unstatedReifications = 0
    var subjectStarts: [UInt32] = []
    var objectStarts: [UInt32] = []
    var byObject: [StatementID] = []
    var relationStarts: [UInt32] = []
    var byRelation: [StatementID] = []
    var relationNumbers: [TermID: RelationID] = [:]
  }

  private var parts: Parts
  private var triples: RawTriples
  private let roles: AnnotationRoles

  init(
    terms: TermDictionary, curies: Curies, triples: RawTriples, files: [String],
    contentHash: UInt64
  ) {
    roles = AnnotationRoles(triples.rows, terms)
    parts = Parts(terms: terms, curies: curies, files: files, contentHash: contentHash)
    self.triples = triples
  }

  /// Does it all.
  mutating func build() -> Snapshot {
    let said = takeAnnotationsOut()
    let numbers = numberRelations()
    sortBySubject()
    annotate(said, numbers)
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
    if !isReifier.isEmpty {
      named = triples.rows.filter { isReifier[Int($0.subject)] }
      triples.rows.removeAll { isReifier[Int($0.subject)] }
    }
    defer { triples.annotating = [] }
    return ReifierRows(
      named: named, marked: triples.annotating, reifierCount: triples.reifierCount)
  }

  /// Replaces predicate terms by small numbers, so that what is known of a relation is an array;
  /// gives the numbers by term, `.max` for what is no predicate.
  private mutating func numberRelations() -> [RelationID] {
    var numbers = [RelationID](repeating: .max, count: parts.terms.count)
    for index in triples.rows.indices {
      let predicate = triples.rows[index].predicate
      if numbers[Int(predicate)] == .max {
        numbers[Int(predicate)] = RelationID(parts.predicates.count)
        parts.relationNumbers[predicate] = RelationID(parts.predicates.count)
        parts.predicates.append(predicate)
      }
      triples.rows[index].predicate = numbers[Int(predicate)]
    }
    return numbers
  }

  /// Sorts by (subject, relation, object) and drops repeated triples.
  private mutating func sortBySubject() {
    var starts = SnapshotBuilder.starts(
      of: triples.rows.lazy.map(\.subject), below: parts.terms.count)
    var pairs = [UInt64](repeating: 0, count: triples.rows.count)
    var next = starts
    for row in triples.rows {
      pairs[Int(next[Int(row.subject)])] = UInt64(row.predicate) << 32 | UInt64(row.object)
      next[Int(row.subject)] += 1
    }
    next = []
    triples.rows = []
    var kept: UInt32 = 0
    for subject in 0..<parts.terms.count {
      let range = Int(starts[subject])..<Int(starts[subject + 1])
      starts[subject] = kept
      guard !range.isEmpty else { continue }
      SnapshotBuilder.sortRun(&pairs, range)
      // Neither number of a pair is ever its highest.
      var previous = UInt64.max
      for index in range where pairs[index] != previous {
        previous = pairs[index]
        pairs[Int(kept)] = previous
        kept += 1
      }
    }
    starts[parts.terms.count] = kept
    parts.subjectStarts = starts
    parts.relations = pairs[..<Int(kept)].map { UInt32(truncatingIfNeeded: $0 >> 32) }
    parts.objects = pairs[..<Int(kept)].map { UInt32(truncatingIfNeeded: $0) }
    pairs = []
    parts.subjects.reserveCapacity(Int(kept))
    for subject in 0..<parts.terms.count {
      for _ in starts[subject]..<starts[subject + 1] { parts.subjects.append(TermID(subject)) }
    }
  }

  /// Lays beside the statements what reifiers and named graphs say of them.
  private mutating func annotate(_ said: ReifierRows, _ numbers: [RelationID]) {
    guard !triples.reifications.isEmpty else { return }
    var table = AnnotationTable(
      reifications: triples.reifications, said: said, roles: roles, terms: parts.terms)
    triples = RawTriples()
    table.attach(rowCount: parts.subjects.count) { row(of: $0, numbers) }
    parts.unstatedReifications = table.unstated
    parts.annotations = table.annotations
    guard !table.repeated.isEmpty else { return }
    SnapshotBuilder.repeatRows(table.repeated, in: &parts.subjects)
    SnapshotBuilder.repeatRows(table.repeated, in: &parts.relations)
    SnapshotBuilder.repeatRows(table.repeated, in: &parts.objects)
    parts.subjectStarts = SnapshotBuilder.starts(of: parts.subjects, below: parts.terms.count)
  }

  /// The row of a triple among the rows of its subject.
  private func row(of triple: RawTriples.Row, _ numbers: [RelationID]) -> UInt32? {
    let relation = numbers[Int(triple.predicate)]
    guard relation != .max else { return nil }
    let wanted = UInt64(relation) << 32 | UInt64(triple.object)
    var lower = Int(parts.subjectStarts[Int(triple.subject)])
    let end = Int(parts.subjectStarts[Int(triple.subject) + 1])
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

  /// Says some rows of a column once more for each time they are named, in ascending order; from
  /// the end, in place.
  private static func repeatRows(_ rows: [UInt32], in column: inout [UInt32]) {
    var row = column.count - 1
    column.append(contentsOf: repeatElement(0, count: rows.count))
    var target = column.count - 1
    for repeated in rows.reversed() {
      while row >= Int(repeated) {
        column[target] = column[row]
        target -= 1
        row -= 1
      }
      column[target] = column[Int(repeated)]
      target -= 1
    }
  }

  /// The starts and permutations by which statements are found.
  private mutating func index() {
    let count = parts.subjects.count
    parts.relationStarts = SnapshotBuilder.starts(
      of: parts.relations, below: parts.predicates.count)
    parts.byRelation = SnapshotBuilder.place(
      (0..<UInt32(count)), by: parts.relations, starts: parts.relationStarts)
    // Stable from the order by relation: rows of one object come by relation, then subject.
    parts.objectStarts = SnapshotBuilder.starts(of: parts.objects, below: parts.terms.count)
    parts.byObject = SnapshotBuilder.place(
      parts.byRelation, by: parts.objects, starts: parts.objectStarts)
  }

  /// For each key below `bound` how many keys are smaller; one longer than `bound`.
  static func starts(of keys: some Sequence<UInt32>, below bound: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: bound + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    var sum: UInt32 = 0
    for index in starts.indices {
      sum += starts[index]
      starts[index] = sum
    }
    return starts
  }

  private static func place(
    _ rows: some Collection<UInt32>, by keys: [UInt32], starts: [UInt32]
  ) -> [UInt32] {
    var next = starts
    var placed = [UInt32](repeating: 0, count: rows.count)
    for row in rows {
      let key = Int(keys[Int(row)])
      placed[Int(next[key])] = row
      next[key] += 1
    }
    return placed
  }

  /// Insertion sort of short runs, the library's sort of long ones.
  private static func sortRun(_ values: inout [UInt64], _ range: Range<Int>) {
    guard range.count <= 32 else { return values[range].sort() }
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
}
