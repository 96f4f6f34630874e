// What a beginning may go on with, as whoever knows the words tells it.

/// The ways on from the end of a beginning.
public struct Completions: Equatable, Sendable {
  /// One way on.
  public struct Candidate: Equatable, Sendable {
    /// What stands in the place of the unfinished word.
    public var text: String
    /// What it is, in few words; may be empty.
    public var note: String

    /// A way on.
    public init(_ text: String, note: String = "") {
      self.text = text
      self.note = note
    }
  }

  /// Where the unfinished word begins, in bytes of the beginning.
  public var start: Int
  /// The ways on, the likeliest first.
  public var candidates: [Candidate]

  /// Ways on from a byte.
  public init(from start: Int, _ candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// What all candidates begin with, as it is typed: a beginning with a space in it has its opening
  /// quote, one without has none unless all have.
  var common: String {
    let names = candidates.map { Completions.bare($0.text) }
    guard var common = names.first.map({ Array($0) }) else { return "" }
    for name in names.dropFirst() {
      let same = zip(common, name).prefix { $0 == $1 }.count
      common.removeLast(common.count - same)
    }
    let needsQuote = common.contains(" ") || candidates.allSatisfy { $0.text.hasPrefix("\"") }
    return (needsQuote && !common.isEmpty ? "\"" : "") + String(common)
  }

  /// A candidate without the quotes around it.
  static func bare(_ text: String) -> Substring {
    guard text.hasPrefix("\"") else { return text[...] }
    return text.dropFirst().hasSuffix("\"") ? text.dropFirst().dropLast() : text.dropFirst()
  }
}
