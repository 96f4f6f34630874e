// The annotations of a graph while they are gathered: plain arrays that grow and are taken up again,
// packed when all are there.

/// The annotated statements, in the order of their numbers.
struct AnnotationRows {
  /// By annotated statement: when it holds and how firm it is.
  private var standings: [Standing] = []
  /// By annotated statement: its first evidence and first detail; one longer.
  private var evidenceStarts: [UInt32] = [0]
  private var detailStarts: [UInt32] = [0]
  var evidences: [Evidence] = []
  var details: [Detail] = []

  /// Makes room for annotated statements.
  mutating func reserve(_ count: Int) {
    standings.reserveCapacity(count)
    evidences.reserveCapacity(count)
    evidenceStarts.reserveCapacity(count + 1)
    detailStarts.reserveCapacity(count + 1)
  }

  /// Adds the row of a statement whose evidence and details are there already.
  mutating func append(_ standing: Standing) {
    standings.append(standing)
    evidenceStarts.append(UInt32(evidences.count))
    detailStarts.append(UInt32(details.count))
  }

  /// The finished annotations: of so many statements these are annotated, ascending.
  func packed(_ annotated: [UInt32], of count: Int) -> Annotations {
    var annotations = Annotations()
    annotations.mark(annotated, of: count)
    var numbers: [Standing: UInt32] = [:]
    let standingNumbers = standings.map { standing in
      if let number = numbers[standing] { return number }
      let number = UInt32(annotations.standings.count)
      annotations.standings.append(standing)
      numbers[standing] = number
      return number
    }
    annotations.standingNumbers = Column(standingNumbers, highest: annotations.standings.count)
    annotations.evidenceStarts = Column(evidenceStarts, highest: evidences.count)
    annotations.detailStarts = Column(detailStarts, highest: details.count)
    annotations.evidences = EvidenceColumn(evidences)
    annotations.details = details
    return annotations
  }
}

extension Standing {
  /// An order of standings: by date, then by status.
  func precedes(_ other: Standing) -> Bool {
    let dates = (from, until, on, notBefore, notAfter)
    let others = (other.from, other.until, other.on, other.notBefore, other.notAfter)
    return dates == others ? status < other.status : dates < others
  }
}

extension Annotations {
  /// Marks which of some statements are annotated.
  fileprivate mutating func mark(_ annotated: [UInt32], of count: Int) {
    bitmap = [UInt64](repeating: 0, count: (count + 63) / 64)
    for statement in annotated { bitmap[Int(statement >> 6)] |= 1 << UInt64(statement & 63) }
    var sum: UInt32 = 0
    ranks.reserveCapacity(bitmap.count)
    for word in bitmap {
      ranks.append(sum)
      sum += UInt32(word.nonzeroBitCount)
    }
  }
}
