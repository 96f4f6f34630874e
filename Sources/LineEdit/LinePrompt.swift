// One line from the terminal: waits for keys, gives them to the editor, draws what it says.

internal import Bytes
internal import Glibc

/// How reading a line ended.
public enum LineOutcome: Equatable, Sendable {
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D on an empty line, or the terminal is gone.
  case end
}

/// Reads lines from the terminal of standard input.
public struct LinePrompt: ~Copyable {
  /// How long an escape waits to become a sequence, in milliseconds.
  private static let escapeTime: Int32 = 50

  /// The editor and its history.
  public var editor: LineEditor
  private var reader = KeyReader()
  private var view = LineView()

  /// A prompt with a history.
  public init(history: LineHistory) { editor = LineEditor(history: history) }

  /// Reads one line behind a prompt; nil when standard input is no terminal.
  ///
  /// `complete` is given what stands before the cursor.
  public mutating func read(
    _ prompt: String, complete: (String) -> Completions
  ) -> LineOutcome? {
    guard RawTerminal.enter() else { return nil }
    defer { RawTerminal.leave() }
    editor.begin()
    draw(prompt)
    while true {
      guard let key = nextKey(prompt) else { return .end }
      switch editor.take(key) {
      case .show: break
      case .submit(let line):
        say(view.leave())
        return .line(line)
      case .interrupt:
        say(view.leave())
        return .interrupted
      case .end:
        say(view.leave())
        return .end
      case .complete: list(complete(editor.line.beforeCursor))
      case .clear: say("\u{1B}[H\u{1B}[2J" + forget())
      case .suspend:
        say(view.leave())
        RawTerminal.suspend()
      case .bell: say("\u{7}")
      }
      draw(prompt)
    }
  }

  private mutating func nextKey(_ prompt: String) -> Key? {
    while true {
      if let key = reader.next() { return key }
      var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let count = poll(&entry, 1, reader.isWaiting ? LinePrompt.escapeTime : -1)
      if RawTerminal.takeChange() { draw(prompt) }
      if count == 0, let key = reader.giveUp() { return key }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      guard count > 0 else { continue }
      var piece = [UInt8](repeating: 0, count: 4_096)
      let got = piece.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR || errno == EAGAIN { continue }
      guard got > 0 else { return nil }
      reader.feed(piece[..<got])
    }
  }

  private mutating func draw(_ prompt: String) {
    let size = RawTerminal.size
    say(
      view.draw(editor.label ?? prompt, editor.line, columns: size.columns, rows: size.rows))
  }

  private mutating func list(_ found: Completions) {
    guard !found.candidates.isEmpty else { return say("\u{7}") }
    let candidates = editor.take(found)
    guard !candidates.isEmpty else { return }
    let size = RawTerminal.size
    say(
      view.leave()
        + CandidateList.lines(candidates, columns: size.columns, rows: size.rows))
  }

  /// Forgets what was drawn, for a screen that is empty.
  private mutating func forget() -> String {
    view = LineView()
    return ""
  }

  private func say(_ text: String) {
    guard !text.isEmpty else { return }
    var buffer = OutputBuffer()
    buffer.append(text)
    // A terminal that is gone shows in the next read.
    try? FileOutput.standardOutput.flush(&buffer)
  }
}
