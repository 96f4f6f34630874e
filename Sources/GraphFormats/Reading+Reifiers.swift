// RDF 1.2's statements about statements: triple terms, reified triples, reifiers and annotations.

extension Reading {
  /// rtSubject, rtObject, ttSubject and ttObject: the ends of a triple in angle brackets.
  mutating func innerTerm(_ role: Role) throws(Halt) {
    try passBlanks()
    var at = cursor
    let start = offset(at)
    guard let term = try term(&at, role) else { return }
    place(term, role, start)
    cursor = at
    lastEnd = Mark(offset: offset(at))
    state = role == .innerSubject ? .verb : .innerEnd
  }

  /// `)>>`, or a reifier and `>>`.
  mutating func innerEnd() throws(Halt) {
    try passBlanks()
    var at = cursor
    if top.kind == .tripleTerm {
      guard try has(")>>", at: at) else { throw fail(.wanted(.tripleTermEnd), at) }
      cursor = at + 3
      let term = nest(top.subject, top.predicate, top.object, top.mark.offset)
      finish(term)
      return
    }
    var named: TermSpan?
    if try byte(at) == 0x7E {
      at += 1
      named = try reifierName(&at)
      try skipBlanks(&at)
    }
    guard try has(">>", at: at) else { throw fail(.wanted(.reifiedEnd), at) }
    cursor = at + 2
    let reifier = named ?? freshBlank()
    let term = nest(top.subject, top.predicate, top.object, top.mark.offset)
    emit(reifier, terms.reifies, term, top.mark.offset)
    finish(reifier)
  }

  /// Closes the innermost bracket and puts its term into the frame below.
  private mutating func finish(_ term: TermSpan) {
    let (role, start) = (top.role, top.mark.offset)
    pop()
    place(term, role, start)
  }

  /// reifier and annotationBlock behind an object; false if neither stands there.
  @inline(never)
  mutating func annotation(_ at: inout UnsafeRawPointer) throws(Halt) -> Bool {
    let start = at
    switch try byte(at) {
    case 0x7E:
      at += 1
      let named = try reifierName(&at)
      let reifier = named ?? freshBlank()
      reify(reifier, offset(start))
      top.reifier = reifier
      top.hasReifier = true
      cursor = at
      lastEnd = Mark(offset: offset(at))
      top.reifierOffset = offset(start)
      return true
    case 0x7B where try byte(at + 1) == 0x7C:
      guard frames.count < Reading.depth else { throw fail(.tooDeep, at, at + 2) }
      var reifier = top.reifier
      var opened = top.reifierOffset
      if !top.hasReifier {
        reifier = freshBlank()
        opened = offset(start)
        reify(reifier, opened)
      }
      top.hasReifier = false
      try push(.annotation, .object, at)
      top.said = opened
      top.subject = reifier
      state = .verb
      cursor = at + 2
      return true
    default: return false
    }
  }

  /// Says that a reifier reifies the triple just said.
  private mutating func reify(_ reifier: TermSpan, _ start: Int) {
    let term = nest(top.subject, top.predicate, top.object, start)
    emit(reifier, terms.reifies, term, start)
  }

  /// The name behind `~`, if there is one.
  private mutating func reifierName(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan? {
    var behind = at
    try skipBlanks(&behind)
    switch try byte(behind) {
    case 0x3C where try byte(behind + 1) != 0x3C:
      at = behind
      return try iri(&at, .object)
    case 0x5F:
      at = behind
      return try blank(&at)
    case 0x5B:
      at = behind + 1
      try skipBlanks(&at)
      guard try byte(at) == 0x5D else { throw fail(.wanted(.reifierName), behind) }
      at += 1
      return freshBlank()
    case 0x3A, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF:
      at = behind
      return try prefixedName(&at, orWanted: .reifierName)
    default: return nil
    }
  }
}
