// Why a query that parses cannot be answered as typed. A closed list of causes; the sentences and
// the protocol's code words are made where answers become replies.

/// A fault in what a query names or combines.
public struct PlanFault: Error, Sendable {
  /// What is wrong.
  public enum Cause: Sendable, Equatable {
    /// Nobody bears the name; near ones, ready to type.
    case unknownName(String, near: [String])
    /// Several bear the name; their CURIEs.
    case ambiguousName(String, candidates: [String])
    /// No relation, family, path, annotation or function is called so.
    case unknownRelation(String, near: [String])
    /// Several relations are called so.
    case ambiguousRelation(String, candidates: [String])
    /// No class is called so.
    case unknownClass(String, near: [String])
    /// No status is called so.
    case unknownStatus(String, near: [String])
    /// No saved query is called so.
    case unknownSavedQuery(String, near: [String])
    /// A parameter has no value.
    case missingParameter(String)
    /// A value was given for a parameter that the saved query does not have.
    case unknownParameter(String, known: [String])
    /// A value of the wrong kind stands where `expected` was wanted.
    case type(found: String, expected: String)
    /// A variable that nothing binds.
    case unboundVariable(String)
    /// A combination that means nothing, with the reason.
    case misplaced(String)
    /// Understood, and not answered by this version.
    case unsupported(String)
  }

  /// What is wrong.
  public let cause: Cause
  /// Where, in bytes of the user's text from 0.
  public let range: Range<Int>

  /// Makes a fault.
  public init(_ cause: Cause, _ range: Range<Int>) {
    self.cause = cause
    self.range = range
  }
}
