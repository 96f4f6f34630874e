// What can be wrong with a query before any data is looked at. Three ways, because the line
// protocol answers them with three codes: SYNTAX, LIMIT and UNKNOWN-COMMAND.

public import Bytes

/// Why a query was not understood.
public enum QueryFault: Error, Equatable, Sendable {
  /// The text breaks a rule of the grammar.
  case syntax(SyntaxError)
  /// The text holds more than is allowed of `what` (`nesting`, `pattern triples`, `list items`);
  /// the range, in bytes from 0, is the first part that is too much.
  case limit(what: String, most: Int, range: Range<Int>)
  /// The first word is no verb.
  case unknownCommand(SyntaxError)

  /// The offending bytes of the user's own text, counted from 0.
  public var range: Range<Int> {
    switch self {
    case .syntax(let error), .unknownCommand(let error): error.range
    case .limit(_, _, let range): range
    }
  }
}

/// The most that a query may hold.
public enum QueryLimits {
  /// Parentheses within parentheses.
  public static let nesting = 32
  /// Triples of `match` and of all its `exists` together.
  public static let triples = 16
  /// Items of one list: nodes, classes, steps, conditions, columns, arguments.
  public static let items = 1_000
}
