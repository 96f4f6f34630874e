// Conditions and values as typed: what `where` tests, what `return` and `order by` name.

/// What `where` tests.
public indirect enum Condition: Sendable {
  /// How two values are compared; the raw value is what was typed.
  public enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
  /// One holds; two or more.
  case or([Condition])
  /// All hold; two or more.
  case and([Condition])
  /// It does not hold.
  case not(Condition)
  /// `exists(…)`: something fits the patterns.
  case exists([TriplePattern], Range<Int>)
  /// Two values compare so.
  case compare(Expression, Comparison, Expression, Range<Int>)
  /// `in (…)`: the value is one of these.
  case member(Expression, [Expression], Range<Int>)
  /// Glob with `*` and `?` alone.
  case like(Expression, pattern: String, Range<Int>)
}

/// A value of a row.
public indirect enum Expression: Sendable {
  /// What stands in the parentheses of a function.
  public enum Argument: Sendable {
    /// `?name`.
    case variable(Variable)
    /// `*`.
    case star
    /// Nothing.
    case none
  }
  /// `?name`.
  case variable(Variable)
  /// A node, the alias of a returned item, or a text: a string without a datatype is what the
  /// other side of the comparison makes it.
  case name(Name)
  /// A number, a date, `true`, `false`, or a string with its datatype.
  case value(Value, Range<Int>)
  /// A function by its name: a built-in one, a relation or an annotation.
  case call(Name, Argument, Range<Int>)

  /// Where it stands.
  public var range: Range<Int> {
    switch self {
    case .variable(let variable): variable.range
    case .name(let name): name.range
    case .value(_, let range): range
    case .call(_, _, let range): range
    }
  }
}
