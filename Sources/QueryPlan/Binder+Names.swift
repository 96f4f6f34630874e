// Names of nodes, classes, relations and statuses, each looked up among its own kind.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryParse

extension Binder {
  /// A name with its parameter, if it is one, replaced by the value.
  func bound(_ name: Name) throws(PlanFault) -> Name {
    guard case .parameter(let parameter) = name.form else { return name }
    switch try value(of: parameter, name.range) {
    case .name(let value): return Name(form: value.form, range: name.range)
    case .value(.string(let text, let tag, _), _):
      return Name(form: .string(text, tag: tag), range: name.range)
    case .value(.integer(let number), _):
      return Name(form: .word(String(number)), range: name.range)
    case .value(.date(let date), _):
      return Name(form: .word(date.description), range: name.range)
    default:
      throw PlanFault(.type(found: "another value", expected: "a name"), name.range)
    }
  }

  /// The value of a parameter.
  func value(of parameter: String, _ range: Range<Int>) throws(PlanFault) -> TermSyntax {
    guard let value = parameters[parameter] else {
      throw PlanFault(.missingParameter(parameter), range)
    }
    return value
  }

  func nodes(_ names: [Name]) throws(PlanFault) -> [TermID] {
    var found: [TermID] = []
    for name in names { found.append(try node(name)) }
    return found
  }

  func node(_ name: Name) throws(PlanFault) -> TermID {
    let name = try bound(name)
    let (text, found) = lookUp(name)
    switch found {
    case .one(let node): return node
    case .ambiguous(let nodes):
      throw PlanFault(.ambiguousName(text, candidates: described(nodes)), name.range)
    case .unknown(let near):
      throw PlanFault(.unknownName(text, near: described(near)), name.range)
    }
  }

  /// What a name is, without a verdict.
  func lookUp(_ name: Name) -> (text: String, found: Named) {
    switch name.form {
    case .word(let text): (text, names.node(text, languages: languages))
    case .iri(let iri): ("<\(iri)>", names.node("<\(iri)>", languages: languages))
    case .string(let text, let tag): (text, names.node(text, tag: tag, languages: languages))
    case .parameter(let text): (text, .unknown([]))
    }
  }

  /// Candidates as a person can type and recognise them: `id:BLG (Liaison Group …)`; at most five.
  private func described(_ nodes: [TermID]) -> [String] {
    nodes.prefix(5).map { node in
      let curie = vocabulary.snapshot.curie(node)
      guard let label = names.label(of: node, languages: languages) else { return curie }
      return "\(curie) (\(label.text))"
    }
  }

  private func curies(_ terms: [TermID]) -> [String] {
    terms.prefix(5).map { vocabulary.snapshot.curie($0) }
  }

  func nodeClass(_ name: Name) throws(PlanFault) -> TermID {
    let name = try bound(name)
    let text = Binder.text(of: name)
    switch names.nodeClass(text) {
    case .one(let found): return found
    case .ambiguous(let found):
      throw PlanFault(.ambiguousName(text, candidates: curies(found)), name.range)
    case .unknown(let near):
      throw PlanFault(.unknownClass(text, near: near.map(typed)), name.range)
    }
  }

  func status(_ name: Name) throws(PlanFault) -> TermID {
    let text = Binder.text(of: name)
    switch names.status(text) {
    case .one(let found): return found
    case .ambiguous(let found):
      throw PlanFault(.ambiguousName(text, candidates: curies(found)), name.range)
    case .unknown:
      let all = vocabulary.statuses.keys.map(typed).sorted()
      throw PlanFault(.unknownStatus(text, near: all), name.range)
    }
  }

  /// A word of the vocabulary as it is typed in a query.
  func typed(_ term: TermID) -> String {
    Snapshot.text(vocabulary.snapshot.terms.text(of: term))
  }

  static func text(of name: Name) -> String {
    switch name.form {
    case .word(let text), .string(let text, _), .parameter(let text): text
    case .iri(let iri): "<\(iri)>"
    }
  }

  /// The classes that are a class or a kind of it.
  func kinds(of term: TermID) -> [TermID] {
    vocabulary.classes.keys.filter { vocabulary.isKind($0, of: term) }.sorted()
  }
}
