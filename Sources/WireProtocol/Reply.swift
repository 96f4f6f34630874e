// One answer as a value, whatever made it and whatever will show it. Rows are bytes already, as
// one flat buffer of lines or as a source that makes more when asked; a source is what lets a big
// answer wait for a slow reader without a thread waiting with it.

/// Makes the data lines of a reply piece by piece; it may be asked from different threads in turn.
public protocol LineSource: Sendable {
  /// Appends some whole lines, each ended by LF, about 64 KiB of them; false when none are left.
  mutating func next(into lines: inout [UInt8]) -> Bool
}

/// The data lines of a reply, without the `|` of the wire.
public enum ReplyBody: Sendable {
  /// All lines, each ended by LF (the last LF may be missing).
  case lines([UInt8])
  /// Lines made when there is room for them.
  case source(any LineSource)
}

/// The first line of a reply that has data lines.
public struct Opener: Equatable, Sendable {
  /// What kind of lines follow.
  public enum Shape: String, Sendable {
    /// Rows: `format=tsv|csv|json|jsonl` says how they are written.
    case rows = "ROWS"
    /// Raw lines: `format=dot|graphml|mermaid|ttl|nt|tree|table`, or prose.
    case text = "TEXT"
  }

  /// What kind of lines follow.
  public var shape: Shape
  /// `format=`, `cols=` and what else is known before the first row.
  public var fields: Fields

  /// An opener's content.
  public init(_ shape: Shape, _ fields: Fields = [:]) {
    self.shape = shape
    self.fields = fields
  }

  /// Appends the whole line with its LF.
  public func append(tag: String?, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "="))
    output.append(contentsOf: shape.rawValue.utf8)
    if let tag { appendTag(tag, to: &output) }
    fields.append(to: &output)
    output.append(UInt8(ascii: "\n"))
  }
}

/// Exactly what one request is answered with (protocol.md, point 3).
public struct Reply: Sendable {
  /// The first line; nil when the reply is the status line alone.
  public var opener: Opener?
  /// The data lines; not sent without an opener.
  public var body: ReplyBody
  /// The last line.
  public var status: Status

  /// A reply with data lines.
  public init(_ opener: Opener, _ body: ReplyBody, _ status: Status) {
    self.opener = opener
    self.body = body
    self.status = status
  }

  /// A reply of one line.
  public init(_ status: Status) {
    opener = nil
    body = .lines([])
    self.status = status
  }

  /// A reply of one line that refuses.
  public static func refused(_ code: CodeWord, _ fields: Fields = [:]) -> Reply {
    Reply(.refused(code, fields))
  }
}
