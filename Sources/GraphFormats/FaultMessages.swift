// Every sentence about a faulty triple file, side by side. "expected" completes "found …, expected
// …"; a hint is one likely repair.

internal import Bytes

extension Wanted {
  /// The noun phrase for what the grammar wanted.
  var phrase: String {
    switch self {
    case .statement: "the subject of a statement, or a directive"
    case .lineSubject: "a subject, <IRI> or _:label"
    case .predicate: "a predicate, which is an IRI"
    case .predicateOrEnd: "a predicate or the end of the statement"
    case .object: "an object: an IRI, a literal, a blank node, '[' or '('"
    case .lineObject: "an object: <IRI>, \"text\", _:label or <<( … )>>"
    case .afterObject: "'.', ';' or ','"
    case .graphOrEnd: "'.', or the name of the graph before it"
    case .lineEnd: "'.' at the end of the statement"
    case .newLine: "a new line behind the '.'"
    case .item: "a member of the list or its ')'"
    case .innerSubject: "the subject of the inner triple, an IRI or a blank node"
    case .innerObject: "the object of the inner triple"
    case .tripleTermEnd: "')>>' behind the inner triple"
    case .reifiedEnd: "'>>' or '~' behind the inner triple"
    case .reifierName: "the reifier's name, an IRI or a blank node"
    case .graphName: "the graph's name, an IRI or a blank node"
    case .graphBrace: "'{', which opens the graph"
    case .prefixName: "the prefix to declare, like ex:"
    case .prefixColon: "a prefix that ends in ':'"
    case .iri: "an <IRI>"
    case .directiveEnd: "'.' at the end of the directive"
    case .version: "the version between simple quotes, like \"1.2\""
    case .directive: "@prefix, @base or @version"
    case .datatype: "a datatype, which is an IRI"
    case .blankLabel: "a blank node's label, like _:b1"
    case .localName: "a local name"
    }
  }
}

extension FaultCause {
  /// What stands there, where that is not simply the text found.
  func found(_ text: String) -> String {
    switch self {
    case .unclosedString(let isLong):
      isLong ? "a long string without an end" : "\(text) without an end"
    case .unclosedIRI: "\(text) without an end"
    case .notUTF8: "a byte that is not UTF-8"
    case .iriCharacter: "\(text) in an IRI"
    case .relativeIRI: "the relative IRI \(text)"
    case .surrogate: "half of a surrogate pair, \(text)"
    case .undeclaredPrefix: "the undeclared prefix \(text)"
    case .tooDeep: "\(text) inside too many others"
    case .tooManyPrefixes: "one prefix too many, \(text)"
    case .tooManyHeads: "one datatype or language too many, \(text)"
    default: text
    }
  }

  /// The noun phrase for what would have been right.
  var expected: String {
    switch self {
    case .wanted(let wanted): wanted.phrase
    case .undeclaredPrefix: "a declared prefix"
    case .notUTF8: "text in UTF-8"
    case .unclosedString(let isLong):
      isLong ? "three quotes that close it" : "a quote before the end of the line"
    case .unclosedIRI: "'>' before the end of the line"
    case .iriCharacter: "a character that IRIs allow"
    case .relativeIRI: "an absolute IRI, like <http://…>"
    case .iriEscape: "\\u with 4 or \\U with 8 digits, the only escapes in an IRI"
    case .stringEscape: "an escape: \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX"
    case .shortCode(let digits): "\(digits) hexadecimal digits"
    case .surrogate: "a whole character"
    case .noCharacter: "a character up to \\U0010FFFF"
    case .localEscape: "a backslash before one of _~.-!$&'()*+,;=/?#@%"
    case .percent: "two hexadecimal digits behind '%'"
    case .languageTag: "a language tag, like en or zh-Hant"
    case .direction: "--ltr or --rtl"
    case .tagMissing: "another datatype; this one is given by a language tag"
    case .tooDeep:
      "at most \(Reading.depth) open brackets and \(Reading.termDepth) nested triple terms"
    case .tooManyPrefixes: "at most \(PrefixTable.limit) declarations in a file"
    case .tooManyHeads: "at most \(HeadTable.limit) in a file"
    }
  }
}
