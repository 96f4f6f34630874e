// Everything that can be wrong with a triple file. Readers name the cause where they find it; the
// sentence for it is made in `FaultMessages.swift`, when and only when somebody will read it.

/// What the grammar wanted at a place where something else stood.
enum Wanted: Equatable, Sendable {
  /// A statement or a directive.
  case statement
  /// The subject of a line of N-Triples or N-Quads.
  case lineSubject
  case predicate
  /// A predicate, or the end of what a `;` went on with.
  case predicateOrEnd
  case object
  /// The object of a line of N-Triples or N-Quads.
  case lineObject
  /// What can follow an object in the innermost open bracket.
  case afterObject
  /// A graph's name or the end of a line of N-Quads.
  case graphOrEnd
  /// The `.` of a line.
  case lineEnd
  /// Nothing more on a line.
  case newLine
  /// A member of a collection or its end.
  case item
  case innerSubject
  case innerObject
  case tripleTermEnd
  case reifiedEnd
  case reifierName
  case graphName
  case graphBrace
  case prefixName
  case prefixColon
  case iri
  case directiveEnd
  case version
  case directive
  case datatype
  case blankLabel
  case localName
}

/// One cause with what its sentence needs.
enum FaultCause: Equatable, Sendable {
  /// The grammar wanted something else.
  case wanted(Wanted)
  case undeclaredPrefix([UInt8])
  case notUTF8
  case unclosedString(isLong: Bool)
  case unclosedIRI
  case iriCharacter
  case relativeIRI
  case iriEscape
  case stringEscape
  case shortCode(digits: Int)
  case surrogate
  case noCharacter
  case localEscape
  case percent
  case languageTag
  case direction
  case tagMissing
  case tooDeep
  case tooManyPrefixes
  case tooManyHeads
}

/// Where reading stopped, and why; offsets count from the start of the file.
struct Failure: Equatable, Sendable {
  var cause: FaultCause
  var range: Range<Int>
}

/// Why a step of the grammar did not come to its end.
enum Halt: Error {
  /// The step needs bytes that have not come yet; it is begun again when they have.
  case starved
  /// The batch has to be handed over before the step, so that its prefixes are those of its
  /// statements.
  case full
  /// The step met a fault, which `Reading.failure` describes.
  case fault
}
