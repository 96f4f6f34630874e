// What stands at the top of a Turtle or TriG document: statements, directives, graphs.

internal import GraphModel

extension Reading {
  /// turtleDoc, trigDoc: one statement's subject, one directive, or the edge of a graph.
  @inline(__always)
  mutating func document() throws(Halt) {
    try passBlanks()
    if cursor == limit, !isInGraph { return }
    var at = cursor
    switch try byte(at) {
    case 0x40, 0x42, 0x50, 0x56, 0x62, 0x70, 0x76:
      if try directive(&at) { return }
    case 0x7B, 0x7D, 0x47, 0x67:
      if hasGraphs, try graphEdge(at) { return }
    default: break
    }
    let start = offset(at)
    top = Frame(kind: .statement, offset: start)
    let isList = try byte(at) == 0x28
    guard let subject = try term(&at, .subject) else { return }
    if hasGraphs, !isInGraph, !isList {
      var behind = at
      try skipBlanks(&behind)
      if try byte(behind) == 0x7B, try byte(behind + 1) != 0x7C {
        return openGraph(subject, behind, start)
      }
    }
    top.subject = subject
    cursor = at
    lastEnd = Mark(offset: offset(at))
    state = .verb
  }

  /// The braces of graphs and the word before them; false if none of these stands there.
  @inline(never)
  private mutating func graphEdge(_ at: UnsafeRawPointer) throws(Halt) -> Bool {
    switch try byte(at) {
    case 0x7D where isInGraph:
      endGraph(at + 1)
      return true
    case 0x7B where !isInGraph:
      openGraph(nil, at, offset(at))
      return true
    case 0x47, 0x67:
      guard !isInGraph, try isWord("GRAPH", at) else { return false }
      var name = at + 5
      try skipBlanks(&name)
      let start = name
      let term: TermSpan
      switch try byte(name) {
      case 0x3C where try byte(name + 1) != 0x3C: term = try iri(&name, .object)
      case 0x5F: term = try blank(&name)
      case 0x5B:
        name += 1
        try skipBlanks(&name)
        guard try byte(name) == 0x5D else { throw fail(.wanted(.graphName), start) }
        name += 1
        term = freshBlank()
      default: term = try prefixedName(&name, orWanted: .graphName)
      }
      try skipBlanks(&name)
      guard try byte(name) == 0x7B else { throw fail(.wanted(.graphBrace), name) }
      openGraph(term, name, offset(at))
      return true
    default: return false
    }
  }

  /// Enters a graph at its brace.
  private mutating func openGraph(_ name: TermSpan?, _ brace: UnsafeRawPointer, _ start: Int) {
    graph = name
    isInGraph = true
    graphMark = Mark(offset: start)
    cursor = brace + 1
    state = .document
  }

  /// directive; false if a statement stands there.
  @inline(never)
  private mutating func directive(_ at: inout UnsafeRawPointer) throws(Halt) -> Bool {
    let start = at
    if try byte(at) == 0x40 {
      if try has("@prefix", at: at), try !isTagByte(byte(at + 7)) {
        at += 7
        try prefix(&at, start, needsDot: true)
      } else if try has("@base", at: at), try !isTagByte(byte(at + 5)) {
        at += 5
        try baseIRI(&at, needsDot: true)
      } else if try has("@version", at: at), try !isTagByte(byte(at + 8)) {
        at += 8
        try version(&at, needsDot: true)
      } else {
        throw fail(.wanted(.directive), at)
      }
    } else if try isWord("PREFIX", at) {
      at += 6
      try prefix(&at, start, needsDot: false)
    } else if try isWord("BASE", at) {
      at += 4
      try baseIRI(&at, needsDot: false)
    } else if try isWord("VERSION", at) {
      at += 7
      try version(&at, needsDot: false)
    } else {
      return false
    }
    return true
  }

  /// The rest of `@prefix` or `PREFIX`.
  private mutating func prefix(
    _ at: inout UnsafeRawPointer, _ start: UnsafeRawPointer, needsDot: Bool
  ) throws(Halt) {
    if isInGraph { throw fail(.wanted(.statement), start, at) }
    try skipBlanks(&at)
    let nameStart = at
    let colon = try prefixEnd(at)
    guard try byte(colon) == 0x3A else {
      throw fail(.wanted(colon == nameStart ? .prefixName : .prefixColon), nameStart)
    }
    let name = UnsafeRawBufferPointer(start: nameStart, count: colon - nameStart)
    at = colon + 1
    let iri = try directiveIRI(&at)
    try endDirective(&at, needsDot)
    guard batch.prefixes.count < PrefixTable.limit else {
      throw fail(.tooManyPrefixes, nameStart, colon)
    }
    if rowCount > 0 { throw .full }
    let bytes = kept.copy(batch.heads[Int(iri.head)] + iri.text)
    let isCut = iri.text.isEmpty && iri.head != 0
    prefixes.declare(name, PrefixEntry(head: isCut ? iri.head : nil, iri: bytes))
    batch.prefixes.append((Array(name), Array(bytes)))
    cursor = at
  }

  /// The rest of `@base` or `BASE`.
  private mutating func baseIRI(_ at: inout UnsafeRawPointer, needsDot: Bool) throws(Halt) {
    if isInGraph { throw fail(.wanted(.statement), cursor, at) }
    let iri = try directiveIRI(&at)
    try endDirective(&at, needsDot)
    base = batch.heads[Int(iri.head)] + iri.text
    cursor = at
  }

  /// The rest of `@version` or `VERSION`.
  ///
  /// All versions are read alike; what says which one is only
  /// checked for its form.
  private mutating func version(_ at: inout UnsafeRawPointer, needsDot: Bool) throws(Halt) {
    if isInGraph { throw fail(.wanted(.statement), cursor, at) }
    try skipBlanks(&at)
    let quote = try byte(at)
    guard quote == 0x22 || quote == 0x27 else { throw fail(.wanted(.version), at) }
    if try byte(at + 1) == quote, try byte(at + 2) == quote {
      throw fail(.wanted(.version), at, at + 3)
    }
    _ = try string(&at)
    try endDirective(&at, needsDot)
    cursor = at
  }

  private mutating func directiveIRI(_ at: inout UnsafeRawPointer) throws(Halt) -> TermSpan {
    try skipBlanks(&at)
    guard try byte(at) == 0x3C, try byte(at + 1) != 0x3C else { throw fail(.wanted(.iri), at) }
    return try iri(&at, .object)
  }

  private mutating func endDirective(_ at: inout UnsafeRawPointer, _ needsDot: Bool) throws(Halt) {
    if !needsDot { return }
    let end = at
    try skipBlanks(&at)
    guard try byte(at) == 0x2E else {
      lastEnd = Mark(offset: offset(end))
      throw fail(.wanted(.directiveEnd), at)
    }
    at += 1
  }
}
