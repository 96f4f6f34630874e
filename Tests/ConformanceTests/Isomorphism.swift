// Whether two sets of statements are the same but for the labels of their blank nodes: colours are
// refined by what stands around each node, what is left ambiguous is tried out.

import GraphFormats

/// A piece of a statement's text, or a blank node in it.
enum Part: Hashable {
  case text(String)
  case blank(String)
}

/// A set of statements.
struct Statements: Equatable {
  private(set) var all: Set<[Part]> = []

  mutating func add(_ batch: borrowing TripleBatch) {
    for triple in batch.triples {
      var parts = Statements.parts(triple, batch)
      if let graph = triple.graph { parts += Statements.parts(graph, batch) }
      all.insert(parts)
    }
  }

  private static func parts(_ triple: TripleSpans, _ batch: borrowing TripleBatch) -> [Part] {
    parts(triple.subject, batch) + parts(triple.predicate, batch) + parts(triple.object, batch)
  }

  private static func parts(_ term: TermSpan, _ batch: borrowing TripleBatch) -> [Part] {
    let text = String(decoding: term.text, as: UTF8.self)
    if term.kind == .blank { return [.blank(text)] }
    if term.kind == .triple {
      return [.text("<<(")] + parts(batch.nested[Int(term.head)], batch) + [.text(")>>")]
    }
    let head = String(decoding: batch.heads[Int(term.head)], as: UTF8.self)
    if term.kind == .iri { return [.text("<\(head)\(text)>")] }
    return [.text("\(term.kind) \(head) \(text)")]
  }

  var blanks: Set<String> {
    var found: Set<String> = []
    for case .blank(let label) in all.joined() { found.insert(label) }
    return found
  }

  /// Whether another set differs at most in labels.
  func isSame(as other: Statements) -> Bool {
    guard all.count == other.all.count, blanks.count == other.blanks.count else { return false }
    let (mine, theirs) = (colours(), other.colours())
    guard mine.values.sorted() == theirs.values.sorted() else { return false }
    let order = mine.keys.sorted { (mine[$0] ?? 0, $0) < (mine[$1] ?? 0, $1) }
    return match(order[...], [:], mine, theirs, other)
  }

  private func colours() -> [String: Int] {
    var colour = Dictionary(uniqueKeysWithValues: blanks.map { ($0, 0) })
    for _ in 0..<8 {
      var around: [String: [Int]] = [:]
      for statement in all {
        for label in Set(statement.compactMap { if case .blank(let l) = $0 { l } else { nil } }) {
          var hasher = Hasher()
          for part in statement {
            switch part {
            case .text(let text): hasher.combine(text)
            case .blank(let other): hasher.combine(other == label ? -1 : colour[other] ?? 0)
            }
          }
          around[label, default: []].append(hasher.finalize())
        }
      }
      colour = around.mapValues { signatures in
        var hasher = Hasher()
        hasher.combine(signatures.sorted())
        return hasher.finalize()
      }
    }
    return colour
  }

  private func match(
    _ open: ArraySlice<String>, _ map: [String: String], _ mine: [String: Int],
    _ theirs: [String: Int], _ other: Statements
  ) -> Bool {
    guard let label = open.first else {
      let renamed = all.map { statement in
        statement.map { (part: Part) -> Part in
          if case .blank(let label) = part { .blank(map[label] ?? label) } else { part }
        }
      }
      return Set(renamed) == other.all
    }
    let taken = Set(map.values)
    for (candidate, colour) in theirs where colour == mine[label] && !taken.contains(candidate) {
      var map = map
      map[label] = candidate
      if match(open.dropFirst(), map, mine, theirs, other) { return true }
    }
    return false
  }
}
