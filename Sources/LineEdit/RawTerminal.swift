// The terminal while a line is written: every key at once, nothing echoed, a paste marked as one. A
// program that ends or stops in that state leaves a shell in which nothing can be seen, so the state
// is put back on every way out that a program can notice: return, exit, signals that end or stop it.

internal import Glibc

/// The terminal of standard input.
enum RawTerminal {
  // Signal handlers read these, so they are plain memory. Only the main thread writes them, and
  // only while the handlers find them whole.
  private nonisolated(unsafe) static var before = termios()
  private nonisolated(unsafe) static var raw = termios()
  private nonisolated(unsafe) static var isRaw = false
  private nonisolated(unsafe) static var hasHandlers = false
  private nonisolated(unsafe) static var hasChanged: sig_atomic_t = 0

  /// Bracketed paste, xterm's mode 2004.
  private static let pasteOn: StaticString = "\u{1B}[?2004h"
  private static let pasteOff: StaticString = "\u{1B}[?2004l"

  /// Columns and rows of the screen.
  static var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Takes the terminal; false when standard input is none.
  static func enter() -> Bool {
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return false }
    raw = before
    raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    withUnsafeMutableBytes(of: &raw.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    watch()
    isRaw = true
    setRaw()
    return true
  }

  /// Gives the terminal back as it was.
  static func leave() {
    guard isRaw else { return }
    setBefore()
    isRaw = false
  }

  /// Whether the screen must be drawn anew, which is then forgotten: it was resized, or the program
  /// goes on after it was stopped.
  static func takeChange() -> Bool {
    defer { hasChanged = 0 }
    return hasChanged != 0
  }

  /// Stops the program as Ctrl-Z does.
  static func suspend() { raise(SIGTSTP) }

  private static func setRaw() {
    // What was typed meanwhile is kept: TCSADRAIN and not TCSAFLUSH.
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    _ = write(STDOUT_FILENO, pasteOn.utf8Start, pasteOn.utf8CodeUnitCount)
  }

  private static func setBefore() {
    _ = write(STDOUT_FILENO, pasteOff.utf8Start, pasteOff.utf8CodeUnitCount)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
  }

  // MARK: Signals

  private static func watch() {
    guard !hasHandlers else { return }
    hasHandlers = true
    // Asked once here, so that no handler is the first to.
    _ = takeChange()
    atexit { RawTerminal.leave() }
    for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE] {
      handle(signal, Int32(bitPattern: UInt32(SA_RESETHAND) | UInt32(SA_NODEFER))) { signal in
        if RawTerminal.isRaw { RawTerminal.setBefore() }
        raise(signal)
      }
    }
    handle(SIGTSTP, 0) { _ in RawTerminal.stop() }
    handle(SIGCONT, 0) { _ in
      if RawTerminal.isRaw { RawTerminal.setRaw() }
      RawTerminal.hasChanged = 1
    }
    handle(SIGWINCH, 0) { _ in RawTerminal.hasChanged = 1 }
  }

  private static func handle(
    _ signal: Int32, _ flags: Int32, _ body: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    action.sa_flags = flags
    sigaction(signal, &action, nil)
  }

  /// Stops as the system would, with the terminal as it was; goes on behind SIGCONT.
  private static func stop() {
    let code = errno
    if isRaw { setBefore() }
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGTSTP)
    var old = sigset_t()
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &mask, &old)
    // Stopped here. The handler of SIGCONT has set the terminal by now.
    pthread_sigmask(SIG_SETMASK, &old, nil)
    handle(SIGTSTP, 0) { _ in RawTerminal.stop() }
    errno = code
  }
}
