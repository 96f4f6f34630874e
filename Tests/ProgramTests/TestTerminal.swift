// A terminal for tests: a pseudo terminal with a program on it that has it as its controlling one, so
// that Ctrl-C, resizing and job control are those of a real one.

import Foundation
import Glibc
import Synchronization
import Testing

/// A program on a terminal.
final class TestTerminal {
  let process: pid_t
  private let master: Int32
  /// What was printed so far.
  private final class Printed: Sendable {
    let bytes = Mutex<[UInt8]>([])
  }

  private let printed = Printed()
  private var mark = 0
  private var hasEnded = false

  /// Starts a program on a screen of so many columns and rows.
  init(
    _ program: URL, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // TIOCSPTLCK and TIOCGPTN of Linux, which the module of the system headers leaves out.
    var (lock, number): (Int32, Int32) = (0, 0)
    #expect(ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
    let name = "/dev/pts/\(number)"
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    #expect(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // The leader of a session has the first terminal that it opens. 0x80 is POSIX_SPAWN_SETSID.
    posix_spawnattr_setflags(
      &attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    // Whoever runs the tests may ignore signals; a shell on a terminal does not.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var variables = ProcessInfo.processInfo.environment
    for name in ["MEA_CONNECT", "MEA_PAGER", "PAGER", "NO_COLOR"] { variables[name] = nil }
    variables["TERM"] = "xterm"
    variables["LC_ALL"] = "C.UTF-8"
    variables.merge(environment) { _, new in new }
    let start = ["sh", "-c", "cd \"$0\" && exec \"$@\"", Place.root.path, program.path]
    var words = (start + arguments).map { strdup($0) } + [nil]
    var settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var child = pid_t()
    #expect(posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, &settings) == 0)
    process = child
    for text in words + settings { free(text) }
    Thread.detachNewThread { [master, printed] in
      var piece = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = read(master, &piece, piece.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        printed.bytes.withLock { $0 += piece[..<count] }
      }
    }
  }

  deinit {
    // Swift Testing waits for any child in turn, so one that nobody fetches holds up its exit tests.
    if !hasEnded {
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    close(master)
  }

  /// All that was printed, without the sequences that move the cursor or colour.
  var text: String {
    let all = String(decoding: printed.bytes.withLock { $0 }, as: UTF8.self)
    return all.replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "").replacing("\r", with: "")
  }

  /// Whether anything was coloured.
  var isColoured: Bool {
    let all = String(decoding: printed.bytes.withLock { $0 }, as: UTF8.self)
    return all.contains(#/\u{1B}\[[0-9;]+m/#)
  }

  /// Types something.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(write(master, bytes, bytes.count) == bytes.count)
  }

  /// Looks at the terminal until it is given up: so many that no load of the machine takes as long,
  /// 20 ms apart.
  private static let looks = 30_000

  /// Waits until something was printed behind what was waited for before; fails when the program has
  /// ended without it.
  func expect(_ wanted: String, _ place: SourceLocation = #_sourceLocation) throws {
    var seen = -1
    for _ in 0..<TestTerminal.looks {
      // Asked first: what an ended program printed may be read a little later.
      let isOver = isOver
      if isOver { usleep(500_000) }
      let count = printed.bytes.withLock { $0.count }
      guard count != seen else {
        if isOver { break }
        usleep(20_000)
        continue
      }
      seen = count
      let text = text
      let start = text.index(text.startIndex, offsetBy: min(mark, text.count))
      if let found = text[start...].firstRange(of: wanted) {
        mark = text.distance(from: text.startIndex, to: found.upperBound)
        return
      }
    }
    Issue.record("\(wanted) was not printed, but:\n\(text.suffix(2_000))", sourceLocation: place)
    throw CocoaError(.fileNoSuchFile)
  }

  /// Whether the program has ended; its exit code can still be fetched.
  private var isOver: Bool {
    var found = siginfo_t()
    guard !hasEnded else { return true }
    return waitid(P_PID, id_t(process), &found, WEXITED | WNOHANG | WNOWAIT) == 0
      && found.si_signo == SIGCHLD
  }

  /// Gives the screen another width.
  func resize(columns: Int) {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    #expect(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
  }

  /// Whether the terminal echoes and waits for whole lines, as a shell wants it.
  var isCooked: Bool {
    var state = termios()
    tcgetattr(master, &state)
    return state.c_lflag & tcflag_t(ECHO | ICANON | ISIG) == tcflag_t(ECHO | ICANON | ISIG)
  }

  /// Waits for the end: the exit code, or 128 and the signal.
  func end() -> Int32 {
    var status: Int32 = 0
    for _ in 0..<TestTerminal.looks {
      if waitpid(process, &status, WNOHANG) == process {
        hasEnded = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
      }
      usleep(20_000)
    }
    return -1
  }
}
