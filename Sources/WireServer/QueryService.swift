// The one door between the wire and the graph. The server knows lines, connections and time; what
// a query means is known behind this protocol alone.

public import WireProtocol

/// What answers queries over one snapshot of the data; immutable, shared by all workers.
///
/// Every call but the two properties runs on a worker and may block.
public protocol QueryService: Sendable {
  /// The content hash of the snapshot, for `data=`.
  var dataHash: String { get }
  /// The date the data stand for, for `dated=`; nil when they name none.
  var datedAs: String? { get }

  /// Whether `format=` of hello may name this.
  func knowsFormat(_ name: String) -> Bool
  /// Whether `lang=` of hello may name this (one tag, or several separated by commas).
  func knowsLanguage(_ name: String) -> Bool

  /// Answers one request text (after the tag); asks `cancellation` often and stops when told.
  func answer(_ text: [UInt8], _ settings: SessionSettings, _ cancellation: Cancellation) -> Reply
  /// The saved queries, as rows.
  func savedQueries(_ settings: SessionSettings) -> Reply
  /// What could stand at the end of `text`, as rows.
  func complete(_ text: [UInt8], _ settings: SessionSettings) -> Reply
  /// Help on a verb or clause, or the overview, as text.
  func help(_ topic: String?, _ settings: SessionSettings) -> Reply
  /// Verbs, formats, relations and limits, as rows.
  func capabilities(_ settings: SessionSettings) -> Reply

  /// What the snapshot adds to `status`: statements, load warnings and the like; must be quick.
  func statusRows() -> [StatusRow]
}

/// One row of `status`.
public struct StatusRow: Equatable, Sendable {
  /// The name: lower-case words joined by hyphens, with the unit at its end if it has one.
  public var key: String
  /// The value; nil when there is none yet.
  public var value: String?

  /// A row.
  public init(_ key: String, _ value: String?) {
    self.key = key
    self.value = value
  }
}

/// How the queries of one connection are answered; `hello` sets it.
public struct SessionSettings: Equatable, Sendable {
  /// The format when a query names none; nil is tsv.
  public var format: String?
  /// The language of labels when a query names none, as typed (`fr` or `fr,en`).
  public var language: String?
  /// Columns of the client's terminal, for tables; nil where none is to be laid out.
  public var width: Int?
  /// What the client calls itself.
  public var client: String?
  /// What a query may cost.
  public var limits: QueryLimits

  /// The settings of a connection that said no hello.
  public init(limits: QueryLimits = QueryLimits()) { self.limits = limits }
}

/// What one query may cost; told in hello, kept by the service and the server together.
public struct QueryLimits: Equatable, Sendable {
  /// Time when the query names none, in milliseconds.
  public var milliseconds = 5_000
  /// The most time a query may name, in milliseconds.
  public var millisecondsCeiling = 60_000
  /// Processor time after which a query gives way to small ones, in milliseconds.
  ///
  /// Not the time on the wall: on a busy machine a small query waits longer than it works.
  public var quickMilliseconds = 5
  /// Rows when the query names no limit.
  public var rows = 1_000
  /// The most rows a query may name.
  public var rowsCeiling = 100_000
  /// The most bytes of data lines in one reply.
  public var replyBytes = 64 << 20

  /// The defaults of protocol.md.
  public init() {}
}
