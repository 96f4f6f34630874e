// Turtle and TriG (RDF 1.2 Turtle, section 6; TriG, section 5) as a machine of small steps over an
// explicit stack of open brackets. A triple is handed on as soon as its object is known, so order
// and meaning do not depend on where the file is cut.

extension Reading {
  /// How many brackets may be open at once.
  static let depth = 100_000
  /// How deep triple terms may be nested; whoever writes one out again has to go as deep.
  static let termDepth = 1_000

  /// One step of the grammar from the state the last one left.
  @inline(__always)
  mutating func turtle() throws(Halt) {
    switch state {
    case .object: try objectStep()
    case .afterObject: if !run() { try afterObject() }
    case .verb: try verbStep()
    case .verbOrEnd: try verbOrEnd()
    case .document: try document()
    case .item: try item()
    case .innerSubject: try innerTerm(.innerSubject)
    case .innerObject: try innerTerm(.innerObject)
    case .innerEnd: try innerEnd()
    case .verbOrDot: try verbOrDot()
    case .recovery: try recover()
    }
  }

  /// predicate or `a`, and the object behind it.
  @inline(__always)
  private mutating func verbStep() throws(Halt) {
    try passBlanks()
    var at = cursor
    try verb(&at, .predicate)
  }

  /// verb.
  ///
  /// Goes on with the object.
  @inline(__always)
  private mutating func verb(_ at: inout UnsafeRawPointer, _ wanted: Wanted) throws(Halt) {
    let first = try byte(at)
    if first == 0x3C, try byte(at + 1) != 0x3C {
      top.predicate = try iri(&at, .predicate)
    } else if first == 0x61, try endsWord(at + 1) {
      at += 1
      top.predicate = terms.type
    } else {
      top.predicate = try prefixedName(&at, orWanted: wanted)
    }
    cursor = at
    state = top.kind.rawValue >= FrameKind.reified.rawValue ? .innerObject : .object
  }

  /// object, where it is a whole term; a bracket is opened and left to later steps.
  @inline(__always)
  private mutating func objectStep() throws(Halt) {
    try passBlanks()
    var at = cursor
    let start = offset(at)
    if let object = try term(&at, .object) { said(object, start, at) }
  }

  /// An object was read: says the triple.
  @inline(__always)
  private mutating func said(_ object: TermSpan, _ start: Int, _ end: UnsafeRawPointer) {
    emit(top.subject, top.predicate, object, top.kind == .annotation ? top.said : start)
    top.object = object
    top.hasReifier = false
    state = .afterObject
    cursor = end
    lastEnd = Mark(offset: offset(end))
  }

  /// `,`, `;`, the end of a statement or bracket, or what annotates the object.
  @inline(__always)
  private mutating func afterObject() throws(Halt) {
    try passBlanks()
    var at = cursor
    switch try byte(at) {
    case 0x2C:
      state = .object
      cursor = at + 1
    case 0x3B:
      cursor = at + 1
      state = .verbOrEnd
    case 0x2E where top.kind == .statement:
      cursor = at + 1
      endStatement()
    default:
      if try annotation(&at) { return }
      try close(at, .afterObject)
    }
  }

  /// What may follow a `;`: another verb, another `;` or an end.
  @inline(__always)
  private mutating func verbOrEnd() throws(Halt) {
    try passBlanks()
    var at = cursor
    switch try byte(at) {
    case 0x3B: cursor = at + 1
    case 0x2E where top.kind == .statement:
      cursor = at + 1
      endStatement()
    case 0x5D, 0x7D, 0x7C: try close(at, .predicateOrEnd)
    default: try verb(&at, .predicateOrEnd)
    }
  }

  /// What may follow a bracket that is a subject: predicates, or nothing, since it said something.
  private mutating func verbOrDot() throws(Halt) {
    try passBlanks()
    var at = cursor
    switch try byte(at) {
    case 0x2E:
      cursor = at + 1
      endStatement()
    case 0x7D: try close(at, .predicateOrEnd)
    default: try verb(&at, .predicateOrEnd)
    }
  }

  /// Closes the innermost bracket or the graph at an address, if what stands there does so.
  @inline(never)
  private mutating func close(_ at: UnsafeRawPointer, _ wanted: Wanted) throws(Halt) {
    switch try byte(at) {
    case 0x5D where top.kind == .propertyList:
      cursor = at + 1
      pop()
    case 0x7C where top.kind == .annotation:
      guard try byte(at + 1) == 0x7D else { throw fail(.wanted(wanted), at) }
      cursor = at + 2
      pop()
      top.hasReifier = false
    case 0x7D where top.kind == .statement && isInGraph:
      endStatement()
      endGraph(at + 1)
    default: throw fail(.wanted(wanted), at)
    }
  }

  /// The statement is over; the next one may begin.
  @inline(__always)
  mutating func endStatement() {
    state = .document
  }

  mutating func endGraph(_ end: UnsafeRawPointer) {
    isInGraph = false
    graph = nil
    cursor = end
    state = .document
  }

  /// Opens a bracket; the frame below goes on with `next` when it is closed.
  mutating func push(_ kind: FrameKind, _ role: Role, _ at: UnsafeRawPointer) throws(Halt) {
    guard frames.count < Reading.depth else { throw fail(.tooDeep, at, at + 1) }
    frames.append(top)
    top = Frame(kind: kind, offset: offset(at))
    top.role = role
    switch role {
    case .subject: top.next = kind == .collection ? .verb : .verbOrDot
    case .object: top.next = .afterObject
    case .item: top.next = .item
    case .innerSubject: top.next = .verb
    case .innerObject: top.next = .innerEnd
    }
  }

  /// Closes a bracket.
  mutating func pop() {
    state = top.next
    lastEnd = Mark(offset: offset(cursor))
    guard let below = frames.popLast() else { return }
    top = below
    settledFrames = min(settledFrames, frames.count)
    locatedFrames = min(locatedFrames, frames.count)
  }

  /// Puts a term in its place in the innermost frame and says what follows from that.
  mutating func place(_ term: TermSpan, _ role: Role, _ start: Int) {
    switch role {
    case .subject, .innerSubject: top.subject = term
    case .innerObject: top.object = term
    case .object:
      emit(top.subject, top.predicate, term, top.kind == .annotation ? top.said : start)
      top.object = term
      top.hasReifier = false
    case .item:
      addCell(start)
      emit(top.subject, terms.first, term, start)
    }
  }
}
