// Reifiers → statements. Reifiers of one triple that differ only in source, locator and quote are
// one statement with several sources; any other difference makes two statements, hence two rows.
// Worked off row by row, and what a reifier says is laid at once where it stays; only where several
// speak of one triple is it taken up again and put in order. Arrays for each claim were 40,000
// allocations for the graph of treaties, a third of its whole loading.

internal import GraphModel

/// Gathers what reifiers say and lays it beside the sorted triples.
struct AnnotationTable {
  /// What one reifier says.
  private struct Claim {
    var standing = Standing()
    /// Where its details and its evidence lie among those laid down.
    var details = 0..<0
    var evidence = 0..<0

    /// Whether two claims without details are one statement.
    func isPlainlySame(as other: Claim) -> Bool {
      standing == other.standing && details.isEmpty && other.details.isEmpty
    }
  }

  private let reifications: [RawTriples.Reification]
  private let said: ReifierRows
  private let roles: AnnotationRoles
  private let terms: TermDictionary
  /// What is laid down, by annotated statement.
  private var laid = AnnotationRows()
  /// What was laid down, when all is.
  private(set) var annotations = Annotations()
  /// Reifications of triples that no file states.
  private(set) var unstated = 0
  /// Rows of triples that are several statements, once for each statement beyond the first.
  private(set) var repeated: [UInt32] = []

  // Of the reifier at hand.
  private var sources = TermList()
  private var locators = TermList()
  private var quotes = TermList()

  init(
    reifications: [RawTriples.Reification], said: ReifierRows, roles: AnnotationRoles,
    terms: TermDictionary
  ) {
    self.reifications = reifications
    self.said = said
    self.roles = roles
    self.terms = terms
  }

  /// Fills `annotations`, `unstated` and `repeated`; `rowOf` tells the row of a triple.
  mutating func attach(rowCount: Int, rowOf: (RawTriples.Row) -> UInt32?) {
    var order = KeyedRows(capacity: reifications.count)
    for (index, reification) in reifications.enumerated() {
      if let row = rowOf(reification.triple) {
        order.append(key: row, row: UInt32(index))
      } else {
        unstated += 1
      }
    }
    order.sort()
    laid.reserve(order.count)
    var annotated: [UInt32] = []
    annotated.reserveCapacity(order.count)
    var next = 0
    while next < order.count {
      let row = order.key(next)
      var first = claim(reifications[order.row(next)])
      var claims: [Claim] = []
      next += 1
      while next < order.count, order.key(next) == row {
        let other = claim(reifications[order.row(next)])
        next += 1
        if claims.isEmpty, first.isPlainlySame(as: other) {
          // Two documents say the same: their evidence lies side by side already.
          first.evidence = first.evidence.lowerBound..<other.evidence.upperBound
        } else {
          if claims.isEmpty { claims.append(first) }
          claims.append(other)
        }
      }
      if claims.isEmpty {
        sortEvidence(from: first.evidence.lowerBound)
        annotated.append(row + UInt32(repeated.count))
        laid.append(first.standing)
      } else {
        lay(&claims, row, &annotated)
      }
    }
    annotations = laid.packed(annotated, of: rowCount + repeated.count)
    laid = AnnotationRows()
  }

  // MARK: One claim

  /// Lays down the details and the evidence of a reifier.
  private mutating func claim(_ reification: RawTriples.Reification) -> Claim {
    var claim = Claim()
    let firstDetail = laid.details.count
    let firstEvidence = laid.evidences.count
    sources.clear()
    locators.clear()
    quotes.clear()
    if reification.graph != 0 { _ = sources.append(reification.graph) }
    for index in said.range(of: reification.reifier) { take(said[index], &claim) }
    if laid.details.count > firstDetail + 1 {
      laid.details[firstDetail...].sort(by: AnnotationTable.precedes)
    }
    // The last of fewer stands for the rest: one quote serves two sources of one reifier.
    for index in 0..<max(sources.count, locators.count, quotes.count) {
      laid.evidences.append(
        Evidence(
          source: sources[index], locator: locators[index], quote: quotes[index],
          file: reification.file, line: reification.line))
    }
    claim.details = firstDetail..<laid.details.count
    claim.evidence = firstEvidence..<laid.evidences.count
    return claim
  }

