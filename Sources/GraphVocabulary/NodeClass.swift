// What a vocabulary says of one class of nodes.

public import GraphStore

/// One class, declared by the vocabulary or only used.
public struct NodeClass: Sendable {
  /// The class.
  public let term: TermID
  /// The classes it is directly a kind of.
  public var parents: [TermID]
  /// All classes above it, itself first, nearest first.
  public var ancestors: [TermID]
  /// Its members link by default.
  public var isLinking: Bool
  /// Its members are counted in N.
  public var isCounted: Bool
  /// Its members are shown with all their parties.
  public var isAgreement: Bool
  /// The Graphviz shape its members are drawn in.
  public var shape: String?
  /// The colour they are filled with, `#RRGGBB`.
  public var colour: String?
}
