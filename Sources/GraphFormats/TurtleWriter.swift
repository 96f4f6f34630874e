// Turtle and TriG for people: prefixes, one block a subject, annotations beside what they speak of.
// Statements are written in the order they come, so memory does not grow with the file.

internal import Bytes
internal import GraphModel

/// Writes statements as Turtle or TriG.
struct TurtleWriter {
  /// How many annotations may stand inside one another; deeper ones are written as statements.
  private static let depth = 16

  /// A statement being written, or one that annotates the level below.
  private struct Level {
    var subject: [UInt8]
    var predicate: [UInt8]
    var object: [UInt8]
    /// What was named behind the object with `~`.
    var reifier: [UInt8]?
    /// Whether anything stands behind the object.
    var isAnnotated = false
  }

  let hasGraphs: Bool
  var blankPrefix: [UInt8] = []

  private var names = TurtleNames()
  private var levels: [Level] = []
  private var graph: [UInt8]?
  private var isInGraph = false
  private var isEmpty = true
  /// Whether a statement was written.
  private var hasWritten = false
  private var prefixesTaken = 0
  private var declared: [(name: [UInt8], iri: [UInt8])]
  private let rows = RowBuffer()
  /// A literal while its escapes are made.
  private let literal = RowBuffer()

  init(hasGraphs: Bool, prefixes: [(name: [UInt8], iri: [UInt8])]) {
    self.hasGraphs = hasGraphs
    declared = prefixes
  }

  mutating func beginFile() {
    names.beginFile()
    prefixesTaken = 0
  }

  mutating func write(_ batch: borrowing TripleBatch, to output: inout OutputBuffer) {
    takePrefixes(batch)
    for triple in batch.triples {
      var name: [UInt8]?
      if hasGraphs, let term = triple.graph { name = text(of: term, batch) }
      if name != graph { enter(name) }
      write(triple, batch)
      if rows.count > 1 << 16 { rows.flush(to: &output) }
    }
    rows.flush(to: &output)
  }

  mutating func finish(to output: inout OutputBuffer) {
    endStatement()
    if isInGraph { put("}\n") }
    isInGraph = false
    rows.flush(to: &output)
  }

  /// Declares what has been declared since the last batch.
  private mutating func takePrefixes(_ batch: borrowing TripleBatch) {
    while prefixesTaken < batch.prefixes.count {
      declared.append(batch.prefixes[prefixesTaken])
      prefixesTaken += 1
    }
    var hasDeclared = false
    for (name, iri) in declared where !names.isDeclared(name, iri) {
      if !hasDeclared {
        leaveGraph()
        if hasWritten { put("\n") }
      }
      hasDeclared = true
      names.declare(name, iri)
      put("PREFIX ")
      put(name)
      put(": <")
      put(iri)
      put(">\n")
      isEmpty = false
    }
    declared.removeAll()
  }

  private mutating func leaveGraph() {
    endStatement()
    if isInGraph { put("}\n") }
    isInGraph = false
    graph = nil
  }

  private mutating func enter(_ name: [UInt8]?) {
    leaveGraph()
    guard let name else { return }
    if !isEmpty { put("\n") }
    put(name)
    put(" {")
    graph = name
    isInGraph = true
    isEmpty = true
  }

  /// One statement: beside the last one if it can stand there, else as a block of its own.
  private mutating func write(_ triple: TripleSpans, _ batch: borrowing TripleBatch) {
    let subject = text(of: triple.subject, batch)
    let predicate = verb(triple.predicate, batch)
    let object = text(of: triple.object, batch)
    while let level = levels.last {
      if level.reifier == subject, levels.count <= TurtleWriter.depth {
        levels.append(Level(subject: subject, predicate: predicate, object: object))
        put(" {| ")
        return putPair(predicate, object)
      }
      if level.subject == subject { return goOn(level, predicate, object) }
      if isReifies(triple.predicate, batch), triple.object.kind == .triple,
        object == tripleTerm(level)
      {
        put(" ~ ")
        put(subject)
        levels[levels.count - 1].reifier = subject
        levels[levels.count - 1].isAnnotated = true
        return
      }
      closeLevel()
    }
    if !isEmpty { put("\n") }
    if isInGraph, isEmpty { put("\n") }
    isEmpty = false
    hasWritten = true
    levels = [Level(subject: subject, predicate: predicate, object: object)]
    put(subject)
    put(" ")
    putPair(predicate, object)
  }

