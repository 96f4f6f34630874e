// The rows of an answer in three arrays, whatever their number: an array for each row and another
// for its statements cost more than finding them.

public import GraphStore

extension Answer {
  /// Rows in their order.
  public struct Rows: Sendable, RandomAccessCollection, RangeReplaceableCollection,
    ExpressibleByArrayLiteral
  {
    /// Where a row ends in the two other arrays.
    private struct End {
      var cells: UInt32
      var statements: UInt32
      var depth: UInt32
    }

    private var cells: [Cell] = []
    private var statements: [StatementID] = []
    private var ends: [End] = []

    /// No rows.
    public init() {}

    /// Some rows.
    public init(arrayLiteral elements: Row...) { for row in elements { append(row) } }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { ends.count }
    /// How many there are.
    public var count: Int { ends.count }

    /// A copy of a row.
    public subscript(index: Int) -> Row {
      Row(
        Array(fields(of: index)), statements: Array(support(of: index)),
        depth: Int(ends[index].depth))
    }

    /// The fields of a row, without a copy.
    public func fields(of index: Int) -> ArraySlice<Cell> {
      let start = index == 0 ? 0 : ends[index - 1].cells
      return cells[Int(start)..<Int(ends[index].cells)]
    }

    /// The statements a row rests on, without a copy.
    public func support(of index: Int) -> ArraySlice<StatementID> {
      let start = index == 0 ? 0 : ends[index - 1].statements
      return statements[Int(start)..<Int(ends[index].statements)]
    }

    /// The statements that any row rests on, ascending.
    public var allStatements: [StatementID] {
      var all = statements
      all.sort()
      var kept = 0
      for statement in all where kept == 0 || all[kept - 1] != statement {
        all[kept] = statement
        kept += 1
      }
      all.removeLast(all.count - kept)
      return all
    }

    /// Makes room for rows of so many fields with a statement each.
    mutating func reserve(_ count: Int, fields: Int) {
      cells.reserveCapacity(cells.count + count * fields)
      statements.reserveCapacity(statements.count + count)
      ends.reserveCapacity(ends.count + count)
    }

    /// Adds a field to the row that is being made.
    mutating func add(_ cell: Cell) { cells.append(cell) }

    /// Adds a statement to the row that is being made.
    mutating func add(_ statement: StatementID) { statements.append(statement) }

    /// Ends the row that is being made.
    mutating func endRow(depth: Int = 0) {
      ends.append(
        End(
          cells: UInt32(cells.count), statements: UInt32(statements.count),
          depth: UInt32(clamping: depth)))
    }

    /// Adds a row.
    public mutating func append(_ row: Row) {
      cells.append(contentsOf: row.cells)
      statements.append(contentsOf: row.statements)
      endRow(depth: row.depth)
    }

    /// Keeps the first rows in place.
    mutating func keep(first count: Int) {
      guard count < ends.count else { return }
      let last = count == 0 ? nil : ends[count - 1]
      cells.removeSubrange(Int(last?.cells ?? 0)...)
      statements.removeSubrange(Int(last?.statements ?? 0)...)
      ends.removeSubrange(count...)
    }

    /// A copy of the first rows; takes as long as those, whatever the number of all.
    func head(_ count: Int) -> Rows {
      var head = Rows()
      guard count > 0, count < ends.count else { return count > 0 ? self : head }
      head.cells = Array(cells[..<Int(ends[count - 1].cells)])
      head.statements = Array(statements[..<Int(ends[count - 1].statements)])
      head.ends = Array(ends[..<count])
      return head
    }

    /// Puts some rows in the place of others; takes as long as all rows.
    public mutating func replaceSubrange(
      _ range: Range<Int>, with rows: some Collection<Row>
    ) {
      let tail = range.upperBound < count ? Array(self[range.upperBound...]) : []
      let head = range.lowerBound
      cells.removeLast(cells.count - (head == 0 ? 0 : Int(ends[head - 1].cells)))
      statements.removeLast(statements.count - (head == 0 ? 0 : Int(ends[head - 1].statements)))
      ends.removeLast(ends.count - head)
      for row in rows { append(row) }
      for row in tail { append(row) }
    }
  }
}
