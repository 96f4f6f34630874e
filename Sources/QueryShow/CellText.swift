// A field in the words of machine formats: nodes as CURIEs, dates as ISO 8601, numbers plain. The
// same in each of them, so that a program may change its format and keep its comparisons.

internal import GraphModel
internal import GraphStore
internal import QueryRun

extension AnswerWriter {
  /// The text of a field; nil where nothing is stated.
  func machineText(_ cell: Cell) -> String? {
    switch cell {
    case .empty: nil
    case .undated: "?"
    case .node(let term), .literal(let term): snapshot.curie(term)
    case .text(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): DecimalText.text(number)
    case .date(let date): date.description
    case .boolean(let flag): flag ? "true" : "false"
    case .list(let cells): cells.compactMap { machineText($0) }.joined(separator: "; ")
    }
  }
}

/// Numbers with decimals as answers show them: three places, always.
enum DecimalText {
  /// The text of a number, rounded half away from zero; nil for what is no number.
  static func text(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    guard let thousandths = Int(exactly: (number * 1_000).rounded()) else {
      return number.description
    }
    let fraction = String(thousandths.magnitude % 1_000)
    let zeros = String(repeating: "0", count: 3 - fraction.utf8.count)
    let sign = thousandths < 0 ? "-" : ""
    return "\(sign)\(thousandths.magnitude / 1_000).\(zeros)\(fraction)"
  }
}
