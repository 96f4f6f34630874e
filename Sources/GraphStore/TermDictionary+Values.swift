// Literals as values: what compares by size or by day and not by bytes.

public import GraphModel

extension TermDictionary {
  /// The date a literal writes: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or the day of an xsd:dateTime.
  public func date(_ id: TermID) -> PartialDate? {
    guard isLiteral(id) else { return nil }
    return withText(of: id) { text in
      if text.count > 10, text[10] == UInt8(ascii: "T") { return PartialDate(bytes: text[..<10]) }
      return PartialDate(bytes: text)
    }
  }

  /// The number a literal of a numeric datatype writes.
  public func number(_ id: TermID) -> Double? {
    guard kind(of: id) == .typed else { return nil }
    let datatype = termClass(of: id).text
    guard let cut = datatype.lastIndex(of: UInt8(ascii: "#")) else { return nil }
    let name = String(decoding: datatype[(cut + 1)...], as: UTF8.self)
    guard TermDictionary.numericDatatypes.contains(name) else { return nil }
    return Double(String(decoding: text(of: id), as: UTF8.self))
  }

  /// The local names of the numeric datatypes of XML Schema.
  public static let numericDatatypes: Set<String> = [
    "integer", "decimal", "double", "float", "int", "long", "short", "byte",
    "nonNegativeInteger", "positiveInteger", "negativeInteger", "nonPositiveInteger",
    "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
  ]
}
