// Every statement has a source, and dates are dates.

internal import GraphModel
internal import GraphStore

extension DataRules {
  /// Every statement outside the vocabulary's own words has a document, a place in it and a quote,
  /// where the vocabulary has annotations for them.
  func unsourced() -> [DataFault] {
    guard annotation(.source) != nil else { return [] }
    let wantsLocator = annotation(.locator) != nil
    let wantsQuote = annotation(.quote) != nil
    var faults: [DataFault] = []
    for statement in fieldStatements {
      let evidence = snapshot.annotations.evidence(of: statement)
      if evidence.isEmpty { faults.append(fault(.noSource, statement)) }
      for said in evidence {
        if said.source == 0 {
          faults.append(fault(.noSource, statement, said))
        } else if said.locator == 0, wantsLocator {
          faults.append(fault(.noLocator(document: said.source), statement, said))
        } else if said.quote == 0, wantsQuote {
          faults.append(fault(.noQuote(document: said.source), statement, said))
        }
      }
    }
    return faults
  }

  /// Annotations that date a statement do so once, with a date.
  func undated() -> [DataFault] {
    var faults: [DataFault] = []
    for statement in statements {
      for detail in snapshot.annotations.details(of: statement) {
        // A date that fits its role is no detail any more.
        switch vocabulary.annotations[detail.predicate] ?? nil {
        case .from, .until, .on, .notBefore, .notAfter:
          let cause: DataFault.Cause =
            snapshot.terms.date(detail.object) == nil
            ? .noDate(annotation: detail.predicate, value: detail.object)
            : .secondDate(annotation: detail.predicate)
          faults.append(fault(cause, statement))
        case .status, .source, .locator, .quote, .none: break
        }
      }
    }
    return faults
  }

  /// Literals of the datatypes for dates are written as those want.
  func malformed() -> [DataFault] {
    let terms = snapshot.terms
    var faults: [DataFault] = []
    for term in 1..<max(1, TermID(terms.count)) where terms.kind(of: term) == .typed {
      let datatype = Snapshot.text(terms.termClass(of: term).text)
      guard datatype.hasPrefix(StandardNames.xsd) else { continue }
      let name = datatype.dropFirst(StandardNames.xsd.count)
      guard !DataRules.isWellFormed(terms.text(of: term), String(name)) else { continue }
      let statement = snapshot.statements(to: term).first
      faults.append(
        DataFault(
          cause: .malformed(literal: term),
          node: statement.map { snapshot.subjects[Int($0)] } ?? 0, statement: statement,
          evidence: statement.flatMap { snapshot.annotations.evidence(of: $0).first }))
    }
    return faults
  }

  private static func isWellFormed(_ text: [UInt8], _ datatype: String) -> Bool {
    let date = PartialDate(bytes: text)
    switch datatype {
    case "date": return date?.day != nil
    case "gYearMonth": return date.map { $0.month != nil && $0.day == nil } ?? false
    case "gYear": return date.map { $0.month == nil } ?? false
    case "dateTime":
      guard text.count >= 19, text[10] == UInt8(ascii: "T") else { return false }
      return PartialDate(bytes: text[..<10]) != nil
    default: return true
    }
  }

  /// Every annotation speaks of a statement that some file makes.
  func unstated() -> [DataFault] {
    let count = snapshot.unstatedReifications
    return count == 0
      ? [] : [DataFault(cause: .unstated(count: count), node: 0, statement: nil, evidence: nil)]
  }
}
