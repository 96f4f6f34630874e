// What the parser says when it cannot go on: what stands at a place, and the error made of it.

import Bytes

/// A name of several words that was typed without quotes.
struct UnquotedName {
  /// Its first word.
  var first: Range<Int>
  /// The word that could not be read.
  var offending: Range<Int>
  /// The subject of the statement it stands in, if that is a bareword: the name may be there.
  var subject: Range<Int>?
}

/// The statement that is being read.
struct OpenTriple {
  var subject: Range<Int>
  var relation: Range<Int>?
}

extension QueryParser {
  /// What stands at the next place: a string, a word, a variable, an operator or one sign.
  mutating func tokenRange() -> Range<Int> {
    lexer.skipSpace()
    return tokenRange(at: lexer.position)
  }

  private func tokenRange(at start: Int) -> Range<Int> {
    let unit = lexer.unit(at: start)
    guard unit.length > 0 else { return start..<start }
    let next = start + unit.length
    switch unit.byte {
    case .quote: return start..<quotedEnd(from: next)
    case .question, .dollar: return start..<max(next, lexer.wordEnd(from: next, .expression))
    case .less, .greater, .exclamation, .equals:
      return start..<(lexer.byte(next) == .equals || lexer.byte(next) == .greater ? next + 1 : next)
    default:
      if lexer.isRange(at: start) { return start..<start + 2 }
      let end = lexer.wordEnd(from: start, .plain)
      return start..<max(end, next)
    }
  }

  /// The end of the string whose first character stands at a place; at most its line.
  private func quotedEnd(from start: Int) -> Int {
    var index = start
    while index < lexer.end, lexer.text[index] != .lineFeed {
      let unit = lexer.unit(at: index)
      index += unit.length
      if unit.byte == .backslash { index += lexer.unit(at: index).length }
      if unit.byte == .quote { break }
    }
    return index
  }

  /// A range that ends with a character, so that a message never shows half of one.
  private func wholeCharacters(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while !range.isEmpty, end < lexer.end, lexer.text[end] & 0xC0 == 0x80 { end += 1 }
    return range.lowerBound..<end
  }

  /// The error of not finding what was expected, at a place or at what stands next.
  mutating func fault(
    _ expected: Expected, at place: Range<Int>? = nil, hint: Hint? = nil
  ) -> QueryFault {
    .syntax(syntaxError(expected, at: place, hint: hint))
  }

  /// The same, for an error of another kind.
  mutating func syntaxError(
    _ expected: Expected, at place: Range<Int>? = nil, hint: Hint? = nil
  ) -> SyntaxError {
    let range = wholeCharacters(place ?? tokenRange())
    if hint == nil, place == nil { noticeUnquotedName(before: range) }
    let found = range.isEmpty ? foundEnd : "`" + excerpt(lexer.text[range]) + "`"
    return SyntaxError(
      range: range, found: found, expected: expected.phrase,
      hint: (hint ?? usualHint(at: range))?.sentence)
  }

  /// Remembers that a word follows a name with only space between them.
  private mutating func noticeUnquotedName(before range: Range<Int>) {
    guard let word = lastWord, followsWord(range) else { return }
    let first = lexer.unit(at: range.lowerBound).byte
    guard first.isQueryWord || first == .leftParenthesis else { return }
    unquoted = UnquotedName(first: word, offending: range, subject: openTriple?.bareSubject(lexer))
  }

  /// Whether only space stands between the last bareword and a place.
  func followsWord(_ range: Range<Int>) -> Bool {
    guard let word = lastWord, word.upperBound < range.lowerBound else { return false }
    let between = lexer.text[word.upperBound..<range.lowerBound]
    guard !between.contains(.hash), !between.contains(.lineFeed) else { return false }
    var gap = lexer
    gap.position = word.upperBound
    gap.skipSpace()
    return gap.position == range.lowerBound
  }

  /// Hints that fit wherever they arise.
  private func usualHint(at range: Range<Int>) -> Hint? {
    let found = lexer.text[range]
    if found.elementsEqual([.question]), range.upperBound == lexer.end { return .noQuestionMark }
    let fullWidth: [String: String] = [
      "？": "?", "＝": "=", "＜": "<", "＞": ">", "｜": "|", "～": "~", "＾": "^", "＄": "$", "＃": "#",
    ]
    guard range.count == 3, let ascii = fullWidth[String(decoding: found, as: UTF8.self)] else {
      return nil
    }
    return .noFullWidthMark(ascii)
  }
}

extension OpenTriple {
  /// The subject, if it is a bareword and what was read as the relation looks like a part of it.
  func bareSubject(_ lexer: Lexer) -> Range<Int>? {
    guard let relation, lexer.unit(at: subject.lowerBound).byte.isQueryWord else { return nil }
    return lexer.isPartOfName(relation) ? subject : nil
  }
}
