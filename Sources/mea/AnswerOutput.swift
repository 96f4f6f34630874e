// An answer on its way to standard output. Most go as they are; a page is drawn first, and `csv` made
// safe for Excel where that is asked.

internal import QueryShow

/// Writes answers.
enum AnswerOutput {
  /// Whether an answer can only be written when all of it is there.
  static func needsWhole(_ format: String?, _ options: Options) -> Bool {
    format == "html" || options.isForExcel
  }

  /// Writes an answer; the exit code of a failure.
  static func write(_ answer: [UInt8], _ format: String?, _ options: Options) -> Int32? {
    if options.isForExcel {
      guard format == "csv" else {
        return Terminal.complain(Options.Misuse(message: "--excel is for csv"))
      }
      return Terminal.write(ExcelCSV.text(answer))
    }
    guard format == "html" else { return Terminal.write(answer) }
    do throws(PageRun.Failure) {
      return Terminal.write(try PageRun.drawn(answer))
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
  }
}
