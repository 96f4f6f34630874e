// What whoever asked wants to see beside the rows, and where they will look at it.

public import GraphStore
public import QueryRun

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
  /// How long writing may take; nil is as long as it takes.
  public var time: ShowTime?

  /// Settings for a program: nothing extra, nothing cut, no colour.
  public init(languages: [String] = []) { self.languages = languages }
}

/// The time in which an answer is to be written.
public struct ShowTime: Sendable {
  /// Nanoseconds that are left, or none; asked every some rows.
  let left: @Sendable () -> Int64
  /// What an answer says that was cut for it.
  let stop: Stop

  /// A time of which a clock tells how much is left.
  public init(stop: Stop, left: @escaping @Sendable () -> Int64) {
    self.left = left
    self.stop = stop
  }
}
