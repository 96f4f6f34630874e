// Raw triples → sorted columns. Every order is made by counting: place by subject, sort each short
// run, then derive the other orders stably from the first without comparing again.

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

  var parts: Parts
  var triples: RawTriples
  /// How many threads to use.
  let threads: Int
  private let roles: AnnotationRoles
  /// By term, up to the last predicate; `.max` for what is none.
  var numbers: [RelationID] = []

  init(
    terms: TermDictionary, curies: Curies, triples: RawTriples, files: [String],
    contentHash: UInt64, skipped: Int, threads: Int
  ) {
    self.threads = threads
    roles = AnnotationRoles(triples.runs, terms)
    parts = Parts(
      terms: terms, curies: curies, files: files, contentHash: contentHash,
      skippedStatements: skipped)
    self.triples = triples
  }

  /// Does it all.
  mutating func build() -> Snapshot {
    let said = takeAnnotationsOut()
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
}
