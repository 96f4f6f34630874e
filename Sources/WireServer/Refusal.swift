// Why a query is refused, as the protocol says it: a code word, the place in the user's text, what
// stands there, and one hint. The sentences for causes of the planner are here, side by side; those
// of the grammar come with its errors.

internal import Bytes
internal import QueryParse
internal import QueryPlan
public import QueryShow
public import WireProtocol

/// A refusal with its place.
public struct Refusal: Error, Sendable, Equatable {
  /// The word that programs act on.
  public var code: CodeWord
  /// The offending bytes of the user's text, from 0; nil when the whole query is meant.
  public var range: Range<Int>?
  /// What is wrong, as a sentence without a full stop.
  public var message: String
  /// What to do about it; nil when the message says it all.
  public var hint: String?
  /// What reached its limit.
  public var limit: String?

  /// Makes a refusal.
  public init(
    code: CodeWord, range: Range<Int>?, message: String, hint: String? = nil, limit: String? = nil
  ) {
    self.code = code
    self.range = range
    self.message = message
    self.hint = hint
    self.limit = limit
  }

  /// The status line of the refusal.
  ///
  /// `at=` counts bytes from 1.
  public func status(in text: [UInt8]) -> Status {
    var fields = Fields()
    if let range {
      fields.add("at", range.lowerBound + 1)
      let near = text[range.clamped(to: 0..<text.count)].prefix(60)
      if !near.isEmpty { fields.add("near", visible(near)) }
    }
    if let limit { fields.add("what", limit) }
    fields.add("msg", message)
    if let hint { fields.add("hint", hint) }
    return .refused(code, fields)
  }
}

extension Refusal {
  init(_ fault: QueryFault) {
    self.init(code: .syntax, range: fault.range, message: "", hint: nil, limit: nil)
    switch fault {
    case .syntax(let error):
      message = error.sentence
      hint = error.hint
    case .unknownCommand(let error):
      code = .unknownCommand
      message = error.sentence
      hint = error.hint
    case .limit(let what, let most, _):
      code = .limit
      limit = what
      let counted = what == "nesting" ? "levels of nesting" : what
      message = "a query may have at most \(most) \(counted)"
    }
  }

  /// A refusal of a format that does not fit the answer.
  public init(_ fault: FormatFault) {
    self.init(code: .unsupported, range: nil, message: fault.sentence, hint: fault.hint)
  }

  init(_ fault: PlanFault) {
    let (code, message, hint) = Refusal.words(for: fault.cause)
    self.init(code: code, range: fault.range, message: message, hint: hint, limit: nil)
  }

  private static func words(for cause: PlanFault.Cause) -> (CodeWord, String, String?) {
    switch cause {
    case .unknownName(let name, let near):
      (.unknownName, "nothing is named \(quoted(name))", choice(near))
    case .ambiguousName(let name, let candidates):
      (.ambiguousName, "\(quoted(name)) names \(candidates.count) things", choice(candidates))
    case .unknownRelation(let name, let near):
      (.unknownRelation, "no relation is named \(quoted(name))", choice(near))
    case .ambiguousRelation(let name, let candidates):
      (.ambiguousName, "\(quoted(name)) names several relations", choice(candidates))
    case .unknownClass(let name, let near):
      (.unknownName, "no class is named \(quoted(name))", choice(near))
    case .unknownStatus(let name, let all):
      (.unknownName, "no status is named \(quoted(name))", choice(all))
    case .unknownSavedQuery(let name, let near):
      (.notFound, "no query is saved as \(quoted(name))", choice(near))
    case .missingParameter(let name):
      (.param, "the parameter \(name) has no value", "give it: \(name)=…")
    case .unknownParameter(let name, let known):
      (.param, "there is no parameter \(name)", choice(known))
    case .type(let found, let expected):
      (.type, "\(found) stands where \(expected) is wanted", nil)
    case .unboundVariable(let name):
      (.syntax, "?\(name) stands in no pattern", nil)
    case .misplaced(let reason): (.syntax, reason, nil)
    case .unsupported(let reason): (.unsupported, reason, nil)
    }
  }

  private static func quoted(_ name: String) -> String {
    visible(name.count > 60 ? String(name.prefix(60)) + "…" : name)
  }

  private static func choice(_ near: [String]) -> String? {
    near.isEmpty ? nil : near.joined(separator: " | ")
  }
}
