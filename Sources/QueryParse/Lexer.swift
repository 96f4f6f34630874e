// Where tokens begin and end. There is no list of tokens: `VII/26` is one word as a node and three
// tokens as a relation, so the parser asks for the kind it wants. Nothing is copied and nothing is
// decided here; full-width punctuation is read as its ASCII twin while the places stay those of the
// user's own bytes.

/// Which characters end a bareword, by the place it stands in.
enum WordStyle {
  /// A node, class, status or format: parentheses belong to it if they are balanced and not first.
  case plain
  /// A relation: `/` and `+` are operators.
  case relation
  /// A value or function: every parenthesis ends it.
  case expression
}

/// A place in the text of a query.
struct Lexer {
  /// The text as the user typed it.
  let text: [UInt8]
  /// Where reading began.
  let start: Int
  /// Where reading ends.
  let end: Int
  /// The next byte to be read.
  var position: Int
  /// Where the last step over spaces began and ended.
  private var lastSpace: Range<Int>

  init(_ text: [UInt8], in range: Range<Int>) {
    self.text = text
    start = range.lowerBound
    end = range.upperBound
    position = range.lowerBound
    lastSpace = position..<position
  }

  /// The end of what was read last, without the space behind it that was looked past.
  var tokenEnd: Int { position == lastSpace.upperBound ? lastSpace.lowerBound : position }

  /// One character of syntax: the byte it reads as and how many bytes it takes; none at the end.
  struct Unit {
    var byte: UInt8
    var length: Int
  }

  /// The unit at a place; a byte of another character stands for itself.
  func unit(at index: Int) -> Unit {
    guard index < end else { return Unit(byte: 0, length: 0) }
    switch text[index] {
    case 0xC2 where byte(index + 1) == 0xA0: return Unit(byte: .space, length: 2)
    case 0xE2 where byte(index + 1) == 0x80 && (0x9C...0x9D).contains(byte(index + 2)):
      return Unit(byte: .quote, length: 3)
    case 0xE3 where byte(index + 1) == 0x80 && byte(index + 2) == 0x80:
      return Unit(byte: .space, length: 3)
    case 0xEF where byte(index + 1) == 0xBC:
      switch byte(index + 2) {
      case 0x88: return Unit(byte: .leftParenthesis, length: 3)
      case 0x89: return Unit(byte: .rightParenthesis, length: 3)
      case 0x8C: return Unit(byte: .comma, length: 3)
      default: return Unit(byte: text[index], length: 1)
      }
    case let other: return Unit(byte: other, length: 1)
    }
  }

  /// The byte at a place, 0 behind the end.
  func byte(_ index: Int) -> UInt8 { index < end ? text[index] : 0 }

  /// Steps over spaces and comments.
  ///
  /// A comment starts at `#` behind a space or at the very start, and ends with its line.
  mutating func skipSpace() {
    let begin = tokenEnd
    // Nothing to step over: an ASCII sign or letter but `#`.
    if position < end, case let byte = text[position], byte > .space, byte < 0x80, byte != .hash {
      lastSpace = begin..<position
      return
    }
    defer { lastSpace = begin..<position }
    var afterSpace = position == start
    while position < end {
      let unit = unit(at: position)
      if unit.byte.isQuerySpace {
        afterSpace = true
        position += unit.length
      } else if unit.byte == .hash, afterSpace {
        while position < end, text[position] != .lineFeed { position += 1 }
      } else {
        return
      }
    }
  }

  /// The end of the bareword that starts at a place; the place itself if none does.
  func wordEnd(from start: Int, _ style: WordStyle) -> Int {
    var index = start
    var depth = 0
    var unclosed = start
    while true {
      while index < end, text[index].isPlainWord { index += 1 }
      let unit = unit(at: index)
      switch unit.byte {
      case .leftParenthesis:
        if style == .expression || index == start { return index }
        if depth == 0 { unclosed = index }
        depth += 1
      case .rightParenthesis:
        if depth == 0 { return index }
        depth -= 1
      case .slash where style == .relation, .plus where style == .relation:
        return depth > 0 ? unclosed : index
      default:
        if !unit.byte.isQueryWord { return depth > 0 ? unclosed : index }
      }
      index += unit.length
    }
  }

  /// The end of the identifier that starts at a place: letters, digits, `_`, `-` and everything
  /// that is not ASCII, the first no digit and no `-`.
  func identifierEnd(from start: Int) -> Int {
    guard !byte(start).isDigit, byte(start) != .hyphen else { return start }
    var index = start
    while index < end {
      let unit = unit(at: index)
      guard unit.byte.isIdentifier else { break }
      index += unit.length
    }
    return index
  }

  /// The end of the digits that start at a place.
  func digitsEnd(from start: Int) -> Int {
    var index = start
    while byte(index).isDigit { index += 1 }
    return index
  }

  /// Whether `..` stands at a place.
  func isRange(at index: Int) -> Bool { byte(index) == .dot && byte(index + 1) == .dot }

  /// Whether a word goes on at a place, so that what was read before it is not whole.
  func isWord(at index: Int) -> Bool { unit(at: index).byte.isQueryWord && !isRange(at: index) }

  /// The text of a token for a look at keywords; empty if it is longer than any of them.
  func short(_ range: Range<Int>) -> String { range.count <= 40 ? string(range) : "" }

  /// The text of a word, with full-width parentheses as their twins.
  func string(_ range: Range<Int>) -> String {
    guard text[range].contains(0xEF) else { return typed(range) }
    var twins: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let unit = unit(at: index)
      twins.append(unit.byte)
      index += unit.length
    }
    return String(decoding: twins, as: UTF8.self)
  }

  /// A text as it was typed.
  func typed(_ range: Range<Int>) -> String {
    text.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }
}
