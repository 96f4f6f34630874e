// The syntax tree, in the order of the grammar (README, "The language"). It says what was typed,
// not what it means: names are still text, a bareword may yet be a node or a number. Every part
// that can be wrong later keeps its range in the user's own text.

public import GraphModel

/// A query as typed: one verb and the clauses beside it.
public struct Query: Sendable {
  /// What is asked.
  public var verb: Verb
  /// How; each at most once.
  public var clauses: Clauses
}

/// What a query asks.
public enum Verb: Sendable {
  /// The bodies that tie two or more nodes together.
  case link([Name])
  /// Ancestors and descendants of one node.
  case lineage(Name)
  /// The nearest common ancestors of two nodes.
  case origin(Name, Name)
  /// The ways from each node to the next.
  case paths([Name])
  /// What surrounds one node.
  case near(Name)
  /// All that fits the patterns together.
  case match([TriplePattern])
  /// All of one class; nil is `any`.
  case list(Name?)
  /// Everything about one node.
  case show(Name)
  /// The sources of the statements that fit.
  case why(TermSyntax, RelationSyntax, TermSyntax)
  /// A text to be found in names, values and quotes.
  case find(Name)
  /// A saved query and what its parameters are given.
  case run(Name, [Argument])

  /// The word that was typed for it.
  public var keyword: String {
    switch self {
    case .link: "link"
    case .lineage: "lineage"
    case .origin: "origin"
    case .paths: "paths"
    case .near: "near"
    case .match: "match"
    case .list: "list"
    case .show: "show"
    case .why: "why"
    case .find: "find"
    case .run: "run"
    }
  }
}

/// `ident = value` behind `run`.
public struct Argument: Sendable {
  /// The parameter that is given.
  public var name: String
  /// What it is given: a name, or a string with its datatype.
  public var value: TermSyntax
  /// From the name to the end of the value.
  public var range: Range<Int>
}

/// Something named: node, class, relation, status, language or saved query.
public struct Name: Sendable, Equatable {
  /// How it was written.
  public enum Form: Sendable, Equatable {
    /// A bareword or CURIE, as typed but for full-width parentheses: `BLG`, `id:BLG`, `VII/26`.
    case word(String)
    /// `<iri>`, without the angle brackets.
    case iri(String)
    /// `"text"` with `@tag` in lower case if there is one.
    case string(String, tag: String?)
    /// `$ident`, without the dollar.
    case parameter(String)
  }
  /// What was written.
  public var form: Form
  /// Bytes of the user's text, from 0.
  public var range: Range<Int>

  /// Makes a name out of its parts.
  public init(form: Form, range: Range<Int>) {
    self.form = form
    self.range = range
  }
}

/// `term rel term [ as ?s ]`.
public struct TriplePattern: Sendable {
  /// Where the relation starts.
  public var subject: TermSyntax
  /// One relation or a path of them.
  public var relation: RelationSyntax
  /// Where the relation ends.
  public var object: TermSyntax
  /// The variable that names the statement.
  public var statement: Variable?
  /// From the subject to the end of the pattern.
  public var range: Range<Int>
}

/// `?name`, without the question mark.
public struct Variable: Sendable, Equatable {
  /// As typed; case counts.
  public var name: String
  /// With the question mark.
  public var range: Range<Int>
}

/// An end of a pattern.
public enum TermSyntax: Sendable {
  /// `?name`.
  case variable(Variable)
  /// `_`: anything, not bound.
  case anything(Range<Int>)
  /// A node, or beside a relation of values the text, number or date that was written: the
  /// relation's range decides, so `2012` is a word here.
  case name(Name)
  /// A string with its datatype.
  case value(Value, Range<Int>)

  /// Where it stands.
  public var range: Range<Int> {
    switch self {
    case .variable(let variable): variable.range
    case .anything(let range): range
    case .name(let name): name.range
    case .value(_, let range): range
    }
  }
}

/// A value that can be nothing else.
public enum Value: Sendable, Equatable {
  /// A text, with a tag in lower case or a datatype if one was typed.
  case string(String, tag: String?, datatype: Name?)
  /// Digits with or without a sign. `2012` is one, too; beside a date it means the year.
  case integer(Int)
  /// Digits with a point; compared as a decimal number.
  case decimal(Double)
  /// A month or a day, and where a date alone may stand a year.
  case date(PartialDate)
  /// `true` or `false`.
  case boolean(Bool)
}

/// A relation or a path of relations.
public indirect enum RelationSyntax: Sendable {
  /// `a | b`, two or more.
  case alternatives([RelationSyntax])
  /// `a / b`, two or more.
  case sequence([RelationSyntax])
  /// One relation, taken once or more often.
  case step(Step)

  /// One step and how often it is taken.
  public struct Step: Sendable {
    /// Along the statement, against it (`^`), or whichever fits (`~`).
    public enum Direction: Sendable { case forward, back, either }
    /// What is taken.
    public enum Target: Sendable {
      /// A relation by its name.
      case relation(Name)
      /// `a`: is of a class.
      case type
      /// `any`.
      case any
      /// `( rel )`.
      case group(RelationSyntax)
    }
    /// Which way.
    public var direction: Direction
    /// Which relation.
    public var target: Target
    /// Least number of repetitions; 1 when nothing was typed.
    public var least: Int
    /// Most repetitions, 1 when nothing was typed; nil is `+`.
    public var most: Int?
    /// From its `^` or `~` to the end of its repetition.
    public var range: Range<Int>
  }
}
