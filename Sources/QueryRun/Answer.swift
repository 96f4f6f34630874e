// An answer is a value: columns and rows, the statements they rest on, what was left out, whether it
// is whole. Every format renders it; the command and the server use the same.

public import GraphModel
public import GraphStore

/// One field of a row.
public enum Cell: Sendable, Hashable {
  /// Nothing is stated.
  case empty
  /// A date that the source leaves open.
  case undated
  case node(TermID)
  case literal(TermID)
  case text(String)
  case integer(Int)
  /// A number with decimals; shown with at most three.
  case decimal(Double)
  case date(PartialDate)
  case boolean(Bool)
  /// Several values, sorted.
  case list([Cell])
}

/// Why an answer ends before its end.
public enum Stop: Error, Sendable, Equatable {
  /// The time allowed is over.
  case timeout(milliseconds: Int)
  /// Whoever asked no longer wants it.
  case cancelled
  /// A budget that no time can extend.
  case limit(what: String, most: Int)
}

/// What a query is answered with.
public struct Answer: Sendable {
  /// One row and what it rests on.
  public struct Row: Sendable {
    /// The fields, one for each column.
    public var cells: [Cell]
    /// The statements it rests on, most important first.
    public var statements: [StatementID]
    /// How far it is indented as a tree; 0 in answers that are none.
    public var depth: Int

    /// Makes a row.
    public init(_ cells: [Cell], statements: [StatementID] = [], depth: Int = 0) {
      self.cells = cells
      self.statements = statements
      self.depth = depth
    }
  }

  /// A node that ties more than half of what is counted.
  public struct Hub: Sendable, Equatable {
    /// The node.
    public var node: TermID
    /// How many counted nodes it ties.
    public var ties: Int
    /// How many there are.
    public var counted: Int
  }

  /// The verb.
  public var verb: String
  /// Names of the columns; part of the contract.
  public var columns: [String] = []
  /// The rows, in their order.
  public var rows = Rows()
  /// The statements of the picture, ascending; those of the rows unless an operator says more.
  public var statements: [StatementID] {
    get { picture ?? rows.allStatements }
    set { picture = Set(newValue).sorted() }
  }
  private var picture: [StatementID]?
  /// The nodes asked about.
  public var focus: [TermID] = []
  /// Statements that only their status kept out, by status.
  public var leftOut: [(status: TermID, count: Int)] = []
  /// Statements met that only may hold at the time asked for.
  public var uncertain = 0
  /// Undated statements met, which hold at every time asked for; 0 when none was.
  public var undated = 0
  /// The hubs among the rows.
  public var hubs: [Hub] = []
  /// How many statements were looked at, and other work of that size.
  public var steps = 0
  /// Rows remain beyond a cap that nobody asked for.
  public var hasMore = false
  /// Why it ends early; nil when it is whole.
  public var stop: Stop?
  /// The time it is about, as typed.
  public var timeText = "any"
  /// Counted or summed: no statements stand behind a row.
  public var isAggregate = false

  /// An answer without rows.
  public init(verb: String) { self.verb = verb }

  /// Keeps the first rows, the statements they rest on, and why it ends with them.
  public mutating func cut(to rows: Int, _ stop: Stop) {
    self.rows.keep(first: rows)
    picture = nil
    self.stop = self.stop ?? stop
  }

  /// The first rows and what they rest on.
  public func head(_ count: Int) -> Answer {
    var head = self
    head.rows = rows.head(count)
    head.picture = nil
    return head
  }
}
