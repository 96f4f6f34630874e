// The columns that `with sources`, `with dates` and `with iris` add behind an answer's own.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// A column that an answer has not by itself.
enum ExtraColumn: Sendable, Equatable {
  case sources
  case since
  case until
  case said
  /// The IRI of the node in a column.
  case iri(of: Int)

  /// The columns that some settings add to an answer.
  static func columns(of answer: Answer, _ settings: ShowSettings) -> [ExtraColumn] {
    var added: [ExtraColumn] = settings.showsSources ? [.sources] : []
    if settings.showsDates { added += [.since, .until, .said] }
    added.removeAll { answer.columns.contains($0.name(in: answer)) }
    guard settings.showsIRIs else { return added }
    for (index, column) in answer.columns.enumerated() where holdsNodes(column, index, answer) {
      added.append(.iri(of: index))
    }
    return added
  }

  /// Columns of nodes by their name, so that an empty answer has the same columns; those of `match`
  /// by what stands in them.
  private static func holdsNodes(_ column: String, _ index: Int, _ answer: Answer) -> Bool {
    switch column {
    case "node", "from", "to", "of", "value", "subject", "object", "document":
      if answer.verb != "match" { return true }
    default: if column.hasPrefix("via_"), answer.verb == "link" { return true }
    }
    return answer.rows.contains { row in
      if case .node = row.cells[index] { true } else { false }
    }
  }

  /// The name of the column.
  func name(in answer: Answer) -> String {
    switch self {
    case .sources: "sources"
    case .since: "since"
    case .until: "until"
    case .said: "said"
    case .iri(let column): answer.columns[column] + "_iri"
    }
  }
}

extension AnswerWriter {
  /// The field of an added column.
  func extraCell(_ column: ExtraColumn, _ row: Answer.Row) -> Cell {
    switch column {
    case .sources: return joined(row.statements.flatMap { sources(of: $0) }.map { .text($0) })
    case .since: return joined(row.statements.map { since($0) })
    case .until: return joined(row.statements.map { until($0) })
    case .said: return said(row)
    case .iri(let column):
      guard case .node(let node) = row.cells[column], snapshot.terms.kind(of: node) == .iri else {
        return .empty
      }
      return .text(Snapshot.text(snapshot.terms.iri(node)))
    }
  }

  /// Since when a statement holds; `?` when its source leaves that open.
  func since(_ statement: StatementID) -> Cell {
    let validity = snapshot.annotations.validity(of: statement)
    return (validity.from ?? validity.on).map { .date($0) } ?? .undated
  }

  /// Until when a statement holds; empty for a state that goes on and for an occurrence.
  func until(_ statement: StatementID) -> Cell {
    let validity = snapshot.annotations.validity(of: statement)
    if let date = validity.until { return .date(date) }
    return validity.from == nil && validity.on == nil ? .undated : .empty
  }

  /// When the documents that say it are dated.
  private func said(_ row: Answer.Row) -> Cell {
    var found: [Cell] = []
    for evidence in row.statements.flatMap(evidence) where evidence.source != 0 {
      guard let dating = vocabulary.statement(dating: evidence.source) else { continue }
      let object = snapshot.objects[Int(dating)]
      found.append(snapshot.terms.date(object).map { .date($0) } ?? .literal(object))
    }
    return joined(found)
  }

  /// The evidence of a statement that `according-to` admits.
  func evidence(of statement: StatementID) -> [Evidence] {
    let all = snapshot.annotations.evidence(of: statement)
    guard let admitted = settings.admittedSources else { return Array(all) }
    return all.filter { admitted.contains($0.source) }
  }

  /// Where a statement is said: `doc:X ¶ 25`, each place once.
  func sources(of statement: StatementID) -> [String] {
    var found: [String] = []
    for evidence in evidence(of: statement) where evidence.source != 0 {
      var text = snapshot.curie(evidence.source)
      if evidence.locator != 0 {
        text += " ¶ " + Snapshot.text(snapshot.terms.text(of: evidence.locator))
      }
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  /// Several fields as one: each once, in the order of their text, the undated last.
  private func joined(_ cells: [Cell]) -> Cell {
    var seen: Set<Cell> = []
    let distinct = cells.filter { $0 != .empty && seen.insert($0).inserted }
    guard distinct.count > 1 else { return distinct.first ?? .empty }
    let keyed = distinct.map { ($0 == .undated, machineText($0) ?? "", $0) }
    let ordered = keyed.sorted { left, right in
      left.0 != right.0 ? right.0 : left.1.utf8.lexicographicallyPrecedes(right.1.utf8)
    }
    return .list(ordered.map(\.2))
  }
}
