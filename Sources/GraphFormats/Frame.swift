// The open brackets of the Turtle family. An explicit stack, because the file decides how deep it
// gets.

internal import GraphModel

/// What a bracket is.
enum FrameKind: UInt8 {
  /// No bracket: a statement of the document or of a graph.
  case statement
  /// `[ … ]`
  case propertyList
  /// `( … )`; the subject is the cell that was made last.
  case collection
  /// `{| … |}`; the subject is the reifier.
  case annotation
  /// `<< … >>`
  case reified
  /// `<<( … )>>`
  case tripleTerm
}

/// An open bracket and what has been read inside.
struct Frame {
  var kind: FrameKind
  /// Where the bracket was opened.
  var mark: Mark
  /// What the frame below goes on with when this one is closed.
  var next = State.document
  /// The place that the bracket's term takes in the frame below.
  var role = Role.subject
  /// In a collection, whether no member has been read.
  var isEmpty = true
  /// In an annotation, the offset that its triples are said at: that of what made the reifier.
  var said = 0
  /// Whether `reifier` was just named and an annotation block would speak of it.
  var hasReifier = false
  /// Where `reifier` was named.
  var reifierOffset = 0
  /// How many of the batch's triple terms this frame and those below it need, once settled.
  var nestedNeeded = 0
  var subject = TermSpan.none
  var predicate = TermSpan.none
  var object = TermSpan.none
  var reifier = TermSpan.none

  init(kind: FrameKind, offset: Int) {
    self.kind = kind
    mark = Mark(offset: offset)
  }

  /// Drops the terms that have been read.
  mutating func forgetTerms() {
    subject = .none
    predicate = .none
    object = .none
    reifier = .none
  }
}

/// Where in a statement a term stands.
enum Role: UInt8 {
  case subject
  case object
  case item
  case innerSubject
  case innerObject
}

extension TermSpan {
  /// A term that has not been read.
  static var none: TermSpan {
    TermSpan(kind: .string, head: 0, text: UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

/// Terms that the grammar itself makes.
struct CommonTerms {
  var type = TermSpan.none
  var first = TermSpan.none
  var rest = TermSpan.none
  var empty = TermSpan.none
  var reifies = TermSpan.none
  var integer: UInt32 = 0
  var decimal: UInt32 = 0
  var double: UInt32 = 0
  var boolean: UInt32 = 0

  init() {}

  /// Gives the terms their numbers in a fresh table of heads.
  init(_ kept: TextArena, _ table: inout HeadTable, _ heads: inout [[UInt8]]) {
    func number(_ iri: [UInt8]) -> UInt32 {
      iri.withUnsafeBytes { table.number(of: $0, in: &heads, limit: HeadTable.limit) } ?? 0
    }
    let rdf = number(WellKnown.rdf)
    func term(_ iri: [UInt8]) -> TermSpan {
      let local = Array(iri.dropFirst(WellKnown.rdf.count))
      return TermSpan(kind: .iri, head: rdf, text: kept.copy(local))
    }
    type = term(WellKnown.type)
    first = term(WellKnown.first)
    rest = term(WellKnown.rest)
    empty = term(WellKnown.nil)
    reifies = term(WellKnown.reifies)
    integer = number(WellKnown.integer)
    decimal = number(WellKnown.decimal)
    double = number(WellKnown.double)
    boolean = number(WellKnown.boolean)
  }
}
