// Where statements are said, row behind row, each field in as few bytes as the highest number of the
// column needs: half of the twenty bytes that five numbers take, which is most of what is known of an
// annotated statement. One array and not a column for each field, since the fields are wanted
// together.

/// Evidence by index, packed; a part of a column is a column, with the indices of the whole.
public struct EvidenceColumn: RandomAccessCollection, Sendable {
  /// A field of every row.
  private struct Field {
    let offset: Int
    let mask: UInt32
  }

  /// The rows, the lowest byte of each number first, and `Column.padding` bytes behind them.
  let bytes: [UInt8]
  /// Bytes of the source, the locator, the quote, the file and the line.
  let widths: [UInt8]
  private let stride: Int
  private let source: Field
  private let locator: Field
  private let quote: Field
  private let file: Field
  private let line: Field
  /// The index of the first row.
  public private(set) var startIndex = 0
  /// The index behind the last row.
  public private(set) var endIndex: Int

  /// A column of some evidence.
  init(_ evidences: [Evidence]) {
    var most = [UInt32](repeating: 0, count: 5)
    for evidence in evidences {
      for (field, number) in evidence.fields.enumerated() {
        most[field] = Swift.max(most[field], number)
      }
    }
    let widths = most.map { Column.width(Int($0)) }
    let stride = widths.reduce(0, +)
    var bytes = [UInt8](repeating: 0, count: evidences.count * stride + Column.padding)
    var at = 0
    for evidence in evidences {
      for (field, number) in evidence.fields.enumerated() {
        for byte in 0..<widths[field] {
          bytes[at] = UInt8(truncatingIfNeeded: number >> UInt32(byte * 8))
          at += 1
        }
      }
    }
    self.init(bytes, widths.map { UInt8($0) }, stride, evidences.count)
  }

  /// A column of bytes that were one; nil when they are not those of whole rows.
  init?(bytes: [UInt8], widths: [UInt8]) {
    guard widths.count == 5, widths.allSatisfy({ 1...4 ~= $0 }) else { return nil }
    let stride = widths.reduce(0) { $0 + Int($1) }
    let (count, rest) = (bytes.count - Column.padding).quotientAndRemainder(dividingBy: stride)
    guard count >= 0, rest == 0 else { return nil }
    self.init(bytes, widths, stride, count)
  }

  private init(_ bytes: [UInt8], _ widths: [UInt8], _ stride: Int, _ count: Int) {
    var offset = 0
    func next(_ field: Int) -> Field {
      defer { offset += Int(widths[field]) }
      return Field(offset: offset, mask: UInt32.max >> UInt32(32 - widths[field] * 8))
    }
    source = next(0)
    locator = next(1)
    quote = next(2)
    file = next(3)
    line = next(4)
    self.bytes = bytes
    self.widths = widths
    self.stride = stride
    endIndex = count
  }

  /// The evidence at an index; a trap, as of an array, where there is none.
  public subscript(index: Int) -> Evidence {
    precondition(startIndex <= index && index < endIndex, "no such row")
    return bytes.withUnsafeBytes { bytes in
      let row = index &* stride
      func number(_ field: Field) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: row &+ field.offset, as: UInt32.self) & field.mask
      }
      return Evidence(
        source: number(source), locator: number(locator), quote: number(quote),
        file: number(file), line: number(line))
    }
  }

  /// The rows at some indices; a trap where there are none.
  public subscript(bounds: Range<Int>) -> EvidenceColumn {
    precondition(startIndex <= bounds.lowerBound && bounds.upperBound <= endIndex, "no such rows")
    var part = self
    part.startIndex = bounds.lowerBound
    part.endIndex = bounds.upperBound
    return part
  }
}

extension Evidence {
  fileprivate var fields: [UInt32] { [source, locator, quote, file, line] }
}
