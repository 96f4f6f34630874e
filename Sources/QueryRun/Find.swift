// `find`: names, values and quotes that are, begin with or hold a text, in any language; and when
// nothing does, names near to it.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// Where a text was found.
private struct Hit {
  var node: TermID
  /// The literal.
  var text: TermID
  var statement: StatementID
  var how: How
  var kind: Kind

  enum How: UInt8 {
    case exact, prefix, inside, fuzzy

    init(_ match: TextMatch) {
      switch match {
      case .exact: self = .exact
      case .prefix: self = .prefix
      case .inside: self = .inside
      }
    }

    var word: String {
      switch self {
      case .exact: "exact"
      case .prefix: "prefix"
      case .inside: "inside"
      case .fuzzy: "fuzzy"
      }
    }
  }

  /// What the literal is of the node, in the order of showing.
  enum Kind: UInt8 { case name, value, quote }

  /// The better of two hits has the lower one.
  var rank: Int { Int(how.rawValue) << 8 | Int(kind.rawValue) }
}

extension Run {
  func find(_ text: String, tag: String?) throws(Stop) {
    answer.columns = ["node", "class", "label", "lang", "how", "where"]
    let key = Folding.fold(text.utf8)
    guard !key.isEmpty else { return }
    var found: [Hit] =
      if let best = try best(key, tag) { best } else { try first(try hits(key, tag)) }
    if found.isEmpty, case .unknown(let near) = names.node(text, tag: tag) {
      found = try first(
        near.compactMap { node in
          nameStatement(of: node).map { hit($0, snapshot.objects[Int($0)], .fuzzy, .name) }
        })
    }
    appendRows(of: found)
  }

  // MARK: Hits

  /// All admitted statements whose literal holds a text, and those that a quote with it stands behind.
  private func hits(_ key: [UInt8], _ tag: String?) throws(Stop) -> [Hit] {
    var matches: [(literal: TermID, how: Hit.How)] = []
    names.visitLiterals(holding: key) { literal, match in matches.append((literal, Hit.How(match)))
    }
    var hits: [Hit] = []
    hits.reserveCapacity(matches.count)
    for (literal, how) in matches {
      try step()
      try visitHits(literal, how, tag) { hits.append($0) }
    }
    let quoting = names.statements(quoting: matches.lazy.map(\.literal))
    guard !quoting.isEmpty else { return hits }
    let quoted = Dictionary(
      matches.map { ($0.literal, $0.how) }, uniquingKeysWith: { first, _ in first })
    for statement in quoting where admits(statement) {
      try step()
      let evidence = snapshot.annotations.evidence(of: statement)
      guard let quote = evidence.first(where: { quoted[$0.quote] != nil })?.quote,
        let how = quoted[quote], speaks(quote, tag)
      else { continue }
      hits.append(hit(statement, quote, how, .quote))
    }
    return hits
  }

  /// Calls `take` with the admitted statements of a literal.
  private func visitHits(
    _ literal: TermID, _ how: Hit.How, _ tag: String?, _ take: (Hit) -> Void
  ) throws(Stop) {
    for statement in snapshot.statements(to: literal) where admits(statement) {
      try step()
      let relation = Int(snapshot.relations[Int(statement)])
      let isName = vocabulary.traits[relation].contains(.naming)
      if speaks(literal, tag) { take(hit(statement, literal, how, isName ? .name : .value)) }
    }
  }

  private func hit(
    _ statement: StatementID, _ text: TermID, _ how: Hit.How, _ kind: Hit.Kind
  ) -> Hit {
    Hit(
      node: snapshot.subjects[Int(statement)], text: text, statement: statement, how: how,
      kind: kind)
  }

  private func speaks(_ literal: TermID, _ tag: String?) -> Bool {
    tag == nil || language(of: literal) == tag
  }

  private func nameStatement(of node: TermID) -> StatementID? {
    for relation in vocabulary.namings {
      if let first = snapshot.statements(from: node, relation).first { return first }
    }
    return nil
  }

  private func language(of literal: TermID) -> String? {
    let termClass = snapshot.terms.termClass(of: literal)
    return termClass.kind == .tagged ? Snapshot.text(termClass.text) : nil
  }

  // MARK: Order

  /// Rows that are chosen while hits are met; for more all hits are sorted.
  private static let mostBest = 2_048

