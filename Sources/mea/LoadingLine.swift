// How far a long loading is: one line of standard error that is written over and taken away again,
// on a terminal only.

internal import Bytes
internal import Glibc
internal import GraphStore
internal import Synchronization

/// The line that tells how far a loading is.
final class LoadingLine: Sendable {
  private let isShown = Mutex(false)

  /// How to load, with this line where somebody sees it.
  func options(isLenient: Bool, isQuiet: Bool) -> LoadOptions {
    var options = LoadOptions()
    options.isLenient = isLenient
    let term = getenv("TERM").map { String(cString: $0) }
    guard !isQuiet, isatty(STDERR_FILENO) == 1, term != "dumb" else { return options }
    options.progress = { progress in
      self.isShown.withLock { $0 = true }
      LoadingLine.write("\r\u{1B}[K" + LoadingLine.words(progress))
    }
    return options
  }

  /// Takes the line away.
  func clear() {
    let wasShown = isShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if wasShown { LoadingLine.write("\r\u{1B}[K") }
  }

  /// `mea: loading 45 %, 3.1 M triples, 1.2 M a second, 4 s left`.
  static func words(_ progress: LoadProgress) -> String {
    let (done, all) = (progress.bytes, max(progress.bytes, progress.allBytes))
    let rate = progress.triples * 1000 / max(1, progress.milliseconds)
    let rest = Double(progress.milliseconds) * Double(all - done) / Double(max(1, done))
    return "mea: loading \(done * 100 / max(1, all)) %, \(millions(progress.triples)) triples, "
      + "\(millions(rate)) a second, \(Int((rest / 1000).rounded(.up))) s left"
  }

  private static func millions(_ count: Int) -> String {
    let tenths = count / 100_000
    return tenths == 0 ? "\(count)" : "\(tenths / 10).\(tenths % 10) M"
  }

  private static func write(_ text: String) {
    var buffer = OutputBuffer()
    buffer.append(text)
    // If standard error is gone there is nobody left to tell.
    try? FileOutput.standardError.flush(&buffer)
  }
}