  /// Takes in one thing that a reifier says.
  private mutating func take(_ row: RawTriples.Row, _ claim: inout Claim) {
    let isTaken =
      switch roles.role(of: row.predicate) {
      case .source: sources.append(row.object)
      case .locator: locators.append(row.object)
      case .quote: quotes.append(row.object)
      case .status: setStatus(row.object, &claim)
      case .from: setDate(row.object, &claim.standing.from)
      case .until: setDate(row.object, &claim.standing.until)
      case .on: setDate(row.object, &claim.standing.on)
      case .notBefore: setDate(row.object, &claim.standing.notBefore)
      case .notAfter: setDate(row.object, &claim.standing.notAfter)
      case .none: false
      }
    if !isTaken {
      laid.details.append(Detail(predicate: row.predicate, object: row.object))
    }
  }

  private func setStatus(_ status: TermID, _ claim: inout Claim) -> Bool {
    claim.standing.status = status
    return true
  }

  /// Sets a date; false when the value is no date, or there is one already.
  private func setDate(_ object: TermID, _ place: inout Int32) -> Bool {
    guard place == 0, let date = terms.date(object)?.packed else { return false }
    place = date
    return true
  }

  // MARK: Several claims about one triple

  /// Lays the claims about one triple down again, as statements and in order.
  private mutating func lay(
    _ claims: inout [Claim], _ row: UInt32, _ annotated: inout [UInt32]
  ) {
    let (firstDetail, firstEvidence) = (claims[0].details.lowerBound, claims[0].evidence.lowerBound)
    let details = Array(laid.details[firstDetail...])
    let evidence = Array(laid.evidences[firstEvidence...])
    laid.details.removeLast(details.count)
    laid.evidences.removeLast(evidence.count)
    for index in claims.indices {
      claims[index].details = claims[index].details.shifted(by: -firstDetail)
      claims[index].evidence = claims[index].evidence.shifted(by: -firstEvidence)
    }
    claims.sort { AnnotationTable.precedes($0, $1, details) }
    var index = 0
    while index < claims.count {
      let claim = claims[index]
      if index > 0 { repeated.append(row) }
      annotated.append(row + UInt32(repeated.count))
      let first = laid.evidences.count
      repeat {
        laid.evidences += evidence[claims[index].evidence]
        index += 1
      } while index < claims.count && !AnnotationTable.precedes(claim, claims[index], details)
      sortEvidence(from: first)
      laid.details += details[claim.details]
      laid.append(claim.standing)
    }
  }

  /// The order of claims; those of which neither precedes are one statement.
  private static func precedes(_ left: Claim, _ right: Claim, _ details: [Detail]) -> Bool {
    if left.standing != right.standing { return left.standing.precedes(right.standing) }
    return details[left.details].lexicographicallyPrecedes(details[right.details], by: precedes)
  }

  private static func precedes(_ left: Detail, _ right: Detail) -> Bool {
    (left.predicate, left.object) < (right.predicate, right.object)
  }

  /// Puts the evidence from an index on into the order of its bytes.
  private mutating func sortEvidence(from first: Int) {
    guard laid.evidences.count > first + 1 else { return }
    let terms = terms
    laid.evidences[first...].sort { left, right in
      if left.source != right.source { return terms.precedes(iri: left.source, right.source) }
      if left.locator != right.locator { return terms.precedes(text: left.locator, right.locator) }
      return terms.precedes(text: left.quote, right.quote)
    }
  }
}

/// A few terms, in memory that is used again: emptying an array costs more than filling this.
private struct TermList {
  private var terms: [TermID] = []
  private(set) var count = 0

  mutating func clear() { count = 0 }

  mutating func append(_ term: TermID) -> Bool {
    if count < terms.count { terms[count] = term } else { terms.append(term) }
    count += 1
    return true
  }

  /// The n-th, or the last of fewer; 0 of none.
  subscript(index: Int) -> TermID { count == 0 ? 0 : terms[min(index, count - 1)] }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    (lowerBound + distance)..<(upperBound + distance)
  }
}

extension TermDictionary {
  /// Whether a term's IRI comes before another's in the order of bytes; no term comes first.
  fileprivate func precedes(iri left: TermID, _ right: TermID) -> Bool {
    guard left != 0, right != 0, classNumber(of: left) != classNumber(of: right) else {
      return precedes(text: left, right)
    }
    return iri(left).lexicographicallyPrecedes(iri(right))
  }

  /// Whether a term's text comes before another's in the order of bytes; no term comes first.
  fileprivate func precedes(text left: TermID, _ right: TermID) -> Bool {
    guard left != 0, right != 0 else { return left == 0 && right != 0 }
    return withText(of: left) { own in
      withText(of: right) { own.lexicographicallyPrecedes($0) }
    }
  }
}
