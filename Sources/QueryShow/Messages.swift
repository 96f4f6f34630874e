// Every sentence this module says to people, in one place.

extension FormatFault {
  /// What is wrong, in one sentence without a full stop.
  public var sentence: String {
    switch self {
    case .notATree(let verb): "only a lineage is a tree, and this is the answer to \(verb)"
    case .noStatements(let format):
      "\(format.rawValue) draws statements, and what is counted or explained rests on none"
    }
  }

  /// What to type instead.
  public var hint: String {
    switch self {
    case .notATree: "as table"
    case .noStatements: "as table, as tsv or as json"
    }
  }
}

/// Sentences about an answer as a whole.
enum Messages {
  static let nothing = "nothing stated"

  static func leftOut(_ counts: [(word: String, count: Int)]) -> String {
    let list = counts.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
    return "met and not counted for their status: \(list); \"including any\" counts them"
  }

  static func uncertain(_ count: Int) -> String {
    let what = count == 1 ? "1 statement" : "\(count) statements"
    return "\(what) may hold at that time: the sources give bounds and no date"
  }
  static func undated(_ count: Int) -> String {
    let what = count == 1 ? "1 undated statement is" : "\(count) undated statements are"
    return "\(what) taken to hold at that time"
  }
  static func hub(_ name: String, _ ties: Int, _ counted: Int) -> String {
    "\(name) ties \(ties) of \(counted), so it tells little about these alone"
  }

  static func more(_ rows: Int) -> String {
    "there are more than these \(rows) rows; \"limit\" says how many to show"
  }

  static func stopped(_ stop: String) -> String { "not the whole answer: \(stop)" }

  static func timeout(_ milliseconds: Int) -> String {
    "the \(milliseconds) ms allowed were over; \"within\" allows more"
  }

  static let cancelled = "it was cancelled"

  static func limit(_ what: String, _ most: Int) -> String { "at most \(most) \(what)" }

  static func cut(_ cells: Int) -> String {
    let what = cells == 1 ? "1 long field is" : "\(cells) long fields are"
    return "\(what) cut with …; \"as tsv\" shows everything"
  }

  static func sameInEveryRow(_ fields: [(column: String, value: String)]) -> String {
    "in every row: " + fields.map { "\($0.column) \($0.value)" }.joined(separator: "; ")
  }

  static func undatedColumns(_ names: [String]) -> String {
    "no row has a date for: " + names.joined(separator: ", ")
  }

  static func emptyColumns(_ names: [String]) -> String {
    "nothing stated in: " + names.joined(separator: ", ")
  }

  static func nodesBeyondCap(_ count: Int) -> String { "+\(count) more" }

  static func undrawn(_ count: Int) -> String {
    let what = count == 1 ? "1 node more is" : "\(count) nodes more are"
    return "\(what) not drawn; every statement is listed"
  }

  static func untold(nodes: Int, edges: Int, _ format: String) -> String {
    "not told here: \(nodes) nodes (+n behind a name: n of them hang on it) and \(edges) ties; "
      + "\"as \(format)\" tells all"
  }

  static func undrawn(nodes: Int, edges: Int) -> String {
    "not drawn: \(nodes) nodes and \(edges) arrows more"
  }

  static let lessThanStated = "hollow arrow, dashed border: less than stated"
}
