// The reading half of status and opener lines, for the client.

extension Status {
  /// Reads a line that begins with `+` or `-`, without its LF; nil when it is not well formed.
  public static func read(_ line: [UInt8]) -> (status: Status, tag: String?)? {
    guard let sign = line.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let head = LineHead(line)
    else { return nil }
    guard let word = word(head.word, isSuccess: sign == UInt8(ascii: "+")) else { return nil }
    return (Status(word, words: head.words, head.fields), head.tag)
  }

  private static func word(_ text: String, isSuccess: Bool) -> Word? {
    guard !text.isEmpty, text.utf8.allSatisfy({ isCodeByte($0) }) else { return nil }
    guard isSuccess else {
      return CodeWord(rawValue: text).map { .refused($0) } ?? .other(text, isSuccess: false)
    }
    switch text {
    case "READY": return .ready
    case "END": return .end
    case "OK": return .ok
    case "PONG": return .pong
    case "HELLO": return .hello
    case "BYE": return .bye
    default: return .other(text, isSuccess: true)
    }
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "-")
  }
}

extension Opener {
  /// Reads a line that begins with `=`, without its LF; nil when it is not well formed.
  public static func read(_ line: [UInt8]) -> (opener: Opener, tag: String?)? {
    guard line.first == UInt8(ascii: "="), let head = LineHead(line),
      let shape = Shape(rawValue: head.word), head.words.isEmpty
    else { return nil }
    return (Opener(shape, head.fields), head.tag)
  }
}

/// What opener and status lines have in common: a word, a tag, bare words, pairs.
private struct LineHead {
  var word: String
  var tag: String?
  var words: [String] = []
  var fields: Fields = [:]

  /// Reads a line behind its first byte.
  init?(_ line: [UInt8]) {
    var reader = FieldReader(line, in: 1..<line.count)
    guard case .word(let first)? = reader.next() else { return nil }
    word = first
    while let part = reader.next() {
      switch part {
      case .pair(let key, let value): fields.add(key, value)
      case .word(let text) where text.hasPrefix("@") && tag == nil && words.isEmpty:
        tag = String(text.dropFirst())
      case .word(let text): words.append(text)
      }
    }
    guard reader.isAtEnd else { return nil }
  }
}
