// What the sources say about a statement: when it holds, how firm it is, who says so and where.
// Most triples of a large graph have none of this, so the columns hold annotated statements only,
// and a bitmap with running counts tells in two loads whether and where a statement has its row.

public import GraphModel

/// Where one source says a statement.
public struct Evidence: Hashable, Sendable {
  /// The document; 0 when none is named.
  public var source: TermID
  /// A literal: paragraph, footnote or table row; 0 when there is none.
  public var locator: TermID
  /// A literal: the words the statement rests on; 0 when there are none.
  public var quote: TermID
  /// Index into the files of the snapshot.
  public var file: UInt32
  /// The line of the file, from 1.
  public var line: UInt32
}

/// An annotation that is neither date, status nor evidence.
public struct Detail: Hashable, Sendable {
  /// The annotation.
  public var predicate: TermID
  /// Its value.
  public var object: TermID
}

/// When a statement holds, as far as it says.
public struct Validity: Hashable, Sendable {
  /// The beginning of a state.
  public var from: PartialDate?
  /// The end of a state; the date itself is included as far as it is partial.
  public var until: PartialDate?
  /// The day of an occurrence.
  public var on: PartialDate?
  /// The earliest that it can have begun.
  public var notBefore: PartialDate?
  /// The latest that it can have begun.
  public var notAfter: PartialDate?

  /// A validity that says nothing.
  public init() {}

  /// Whether it says anything.
  public var isEmpty: Bool {
    from == nil && until == nil && on == nil && notBefore == nil && notAfter == nil
  }
}

/// When a statement holds and how firm it is, which many statements have alike.
struct Standing: ImageItem, Hashable {
  /// Packed dates (`PartialDate.packed`), 0 for none.
  var from: Int32 = 0
  var until: Int32 = 0
  var on: Int32 = 0
  var notBefore: Int32 = 0
  var notAfter: Int32 = 0
  /// The status; 0 for none.
  var status: TermID = 0
}

/// The annotated statements of a snapshot.
public struct Annotations: Sendable {
  /// One bit for each statement.
  @usableFromInline var bitmap: [UInt64] = []
  /// How many annotated statements come before each word of the bitmap.
  var ranks: [UInt32] = []
  /// Each standing once.
  var standings: [Standing] = []
  /// By annotated statement: which of the standings is its own.
  var standingNumbers = Column()
  /// By annotated statement: its first evidence and first detail; one longer than the columns.
  var evidenceStarts = Column([0], highest: 0)
  var detailStarts = Column([0], highest: 0)
  var evidences = EvidenceColumn([])
  var details: [Detail] = []

  /// How many statements are annotated.
  public var count: Int { standingNumbers.count }

  private func row(of statement: StatementID) -> Int? {
    let word = Int(statement >> 6)
    guard word < bitmap.count else { return nil }
    let bits = bitmap[word]
    let bit = UInt64(1) << UInt64(statement & 63)
    guard bits & bit != 0 else { return nil }
    return Int(ranks[word]) + (bits & (bit - 1)).nonzeroBitCount
  }

  /// Whether a source, date, status or detail is known of a statement.
  @inlinable
  public func isAnnotated(_ statement: StatementID) -> Bool {
    let word = Int(statement >> 6)
    return word < bitmap.count && bitmap[word] >> UInt64(statement & 63) & 1 == 1
  }

  /// When a statement holds.
  public func validity(of statement: StatementID) -> Validity {
    var validity = Validity()
    guard let row = row(of: statement) else { return validity }
    let standing = standings[Int(standingNumbers[row])]
    validity.from = PartialDate(packed: standing.from)
    validity.until = PartialDate(packed: standing.until)
    validity.on = PartialDate(packed: standing.on)
    validity.notBefore = PartialDate(packed: standing.notBefore)
    validity.notAfter = PartialDate(packed: standing.notAfter)
    return validity
  }

  /// The status of a statement; 0 when none is given, which means stated.
  public func status(of statement: StatementID) -> TermID {
    guard let row = row(of: statement) else { return 0 }
    return standings[Int(standingNumbers[row])].status
  }

  /// Where a statement is said, by document, locator and quote.
  public func evidence(of statement: StatementID) -> EvidenceColumn {
    guard let row = row(of: statement) else { return evidences[..<0] }
    return evidences[Int(evidenceStarts[row])..<Int(evidenceStarts[row + 1])]
  }

  /// The remaining annotations of a statement, by annotation and value.
  public func details(of statement: StatementID) -> ArraySlice<Detail> {
    guard let row = row(of: statement) else { return [] }
    return details[Int(detailStarts[row])..<Int(detailStarts[row + 1])]
  }

  /// The documents that statements rest on, each once.
  public var sources: Set<TermID> {
    var found = Set(evidences.lazy.map(\.source))
    found.remove(0)
    return found
  }
}
