// N-Triples and N-Quads (RDF 1.2 N-Triples, section 4; N-Quads, section 4): one statement a line,
// one step a line.

extension Reading {
  /// ntriplesDoc, nquadsDoc: one line, or what stands between two of them.
  mutating func line() throws(Halt) {
    if state == .recovery { try recover() }
    try passBlanks()
    if cursor == limit { return }
    var at = cursor
    if at.load(as: UInt8.self) == 0x56, try isWord("VERSION", at) {
      try lineVersion(&at)
      return try endLine(&at)
    }
    let subject = try repeatedSubject(&at)
    try skipLineBlanks(&at)
    let predicate = try linePredicate(&at)
    try skipLineBlanks(&at)
    let start = at
    let object = try lineObject(&at)
    try skipLineBlanks(&at)
    var name: TermSpan?
    if hasGraphs, try byte(at) != 0x2E {
      name = try lineSubject(&at, .graphOrEnd)
      try skipLineBlanks(&at)
    }
    guard try byte(at) == 0x2E else {
      throw fail(.wanted(hasGraphs && name == nil ? .graphOrEnd : .lineEnd), at)
    }
    at += 1
    try endLine(&at)
    emit(
      TripleSpans(
        subject: subject, predicate: predicate, object: object, graph: name,
        offset: offset(start)))
  }

  /// The subject, which most often is that of the line before.
  @inline(__always)
  private mutating func repeatedSubject(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    let start = at
    let length = lastSubjectText.count
    if length > 0, limit - at > length,
      areSame(lastSubjectText, UnsafeRawBufferPointer(start: at, count: length))
    {
      at += length
      return lastSubject
    }
    let subject = try lineSubject(&at, .lineSubject)
    // Only an IRI ends for certain where it ended before; one that was copied may be gone.
    if subject.kind == .iri, let text = subject.text.baseAddress, text > start, text < at {
      lastSubjectText = UnsafeRawBufferPointer(start: start, count: at - start)
      lastSubject = subject
    }
    return subject
  }

  /// The rest of a line: blanks and a comment.
  @inline(__always)
  private mutating func endLine(_ at: inout UnsafeRawPointer) throws(Halt) {
    var byte = try byte(at)
    if byte != 0x0A {
      try skipLineBlanks(&at)
      byte = try self.byte(at)
      if byte == 0x23 {
        isInComment = true
      } else {
        guard byte == 0x0A || byte == 0x0D || at == limit else {
          throw fail(.wanted(.newLine), at)
        }
      }
    }
    cursor = at
  }

  /// subject and graphLabel: an IRI or a blank node.
  @inline(__always)
  private mutating func lineSubject(_ at: inout UnsafeRawPointer, _ wanted: Wanted) throws(Halt)
    -> TermSpan
  {
    switch try byte(at) {
    case 0x3C where try byte(at + 1) != 0x3C: return try iri(&at, .subject)
    case 0x5F: return try blank(&at)
    default: throw fail(.wanted(wanted), at)
    }
  }

  @inline(__always)
  private mutating func linePredicate(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    guard try byte(at) == 0x3C, try byte(at + 1) != 0x3C else {
      throw fail(.wanted(.predicate), at)
    }
    // What was met before needs no other look than for its end.
    let start = at + 1
    var end = start
    while limit - end >= 16 {
      guard let lane = ByteScan.lane(ByteScan.equal(ByteScan.load(end), 0x3E)) else {
        end += 16
        continue
      }
      end += lane
      let text = UnsafeRawBufferPointer(start: start, count: end - start)
      guard let known = iris.find(text) else { break }
      at = end + 1
      return known
    }
    return try iri(&at, .predicate)
  }

  /// object: an IRI, a blank node, a literal or a triple term.
  @inline(__always)
  private mutating func lineObject(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    switch try byte(at) {
    case 0x3C:
      return try byte(at + 1) == 0x3C ? try lineTripleTerm(&at) : try iri(&at, .object)
    case 0x22: return try literal(&at)
    case 0x5F: return try blank(&at)
    default: throw fail(.wanted(.lineObject), at)
    }
  }

  /// versionDirective.
  private mutating func lineVersion(_ at: inout UnsafeRawPointer) throws(Halt) {
    at += 7
    try skipLineBlanks(&at)
    guard try byte(at) == 0x22 else { throw fail(.wanted(.version), at) }
    _ = try string(&at)
  }

  /// tripleTerm; nested ones by an explicit stack.
  @inline(never)
  private mutating func lineTripleTerm(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    var open: [(subject: TermSpan, predicate: TermSpan, offset: Int)] = []
    while true {
      let start = at
      guard try has("<<(", at: at) else { throw fail(.wanted(.lineObject), at) }
      if open.count == Reading.termDepth { throw fail(.tooDeep, at, at + 3) }
      at += 3
      try skipLineBlanks(&at)
      let subject = try lineSubject(&at, .innerSubject)
      try skipLineBlanks(&at)
      let predicate = try linePredicate(&at)
      try skipLineBlanks(&at)
      open.append((subject, predicate, offset(start)))
      if try byte(at) == 0x3C, try byte(at + 1) == 0x3C { continue }
      var object = try lineObject(&at)
      while let part = open.popLast() {
        try skipLineBlanks(&at)
        guard try has(")>>", at: at) else { throw fail(.wanted(.tripleTermEnd), at) }
        at += 3
        object = nest(part.subject, part.predicate, object, part.offset)
      }
      return object
    }
  }
}
