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
    var hits = try hits(key, tag)
    if hits.isEmpty, case .unknown(let near) = names.node(text, tag: tag) {
      hits = near.compactMap { node in
        nameStatement(of: node).map { hit($0, snapshot.objects[Int($0)], .fuzzy, .name) }
      }
    }
    appendRows(of: try first(hits))
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
      for statement in snapshot.statements(to: literal) where admits(statement) {
        try step()
        let relation = Int(snapshot.relations[Int(statement)])
        let isName = vocabulary.traits[relation].contains(.naming)
        if speaks(literal, tag) {
          hits.append(hit(statement, literal, how, isName ? .name : .value))
        }
      }
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

  /// The best hits of as many nodes and texts as rows are wanted, in their order.
  ///
  /// Common words have a hit in every twentieth name: those that cannot come among the first are not
  /// sorted. A hit may be met in several statements, so more are kept than are wanted, and all
  /// if that was not enough.
  private func first(_ hits: [Hit]) throws(Stop) -> [Hit] {
    let wanted = plan.offset &+ plan.limit &+ 1
    if wanted > 0, wanted <= 2_048, hits.count > wanted * 4 {
      let best = distinct(try least(wanted * 2, of: hits))
      if best.count >= wanted { return best }
    }
    return distinct(hits.sorted(by: precedes))
  }

  /// The first hits of so many, sorted.
  private func least(_ count: Int, of hits: [Hit]) throws(Stop) -> [Hit] {
    var least: [Hit] = []
    least.reserveCapacity(count + 1)
    for hit in hits {
      try step()
      if least.count == count, !precedes(hit, least[count - 1]) { continue }
      var lower = 0
      var upper = least.count
      while lower < upper {
        let middle = (lower + upper) / 2
        if precedes(hit, least[middle]) { upper = middle } else { lower = middle + 1 }
      }
      least.insert(hit, at: lower)
      if least.count > count { least.removeLast() }
    }
    return least
  }

  private func distinct(_ hits: [Hit]) -> [Hit] {
    var seen: Set<UInt64> = []
    return hits.filter { seen.insert(UInt64($0.node) << 32 | UInt64($0.text)).inserted }
  }

  /// Names before values before quotes, of one kind by text, node and place.
  private func precedes(_ left: Hit, _ right: Hit) -> Bool {
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
      answer.rows.add(classCell(hit.node))
      answer.rows.add(.literal(hit.text))
      answer.rows.add(language(of: hit.text).map { .text($0) } ?? .empty)
      answer.rows.add(.text(hit.how.word))
      answer.rows.add(.text(place(of: hit)))
      answer.rows.add(hit.statement)
      answer.rows.endRow()
    }
  }
}
