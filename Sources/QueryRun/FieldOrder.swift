// The total order of fields: numbers by size, dates by start, nodes by CURIE, texts by bytes, missing
// last. Two fields are equal in it only if they are the same field, so that sorted rows stand in one
// order whatever order they were found in.

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import QueryPlan

/// What the literals of a class of terms are.
enum LiteralKind: UInt8 {
  case unknown, number, date, boolean, text, none
}

/// What a term is sorted by before its text is looked at.
struct TermKey {
  /// Its place among the kinds of fields, as in `SortKey`.
  var group: UInt8
  /// A number, or the first day of a date.
  var number: Double
}

extension Run {
  /// What kind of literal a term is; `none` for a node.
  func literalKind(of term: TermID) -> LiteralKind {
    let number = Int(snapshot.classNumber(of: term))
    if literalKinds.isEmpty {
      literalKinds = [LiteralKind](repeating: .unknown, count: snapshot.terms.classes.count)
    }
    let known = literalKinds[number]
    guard known == .unknown else { return known }
    let kind = kind(of: snapshot.terms.termClass(of: term))
    literalKinds[number] = kind
    return kind
  }

  private func kind(of termClass: TermClass) -> LiteralKind {
    switch termClass.kind {
    case .iri, .blank, .triple: return .none
    case .string, .tagged: return .text
    case .typed: break
    }
    guard let cut = termClass.text.lastIndex(of: UInt8(ascii: "#")) else { return .text }
    let name = Snapshot.text(Array(termClass.text[(cut + 1)...]))
    switch name {
    case "date", "gYear", "gYearMonth", "dateTime": return .date
    case "boolean": return .boolean
    default: return TermDictionary.numericDatatypes.contains(name) ? .number : .text
    }
  }

  /// The number that a literal writes; nil for what is none, not-a-number among them.
  func number(_ term: TermID) -> Double? {
    if let number = snapshot.digits(of: term) { return number }
    return snapshot.terms.withText(of: term) { text in
      let number = Double(String(decoding: text, as: UTF8.self))
      return number.map(\.isNaN) == false ? number : nil
    }
  }

  /// What a term is sorted by first.
  func termKey(of term: TermID) -> TermKey {
    switch literalKind(of: term) {
    case .number:
      if let number = numbers.number(of: term, self) { return TermKey(group: 0, number: number) }
    case .date:
      if let date = snapshot.date(term) {
        return TermKey(group: 1, number: Double(date.firstDay))
      }
    case .boolean:
      let isTrue = snapshot.terms.withText(of: term) { text in
        text.elementsEqual("true".utf8) || text.elementsEqual("1".utf8)
      }
      return TermKey(group: 2, number: isTrue ? 1 : 0)
    case .none: return TermKey(group: 3, number: 0)
    case .text, .unknown: break
    }
    return TermKey(group: 4, number: 0)
  }

  /// Negative if one term stands before another, positive if behind it; 0 for the same term.
  func order(_ left: TermID, _ right: TermID) -> Int {
    left == right ? 0 : order(left, termKey(of: left), right, termKey(of: right))
  }

  /// The order of two terms whose keys are known.
  func order(_ left: TermID, _ leftKey: TermKey, _ right: TermID, _ rightKey: TermKey) -> Int {
    if left == right { return 0 }
    if leftKey.group != rightKey.group { return leftKey.group < rightKey.group ? -1 : 1 }
    if leftKey.number != rightKey.number { return leftKey.number < rightKey.number ? -1 : 1 }
    if leftKey.group == 3 { return snapshot.curiePrecedes(left, right) ? -1 : 1 }
    let texts = snapshot.compareTexts(left, right, NaturalOrder.byteOrder)
    guard texts == 0 else { return texts }
    return snapshot.compareClasses(left, right, NaturalOrder.byteOrder)
  }

  /// Negative if one field stands before another, positive if behind it; 0 for the same field.
  ///
  /// Several values compare one by one.
  func order(_ left: Cell, _ right: Cell) -> Int {
    switch (left, right) {
    case (.node(let first), .node(let second)), (.literal(let first), .literal(let second)):
      return order(first, second)
    case (.list, _), (_, .list):
      let (firsts, seconds) = (Run.each(left), Run.each(right))
      for (first, second) in zip(firsts, seconds) {
        let verdict = order(first, second)
        if verdict != 0 { return verdict }
      }
      return firsts.count - seconds.count
    default:
      guard left != right else { return 0 }
      let (first, second) = (sortKey(of: left), sortKey(of: right))
      guard first == second else { return first < second ? -1 : 1 }
      return Run.rank(left) - Run.rank(right)
    }
  }

  /// Fields that read the same and are not: what was computed stands before what is stated.
  private static func rank(_ cell: Cell) -> Int {
    switch cell {
    case .integer: 0
    case .decimal: 1
    case .date: 2
    case .boolean: 3
    case .text: 4
    default: 5
    }
  }
}
