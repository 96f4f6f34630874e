// The IRIs that the specifications themselves give a meaning to. Everything else is data.

/// IRIs of RDF and XML Schema, as bytes.
public enum WellKnown {
  /// The namespace of RDF.
  public static let rdf = Array("http://www.w3.org/1999/02/22-rdf-syntax-ns#".utf8)
  /// The namespace of XML Schema's datatypes.
  public static let xsd = Array("http://www.w3.org/2001/XMLSchema#".utf8)

  /// rdf:type, which Turtle writes `a`.
  public static let type = rdf + Array("type".utf8)
  /// rdf:first, the member of a list's cell.
  public static let first = rdf + Array("first".utf8)
  /// rdf:rest, the list behind a cell.
  public static let rest = rdf + Array("rest".utf8)
  /// rdf:nil, the empty list.
  public static let `nil` = rdf + Array("nil".utf8)
  /// rdf:reifies, from a reifier to its triple term.
  public static let reifies = rdf + Array("reifies".utf8)
  /// rdf:langString, the datatype of strings with a language.
  public static let langString = rdf + Array("langString".utf8)
  /// rdf:dirLangString, the datatype of strings with a language and a direction.
  public static let dirLangString = rdf + Array("dirLangString".utf8)

  /// xsd:string, the datatype of plain strings.
  public static let string = xsd + Array("string".utf8)
  /// xsd:boolean, the datatype of `true` and `false`.
  public static let boolean = xsd + Array("boolean".utf8)
  /// xsd:integer, the datatype of numbers without a point.
  public static let integer = xsd + Array("integer".utf8)
  /// xsd:decimal, the datatype of numbers with a point.
  public static let decimal = xsd + Array("decimal".utf8)
  /// xsd:double, the datatype of numbers with an exponent.
  public static let double = xsd + Array("double".utf8)
  /// xsd:date, a day.
  public static let date = xsd + Array("date".utf8)
  /// xsd:gYear, a year.
  public static let gYear = xsd + Array("gYear".utf8)
  /// xsd:gYearMonth, a month of a year.
  public static let gYearMonth = xsd + Array("gYearMonth".utf8)
}
