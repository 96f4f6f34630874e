// What whoever asked wants to see beside the rows, and where they will look at it.

public import GraphStore

/// How an answer is shown.
public struct ShowSettings: Sendable {
  /// Languages of names, the preferred first; BCP 47 in lower case.
  public var languages: [String]
  /// `with sources`: a column of where the statements are said.
  public var showsSources = false
  /// `with dates`: since, until and said, where they are not columns yet.
  public var showsDates = false
  /// `with iris`: the full IRI beside each node.
  public var showsIRIs = false
  /// Documents that `according-to` admits, the only ones shown; nil is all.
  public var admittedSources: Set<TermID>?
  /// Columns of the terminal; nil where nothing is wrapped or cut.
  public var width: Int?
  /// Whether ANSI colours may be written.
  public var isColoured = false

  /// Settings for a program: nothing extra, nothing cut, no colour.
  public init(languages: [String] = []) { self.languages = languages }
}
