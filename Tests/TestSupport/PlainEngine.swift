// The naive reference engine: every question is answered by looking through an array of statements,
// again and again, in the most obvious way. It shares the syntax tree with the real engine and
// nothing else; where the two differ, one of them misreads `language.md`.

import QueryParse

/// What a naive engine cannot answer.
package struct PlainRefusal: Error {
  let reason: String
}

/// A question about statements that are given as values.
package struct PlainEngine {
  /// The statements of the graph, those of one meaning joined.
  let all: [PlainStatement]
  /// Those that pass the filter of the query at hand.
  var admitted: [PlainStatement] = []
  var clauses = Clauses()
  var languages = ["en"]
  var trusted: Set<String>?

  /// An engine over statements in any order.
  package init(_ statements: [PlainStatement]) { all = PlainStatement.grouped(statements) }

  /// What a query is answered with.
  package struct Reply: Equatable {
    package var rows: [[String]]
    package var hubs: [String] = []
  }

  /// Answers a query.
  package mutating func ask(_ text: String) throws -> Reply {
    let query = try parseQuery(Array(text.utf8))
    clauses = query.clauses
    languages = clauses.languages ?? ["en"]
    trusted = try trustedDocuments()
    let filter = try PlainFilter(query, trusted)
    admitted = all.filter(filter.admits)
    switch query.verb {
    case .link(let sides): return try link(try sides.map(node))
    case .lineage(let root): return Reply(rows: try lineage(try node(root)))
    case .origin(let first, let second):
      return Reply(rows: window(try origin(try node(first), try node(second))))
    case .paths(let stops): return Reply(rows: try paths(try stops.map(node)))
    case .near(let centre): return Reply(rows: window(try near(try node(centre))))
    case .match(let patterns): return Reply(rows: window(try match(patterns)))
    case .list(let name): return Reply(rows: window(list(try name.map(className))))
    case .show(let name): return Reply(rows: window(show(try node(name))))
    case .why, .find, .run: throw PlainRefusal(reason: query.verb.keyword)
    }
  }

  /// The rows that `offset` and `limit` leave.
  func window<Row>(_ rows: [Row]) -> [Row] {
    Array(rows.dropFirst(number(clauses.offset) ?? 0).prefix(number(clauses.limit) ?? 1_000))
  }

  func number(_ count: Clauses.Count?) -> Int? {
    if case .number(let number) = count { number } else { nil }
  }

  // MARK: Names

  func word(_ name: Name) throws -> String {
    guard case .word(let word) = name.form else { throw PlainRefusal(reason: "\(name)") }
    return word
  }

  func node(_ name: Name) throws -> String { try word(name) }

  func className(_ name: Name) throws -> String {
    let word = try word(name)
    return word.hasPrefix("v:") ? String(word.dropFirst(2)) : word
  }

  func avoided() throws -> Set<String> { Set(try (clauses.avoid ?? []).map(node)) }

  func through() throws -> [String]? { try clauses.through?.map(className) }

  /// The documents of `according-to` and all that is part of them.
  private func trustedDocuments() throws -> Set<String>? {
    guard let names = clauses.accordingTo else { return nil }
    let parthoods = all.filter { PlainVocabulary.has("part", $0.relation) }
    var found = Set(try names.map(node))
    for _ in parthoods {
      for statement in parthoods {
        if let whole = statement.object.node, found.contains(whole) {
          found.insert(statement.subject)
        }
      }
    }
    return found
  }

  // MARK: Fields that several verbs show

  func since(_ statement: PlainStatement) -> String { statement.from ?? statement.on ?? "?" }

  func until(_ statement: PlainStatement) -> String {
    statement.until ?? (statement.from == nil && statement.on == nil ? "?" : "")
  }

  func status(_ statement: PlainStatement) -> String { statement.status ?? "stated" }

  func detail(_ statement: PlainStatement) -> String {
    var parts: [String] = []
    if let date = statement.notBefore { parts.append("not before: \(date)") }
    if let date = statement.notAfter { parts.append("not after: \(date)") }
    if let role = statement.role { parts.append("role: \(role)") }
    return parts.joined(separator: "; ")
  }

  /// The sources of a statement that are asked for, each once, in order.
  func sources(_ statement: PlainStatement) -> [String] {
    let wanted = statement.sources.filter { trusted?.contains($0.document) ?? true }
    return Set(wanted.map(\.text)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func label(_ node: String) -> (text: String, isFallback: Bool, language: String)? {
    var best: (rank: Int, language: String, text: String)?
    for statement in all where statement.subject == node && statement.relation == "label" {
      guard case .text(let text, let language?) = statement.object else { continue }
      let rank = languages.firstIndex(of: language) ?? (language == "en" ? 50 : 70)
      let own = (rank: rank, language: language, text: text)
      if best.map({ own < $0 }) ?? true { best = own }
    }
    return best.map { ($0.text, !languages.contains($0.language), $0.language) }
  }

  func labelCell(_ node: String) -> String {
    guard let label = label(node) else { return "" }
    return label.isFallback ? "\(label.text) [\(label.language)]" : label.text
  }

  /// A node or value in words.
  func words(_ term: PlainTerm) -> String {
    switch term {
    case .node(let node): label(node)?.text ?? node
    case .text(let text, _): text
    case .number, .date: term.cell
    }
  }

  /// The classes a node is said to be of, filter or not.
  func classes(_ node: String) -> [String] {
    all.filter { $0.subject == node && $0.relation == "a" }
      .compactMap { $0.object.node.map { String($0.dropFirst(2)) } }
  }

  func classCell(_ node: String) -> String {
    let own = classes(node)
    let special = own.filter { candidate in
      !own.contains { $0 != candidate && PlainVocabulary.isKind($0, of: candidate) }
    }
    return special.min() ?? ""
  }

  func dateCell(_ node: String) -> String {
    all.first { $0.subject == node && $0.relation == "heldOn" }?.object.cell ?? ""
  }

  /// Whether an admitted statement makes a node one of some classes or their kinds.
  func isOf(_ wanted: [String], _ node: String) -> Bool {
    admitted.contains { statement in
      guard statement.subject == node, statement.relation == "a",
        let own = statement.object.node?.dropFirst(2)
      else { return false }
      return wanted.contains { PlainVocabulary.isKind(String(own), of: $0) }
    }
  }
}

/// Whether one row of text comes before another, byte by byte and field by field.
func precedes(_ left: [String], _ right: [String]) -> Bool {
  for (first, second) in zip(left, right) where first != second {
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }
  return left.count < right.count
}
