// The last step on the bytes of an answer. Most go as they are; a page is drawn, and `csv` made safe
// for Excel where that is asked.

internal import QueryShow

/// Finishes answers.
enum AnswerOutput {
  /// Why an answer cannot be finished, which is told where it is thrown.
  struct Failure: Error {
    /// The exit code.
    var code: Int32
  }

  /// Whether an answer can only be written when all of it is there.
  static func needsWhole(_ format: String?, _ options: Options) -> Bool {
    format == "html" || options.isForExcel
  }

  /// The bytes of a whole answer as they are written.
  static func finished(
    _ answer: [UInt8], _ format: String?, _ options: Options
  ) throws(Failure) -> [UInt8] {
    if options.isForExcel {
      guard format == "csv" else {
        throw Failure(code: Terminal.complain(Options.Misuse(message: "--excel is for csv")))
      }
      return ExcelCSV.text(answer)
    }
    guard format == "html" else { return answer }
    do throws(PageRun.Failure) {
      return try PageRun.drawn(answer)
    } catch {
      Terminal.complain(error.message)
      throw Failure(code: ExitCode.broken)
    }
  }
}
