// Standard output and error: what they are, and writes that are checked.

internal import Bytes
internal import Glibc

/// The streams of the process.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  static var isInput: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether standard input is a file or a pipe, which somebody means to be read.
  static var hasPipedInput: Bool {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0 else { return false }
    return [S_IFREG, S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  /// Whether the terminal cannot move its cursor (`TERM=dumb`).
  static var isDumb: Bool { getenv("TERM").map { String(cString: $0) == "dumb" } ?? false }

  /// Does something when a signal comes; calls that wait are interrupted.
  static func handle(_ signal: Int32, _ body: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    sigaction(signal, &action, nil)
  }

  /// Rows of the terminal; 24 when it does not say.
  static var height: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
    return Int(size.ws_row)
  }

  /// Columns of the terminal; 80 when it does not say.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return getenv("COLUMNS").flatMap { Int(String(cString: $0)) }.flatMap { $0 > 0 ? $0 : nil }
      ?? 80
  }

  /// Whether output is coloured (no-color.org).
  static func isColoured(_ option: String) -> Bool {
    switch option {
    case "always": return true
    case "never": return false
    default:
      // An empty NO_COLOR is as if it were not set.
      let isRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
      return isOutput && !isRefused && !isDumb
    }
  }

  /// Writes to standard output; the exit code of a failure.
  static func write(_ bytes: [UInt8]) -> Int32? {
    do throws(WriteFailure) {
      try unsafeWrite(bytes)
      return nil
    } catch {
      if error.isClosedPipe { return ExitCode.brokenPipe }
      complain("cannot write the answer: \(error.reason)")
      return ExitCode.broken
    }
  }

  private static func unsafeWrite(_ bytes: [UInt8]) throws(WriteFailure) {
    var buffer = OutputBuffer(reserving: bytes.count)
    buffer.append(bytes)
    try FileOutput.standardOutput.flush(&buffer)
  }

  /// Says something on standard output, in the prompt alone.
  static func say(_ words: String) { _ = explain(words + "\n") }

  /// Writes text for people to standard output, on a narrow terminal broken between words; the exit
  /// code of a failure.
  static func explain(_ text: String) -> Int32? {
    write(Array((isOutput ? fitted(text) : text).utf8))
  }

  /// Text for people, broken between words where the terminal is too narrow.
  static func fitted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { fitted($0, width) }.joined(separator: "\n")
  }

  /// A line of help in lines of at most so many columns: what explains a word stays beside it where
  /// there is room, else it stands below.
  private static func fitted(_ line: Substring, _ width: Int) -> String {
    guard displayWidth(String(line)) > width else { return String(line) }
    let words = line.drop { $0 == " " }
    let indent = line.count - words.count
    guard let gap = words.firstRange(of: "  ") else {
      // What goes on beside a word goes on below it.
      let margin = indent <= width / 2 ? indent : below
      return sentence(String(repeating: " ", count: margin) + words, width, indent: margin)
    }
    let explanation = words[gap.upperBound...].drop { $0 == " " }
    let start = line.distance(from: line.startIndex, to: explanation.startIndex)
    if start <= width / 2 { return sentence(line, width, indent: start) }
    return sentence(line[..<gap.lowerBound], width, indent: indent) + "\n"
      + sentence(String(repeating: " ", count: below) + explanation, width, indent: below)
  }

  /// Columns before what stands below the word that it explains.
  private static let below = 6

  /// The monotonic clock.
  static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) &* 1_000 &+ Int(time.tv_nsec) / 1_000_000
  }

  /// Tells something on standard error; on a terminal, sentences wrap between words.
  static func complain(_ message: String) {
    var buffer = OutputBuffer()
    let text = "mea: \(message)"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // What is quoted below a sentence keeps its shape, or the marks under it would point elsewhere.
    let first = lines[0]
    buffer.append(isatty(STDERR_FILENO) == 1 ? sentence(first, errorWidth) : String(first))
    for line in lines.dropFirst() { buffer.append("\n\(line)") }
    buffer.append("\n")
    // If standard error is gone there is nobody left to tell.
    try? FileOutput.standardError.flush(&buffer)
  }

  private static var errorWidth: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A sentence in lines of at most so many columns, the further ones indented.
  static func sentence(
    _ text: some StringProtocol, _ width: Int, indent: Int = 5
  ) -> String {
    var lines = ""
    var used = 0
    var isInside = false
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let columns = displayWidth(String(word))
      if used > 0, used + 1 + columns > width {
        // A gap that ends a line is not seen.
        guard !word.isEmpty else { continue }
        lines += "\n" + String(repeating: " ", count: indent)
        used = indent
      } else if isInside {
        lines += " "
        used += 1
      }
      lines += word
      used += columns
      isInside = true
    }
    return lines
  }

  /// Tells how to use the command; the exit code for that.
  static func complain(_ misuse: Options.Misuse) -> Int32 {
    complain(misuse.message)
    if let hint = misuse.hint { complain("did you mean \(hint)?") }
    complain("mea --help shows how it is used")
    return ExitCode.usage
  }
}
