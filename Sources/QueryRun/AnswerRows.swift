// The rows of an answer in three arrays, whatever their number: an array for each row and another
// for its statements cost more than finding them.

public import GraphStore
internal import GraphVocabulary

extension Answer {
  /// Rows in their order.
  public struct Rows: Sendable, RandomAccessCollection, RangeReplaceableCollection,
    ExpressibleByArrayLiteral
  {
    /// Where a row ends in the two other arrays.
    private struct End: BitwiseCopyable {
      var fields: UInt32
      var statements: UInt32
      var depth: UInt32
    }

    private var fields: [Field] = []
    private var statements: [StatementID] = []
    private var ends: [End] = []
    /// The fields that no number stands for.
    private var others: [Cell] = []
    /// What the numbers of words stand for; without it there are none.
    private let wording: Wording?

    /// No rows.
    public init() { wording = nil }

    /// No rows, of fields that may be words.
    init(_ wording: Wording) { self.wording = wording }

    /// Some rows.
    public init(arrayLiteral elements: Row...) {
      self.init()
      for row in elements { append(row) }
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// How many there are.
    public var endIndex: Int { ends.count }
    /// How many there are.
    public var count: Int { ends.count }

    /// A copy of a row.
    public subscript(index: Int) -> Row {
      Row(
        fields(of: index).map { cell($0) }, statements: Array(support(of: index)),
        depth: Int(ends[index].depth))
    }

    /// The fields of a row, without a copy.
    public func fields(of index: Int) -> ArraySlice<Field> {
      let start = index == 0 ? 0 : ends[index - 1].fields
      return fields[Int(start)..<Int(ends[index].fields)]
    }

    /// A field of one of the rows as a value.
    public func cell(_ field: Field) -> Cell {
      field.kind == .other ? others[Int(field.number)] : field.cell(wording)
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
      self.fields.reserveCapacity(self.fields.count + count * fields)
      statements.reserveCapacity(statements.count + count)
      ends.reserveCapacity(ends.count + count)
    }

    /// Adds a field to the row that is being made.
    mutating func add(_ cell: Cell) { fields.append(field(cell)) }

    /// Adds a field that is one already.
    @inline(__always)
    mutating func put(_ field: Field) { fields.append(field) }

    /// Adds a statement to the row that is being made.
    @inline(__always)
    mutating func add(_ statement: StatementID) { statements.append(statement) }

    /// Ends the row that is being made.
    @inline(__always)
    mutating func endRow(depth: Int = 0) {
      ends.append(
        End(
          fields: UInt32(fields.count), statements: UInt32(statements.count),
          depth: UInt32(clamping: depth)))
    }

    /// A field as it is kept.
    mutating func field(_ cell: Cell) -> Field {
      switch cell {
      case .empty: return .empty
      case .undated: return .undated
      case .node(let term): return .node(term)
      case .literal(let term): return .literal(term)
      case .date(let date): return .date(date)
      case .integer(let number):
        if let number = UInt32(exactly: number) { return Field(.integer, number) }
      case .text, .decimal, .boolean, .list: break
      }
      others.append(cell)
      return Field(.other, UInt32(others.count - 1))
    }

    /// Adds a row.
    public mutating func append(_ row: Row) {
      for cell in row.cells { add(cell) }
      statements.append(contentsOf: row.statements)
      endRow(depth: row.depth)
    }

    /// Keeps the first rows in place.
    mutating func keep(first count: Int) {
      guard count < ends.count else { return }
      let last = count == 0 ? nil : ends[count - 1]
      fields.removeSubrange(Int(last?.fields ?? 0)...)
      statements.removeSubrange(Int(last?.statements ?? 0)...)
      ends.removeSubrange(count...)
    }

    /// A copy of the first rows; takes as long as those, whatever the number of all.
    func head(_ count: Int) -> Rows {
      guard count < ends.count else { return self }
      var head = self
      guard count > 0 else {
        head.keep(first: 0)
        return head
      }
      head.fields = Array(fields[..<Int(ends[count - 1].fields)])
      head.statements = Array(statements[..<Int(ends[count - 1].statements)])
      head.ends = Array(ends[..<count])
      return head
    }

    /// Puts some rows in the place of others; takes as long as all rows.
    public mutating func replaceSubrange(
      _ range: Range<Int>, with rows: some Collection<Row>
    ) {
      let tail = range.upperBound < count ? Array(self[range.upperBound...]) : []
      keep(first: range.lowerBound)
      for row in rows { append(row) }
      for row in tail { append(row) }
    }
  }
}