  /// Another predicate or object of the innermost level's subject.
  private mutating func goOn(_ level: Level, _ predicate: [UInt8], _ object: [UInt8]) {
    let isSame = level.predicate == predicate
    put(isSame ? " ," : " ;")
    if isSame, !level.isAnnotated {
      put(" ")
    } else {
      put("\n")
      for _ in 0..<(isSame ? levels.count + 1 : levels.count) { put("    ") }
    }
    if isSame { put(object) } else { putPair(predicate, object) }
    levels[levels.count - 1].predicate = predicate
    levels[levels.count - 1].object = object
    levels[levels.count - 1].reifier = nil
    levels[levels.count - 1].isAnnotated = false
  }

  private mutating func closeLevel() {
    levels.removeLast()
    put(levels.isEmpty ? " .\n" : " |}")
    if let last = levels.indices.last { levels[last].reifier = nil }
  }

  private mutating func endStatement() { while !levels.isEmpty { closeLevel() } }

  private func putPair(_ predicate: [UInt8], _ object: [UInt8]) {
    put(predicate)
    put(" ")
    put(object)
  }

  private func put(_ text: [UInt8]) {
    rows.reserve(text.count)
    text.withUnsafeBytes { rows.put($0) }
  }

  private func put(_ text: StaticString) {
    rows.reserve(text.utf8CodeUnitCount)
    rows.put(text)
  }
}

// MARK: - Terms

extension TurtleWriter {
  /// A term as it is written, which also tells terms apart.
  private mutating func text(of term: TermSpan, _ batch: borrowing TripleBatch) -> [UInt8] {
    switch term.kind {
    case .iri:
      if let prefix = names.prefix(of: term, batch) { return prefix + term.text }
      return [0x3C] + batch.heads[Int(term.head)] + term.text + [0x3E]
    case .blank: return [0x5F, 0x3A] + blankPrefix + term.text
    case .typed where names.isBare(term, batch): return Array(term.text)
    case .string, .typed, .tagged:
      var text: [UInt8] = [0x22]
      Escapes.append(term.text, to: literal)
      literal.flush(to: &text)
      text.append(0x22)
      if term.kind == .tagged { text += [0x40] + batch.heads[Int(term.head)] }
      if term.kind == .typed { text += [0x5E, 0x5E] + names.datatype(term.head, batch) }
      return text
    case .triple: return tripleTerm(term, batch)
    }
  }

  private mutating func verb(_ term: TermSpan, _ batch: borrowing TripleBatch) -> [UInt8] {
    isRDF("type", term, batch) ? [0x61] : text(of: term, batch)
  }

  private func isReifies(_ term: TermSpan, _ batch: borrowing TripleBatch) -> Bool {
    isRDF("reifies", term, batch)
  }

  private func isRDF(_ local: String, _ term: TermSpan, _ batch: borrowing TripleBatch) -> Bool {
    term.kind == .iri && term.text.elementsEqual(local.utf8)
      && batch.heads[Int(term.head)] == WellKnown.rdf
  }

  /// A triple term; nested ones lie in the object, so that a loop is enough.
  private mutating func tripleTerm(_ term: TermSpan, _ batch: borrowing TripleBatch) -> [UInt8] {
    var text: [UInt8] = []
    var closings = 0
    var next = term
    while next.kind == .triple {
      let parts = batch.nested[Int(next.head)]
      text += Array("<<( ".utf8) + self.text(of: parts.subject, batch) + [0x20]
      text += verb(parts.predicate, batch) + [0x20]
      closings += 1
      next = parts.object
    }
    text += self.text(of: next, batch)
    for _ in 0..<closings { text += Array(" )>>".utf8) }
    return text
  }

  /// What the innermost statement is as a triple term.
  private func tripleTerm(_ level: Level) -> [UInt8] {
    Array("<<( ".utf8) + level.subject + [0x20] + level.predicate + [0x20] + level.object
      + Array(" )>>".utf8)
  }
}
