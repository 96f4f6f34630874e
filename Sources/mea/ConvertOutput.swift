// Where converted triples go. A file is written beside its place and moved there when it is whole, so
// that a fault leaves the old one as it was. What has gone to standard output cannot be taken back,
// so it is ended in a way that no reader takes for a whole file.

internal import Bytes
internal import Glibc

/// The output of a conversion.
struct ConvertOutput: ~Copyable {
  /// Bytes gathered before they are written.
  private static let pieceSize = 64 << 10

  /// What has been said and not yet written.
  var buffer = OutputBuffer(reserving: pieceSize)
  private let target: String?
  /// The file written until it is moved; nil when the target is written itself.
  private var draft: String?
  private let descriptor: Int32
  private var hasWritten = false

  /// Opens a file, or standard output when none is named.
  init(_ path: String?) throws(InputFailure) {
    guard let path else {
      target = nil
      descriptor = STDOUT_FILENO
      return
    }
    var old = stat()
    let isThere = stat(path, &old) == 0
    // A device or a pipe is written to and never replaced.
    if isThere, old.st_mode & S_IFMT != S_IFREG {
      let opened = open(path, O_WRONLY | O_CLOEXEC)
      guard opened >= 0 else { throw .last(path) }
      target = path
      descriptor = opened
      return
    }
    let place = isThere ? ConvertOutput.resolved(path) : path
    let name = "\(place).part-\(getpid())"
    let opened = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw .last(name) }
    if isThere { fchmod(opened, old.st_mode & 0o7777) }
    target = place
    draft = name
    descriptor = opened
  }

  deinit {
    if target != nil { close(descriptor) }
    if let draft { unlink(draft) }
  }

  /// Writes what is held if it is much.
  mutating func relieve() throws(WriteFailure) {
    if buffer.count >= ConvertOutput.pieceSize { try flush() }
  }

  /// Writes what is held.
  mutating func flush() throws(WriteFailure) {
    guard !buffer.isEmpty else { return }
    hasWritten = true
    try FileOutput(descriptor: descriptor).flush(&buffer)
  }

  /// Ends the whole output; a file now stands in its place.
  mutating func commit() throws(InputStop<WriteFailure>) {
    do { try flush() } catch { throw .consumer(error) }
    guard let target, let name = draft else { return }
    guard fsync(descriptor) == 0, rename(name, target) == 0 else { throw .input(.last(target)) }
    draft = nil
  }

  /// Ends an output that is not whole.
  mutating func abandon() {
    buffer.removeAll()
    guard draft == nil, hasWritten else { return }
    buffer.append("\n# incomplete: the conversion stopped here\n<incomplete")
    // The failure that is told is the one that led here.
    try? flush()
  }

  /// The file behind links.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
