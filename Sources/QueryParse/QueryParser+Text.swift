// string = '"' with \" \\ \n \t \uXXXX '"' .   "<" iri ">" .   "@" tag .   "^^" curie .

extension QueryParser {
  /// `string`, whose opening quote is next.
  ///
  /// A string opened by a full-width quote may be closed by
  /// one; inside, everything but `\` stands for itself.
  mutating func string() throws(QueryFault) -> String {
    lexer.skipSpace()
    let start = lexer.position
    let opening = lexer.unit(at: start).length
    lexer.position += opening
    // What stands before `run` and had an escape in it.
    var bytes: [UInt8] = []
    var run = lexer.position
    while lexer.position < lexer.end, case let byte = lexer.text[lexer.position],
      byte != .lineFeed
    {
      if byte == .backslash {
        bytes += lexer.text[run..<lexer.position]
        try escape(into: &bytes)
        run = lexer.position
      } else if byte == .quote || (opening == 3 && byte == 0xE2 && closesFullWidth()) {
        let end = lexer.position
        lexer.position += byte == .quote ? 1 : 3
        guard !bytes.isEmpty else { return lexer.typed(run..<end) }
        return String(decoding: bytes + lexer.text[run..<end], as: UTF8.self)
      } else {
        lexer.position += 1
      }
    }
    throw fault(.stringEnd, at: start..<lexer.position)
  }

  /// Whether `”` is next.
  private func closesFullWidth() -> Bool {
    lexer.byte(lexer.position + 1) == 0x80 && lexer.byte(lexer.position + 2) == 0x9D
  }

  /// One escape, whose `\` is next.
  private mutating func escape(into bytes: inout [UInt8]) throws(QueryFault) {
    let start = lexer.position
    lexer.position += 2
    switch lexer.byte(start + 1) {
    case .quote: bytes.append(.quote)
    case .backslash: bytes.append(.backslash)
    case 0x6E: bytes.append(.lineFeed)
    case 0x74: bytes.append(0x09)
    case 0x75:
      let place = start..<min(start + 6, lexer.end)
      guard place.count == 6, let scalar = hexadecimalScalar(at: start + 2) else {
        throw fault(.unicodeEscape, at: place)
      }
      bytes.append(contentsOf: Array(String(scalar).utf8))
      lexer.position += 4
    default:
      throw fault(.escape, at: start..<min(start + 2, lexer.end))
    }
  }

  /// The character of four hexadecimal digits; nil for a surrogate or another sign.
  private func hexadecimalScalar(at start: Int) -> Unicode.Scalar? {
    var value: UInt32 = 0
    for index in start..<start + 4 {
      guard let digit = lexer.byte(index).hexadecimal else { return nil }
      value = value << 4 | digit
    }
    return Unicode.Scalar(value)
  }

  /// `[ "@" tag ]` right behind a string.
  mutating func tagBehindString() throws(QueryFault) -> String? {
    guard acceptAdjacent(.at) else { return nil }
    return try tag()
  }

  /// `tag`, in lower case.
  mutating func tag() throws(QueryFault) -> String {
    lexer.skipSpace()
    let start = lexer.position
    let end = lexer.wordEnd(from: start, .plain)
    guard end > start, isTag(start..<end) else { throw fault(.languageTag) }
    lexer.position = end
    return asciiLowercased(lexer.typed(start..<end))
  }

  /// Whether a word is parts of one to eight letters, or but for the first digits, with hyphens
  /// between them.
  private func isTag(_ word: Range<Int>) -> Bool {
    var length = 0
    var isFirst = true
    for index in word {
      let byte = lexer.text[index]
      if byte == .hyphen {
        guard (1...8).contains(length) else { return false }
        (length, isFirst) = (0, false)
      } else {
        guard byte.isLetter || (!isFirst && byte.isDigit) else { return false }
        length += 1
      }
    }
    return (1...8).contains(length)
  }

  /// `[ "^^" curie ]` right behind a string.
  mutating func datatype() throws(QueryFault) -> Name? {
    let start = lexer.position
    guard lexer.byte(start) == .caret, lexer.byte(start + 1) == .caret else { return nil }
    lexer.position += 2
    let type = peek() == .less ? try node(.datatype) : try bareword(.expression, .datatype)
    lastWord = nil
    return type
  }

  /// `"<" iri ">"`, without the brackets.
  mutating func iri() throws(QueryFault) -> String {
    lexer.skipSpace()
    let start = lexer.position
    var index = start + 1
    loop: while index < lexer.end {
      switch lexer.text[index] {
      case 0...0x20, 0x7F, .quote, .less, .greater, .leftBrace, .rightBrace, .bar, .caret,
        .backslash, 0x60:
        break loop
      default: index += 1
      }
    }
    guard index < lexer.end, lexer.text[index] == .greater, index > start + 1 else {
      throw fault(.iriEnd, at: start..<min(lexer.end, index + 1))
    }
    lexer.position = index + 1
    return String(decoding: lexer.text[start + 1..<index], as: UTF8.self)
  }
}
