// The line that is being written: characters as a reader counts them, and a cursor between two of
// them. A combining mark joins the character it stands on, so no key ever halves one.

/// A line and a cursor in it.
public struct LineText: Equatable, Sendable {
  /// The most bytes a line may have.
  public static let limit = 60_000
  /// How many changes can be taken back.
  private static let undoLimit = 200

  private struct State: Equatable, Sendable {
    var characters: [Character] = []
    var cursor = 0
  }

  private var state = State()
  private var older: [State] = []
  private var isTyping = false
  /// What was cut last.
  private var cut: [Character] = []

  /// An empty line.
  public init() {}

  /// The characters.
  public var characters: [Character] { state.characters }
  /// How many characters stand before the cursor.
  public var cursor: Int { state.cursor }
  /// The whole line.
  public var text: String { String(state.characters) }
  /// What stands before the cursor.
  public var beforeCursor: String { String(state.characters[..<state.cursor]) }
  /// Whether there is nothing.
  public var isEmpty: Bool { state.characters.isEmpty }

  private mutating func remember(typing: Bool = false) {
    defer { isTyping = typing }
    if typing && isTyping { return }
    older.append(state)
    if older.count > LineText.undoLimit { older.removeFirst() }
  }

  /// Takes the last change back.
  public mutating func undo() {
    guard let last = older.popLast() else { return }
    state = last
    isTyping = false
  }

  /// Puts another line in the place of this one, the cursor at its end.
  public mutating func replace(with text: String) {
    remember()
    state.characters = Array(text)
    state.cursor = state.characters.count
  }

  /// Puts text in the place of the last bytes before the cursor.
  public mutating func replace(fromByte start: Int, with text: String) {
    let before = beforeCursor
    guard
      let index = before.utf8.index(before.startIndex, offsetBy: start, limitedBy: before.endIndex)
    else { return }
    remember()
    set(before: String(before[..<index]) + text)
  }

  /// Writes text before the cursor; what would make the line too long is left out.
  public mutating func insert(_ text: String) {
    guard state.characters.reduce(text.utf8.count, { $0 + $1.utf8.count }) <= LineText.limit else {
      return
    }
    remember(typing: !text.hasSuffix(" "))
    set(before: beforeCursor + text)
  }

  private mutating func set(before: String) {
    let after = String(state.characters[state.cursor...])
    state.characters = Array(before + after)
    state.cursor = min(before.count, state.characters.count)
  }

  // MARK: Moving

  /// Moves so many characters, as far as there are any.
  public mutating func move(by step: Int) { move(to: state.cursor + step) }

  /// Moves to a place.
  public mutating func move(to place: Int) {
    isTyping = false
    state.cursor = min(max(place, 0), state.characters.count)
  }

  /// Where the word before the cursor begins.
  public var wordStart: Int {
    var place = state.cursor
    while place > 0, !LineText.isWord(state.characters[place - 1]) { place -= 1 }
    while place > 0, LineText.isWord(state.characters[place - 1]) { place -= 1 }
    return place
  }

  /// Where the word behind the cursor ends.
  public var wordEnd: Int {
    var place = state.cursor
    let end = state.characters.count
    while place < end, !LineText.isWord(state.characters[place]) { place += 1 }
    while place < end, LineText.isWord(state.characters[place]) { place += 1 }
    return place
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  // MARK: Cutting

  /// Removes characters, which are then no longer there.
  public mutating func remove(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<state.characters.count)
    guard !range.isEmpty else { return }
    remember()
    // What stands on both sides may join.
    let before = String(state.characters[..<range.lowerBound])
    let after = String(state.characters[range.upperBound...])
    state.characters = Array(before + after)
    state.cursor = min(before.count, state.characters.count)
  }

  /// Removes characters and keeps them for `paste`.
  public mutating func cut(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<state.characters.count)
    guard !range.isEmpty else { return }
    cut = Array(state.characters[range])
    remove(range)
  }

  /// Writes what was cut last.
  public mutating func paste() { insert(String(cut)) }

  /// Swaps the characters around the cursor and moves behind them.
  public mutating func swap() {
    let end = state.cursor == state.characters.count ? state.cursor - 1 : state.cursor
    guard end > 0, end < state.characters.count else { return }
    remember()
    state.characters.swapAt(end - 1, end)
    state.cursor = end + 1
  }
}
