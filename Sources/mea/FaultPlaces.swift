// Where in the files a faulty statement is said. A loaded graph keeps lines for annotated statements
// only, so the files are read once more, and only if there is something to find.

internal import Bytes
internal import GraphFormats
internal import GraphStore
internal import GraphVocabulary

/// A place in a file.
struct FaultPlace {
  var file: Int
  var path: String
  var position: TextPosition
  /// Nil where only the line is known.
  var excerpt: Excerpt?

  /// FILE:LINE:COLUMN, or FILE:LINE.
  var name: String {
    visible(path) + ":\(position.line)" + (excerpt == nil ? "" : ":\(position.column)")
  }

  func precedes(_ other: FaultPlace) -> Bool {
    (file, position.line, position.column)
      < (other.file, other.position.line, other.position.column)
  }
}

/// Finds where faults are.
struct FaultPlaces {
  /// What is looked for; 0 stands for any term.
  private struct Pattern: Hashable {
    var subject: TermID = 0
    var predicate: TermID = 0
    var object: TermID = 0
  }

  private let snapshot: Snapshot
  private var wanted: [Pattern: [Int]] = [:]
  private var faults: [DataFault] = []
  private var found: [FaultPlace?] = []
  /// A place in the file at hand and its line; what is asked for next is mostly behind it.
  private var known = (offset: 0, line: 1)
  /// The fault that annotations speak of what no file says.
  private var unstated: Int?

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// Faults with their places, in the order of the files; those without a place last.
  mutating func find(_ faults: [DataFault]) -> [(DataFault, FaultPlace?)] {
    self.faults = faults
    found = faults.map { $0.evidence.map(lineOnly) }
    for (index, fault) in faults.enumerated() {
      if case .unstated = fault.cause { unstated = index }
      if let pattern = pattern(of: fault) { wanted[pattern, default: []].append(index) }
    }
    if !wanted.isEmpty || unstated != nil {
      for file in snapshot.files.indices { search(file) }
    }
    let order = faults.indices.sorted { left, right in
      guard let first = found[left] else { return found[right] == nil && left < right }
      guard let second = found[right] else { return true }
      return first.precedes(second) || !second.precedes(first) && left < right
    }
    return order.map { (faults[$0], found[$0]) }
  }

  /// What the graph itself knows of a place.
  private func lineOnly(_ evidence: Evidence) -> FaultPlace {
    FaultPlace(
      file: Int(evidence.file), path: snapshot.files[Int(evidence.file)],
      position: TextPosition(line: Int(evidence.line), column: 1), excerpt: nil)
  }

  private func pattern(of fault: DataFault) -> Pattern? {
    switch fault.cause {
    case .malformed(let term), .dangling(let term): return Pattern(object: term)
    default: break
    }
    guard let statement = fault.statement.map({ Int($0) }) else {
      return fault.node == 0 ? nil : Pattern(subject: fault.node)
    }
    return Pattern(
      subject: snapshot.subjects[statement],
      predicate: snapshot.predicates[Int(snapshot.relations[statement])],
      object: snapshot.objects[statement])
  }

  // MARK: Reading again

  private mutating func search(_ file: Int) {
    let path = snapshot.files[file]
    guard let text = try? InputFile(path).readAll() else { return }
    known = (0, 1)
    var finder = TermFinder(snapshot.terms, file: file)
    var reader = TripleReader(format: GraphFormat(fileName: path) ?? .turtle)
    text.withUnsafeBytes { bytes in
      // The file was whole a moment ago; if it has changed, its places stay unknown.
      try? reader.read(whole: bytes) { (batch) throws(Never) in
        for triple in batch.triples {
          let isReifying = triple.object.kind == .triple
          let said = isReifying ? batch.nested[Int(triple.object.head)] : triple
          match(said, isReifying, triple.offset, batch, &finder, file, bytes)
        }
      }
    }
  }

  private mutating func match(
    _ said: TripleSpans, _ isReifying: Bool, _ offset: Int, _ batch: borrowing TripleBatch,
    _ finder: inout TermFinder, _ file: Int, _ text: UnsafeRawBufferPointer
  ) {
    let subject = finder.term(said.subject, batch)
    let object = finder.term(said.object, batch)
    guard subject != 0 || object != 0 else { return }
    let predicate = finder.term(said.predicate, batch)
    if isReifying, let unstated, found[unstated] == nil, !isStated(subject, predicate, object) {
      found[unstated] = place(offset, file, text)
    }
    let patterns = [
      Pattern(subject: subject, predicate: predicate, object: object), Pattern(subject: subject),
      Pattern(object: object),
    ]
    for pattern in patterns {
      for index in wanted[pattern] ?? [] {
        take(index, pattern, isReifying, offset, file, text)
      }
    }
  }

  private mutating func take(
    _ index: Int, _ pattern: Pattern, _ isReifying: Bool, _ offset: Int, _ file: Int,
    _ text: UnsafeRawBufferPointer
  ) {
    guard found[index]?.excerpt == nil else { return }
    if pattern.predicate != 0, let evidence = faults[index].evidence {
      guard file == evidence.file, line(of: offset, in: text) == evidence.line else { return }
    } else if isReifying {
      return
    }
    found[index] = place(offset, file, text)
  }

  private mutating func line(of offset: Int, in text: UnsafeRawBufferPointer) -> Int {
    if offset < known.offset { known = (0, 1) }
    known.line += countLineFeeds(UnsafeRawBufferPointer(rebasing: text[known.offset..<offset]))
    known.offset = offset
    return known.line
  }

  private func place(_ offset: Int, _ file: Int, _ text: UnsafeRawBufferPointer) -> FaultPlace {
    FaultPlace(
      file: file, path: snapshot.files[file], position: TextPosition(of: offset, in: text),
      excerpt: Excerpt(of: offset..<(offset + 1), in: text))
  }

  private func isStated(_ subject: TermID, _ predicate: TermID, _ object: TermID) -> Bool {
    guard let relation = snapshot.relation(of: predicate) else { return false }
    return !snapshot.statements(subject, relation, object).isEmpty
  }
}

/// Spans of a file as terms of a graph.
private struct TermFinder {
  private let terms: TermDictionary
  private let blanks: ClassID?
  /// Literal classes by head and kind, since thousands of literals share few.
  private var classes: [UInt64: ClassID?] = [:]

  init(_ terms: TermDictionary, file: Int) {
    self.terms = terms
    blanks = Array(String(file).utf8).withUnsafeBytes { terms.knownClass(.blank, $0) }
  }

  /// The term of a span; 0 for none.
  mutating func term(_ span: TermSpan, _ batch: borrowing TripleBatch) -> TermID {
    switch span.kind {
    case .iri:
      let iri = batch.heads[Int(span.head)] + span.text
      return iri.withUnsafeBytes { terms.findIRI($0) } ?? 0
    case .blank: return blanks.flatMap { terms.find($0, span.text) } ?? 0
    case .string: return terms.find(TermDictionary.stringClass, span.text) ?? 0
    case .typed, .tagged:
      return literalClass(span, batch).flatMap { terms.find($0, span.text) } ?? 0
    case .triple: return 0
    }
  }

  private mutating func literalClass(
    _ span: TermSpan, _ batch: borrowing TripleBatch
  ) -> ClassID? {
    let key = UInt64(span.head) << 8 | UInt64(span.kind.rawValue)
    if let known = classes[key] { return known }
    let kind = span.kind == .typed ? TermClass.Kind.typed : .tagged
    let number = batch.heads[Int(span.head)].withUnsafeBytes { terms.knownClass(kind, $0) }
    classes.updateValue(number, forKey: key)
    return number
  }
}
