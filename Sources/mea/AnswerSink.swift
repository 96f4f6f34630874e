// Where answers go: straight out, through a pager on a terminal, or into a file that stands in its
// place only when it is whole.

internal import Bytes
internal import Glibc

/// The output of one command.
struct AnswerSink {
  /// Where to.
  enum Target {
    /// As it comes.
    case stream
    /// A screen; longer answers through a pager if one is wanted.
    case screen(pager: Bool)
    /// A file, all answers of the command one behind the other.
    case file(String)
  }

  /// The most bytes that are held for a file.
  private static let mostHeld = 1 << 30

  let target: Target
  private let options: Options
  private var held: [UInt8] = []
  /// What has come of an answer that can only be written when all of it is there, and its format.
  private var unfinished: (bytes: [UInt8], format: String?)?
  /// What is told of the answers of a file once it stands.
  private var heldNotes: [String] = []
  /// The exit code of the first failure to write.
  private(set) var failure: Int32?

  init(_ target: Target, _ options: Options) {
    self.target = target
    self.options = options
  }

  /// Takes a part of an answer and the word of its format; nil where there is none.
  mutating func take(_ bytes: [UInt8], _ format: String?) {
    guard failure == nil else { return }
    if case .screen = target, format == "text" {
      return pass(Array(Terminal.fitted(String(decoding: bytes, as: UTF8.self)).utf8))
    }
    guard AnswerOutput.needsWhole(format, options) else { return pass(bytes) }
    var (all, _) = unfinished ?? ([], nil)
    unfinished = nil
    guard hasRoom(for: bytes, behind: all) else { return }
    all += bytes
    unfinished = (all, format)
  }

  /// Writes finished bytes, or holds them for a screen or a file.
  private mutating func pass(_ bytes: [UInt8]) {
    if case .stream = target {
      failure = Terminal.write(bytes)
    } else if hasRoom(for: bytes, behind: held) {
      held += bytes
    }
  }

  private mutating func hasRoom(for bytes: [UInt8], behind held: [UInt8]) -> Bool {
    guard held.count + bytes.count > AnswerSink.mostHeld else { return true }
    Terminal.complain("more than \(AnswerSink.mostHeld >> 30) GiB for one file")
    failure = ExitCode.broken
    return false
  }

  /// Ends one answer and tells the notes on it; of one that was cut off, nothing is finished.
  ///
  /// Behind a pager the notes would be told when the reader has left: there they are its last lines.
  /// Those on a file are told when it stands, for where it cannot be written nobody has the answer.
  mutating func endAnswer(notes: [String] = [], isCutOff: Bool = false) {
    let isShown = show(isCutOff: isCutOff, notes)
    guard failure == nil, !isShown else { return }
    if case .file = target {
      heldNotes += notes
      return
    }
    for note in notes { Terminal.complain(visible(note)) }
  }

  /// Writes what was held; whether the notes were shown with it.
  private mutating func show(isCutOff: Bool, _ notes: [String]) -> Bool {
    let last = unfinished
    unfinished = nil
    if failure == nil, !isCutOff, let last {
      do throws(AnswerOutput.Failure) {
        pass(try AnswerOutput.finished(last.bytes, last.format, options))
      } catch { failure = error.code }
    }
    guard failure == nil, case .screen(let isPaged) = target else { return false }
    let bytes = held
    held = []
    guard isPaged, Pager.isWanted(for: bytes) else {
      failure = Terminal.write(bytes)
      return false
    }
    let lines = notes.map { Terminal.sentence("mea: " + visible($0), Terminal.width) + "\n" }
    failure = Pager.show(bytes + Array(lines.joined().utf8))
    // Whoever keeps standard error in a file finds them there too.
    return isatty(STDERR_FILENO) == 1
  }

  /// Ends the last answer; the exit code of a failure.
  mutating func commit() -> Int32? {
    guard failure == nil, case .file(let path) = target else { return failure }
    // Nothing interrupts between the file beside and the file in its place.
    var mask = sigset_t()
    var before = sigset_t()
    sigemptyset(&mask)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&mask, signal) }
    pthread_sigmask(SIG_BLOCK, &mask, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    do throws(InputFailure) {
      var output = try ConvertOutput(path)
      output.buffer.append(held)
      do throws(InputStop<WriteFailure>) {
        try output.commit()
      } catch {
        switch error {
        case .input(let failure): throw failure
        case .consumer(let failure): throw InputFailure(path: path, reason: failure.reason)
        // Nothing is read here.
        case .fault: return ExitCode.broken
        }
      }
    } catch {
      Terminal.complain(error.message)
      return ExitCode.broken
    }
    for note in heldNotes { Terminal.complain(visible(note)) }
    return nil
  }
}
