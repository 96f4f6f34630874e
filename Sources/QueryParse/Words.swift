// The words the language reserves, and the table of which clause stands beside which verb. One
// table for the parser, for help and for completion. A word is a keyword only where the grammar
// expects one, so a node may be called `limit`.

/// The eleven verbs, in the order of the grammar.
public enum VerbWord: String, CaseIterable, Sendable {
  case link, lineage, origin, paths, near, match, list, show, why, find, run
}

/// The words that open a clause, in the order of the grammar.
public enum ClauseWord: String, CaseIterable, Sendable {
  case up, down, both, shortest
  case allShortest = "all-shortest"
  case simple, via, through, avoid, depth
  case `where`, `return`, order, limit, offset
  case asOf = "as-of"
  case during, including, only
  case accordingTo = "according-to"
  case rank, lang, with, `as`, within, explain

  /// Whether a verb takes the clause; `run` takes every clause, as the verb it stores decides.
  public func stands(beside verb: VerbWord) -> Bool {
    if verb == .run { return true }
    switch self {
    case .up, .down, .both: return verb == .lineage
    case .shortest, .allShortest, .simple: return verb == .paths
    case .via, .avoid, .depth:
      return switch verb {
      case .link, .lineage, .origin, .paths, .near: true
      default: false
      }
    case .through: return verb == .link || verb == .paths
    case .rank: return verb == .link
    case .where, .return, .order: return verb == .match
    case .limit, .offset, .asOf, .during, .including, .only, .accordingTo, .lang, .with, .as,
      .within, .explain:
      return true
    }
  }

  /// The verbs that take the clause, in the order of the grammar.
  public var verbs: [VerbWord] { VerbWord.allCases.filter(stands) }

  /// The first of the clauses that say the same thing.
  var subject: ClauseWord {
    switch self {
    case .up, .down, .both: .up
    case .shortest, .allShortest, .simple: .shortest
    case .asOf, .during: .asOf
    case .including, .only: .including
    default: self
    }
  }

  /// The clauses that say the same thing and therefore exclude one another, itself included.
  public var rivals: [ClauseWord] { ClauseWord.allCases.filter { $0.subject == subject } }
}

/// The formats of an answer, in the order of the manual; reserved after `as`.
public enum FormatWord: String, CaseIterable, Sendable {
  case table, tsv, csv, json, jsonl, tree, dot, graphml, mermaid, html, jsonld, ttl, nt
}

extension Verb {
  /// The word of the verb in the table of clauses.
  public var word: VerbWord {
    switch self {
    case .link: .link
    case .lineage: .lineage
    case .origin: .origin
    case .paths: .paths
    case .near: .near
    case .match: .match
    case .list: .list
    case .show: .show
    case .why: .why
    case .find: .find
    case .run: .run
    }
  }
}
