// The formats an answer can be written in, by the words that follow `as` in a query.

/// A format of answers.
public enum AnswerFormat: String, CaseIterable, Sendable {
  /// Columns for people.
  case table
  /// Fields between tabs, a header first.
  case tsv
  /// RFC 4180 with LF.
  case csv
  /// One object.
  case json
  /// One object a line, the last of them the end.
  case jsonl
  /// A lineage, indented.
  case tree
  /// A picture for Graphviz.
  case dot
  /// A picture for pages that draw Mermaid.
  case mermaid
  /// A picture and its sources in one page.
  case html
  /// Each statement an edge, for programs that draw graphs.
  case graphml
  /// The statements as JSON-LD.
  case jsonld
  /// The statements, one a line.
  case nt
  /// The statements for people.
  case ttl

  /// Whether it carries rows for programs; the others carry lines of text.
  public var isRows: Bool {
    switch self {
    case .tsv, .csv, .json, .jsonl: true
    case .table, .tree, .dot, .mermaid, .html, .graphml, .jsonld, .nt, .ttl: false
    }
  }
}

/// Why an answer cannot be written in a format.
public enum FormatFault: Error, Equatable, Sendable {
  /// Only a lineage is a tree.
  case notATree(verb: String)
  /// A graph format needs statements, and something counted or summed rests on none.
  case noStatements(AnswerFormat)
}
