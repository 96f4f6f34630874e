// The one shape of "your text is wrong here" for every language we read: triple files, queries,
// request lines. Parsers know causes; sentences are made where each parser keeps its messages, so
// that they can be read side by side. Columns count bytes, because that is what an editor's
// "go to byte", the protocol's `at=` and a marker under the line can all agree on.

/// A place in a text the user wrote: which bytes, what stands there, what was expected instead.
public struct SyntaxError: Error, Equatable, Sendable {
  /// The offending bytes of the user's own text, counted from 0; empty at the end of the text.
  public var range: Range<Int>
  /// What stands there, made visible and at most 40 characters long.
  public var found: String
  /// What would have been right: a noun phrase that completes "expected …".
  public var expected: String
  /// The one likely repair, if there is one, as a sentence without a full stop.
  public var hint: String?

  /// Makes an error; every part is in the user's terms.
  public init(range: Range<Int>, found: String, expected: String, hint: String? = nil) {
    self.range = range
    self.found = found
    self.expected = expected
    self.hint = hint
  }
}

extension SyntaxError {
  /// The sentence: what was found and what would have been right.
  public var sentence: String { "found \(found), expected \(expected)" }

  /// The whole message without a line end after it.
  ///
  /// Place and sentence, the line with a marker, the hint. `name` is what the text is called, for
  /// example its file.
  public func rendered(in text: UnsafeRawBufferPointer, name: String? = nil) -> String {
    rendered(
      at: TextPosition(of: range.lowerBound, in: text), Excerpt(of: range, in: text), name: name)
  }

  /// The whole message, for whoever has only kept the line.
  public func rendered(at place: TextPosition, _ excerpt: Excerpt, name: String? = nil) -> String {
    var message = name.map { visible($0) + ":" } ?? ""
    message += "\(place.line):\(place.column): \(sentence)"
    if !excerpt.text.isEmpty { message += "\n" + excerpt.rendered() }
    if let hint { message += "\n  hint: \(hint)" }
    return message
  }
}
