// The columns of a snapshot, in the order in which an image has them, and what must hold of columns
// that somebody else may have written before they are used without asking again.

extension SnapshotBuilder.Parts {
  /// What a finished snapshot was made of.
  init(of snapshot: Snapshot) {
    self.init(
      terms: snapshot.terms, curies: snapshot.curies, subjects: snapshot.subjects,
      relations: snapshot.relations, objects: snapshot.objects, predicates: snapshot.predicates,
      annotations: snapshot.annotations, files: snapshot.files, contentHash: snapshot.contentHash,
      unstatedReifications: snapshot.unstatedReifications,
      objectStarts: snapshot.objectStarts, byObject: snapshot.byObject,
      relationStarts: snapshot.relationStarts, byRelation: snapshot.byRelation)
  }

  /// Visits every column; false when what came back cannot be.
  mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    var numbers = [contentHash, UInt64(unstatedReifications), UInt64(subjects.count)]
    visitor.visit(&numbers)
    guard numbers.count == 3, max(numbers[1], numbers[2]) < UInt64(UInt32.max) else { return false }
    contentHash = numbers[0]
    let rows = Int(numbers[2])
    unstatedReifications = Int(numbers[1])
    guard terms.visitColumns(&visitor), curies.visitColumns(&visitor) else { return false }
    visitor.visit(&predicates)
    visitor.visit(&relationStarts)
    annotations.visitColumns(&visitor)
    return subjects.visitColumns(&visitor, rows: rows, terms: terms.count)
      && relations.visit(&visitor, highest: predicates.count)
      && objects.visit(&visitor, highest: terms.count)
      && objectStarts.visit(&visitor, highest: rows)
      && byObject.visit(&visitor, highest: rows) && byRelation.visit(&visitor, highest: rows)
  }

  /// Whether every number in the columns is of something that is there.
  var isSound: Bool {
    let (rows, terms) = (subjects.count, terms.count)
    return [relations.count, objects.count, byObject.count, byRelation.count] == [
      rows, rows, rows, rows,
    ]
      && rows < Int(StatementID.max)
      && objects.areTerms(below: terms) && predicates.areTerms(below: terms)
      && relations.areBelow(predicates.count)
      && byObject.areBelow(rows) && byRelation.areBelow(rows)
      && objectStarts.areStarts(of: terms, in: rows)
      && relationStarts.areStarts(of: predicates.count, in: rows)
      && annotations.isSound(rows: rows, terms: terms, files: files.count)
  }

  /// Numbers the predicates, as the builder does.
  mutating func numberPredicates() {
    for (number, predicate) in predicates.enumerated() {
      relationNumbers[predicate] = RelationID(number)
    }
  }
}

extension TermDictionary {
  fileprivate mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    var kinds = classes.map(\.kind.rawValue)
    var texts = TextColumn(classes.map(\.text))
    visitor.visit(&kinds)
    texts.visitColumns(&visitor)
    visitor.visit(&classOf.low)
    visitor.visit(&classOf.middle)
    visitor.visit(&classOf.high)
    visitor.visit(&ends)
    visitor.visit(&arena)
    var slots = slots.slots
    visitor.visit(&slots)
    self.slots = TermSlots(slots: slots, room: ends.count)
    guard let texts = texts.all, texts.count == kinds.count else { return false }
    return setClasses(kinds, texts) && isSound
  }

  private mutating func setClasses(_ kinds: [UInt8], _ texts: [ArraySlice<UInt8>]) -> Bool {
    classTable = TermClasses()
    for (number, kind) in kinds.enumerated() {
      guard let kind = TermClass.Kind(rawValue: kind),
        texts[number].withUnsafeBytes({ classTable.number(kind, $0) }) == ClassID(number)
      else { return false }
    }
    return true
  }

  private var isSound: Bool {
    let classes = classes.count
    return count > 0 && count <= TermDictionary.mostTerms && ends[0] == 0
      && ends.areStarts(of: count - 1, in: arena.count) && slots.areSound(for: count)
      && classOf.low.count == count && classOf.areBelow(classes)
  }
}

extension ClassColumn {
  fileprivate func areBelow(_ bound: Int) -> Bool {
    guard middle.isEmpty || middle.count == low.count, high.isEmpty || high.count == middle.count
    else { return false }
    if middle.isEmpty { return low.areBelow(bound) }
    return low.indices.allSatisfy { Int(self[$0]) < bound }
  }
}

extension Column {
  /// Visits the bytes; false when they are not those of whole numbers up to `highest`.
  fileprivate mutating func visit(_ visitor: inout some ImageVisitor, highest: Int) -> Bool {
    var bytes = bytes
    visitor.visit(&bytes)
    guard let column = Column(bytes: bytes, highest: highest) else { return false }
    self = column
    return true
  }

  /// Whether all are below a bound.
  fileprivate func areBelow(_ bound: Int) -> Bool {
    let most = reduce(0) { Swift.max($0, $1) }
    return isEmpty || Int(most) < bound
  }

