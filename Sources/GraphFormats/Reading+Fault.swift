// From a cause and an offset to what the user reads: the word that stands there, its line, a hint.

internal import Bytes

extension Reading {
  /// How many bytes behind a fault have to be at hand before it is described, so that the
  /// description does not depend on where the file is cut.
  static let lookAhead = 128

  /// Describes a fault; `end` is the end of the memory at hand, which may lie behind `limit`.
  mutating func fault(_ failure: Failure, _ end: UnsafeRawPointer) -> TripleFault {
    let start = failure.range.lowerBound
    var counting = counter
    let place = counting.position(of: start)
    let (bytes, index) = counter.surroundings(of: start, end: end)
    let text = bytes[index...]
    let token = Token(text, isUTF8: failure.cause != .notUTF8)
    let length = max(failure.range.count, failure.range.isEmpty ? token.length : 0)
    let range = index..<min(bytes.count, index + length)
    var shown = token.text
    if !failure.range.isEmpty {
      shown = "`" + shorten(visible(bytes[range])) + "`"
    }
    let context = FaultContext(
      format: format, frame: top.kind, openedLine: line(of: top.mark),
      lastEndLine: line(of: lastEnd), line: place.line,
      graphLine: isInGraph ? line(of: graphMark) : nil, prefixes: prefixes.names, text: text)
    // The bytes at hand begin with those of the file if the fault is as far into both.
    let isNearStart = index == start && start < ForeignContent.reach
    let foreign = isNearStart ? ForeignContent.hint(bytes.prefix(ForeignContent.reach)) : nil
    let error = SyntaxError(
      range: start..<(start + length), found: failure.cause.found(shown),
      expected: expected(failure.cause), hint: foreign ?? failure.cause.hint(context))
    let excerpt = bytes.withUnsafeBytes { Excerpt(of: range, in: $0) }
    return TripleFault(error: error, position: place, excerpt: excerpt)
  }

  /// What would have been right, with the closing bracket that this place allows.
  private func expected(_ cause: FaultCause) -> String {
    switch (cause, top.kind) {
    case (.wanted(.afterObject), .propertyList): "']', ';' or ','"
    case (.wanted(.afterObject), .annotation): "'|}', ';' or ','"
    case (.wanted(.afterObject), .statement) where isInGraph: "'.', ';', ',' or '}'"
    case (.wanted(.predicateOrEnd), .propertyList): "a predicate or ']'"
    case (.wanted(.predicateOrEnd), .annotation): "a predicate or '|}'"
    case (.wanted(.predicateOrEnd), .statement): "a predicate or '.'"
    case (.wanted(.statement), _) where isInGraph: "a subject, or '}' at the end of the graph"
    default: cause.expected
    }
  }

  private func line(of mark: Mark) -> Int {
    var counting = counter
    return mark.line > 0 ? mark.line : counting.line(of: mark.offset)
  }

  private func shorten(_ text: String) -> String {
    text.unicodeScalars.count <= 40
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(39))) + "…"
  }
}

/// What stands at a fault, as a reader of the file would name it.
private struct Token {
  var text: String
  /// In bytes.
  var length: Int

  init(_ bytes: ArraySlice<UInt8>, isUTF8: Bool) {
    guard let first = bytes.first else {
      (text, length) = ("the end of the file", 0)
      return
    }
    if !isUTF8 {
      (text, length) = (visible([first]), 1)
      return
    }
    if first == 0x0A || first == 0x0D {
      (text, length) = ("the end of the line", 0)
      return
    }
    length = Token.length(bytes, first)
    text = "`" + visible(bytes.prefix(length)) + "`"
  }

  /// Up to 36 bytes of what belongs together, without half characters at the end.
  private static func length(_ bytes: ArraySlice<UInt8>, _ first: UInt8) -> Int {
    var pairs = ["{|", "|}", "<<", ">>", "^^", ")>>", "<<("].map { Array($0.utf8) }
    pairs.sort { $0.count > $1.count }
    if let pair = pairs.first(where: bytes.starts) { return pair.count }
    let closing: [UInt8: UInt8] = [0x3C: 0x3E, 0x22: 0x22, 0x27: 0x27]
    var length = 1
    if let close = closing[first] {
      let line = bytes.dropFirst().prefix { $0 != 0x0A && $0 != 0x0D }
      length = min(
        36, 1 + (line.firstIndex(of: close).map { $0 - line.startIndex + 1 } ?? line.count))
    } else if !isPunctuation(first) {
      length = bytes.prefix(36).prefix { $0 > 0x20 && !isPunctuation($0) }.count
      while length > 1, bytes[bytes.startIndex + length - 1] == 0x2E { length -= 1 }
    }
    while length > 1, length < bytes.count, bytes[bytes.startIndex + length] & 0xC0 == 0x80 {
      length -= 1
    }
    return max(
      length,
      first >= 0x80 && length == 1
        ? bytes.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count + 1 : length)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    [
      0x2C, 0x3B, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x22, 0x27, 0x3C, 0x3E, 0x7E, 0x7C, 0x23,
      0x5E,
    ]
    .contains(byte) || byte <= 0x20
  }
}
