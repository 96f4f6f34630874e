// The history between two sessions: a file that only its owner may read, since questions tell what
// somebody works on. Sessions side by side append to it; nobody rewrites what another added but at
// the start, when it has grown to twice what is kept.

internal import Bytes
internal import Glibc

/// A file of lines that were asked.
public struct HistoryFile: Sendable {
  /// The most bytes that are read.
  private static let limit = 4 << 20

  private let path: String

  /// The file in `$XDG_STATE_HOME/mea`, or `~/.local/state/mea`; nil without a home.
  public init?() {
    func folder(_ name: String) -> String? {
      // A relative path is none, says the XDG Base Directory Specification.
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let state = folder("XDG_STATE_HOME") ?? folder("HOME").map({ $0 + "/.local/state" })
    else { return nil }
    path = state + "/mea/history"
  }

  /// The lines, the oldest first; none when there is no such file.
  public func read() -> [String] {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    // The newest are at the end.
    lseek(descriptor, max(0, status.st_size - HistoryFile.limit), SEEK_SET)
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while text.count <= HistoryFile.limit {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      text += piece[..<count]
    }
    let lines = text.split(separator: 0x0A).compactMap { String(validating: $0, as: UTF8.self) }
      .filter(LineHistory.keeps)
    if lines.count > 2 * LineHistory.limit { rewrite(lines.suffix(LineHistory.limit)) }
    return lines.suffix(LineHistory.limit)
  }

  /// Adds one line; whether that was possible.
  @discardableResult
  public func add(_ line: String) -> Bool {
    makeFolders()
    return write([line], to: path, O_APPEND)
  }

  private func rewrite(_ lines: ArraySlice<String>) {
    let draft = "\(path).part-\(getpid())"
    guard write(Array(lines), to: draft, O_EXCL), rename(draft, path) == 0 else {
      unlink(draft)
      return
    }
  }

  private func write(_ lines: [String], to path: String, _ flags: Int32) -> Bool {
    let descriptor = open(
      path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      fchmod(descriptor, 0o600) == 0
    else { return false }
    var buffer = OutputBuffer()
    for line in lines { buffer.append(line + "\n") }
    return (try? FileOutput(descriptor: descriptor).flush(&buffer)) != nil
  }

  /// Makes the folders above the file, for their owner alone.
  private func makeFolders() {
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
  }
}
