// What a rule of the data finds wrong. Causes only; the sentences are in `DataRulesMessages`.

public import GraphModel
public import GraphStore

/// One place where the data break a rule.
public struct DataFault: Sendable {
  /// What is wrong.
  public enum Cause: Sendable {
    /// A statement rests on no document.
    case noSource
    /// It does not say where in the document.
    case noLocator(document: TermID)
    /// It quotes nothing.
    case noQuote(document: TermID)
    /// An annotation that dates has a value that is no date.
    case noDate(annotation: TermID, value: TermID)
    /// An annotation that dates is there twice.
    case secondDate(annotation: TermID)
    /// A literal is not written as its datatype wants.
    case malformed(literal: TermID)
    /// The strength of a tie is no number from 0 to 1.
    case wrongWeight(literal: TermID)
    /// A status that the vocabulary does not have.
    case unknownStatus(TermID)
    /// A relation that the vocabulary does not have.
    case unknownRelation(TermID)
    /// A class that the vocabulary does not have.
    case unknownClass(TermID)
    /// An annotation that the vocabulary does not have.
    case unknownAnnotation(TermID)
    /// The subject is of no class that the relation is said of.
    case wrongSubject(allowed: [TermID])
    /// The object is of no class or datatype that the relation leads to.
    case wrongObject(allowed: [TermID])
    /// The value of an annotation is of no class or datatype that it takes.
    case wrongValue(annotation: TermID, value: TermID, allowed: [TermID])
    /// Something is spoken of and nowhere described.
    case dangling(TermID)
    /// Two labels of one node in one language.
    case twoLabels(TermID, TermID)
    /// Two nodes have one label.
    case sharedLabel(TermID, other: TermID)
    /// The newer end of a lineage edge is dated before the older one.
    case againstTime(newer: TermID, PartialDate, older: TermID, PartialDate)
    /// Two stated values of a relation that has one.
    case twoValues(TermID, TermID)
    /// A counted node without a name in some languages.
    case unnamed(languages: [String])
    /// Annotations that speak of statements no file makes.
    case unstated(count: Int)
  }

  /// What is wrong.
  public var cause: Cause
  /// The node that it is about; 0 for none.
  public var node: TermID
  /// The statement that is wrong.
  public var statement: StatementID?
  /// Where a source says it, as far as it is known.
  public var evidence: Evidence?

  /// Whether it is worth knowing and no fault: sources may contradict each other, and two things
  /// may have one name.
  public var isNote: Bool {
    switch cause {
    case .twoValues, .sharedLabel: true
    default: false
    }
  }
}
