// Standard output and error: what they are, and writes that are checked.

internal import Bytes
internal import Glibc

/// The streams of the process.
enum Terminal {
  static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

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
      let term = getenv("TERM").map { String(cString: $0) }
      return isOutput && getenv("NO_COLOR") == nil && term != "dumb"
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

  /// Tells something on standard error.
  static func complain(_ message: String) {
    var buffer = OutputBuffer()
    buffer.append("mea: \(message)\n")
    // If standard error is gone there is nobody left to tell.
    try? FileOutput.standardError.flush(&buffer)
  }

  /// Tells how to use the command; the exit code for that.
  static func complain(_ misuse: Options.Misuse) -> Int32 {
    complain(misuse.message)
    if let hint = misuse.hint { complain("did you mean \(hint)?") }
    complain("mea --help shows how it is used")
    return ExitCode.usage
  }
}
