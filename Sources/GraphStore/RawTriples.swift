// What loading has gathered before anything is sorted: triples as rows of numbers, and beside them
// the reifications, that is, which statement an annotation block or a named graph speaks of and
// where in which file it stands. Triple terms behind rdf:reifies never enter the dictionary: they
// would be one term for each annotated statement and nobody asks for them.

/// Triples and reifications in the order of the files.
struct RawTriples: Sendable {
  /// One triple.
  struct Row: Sendable {
    var subject: TermID
    var predicate: TermID
    var object: TermID
  }

  /// One reifier of one triple, or the graph that holds it.
  struct Reification: Sendable {
    var triple: Row
    /// A term, or a number with `MadeBlanks.reifierMark`; 0 when a named graph alone speaks.
    var reifier: UInt32
    /// The named graph; 0 in the default graph.
    var graph: TermID
    /// Index into the loaded files.
    var file: UInt32
    /// The line, from 1.
    var line: UInt32
  }

  var rows: [Row] = []
  var reifications: [Reification] = []
  /// What reifiers that are no terms say of their statements; the marked number is the subject.
  var annotating: [Row] = []
  /// How many reifiers are no terms.
  var reifierCount: UInt32 = 0

  /// Whether so many more of anything can still be numbered in four bytes.
  func hasRoom(for more: Int) -> Bool {
    max(rows.count, annotating.count, reifications.count) < Int(UInt32.max) - more
  }

  /// A new reifier that is no term; nil when there are too many.
  mutating func makeReifier() -> UInt32? {
    guard reifierCount < MadeBlanks.reifierMark - 1 else { return nil }
    defer { reifierCount += 1 }
    return reifierCount | MadeBlanks.reifierMark
  }
}