  /// Whether all are numbers of terms, of which 0 is none.
  fileprivate func areTerms(below bound: Int) -> Bool {
    let most = reduce(0) { Swift.max($0, $1 &- 1) }
    return isEmpty || Int(most) < bound - 1
  }

  /// Whether these are where so many runs begin in something of some length, and its end.
  fileprivate func areStarts(of runs: Int, in length: Int) -> Bool {
    guard count == runs + 1, first == 0, last.map(Int.init) == length else { return false }
    return zip(self, dropFirst()).allSatisfy { $0 <= $1 }
  }
}

extension SubjectColumn {
  fileprivate mutating func visitColumns(
    _ visitor: inout some ImageVisitor, rows: Int, terms: Int
  ) -> Bool {
    var (nodes, starts) = (nodes, starts)
    guard nodes.visit(&visitor, highest: terms), starts.visit(&visitor, highest: rows),
      nodes.areTerms(below: terms), starts.areStarts(of: nodes.count, in: rows),
      zip(nodes, nodes.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 })
    else { return false }
    self = SubjectColumn(nodes, starts: starts, terms: terms)
    return true
  }
}

extension Curies {
  fileprivate mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    var names = TextColumn(declarations.map { Array($0.name.utf8) })
    var namespaces = TextColumn(declarations.map(\.namespace))
    names.visitColumns(&visitor)
    namespaces.visitColumns(&visitor)
    guard let names = names.all, let namespaces = namespaces.all, names.count == namespaces.count
    else { return false }
    self = Curies()
    for (name, namespace) in zip(names, namespaces) { declare(Array(name), Array(namespace)) }
    return true
  }
}

extension Annotations {
  fileprivate mutating func visitColumns(_ visitor: inout some ImageVisitor) {
    visitor.visit(&bitmap)
    visitor.visit(&ranks)
    visitor.visit(&froms)
    visitor.visit(&untils)
    visitor.visit(&ons)
    visitor.visit(&notBefores)
    visitor.visit(&notAfters)
    visitor.visit(&statuses)
    visitor.visit(&evidenceStarts)
    visitor.visit(&detailStarts)
    visitor.visit(&evidences)
    visitor.visit(&details)
  }

  fileprivate func isSound(rows: Int, terms: Int, files: Int) -> Bool {
    [untils.count, ons.count, notBefores.count, notAfters.count, statuses.count]
      .allSatisfy { $0 == count } && areRanksSound(rows) && statuses.areBelow(terms)
      && evidenceStarts.areStarts(of: count, in: evidences.count)
      && detailStarts.areStarts(of: count, in: details.count)
      && evidences.allSatisfy {
        $0.source < terms && $0.locator < terms && $0.quote < terms && $0.file < files
      }
      && details.allSatisfy { $0.predicate &- 1 < terms - 1 && $0.object &- 1 < terms - 1 }
  }

  /// Whether the marked statements are as many as there are rows, before each word and in all.
  private func areRanksSound(_ rows: Int) -> Bool {
    guard bitmap.count <= (rows + 63) / 64, ranks.count == bitmap.count else { return false }
    var sum = 0
    for (word, rank) in zip(bitmap, ranks) {
      guard rank == sum else { return false }
      sum += word.nonzeroBitCount
    }
    return sum == count
  }
}

/// Several texts as two columns.
private struct TextColumn {
  private var ends: [UInt32] = [0]
  private var bytes: [UInt8] = []

  init(_ texts: [[UInt8]]) {
    for text in texts {
      bytes += text
      ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }
  }

  mutating func visitColumns(_ visitor: inout some ImageVisitor) {
    visitor.visit(&ends)
    visitor.visit(&bytes)
  }

  /// The texts; nil when the ends are not ends of them.
  var all: [ArraySlice<UInt8>]? {
    guard !ends.isEmpty, ends.areStarts(of: ends.count - 1, in: bytes.count) else { return nil }
    return zip(ends, ends.dropFirst()).map { bytes[Int($0)..<Int($1)] }
  }
}

// Each looks at a whole column before it answers: a loop that may stop half-way is not vectorized.
extension Array where Element: FixedWidthInteger & UnsignedInteger {
  /// Whether all are below a bound.
  fileprivate func areBelow(_ bound: Int) -> Bool {
    var most: Element = 0
    for number in self { most = Swift.max(most, number) }
    return isEmpty || Int(most) < bound
  }
}

extension [UInt32] {
  /// Whether all are numbers of terms, of which 0 is none.
  fileprivate func areTerms(below bound: Int) -> Bool {
    var most: UInt32 = 0
    for number in self { most = Swift.max(most, number &- 1) }
    return isEmpty || Int(most) < bound - 1
  }

  /// Whether these are where so many runs begin in something of some length, and its end.
  fileprivate func areStarts(of runs: Int, in length: Int) -> Bool {
    guard count == runs + 1, first == 0, last.map(Int.init) == length else { return false }
    var falls: UInt32 = 0
    withUnsafeBufferPointer { starts in
      for index in 1..<Swift.max(1, starts.count) {
        falls |= starts[index] < starts[index - 1] ? 1 : 0
      }
    }
    return falls == 0
  }
}
