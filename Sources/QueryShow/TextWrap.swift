// Lines of bounded width, for cells of a table and labels of a picture. Width is what a terminal
// shows; between Chinese characters a line may end anywhere but before closing marks.

internal import Bytes

/// Breaks text into lines.
enum TextWrap {
  /// The lines of a text, each at most `width` columns wide; a cut text ends in `…`.
  static func lines(
    _ text: String, width: Int, most: Int = .max
  ) -> (lines: [String], isCut: Bool) {
    guard displayWidth(text) > width else { return ([text], false) }
    var wrapper = Wrapper(width: max(2, width))
    for character in text {
      wrapper.take(character)
      if wrapper.lines.count > most { break }
    }
    var lines = wrapper.finish()
    guard lines.count > most, most > 0 else { return (lines, false) }
    lines.removeLast(lines.count - most)
    lines[most - 1] = shortened(lines[most - 1], to: max(2, width))
    return (lines, true)
  }

  /// A text with `…` at its end, at most `width` columns wide.
  static func shortened(_ text: String, to width: Int) -> String {
    var kept = ""
    var used = 1
    for character in text {
      used += displayWidth(String(character))
      guard used <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// A text, with `…` at its end where it is wider than a width.
  static func shortened(_ text: String, fitting width: Int) -> String {
    displayWidth(text) > width ? shortened(text, to: width) : text
  }

  /// A text padded with spaces to a width, on the left if it is a number.
  static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return isRight ? spaces + text : text + spaces
  }
}

/// One text on its way into lines.
private struct Wrapper {
  let width: Int
  private(set) var lines: [String] = []
  private var line: [(character: Character, width: Int)] = []
  private var used = 0
  /// Where the line may end: so many of its characters stay.
  private var lastBreak = 0

  init(width: Int) { self.width = width }

  mutating func take(_ character: Character) {
    let own = displayWidth(String(character))
    let isWide = own > 1
    if isWide, !Wrapper.closing.contains(character), let last = line.last?.character,
      !Wrapper.opening.contains(last)
    {
      lastBreak = line.count
    }
    if used + own > width, character != " " { breakLine() }
    // A space at a line's start would be an indent nobody meant.
    if character == " ", line.isEmpty, !lines.isEmpty { return }
    line.append((character, own))
    used += own
    if character == " " || (isWide && !Wrapper.opening.contains(character)) {
      lastBreak = isWide ? lastBreak : line.count
    }
    if character == "-" || character == "/", line.count > 1 { lastBreak = line.count }
  }

  mutating func finish() -> [String] {
    if !line.isEmpty { append(line[...]) }
    return lines
  }

  private mutating func breakLine() {
    let end = lastBreak > 0 ? lastBreak : line.count
    guard end > 0 else { return }
    append(line[..<end])
    line.removeFirst(end)
    while line.first?.character == " " { line.removeFirst() }
    used = line.reduce(0) { $0 + $1.width }
    lastBreak = 0
  }

  private mutating func append(_ part: ArraySlice<(character: Character, width: Int)>) {
    var part = part
    while part.last?.character == " " { part.removeLast() }
    lines.append(String(part.map(\.character)))
  }

  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "！", "？", "）", "》", "」", "』", "】", "〉", "”", "’", "…",
  ]
  private static let opening: Set<Character> = ["（", "《", "「", "『", "【", "〈", "“", "‘"]
}
