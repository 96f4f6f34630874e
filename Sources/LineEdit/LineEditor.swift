// Keys → the line and what is to be done about it. No terminal in here: what is typed comes in as
// keys, what is seen is made of `text` and `label`, so that every habit of the fingers has a test.

/// A line being written, with its history.
public struct LineEditor: Sendable {
  /// What a key asks of whoever holds the terminal.
  public enum Step: Equatable, Sendable {
    /// Show the line as it stands.
    case show
    /// The line is whole.
    case submit(String)
    /// Give the line up.
    case interrupt
    /// Nothing more will be asked.
    case end
    /// Find the ways on from the cursor and give them to `take`.
    case complete
    case clear, suspend
    /// The key does nothing here.
    case bell
  }

  /// The line.
  public private(set) var line = LineText()
  /// The lines before.
  public var history: LineHistory
  private var search: HistorySearch?

  /// An editor with a history.
  public init(history: LineHistory = LineHistory()) { self.history = history }

  /// What stands before the line instead of the prompt; nil is the prompt.
  public var label: String? { search?.label }

  /// Begins an empty line.
  public mutating func begin() {
    line = LineText()
    search = nil
    history.leave()
  }

  /// What one key does.
  public mutating func take(_ key: Key) -> Step {
    if search != nil, let step = searching(key) { return step }
    switch key {
    case .text(let text): line.insert(text)
    case .paste(let text): line.insert(LineEditor.oneLine(text))
    case .enter: return .submit(line.text)
    case .tab: return .complete
    case .backspace:
      guard line.cursor > 0 else { return .bell }
      line.remove(line.cursor - 1..<line.cursor)
    case .delete: line.remove(line.cursor..<line.cursor + 1)
    case .left: line.move(by: -1)
    case .right: line.move(by: 1)
    case .wordLeft: line.move(to: line.wordStart)
    case .wordRight: line.move(to: line.wordEnd)
    case .home: line.move(to: 0)
    case .end: line.move(to: line.characters.count)
    case .up: return recall(history.older(than: line.text))
    case .down: return recall(history.newer())
    case .control(let letter): return control(letter)
    case .meta(let letter): return meta(letter)
    case .escape: return .show
    case .unknown: return .bell
    }
    return .show
  }

  private mutating func control(_ letter: Character) -> Step {
    switch letter {
    case "a": line.move(to: 0)
    case "b": line.move(by: -1)
    case "c": return .interrupt
    case "d":
      if line.isEmpty { return .end }
      line.remove(line.cursor..<line.cursor + 1)
    case "e": line.move(to: line.characters.count)
    case "f": line.move(by: 1)
    case "k": line.cut(line.cursor..<line.characters.count)
    case "l": return .clear
    case "n": return recall(history.newer())
    case "p": return recall(history.older(than: line.text))
    case "r", "s": search = HistorySearch(over: line, isForward: letter == "s")
    case "t": line.swap()
    case "u": line.cut(0..<line.cursor)
    case "w": line.cut(line.wordStart..<line.cursor)
    case "y": line.paste()
    case "z": return .suspend
    case "_": line.undo()
    default: return .bell
    }
    return .show
  }

  private mutating func meta(_ letter: Character) -> Step {
    switch letter {
    case "b": line.move(to: line.wordStart)
    case "d": line.cut(line.cursor..<line.wordEnd)
    case "f": line.move(to: line.wordEnd)
    case "\u{7F}": line.cut(line.wordStart..<line.cursor)
    default: return .bell
    }
    return .show
  }

  private mutating func recall(_ found: String?) -> Step {
    guard let found else { return .bell }
    line.replace(with: found)
    return .show
  }

  /// Takes the ways on from the cursor: one is written, of several what they share; the list that
  /// is to be shown when nothing could be written.
  public mutating func take(_ found: Completions) -> [Completions.Candidate] {
    let typed = Completions.bare(
      String(decoding: line.beforeCursor.utf8.dropFirst(found.start), as: UTF8.self))
    if found.candidates.count == 1, let only = found.candidates.first {
      line.replace(fromByte: found.start, with: only.text + (only.text.hasSuffix("=") ? "" : " "))
      return []
    }
    // Names that begin alike after folding need not begin with the letters that were typed.
    let common = found.common
    if Completions.bare(common).utf8.count > typed.utf8.count {
      line.replace(fromByte: found.start, with: common)
      return []
    }
    return found.candidates
  }

  // MARK: Search

  /// What a key does to the search; nil when it ended and the key is meant for the line.
  private mutating func searching(_ key: Key) -> Step? {
    switch key {
    case .text(let text): search?.extend(text, history)
    case .backspace: search?.shorten(history)
    case .control("r"): search?.goOn(history, isForward: false)
    case .control("s"): search?.goOn(history, isForward: true)
    case .control("g"), .control("c"):
      if let before = search?.before { line = before }
      search = nil
      return .show
    case .escape:
      search = nil
      return .show
    default:
      search = nil
      return nil
    }
    if let place = search?.place { line.replace(with: history.lines[place]) }
    return .show
  }

  /// A paste of several lines as one; what is commented out stays out.
  private static func oneLine(_ text: String) -> String {
    let lines = text.split { $0.isNewline }
    let kept = lines.count > 1 ? lines.filter { !$0.drop { $0 == " " }.hasPrefix("#") } : lines
    return kept.joined(separator: " ").replacing("\t", with: " ")
  }
}

/// A search through the history.
private struct HistorySearch: Sendable {
  private var text = ""
  private(set) var place: Int?
  private var isForward: Bool
  private var hasFailed = false

  /// The line as it was, for those who give the search up.
  let before: LineText

  init(over line: LineText, isForward: Bool) {
    before = line
    self.isForward = isForward
  }

  var label: String { (hasFailed ? "(nothing before) " : "(search) ") + text + ": " }

  mutating func extend(_ more: String, _ history: LineHistory) {
    for character in more {
      text.append(character)
      find(history, below: place.map { $0 + 1 } ?? history.lines.count)
    }
  }

  mutating func shorten(_ history: LineHistory) {
    text = String(text.dropLast())
    find(history, below: history.lines.count)
  }

  mutating func goOn(_ history: LineHistory, isForward: Bool) {
    self.isForward = isForward
    find(history, below: place ?? history.lines.count)
  }

  private mutating func find(_ history: LineHistory, below end: Int) {
    guard !text.isEmpty else { return }
    let found =
      isForward
      ? history.search(text, from: (place ?? -1) + 1) : history.search(text, below: end)
    hasFailed = found == nil
    place = found ?? place
  }
}
