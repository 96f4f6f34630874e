// How the command ends; a script decides by these, so no error is ever 0.

/// The exit codes of the command.
enum ExitCode {
  /// Answered as asked, an empty answer too.
  static let whole: Int32 = 0
  /// The query was refused.
  static let refused: Int32 = 1
  /// The command line makes no sense.
  static let usage: Int32 = 2
  /// No connection, a broken protocol, data that cannot be read, or output that cannot be written.
  static let broken: Int32 = 3
  /// A part of the answer, or a cap that nobody asked for.
  static let partial: Int32 = 4
  /// Nothing, with `--fail-empty`.
  static let empty: Int32 = 5
  /// As a process that SIGPIPE ended.
  static let brokenPipe: Int32 = 141
}
