// A field as the rows of an answer keep it: a word for what it is and a number, and no text. Most
// fields are terms and words of the snapshot, which are written from where they lie; an answer of a
// thousand rows is two pieces of plain memory, made and forgotten at once.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary

extension Answer {
  /// One field.
  public struct Field: BitwiseCopyable, Sendable {
    /// What a field is, and what its number counts.
    public enum Kind: UInt8, BitwiseCopyable, Sendable {
      /// Nothing is stated.
      case empty
      /// A date that the source leaves open.
      case undated
      /// A term that is none, or is one.
      case node, literal
      /// The text of a term, without its namespace.
      case name
      /// A relation as it is walked: an index into the steps of the wording.
      case step
      /// `->` and `<-`.
      case forward, backward
      /// The status that needs no word.
      case stated
      /// `(see #n)` and `(cycle #n)`: a line.
      case see, cycle
      /// A whole number.
      case integer
      /// `PartialDate.packed`.
      case date
      /// What is neither: a place among the fields that rows keep as they are.
      case other
    }

    /// What it is.
    public let kind: Kind
    /// The number, as the kind says.
    public let number: UInt32

    /// Makes a field.
    init(_ kind: Kind, _ number: UInt32 = 0) {
      self.kind = kind
      self.number = number
    }

    static let empty = Field(.empty)
    static let undated = Field(.undated)

    static func node(_ term: TermID) -> Field { Field(.node, term) }
    static func literal(_ term: TermID) -> Field { Field(.literal, term) }
    static func step(_ relation: RelationID, isForward: Bool) -> Field {
      Field(.step, relation * 2 + (isForward ? 0 : 1))
    }
    static func date(_ date: PartialDate) -> Field {
      Field(.date, UInt32(bitPattern: date.packed))
    }
  }
}

extension Answer.Field {
  /// The same as a value; nothing of what is not kept as a number.
  func cell(_ wording: Wording?) -> Cell {
    switch kind {
    case .empty, .other: .empty
    case .undated: .undated
    case .node: .node(number)
    case .literal: .literal(number)
    case .name: wording.map { .text($0.snapshot.string(of: number)) } ?? .empty
    case .step: wording.map { .text($0.steps[Int(number)]) } ?? .empty
    case .forward: .text("->")
    case .backward: .text("<-")
    case .stated: .text("stated")
    case .see: .text("(see #\(number))")
    case .cycle: .text("(cycle #\(number))")
    case .integer: .integer(Int(number))
    case .date: PartialDate(packed: Int32(bitPattern: number)).map { .date($0) } ?? .empty
    }
  }
}