  /// The best hits of as many nodes and texts as rows are wanted, in their order.
  ///
  /// Common words have a hit in every twentieth name: those that cannot come among the first are not
  /// sorted. A hit may be met in several statements, so more are kept than are wanted, and all
  /// if that was not enough.
  private func first(_ hits: [Hit]) throws(Stop) -> [Hit] {
    let wanted = plan.offset &+ plan.limit &+ 1
    if wanted > 0, wanted <= Run.mostBest, hits.count > wanted * 4 {
      let best = distinct(try least(wanted * 2, of: hits))
      if best.count >= wanted { return best }
    }
    return distinct(hits.sorted(by: precedes))
  }

  /// The best hits, where none need be counted; nil where all must be looked at.
  ///
  /// Common words have a hit in every twentieth name: a text that cannot be among the first is not
  /// read.
  private func best(_ key: [UInt8], _ tag: String?) throws(Stop) -> [Hit]? {
    let wanted = plan.offset &+ plan.limit &+ 1
    guard wanted > 0, wanted <= Run.mostBest, countsNone, !names.haveQuotes else { return nil }
    // A hit may be met in several statements.
    var least = LeastHits(most: wanted * 2)
    var stop: Stop?
    names.visitLiterals(holding: key) { literal, match in
      stop == nil && least.takes(literal, Hit.How(match), self)
    } _: { literal, match in
      guard stop == nil else { return }
      do throws(Stop) {
        try step()
        try visitHits(literal, Hit.How(match), tag) { least.insert($0, self) }
      } catch {
        stop = error
      }
    }
    if let stop { throw stop }
    let best = distinct(least.hits)
    return best.count >= wanted || least.isWhole ? best : nil
  }

  /// The first hits of so many, sorted.
  private func least(_ count: Int, of hits: [Hit]) throws(Stop) -> [Hit] {
    var least = LeastHits(most: count)
    for hit in hits {
      try step()
      least.insert(hit, self)
    }
    return least.hits
  }

  private func distinct(_ hits: [Hit]) -> [Hit] {
    var seen: Set<UInt64> = []
    return hits.filter { seen.insert(UInt64($0.node) << 32 | UInt64($0.text)).inserted }
  }

  /// Names before values before quotes, of one kind by text, node and place.
  fileprivate func precedes(_ left: Hit, _ right: Hit) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    let text = byteOrder(left.text, right.text)
    if text != 0 { return text < 0 }
    let node = byteOrder(left.node, right.node)
    if node != 0 { return node < 0 }
    guard left.statement != right.statement else { return false }
    let (first, second) = (place(of: left), place(of: right))
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private func place(of hit: Hit) -> String {
    hit.kind == .quote
      ? "quote " + sources(of: hit.statement).joined(separator: ", ")
      : relationName(snapshot.relations[Int(hit.statement)])
  }

  private func appendRows(of hits: [Hit]) {
    for hit in hits.dropFirst(plan.offset) {
      guard hasRoom() else { return }
      answer.rows.add(.node(hit.node))
      putClass(hit.node)
      answer.rows.add(.literal(hit.text))
      answer.rows.add(language(of: hit.text).map { .text($0) } ?? .empty)
      answer.rows.add(.text(hit.how.word))
      answer.rows.add(.text(place(of: hit)))
      answer.rows.add(hit.statement)
      answer.rows.endRow()
    }
  }
}

/// The first of some hits in their order.
private struct LeastHits {
  private(set) var hits: [Hit] = []
  /// No hit was passed over.
  private(set) var isWhole = true
  private let most: Int

  init(most: Int) {
    self.most = most
    hits.reserveCapacity(most + 1)
  }

  /// Whether a literal can be among them that is at best found so.
  mutating func takes(_ literal: TermID, _ how: Hit.How, _ run: Run) -> Bool {
    guard hits.count == most else { return true }
    let last = hits[most - 1]
    let rank = Hit(node: 0, text: literal, statement: 0, how: how, kind: .name).rank
    let isBefore =
      rank != last.rank
      ? rank < last.rank
      : run.snapshot.compareTexts(literal, last.text, NaturalOrder.byteOrder) <= 0
    if isBefore { return true }
    isWhole = false
    return false
  }

  /// Puts a hit in its place; of equal ones the first stays before.
  mutating func insert(_ hit: Hit, _ run: Run) {
    if hits.count == most, !run.precedes(hit, hits[most - 1]) {
      isWhole = false
      return
    }
    var lower = 0
    var upper = hits.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if run.precedes(hit, hits[middle]) { upper = middle } else { lower = middle + 1 }
    }
    hits.insert(hit, at: lower)
    guard hits.count > most else { return }
    hits.removeLast()
    isWhole = false
  }
}
