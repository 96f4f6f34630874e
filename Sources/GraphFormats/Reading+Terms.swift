// Terms of the Turtle family by their first byte, and the brackets that stand for terms.

extension Reading {
  /// The term at an address, if it is whole; nil when a bracket was opened and the state is set.
  @inline(__always)
  mutating func term(_ at: inout UnsafeRawPointer, _ role: Role) throws(Halt) -> TermSpan? {
    let first = try byte(at)
    switch first {
    case 0x22, 0x27:
      guard role != .subject, role != .innerSubject else { break }
      return try literal(&at)
    case 0x3C:
      if try byte(at + 1) == 0x3C { return try angled(at, role) }
      return try iri(&at, role == .subject ? .subject : .object)
    case 0x5F: return try blank(&at)
    case 0x2B, 0x2D, 0x2E, 0x30...0x39:
      guard role != .subject, role != .innerSubject else { break }
      return try number(&at, orWanted: wanted(role))
    case 0x5B: return try squared(&at, role)
    case 0x28:
      guard role != .innerSubject, role != .innerObject else { break }
      return try rounded(&at, role)
    case 0x74, 0x66:
      if role != .subject, role != .innerSubject, let boolean = try boolean(&at) { return boolean }
      return try prefixedName(&at, orWanted: wanted(role))
    default: return try prefixedName(&at, orWanted: wanted(role))
    }
    throw fail(.wanted(wanted(role)), at)
  }

  /// What is missing where a role has no term.
  private func wanted(_ role: Role) -> Wanted {
    switch role {
    case .subject: .statement
    case .object: .object
    case .item: .item
    case .innerSubject: .innerSubject
    case .innerObject: .innerObject
    }
  }

  /// BooleanLiteral, if one stands there.
  private mutating func boolean(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan? {
    let isTrue = try has("true", at: at)
    if !isTrue, try !has("false", at: at) { return nil }
    let length = isTrue ? 4 : 5
    guard try endsWord(at + length) else { return nil }
    let text = UnsafeRawBufferPointer(start: at, count: length)
    at += length
    return TermSpan(kind: .typed, head: terms.boolean, text: text)
  }

  /// blankNodePropertyList or ANON.
  private mutating func squared(_ at: inout UnsafeRawPointer, _ role: Role) throws(Halt)
    -> TermSpan?
  {
    var behind = at + 1
    try skipBlanks(&behind)
    if try byte(behind) == 0x5D {
      at = behind + 1
      return freshBlank()
    }
    guard role != .innerSubject, role != .innerObject else {
      throw fail(.wanted(wanted(role)), at)
    }
    try check(roomAt: at)
    let node = freshBlank()
    place(node, role, offset(at))
    try push(.propertyList, role, at)
    top.subject = node
    state = .verb
    cursor = behind
    return nil
  }

  /// Refuses a bracket where too many are open, before anything is said of it.
  private mutating func check(roomAt at: UnsafeRawPointer) throws(Halt) {
    guard frames.count < Reading.depth else { throw fail(.tooDeep, at, at + 1) }
  }

  /// collection, which stands for its first cell, or for rdf:nil if it is empty.
  private mutating func rounded(_ at: inout UnsafeRawPointer, _ role: Role) throws(Halt)
    -> TermSpan?
  {
    var behind = at + 1
    try skipBlanks(&behind)
    if try byte(behind) == 0x29 {
      at = behind + 1
      return terms.empty
    }
    try check(roomAt: at)
    let cell = freshBlank()
    place(cell, role, offset(at))
    try push(.collection, role, at)
    top.subject = cell
    state = .item
    cursor = behind
    return nil
  }

  /// A member of a collection, or its end.
  mutating func item() throws(Halt) {
    try passBlanks()
    var at = cursor
    if try byte(at) == 0x29 {
      emit(top.subject, terms.rest, terms.empty, offset(at))
      cursor = at + 1
      return pop()
    }
    let start = offset(at)
    if let member = try term(&at, .item) {
      place(member, .item, start)
      cursor = at
      lastEnd = Mark(offset: offset(at))
    }
  }

  /// The cell for another member: the first is there already.
  mutating func addCell(_ start: Int) {
    if top.isEmpty {
      top.isEmpty = false
      return
    }
    let cell = freshBlank()
    emit(top.subject, terms.rest, cell, start)
    top.subject = cell
  }

  /// `<<` or `<<(`: a reified triple or a triple term.
  private mutating func angled(_ at: UnsafeRawPointer, _ role: Role) throws(Halt) -> TermSpan? {
    let isTerm = try byte(at + 2) == 0x28
    if isTerm, role == .subject || role == .innerSubject {
      throw fail(.wanted(wanted(role)), at, at + 3)
    }
    if !isTerm, top.kind == .tripleTerm { throw fail(.wanted(wanted(role)), at, at + 2) }
    if isTerm {
      let deep = frames.suffix(Reading.termDepth)
      if deep.count == Reading.termDepth, deep.allSatisfy({ $0.kind == .tripleTerm }) {
        throw fail(.tooDeep, at, at + 3)
      }
    }
    try push(isTerm ? .tripleTerm : .reified, role, at)
    state = .innerSubject
    cursor = at + (isTerm ? 3 : 2)
    return nil
  }
}
