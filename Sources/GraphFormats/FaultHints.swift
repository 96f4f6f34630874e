// The likely repair of a fault, where there is one: a guess from what stands around it, worded as
// something to do. No hint is better than a wrong one.

internal import Bytes

/// What is known around a fault, for its hint.
struct FaultContext {
  var format: GraphFormat
  var frame: FrameKind
  /// Where the innermost bracket was opened.
  var openedLine: Int
  /// Where what was read before the fault ended.
  var lastEndLine: Int
  var line: Int
  /// The line of the graph that is open, if one is.
  var graphLine: Int?
  var prefixes: [[UInt8]]
  /// The bytes from the fault on; empty at the end of the file.
  var text: ArraySlice<UInt8>
}

extension FaultCause {
  /// The likely repair.
  func hint(_ context: FaultContext) -> String? {
    switch self {
    case .wanted(let wanted): context.hint(wanted)
    case .undeclaredPrefix(let name): context.prefixHint(name)
    case .unclosedString(let isLong):
      isLong ? nil : "Text over several lines needs three quotes at each end"
    case .stringEscape: "A backslash itself is written \\\\"
    case .iriCharacter: "Write it as a percent escape, or close the IRI with '>' before it"
    case .relativeIRI where context.isTurtleFamily:
      "Declare @base <http://…> . or name a base when reading"
    case .surrogate: "Write one \\U escape for the character instead of a pair"
    case .localEscape, .percent: "An IRI with unusual characters is better written <in full>"
    case .languageTag: "Subtags have at most 8 letters or digits, with '-' between them"
    case .notUTF8: "Save the file as UTF-8"
    default: nil
    }
  }
}

extension FaultContext {
  var isTurtleFamily: Bool { format == .turtle || format == .trig }

  fileprivate func hint(_ wanted: Wanted) -> String? {
    if let first = firstScalar, first.value > 0x20, isInvisible(first) {
      return "A character that cannot be seen stands here; delete it"
    }
    if let roleHint = roleHint(wanted) { return roleHint }
    switch wanted {
    case .afterObject, .predicateOrEnd, .predicate, .item, .tripleTermEnd, .reifiedEnd, .object:
      return bracketHint ?? graphHint ?? (wanted == .afterObject ? dotHint : wordHint)
    case .statement: return statementHint ?? wordHint
    case .lineSubject, .lineObject: return lineHint
    case .directiveEnd: return dotHint
    case .prefixColon: return "Write \(word):"
    case .iri: return "Write the IRI between '<' and '>'"
    case .directive:
      let near = nearNames(to: word, among: ["prefix", "base", "version"])
      return near.first.map { "Did you mean @\($0)?" }
    default: return wordHint
    }
  }

  /// For a term that is whole and stands where its kind may not.
  private func roleHint(_ wanted: Wanted) -> String? {
    switch (wanted, text.first ?? 0) {
    case (.statement, 0x22), (.lineSubject, 0x22), (.innerSubject, 0x22), (.predicate, 0x22):
      "A text can only be an object"
    case (.statement, 0x3C) where isTripleTerm, (.lineSubject, 0x3C) where isTripleTerm,
      (.innerSubject, 0x3C) where isTripleTerm:
      "A triple term can only be an object"
    case (.lineObject, 0x30...0x39):
      "Numbers are written out, \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    case (.afterObject, 0x5F): "The parts of a language tag are joined by '-', as in en-GB"
    default: nil
    }
  }

  private var isTripleTerm: Bool { text.starts(with: "<<(".utf8) }

  private var bracketHint: String? {
    guard let bracket = frame.opening else { return nil }
    let closers: [UInt8] = [0x2E, 0x29, 0x5D, 0x7D]
    guard text.first.map(closers.contains) ?? true else { return nil }
    return "The '\(bracket)' of line \(openedLine) is not closed"
  }

  private var dotHint: String? {
    guard lastEndLine < line else { return nil }
    return "A '.' may be missing at the end of line \(lastEndLine)"
  }

  private var graphHint: String? {
    guard format == .turtle, text.first == 0x7B else { return nil }
    return "Graphs belong to TriG; read the file as trig"
  }

  private var statementHint: String? {
    if let graphLine {
      if text.isEmpty { return "The graph of line \(graphLine) is not closed with '}'" }
      if isDirective { return "Directives stand before the graph, not in it" }
    }
    return graphHint
  }

  /// For a line-based format, that the text looks like Turtle.
  private var lineHint: String? {
    if isDirective { return "Directives belong to Turtle; read the file as ttl" }
    let behind = text.dropFirst(word.utf8.count).first
    guard behind == 0x3A || text.first == 0x5B || text.first == 0x28 || !word.isEmpty else {
      return nil
    }
    return "This looks like Turtle; read the file as ttl"
  }

  private var isDirective: Bool {
    text.first == 0x40 || ["PREFIX", "BASE"].contains(word.uppercased())
  }

  /// For a bare word where a name should stand.
  private var wordHint: String? {
    guard !word.isEmpty, text.dropFirst(word.utf8.count).first != 0x3A else { return nil }
    return "A name is written with its prefix, ex:\(word), a text between quotes, \"\(word)\""
  }

  /// The ASCII letters and digits at the fault or behind its `@`.
  private var word: String {
    let letters = text.drop { $0 == 0x40 }.prefix(40)
    guard let first = letters.first, (0x41...0x5A).contains(first & 0xDF) else { return "" }
    let word = letters.prefix { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
    return String(decoding: word, as: UTF8.self)
  }

  private var firstScalar: Unicode.Scalar? {
    String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first
  }

  fileprivate func prefixHint(_ name: [UInt8]) -> String {
    let written = visible(name)
    if let known = FaultContext.customary.first(where: { $0.name == written }) {
      return "Declare it before: PREFIX \(written): <\(known.iri)>"
    }
    let names = prefixes.map { String(decoding: $0, as: UTF8.self) }.sorted()
    let near = nearNames(to: String(decoding: name, as: UTF8.self), among: names)
    if near.isEmpty { return "Declare it before: PREFIX \(written): <http://…>" }
    return "Did you mean " + near.map { visible($0) + ":" }.joined(separator: " or ") + "?"
  }

  /// Prefixes that everybody uses for the same vocabulary and forgets to declare.
  private static let customary: [(name: String, iri: String)] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
  ]
}

extension FrameKind {
  /// How the bracket is opened; nil for no bracket.
  var opening: String? {
    switch self {
    case .statement: nil
    case .propertyList: "["
    case .collection: "("
    case .annotation: "{|"
    case .reified: "<<"
    case .tripleTerm: "<<("
    }
  }
}
