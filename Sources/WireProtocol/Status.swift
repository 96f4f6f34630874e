// The line that ends every reply. It alone says whether the answer is whole, and it comes last,
// so that no answer can look whole before it is.

/// How a reply ended: a word, what belongs to it, and `key=value` pairs.
public struct Status: Equatable, Sendable {
  /// The first word of the line with its sign.
  public enum Word: Equatable, Sendable {
    case ready, end, ok, pong, hello, bye
    /// The request was refused, or its answer is not whole.
    case refused(CodeWord)
    /// A word of a newer server; only reading makes it.
    case other(String, isSuccess: Bool)
  }

  /// What happened.
  public var word: Word
  /// Bare words behind it, as in `+HELLO mea/1`.
  public var words: [String]
  /// What is told beside it.
  public var fields: Fields

  /// A status line's content.
  public init(_ word: Word, words: [String] = [], _ fields: Fields = [:]) {
    self.word = word
    self.words = words
    self.fields = fields
  }

  /// `+END`: answered as typed.
  public static func end(_ fields: Fields = [:]) -> Status { Status(.end, fields) }

  /// `-CODE`: refused, or with `partial=1` not whole.
  public static func refused(_ code: CodeWord, _ fields: Fields = [:]) -> Status {
    Status(.refused(code), fields)
  }

  /// Whether the line begins with `+`.
  public var isSuccess: Bool {
    switch word {
    case .refused: false
    case .other(_, let isSuccess): isSuccess
    default: true
    }
  }

  /// Whether valid rows came, but not all of them.
  public var isPartial: Bool { fields["partial"] == "1" }

  /// Whether the server closes the connection after this line.
  public var closes: Bool { fields["close"] == "1" }

  /// The word as it stands on the wire, without its sign.
  public var wordText: String {
    switch word {
    case .ready: "READY"
    case .end: "END"
    case .ok: "OK"
    case .pong: "PONG"
    case .hello: "HELLO"
    case .bye: "BYE"
    case .refused(let code): code.rawValue
    case .other(let text, _): text
    }
  }

  /// Appends the whole line with its LF.
  public func append(tag: String?, to output: inout [UInt8]) {
    output.append(isSuccess ? UInt8(ascii: "+") : UInt8(ascii: "-"))
    output.append(contentsOf: wordText.utf8)
    if let tag { appendTag(tag, to: &output) }
    for word in words {
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: word.utf8)
    }
    fields.append(to: &output)
    output.append(UInt8(ascii: "\n"))
  }
}

/// Appends ` @tag`.
func appendTag(_ tag: String, to output: inout [UInt8]) {
  output.append(contentsOf: " @".utf8)
  output.append(contentsOf: tag.utf8)
}
