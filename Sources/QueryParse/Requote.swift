// `lineage CBD XI/6` is the mistake everyone makes once. The answer is the whole query with the name
// in quotes, ready to paste. Where the name ends is found by trying: an end is right if the query
// can then be read. Tries are few and the text is short, so a bad query costs no more than a good one.

import Bytes

extension QueryParser {
  /// The longest query that is shown whole in a hint, in bytes.
  private static let longestShown = 2_000

  /// An error with the hint that only the whole query can give.
  func completed(_ fault: QueryFault) -> QueryFault {
    guard case .syntax(var error) = fault, error.hint == nil else { return fault }
    error.hint = nameHint()?.sentence
    return .syntax(error)
  }

  private func nameHint() -> Hint? {
    guard let unquoted else { return nearKeyword.map(Hint.didYouMean) }
    if let nearKeyword, isRight(nearKeyword, instead: unquoted.offending) {
      return .didYouMean(nearKeyword)
    }
    let first = lexer.string(unquoted.first)
    if unquoted.subject == nil, isKeyword(first) { return .readAsName(first) }
    if let query = requoted(unquoted) { return .quoteWhole(query) }
    return nearKeyword.map(Hint.didYouMean) ?? missingKeyword.map(Hint.joinOrQuote)
      ?? quotedName(unquoted)
  }

  /// Whether the query could be read with a keyword in the place of a word.
  private func isRight(_ keyword: String, instead place: Range<Int>) -> Bool {
    let text = lexer.text
    guard text.count <= Self.longestShown else { return false }
    var attempt = QueryParser(
      Array(text[..<place.lowerBound] + keyword.utf8 + text[place.upperBound...]))
    return (try? attempt.query()) != nil
  }

  /// Whether a query of its own begins at a place.
  func isQuery(from start: Int) -> Bool {
    guard lexer.end - start <= Self.longestShown else { return false }
    var attempt = QueryParser(lexer.text, in: start..<lexer.end)
    return (try? attempt.query()) != nil
  }

  /// The name alone, for a query that is too long to show or wrong in other ways, too.
  private func quotedName(_ name: UnquotedName) -> Hint? {
    guard let end = nameEnds(name).first else { return nil }
    let start = (name.subject ?? name.first).lowerBound
    return .quoteName("\"" + visible(escaped(lexer.text[start..<end])) + "\"")
  }

  /// The whole query with every such name in quotes; nil if it would still be wrong.
  private func requoted(_ name: UnquotedName) -> String? {
    guard lexer.text.count <= Self.longestShown, !lexer.text.contains(.lineFeed) else { return nil }
    var parser = self
    var name = name
    // One round for each name; a query of more than eight such names is not worth the time.
    rounds: for _ in 0..<8 {
      let start = (name.subject ?? name.first).lowerBound
      for end in parser.nameEnds(name) {
        let text = parser.lexer.text
        let quoted = [.quote] + parser.escaped(text[start..<end]) + [.quote]
        let edited = text[..<start] + quoted + text[end...]
        var attempt = QueryParser(Array(edited))
        if (try? attempt.query()) != nil { return visible(edited) }
        if let next = attempt.unquoted, next.first.lowerBound >= start + quoted.count {
          parser = attempt
          name = next
          continue rounds
        }
      }
      return nil
    }
    return nil
  }

  /// A text as it stands inside quotes.
  private func escaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.flatMap { $0 == .quote || $0 == .backslash ? [.backslash, $0] : [$0] }
  }

  /// Where the name may end, the likeliest end first, at most eight: before a keyword, or for the
  /// subject of a statement before a small letter, where a relation may begin; else far away.
  private func nameEnds(_ name: UnquotedName) -> [Int] {
    var likely: [Int] = []
    var others: [Int] = []
    var ahead = lexer
    ahead.position = (name.subject ?? name.first).lowerBound
    let least = name.subject == nil ? name.offending.upperBound : name.first.lowerBound
    var depth = 0
    while let end = ahead.pieceEnd(&depth), likely.count + others.count < 64 {
      ahead.position = end
      ahead.skipSpace()
      guard depth == 0, end >= least || name.subject != nil else { continue }
      if name.subject != nil, end <= (name.subject ?? name.first).upperBound { continue }
      let isLikely = name.subject == nil ? ahead.keywordIsNext() : ahead.relationIsNext()
      if isLikely { likely.append(end) } else { others.append(end) }
    }
    return Array((likely + others.reversed()).prefix(8))
  }
}

/// Whether a word stands between names or opens a clause.
private func isKeyword(_ word: String) -> Bool {
  let folded = asciiLowercased(word)
  return folded == "and" || folded == "to" || folded == "or" || ClauseWord(rawValue: folded) != nil
}

extension Lexer {
  /// The end of a word in which parentheses count as letters; nil if none is next.
  ///
  /// The depth is that of the whole name.
  fileprivate func pieceEnd(_ depth: inout Int) -> Int? {
    var index = position
    while true {
      let unit = unit(at: index)
      switch unit.byte {
      case .leftParenthesis where self.unit(at: index + unit.length).byte.isQueryWord: depth += 1
      case .rightParenthesis where depth > 0: depth -= 1
      case let byte where byte.isQueryWord: break
      default: return index > position ? index : nil
      }
      index += unit.length
    }
  }

  /// Whether the name may end because a keyword follows, or nothing.
  fileprivate func keywordIsNext() -> Bool {
    let end = wordEnd(from: position, .plain)
    return end == position || isKeyword(string(position..<end))
  }

  /// Whether the name may end because a relation follows.
  fileprivate func relationIsNext() -> Bool {
    let end = wordEnd(from: position, .plain)
    return end > position && !isPartOfName(position..<end)
  }

  /// Whether a word looks like a part of a name: relations begin with a small letter or a sign, and
  /// are none of the small words of names.
  func isPartOfName(_ word: Range<Int>) -> Bool {
    let first = byte(word.lowerBound)
    guard !(0x41...0x5A).contains(first), !first.isDigit else { return true }
    return ["and", "de", "des", "du", "for", "in", "la", "of", "on", "the", "to"]
      .contains(string(word))
  }
}
