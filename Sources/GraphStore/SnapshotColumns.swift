// The columns of a snapshot, in the order in which an image has them, and what must hold of columns
// that somebody else may have written before they are used without asking again.

extension SnapshotBuilder.Parts {
  /// What a finished snapshot was made of, its terms in no more room than they need.
  init(of snapshot: Snapshot) {
    self.init(
      terms: snapshot.terms, curies: snapshot.curies, subjects: snapshot.subjects,
      relations: snapshot.relations, objects: snapshot.objects, predicates: snapshot.predicates,
      annotations: snapshot.annotations, files: snapshot.files, contentHash: snapshot.contentHash,
      unstatedReifications: snapshot.unstatedReifications,
      objectStarts: snapshot.objectStarts, byObject: snapshot.byObject,
      relationStarts: snapshot.relationStarts, byRelation: snapshot.byRelation)
    terms.tighten()
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
    return annotations.visitColumns(&visitor)
      && subjects.visitColumns(&visitor, rows: rows, terms: terms.count)
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
      && objects.holds(.areTerms(below: terms)) && predicates.holds(.areTerms(below: terms))
      && relations.holds(.areBelow(predicates.count))
      && byObject.holds(.areBelow(rows)) && byRelation.holds(.areBelow(rows))
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
    if middle.isEmpty { return low.holds(.areBelow(bound)) }
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

  fileprivate func holds(_ check: NumberCheck) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let numbers = UnsafeRawBufferPointer(rebasing: bytes[..<(count * width)])
      switch width {
      case 1: return check.holds(of: numbers.bindMemory(to: UInt8.self))
      case 2: return check.holds(of: numbers.bindMemory(to: UInt16.self))
      case 4: return check.holds(of: numbers.bindMemory(to: UInt32.self))
      default: return Array(self).holds(check)
      }
    }
  }

  /// Whether these are where so many runs begin in something of some length, and its end.
  fileprivate func areStarts(of runs: Int, in length: Int) -> Bool {
    count == runs + 1 && first == 0 && last.map(Int.init) == length
      && holds(.areWithin(0..<length + 1)) && holds(.rise(by: 0))
  }
}

extension SubjectColumn {
  fileprivate mutating func visitColumns(
    _ visitor: inout some ImageVisitor, rows: Int, terms: Int
  ) -> Bool {
    var (nodes, starts) = (nodes, starts)
    guard nodes.visit(&visitor, highest: terms), starts.visit(&visitor, highest: rows),
      nodes.holds(.areTerms(below: terms)), starts.areStarts(of: nodes.count, in: rows),
      nodes.holds(.rise(by: 1)), starts.holds(.rise(by: 1))
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
  fileprivate mutating func visitColumns(_ visitor: inout some ImageVisitor) -> Bool {
    visitor.visit(&bitmap)
    visitor.visit(&ranks)
    visitor.visit(&standings)
    visitor.visit(&details)
    return standingNumbers.visit(&visitor, highest: standings.count)
      && evidences.visit(&visitor)
      && evidenceStarts.visit(&visitor, highest: evidences.count)
      && detailStarts.visit(&visitor, highest: details.count)
  }

  fileprivate func isSound(rows: Int, terms: Int, files: Int) -> Bool {
    areRanksSound(rows) && standingNumbers.holds(.areBelow(standings.count))
      && standings.allSatisfy { $0.status < terms }
      && evidenceStarts.areStarts(of: count, in: evidences.count)
      && detailStarts.areStarts(of: count, in: details.count)
      && evidences.areBelow(terms: terms, files: files)
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

extension EvidenceColumn {
  fileprivate mutating func visit(_ visitor: inout some ImageVisitor) -> Bool {
    var (widths, bytes) = (widths, bytes)
    visitor.visit(&widths)
    visitor.visit(&bytes)
    guard let column = EvidenceColumn(bytes: bytes, widths: widths) else { return false }
    self = column
    return true
  }

  /// Whether all speak of terms and files that are there.
  fileprivate func areBelow(terms: Int, files: Int) -> Bool {
    var (term, file): (UInt32, UInt32) = (0, 0)
    for index in indices {
      let evidence = self[index]
      term = Swift.max(term, evidence.source, evidence.locator, evidence.quote)
      file = Swift.max(file, evidence.file)
    }
    return isEmpty || Int(term) < terms && Int(file) < files
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
    guard !ends.isEmpty, ends.areStarts(of: ends.count - 1, in: bytes.count) else {
      return nil
    }
    return zip(ends, ends.dropFirst()).map { bytes[Int($0)..<Int($1)] }
  }
}

/// What must hold of numbers before they are used as indices.
private enum NumberCheck {
  /// Each is in a range.
  case areWithin(Range<Int>)
  /// Each is so much above the one before, or more.
  case rise(by: Int)

  /// All are numbers of terms, of which 0 is none.
  static func areTerms(below bound: Int) -> NumberCheck { .areWithin(1..<max(1, bound)) }

  /// All are below a bound.
  static func areBelow(_ bound: Int) -> NumberCheck { .areWithin(0..<bound) }

  /// Whether it holds of some numbers.
  ///
  /// Every number is looked at and only signs are gathered: a loop that may stop half-way, or
  /// compares, is not vectorized.
  func holds<Number: FixedWidthInteger & UnsignedInteger>(
    of numbers: UnsafeBufferPointer<Number>
  ) -> Bool {
    var signs: Int32 = 0
    switch self {
    case .areWithin(let range):
      guard !numbers.isEmpty else { return true }
      guard !range.isEmpty, let low = Int32(exactly: range.lowerBound),
        let high = Int32(exactly: range.upperBound - 1)
      else { return false }
      for number in numbers {
        let number = Int32(truncatingIfNeeded: number)
        signs |= number | (number &- low) | (high &- number)
      }
    case .rise(let step):
      for index in 1..<max(1, numbers.count) {
        let previous = Int32(truncatingIfNeeded: numbers[index &- 1])
        signs |= Int32(truncatingIfNeeded: numbers[index]) &- previous &- Int32(step)
      }
    }
    return signs >= 0
  }
}

extension Array where Element: FixedWidthInteger & UnsignedInteger {
  fileprivate func holds(_ check: NumberCheck) -> Bool {
    withUnsafeBufferPointer { check.holds(of: $0) }
  }
}

extension [UInt32] {
  /// Whether these are where so many runs begin in something of some length, and its end.
  fileprivate func areStarts(of runs: Int, in length: Int) -> Bool {
    count == runs + 1 && first == 0 && last.map(Int.init) == length
      && holds(.areWithin(0..<length + 1)) && holds(.rise(by: 0))
  }
}
