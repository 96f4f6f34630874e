// A script: one query a line; empty lines and lines that begin with # are passed over.

internal import Bytes
internal import Glibc

/// Queries from a file or, for `-`, standard input.
enum Script {
  private static let mostBytes = 16 << 20

  /// One query and where it stands.
  struct Line {
    var text: String
    /// From 1; 0 for the query of the command line.
    var number: Int
  }

  /// The queries; nil when the file cannot be read, which is then told.
  static func read(_ path: String) -> [Line]? {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      Terminal.complain("\(visible(path)): \(String(cString: strerror(errno)))")
      return nil
    }
    defer { if path != "-" { close(descriptor) } }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while text.count <= mostBytes {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        Terminal.complain("\(visible(path)): \(String(cString: strerror(errno)))")
        return nil
      }
      if count == 0 { return lines(of: text, path) }
      text += piece[..<count]
    }
    Terminal.complain("\(visible(path)): longer than \(mostBytes) bytes")
    return nil
  }

  private static func lines(of text: [UInt8], _ path: String) -> [Line]? {
    var found: [Line] = []
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let bytes = line.last == 0x0D ? line.dropLast() : line
      guard let query = String(validating: bytes, as: UTF8.self) else {
        Terminal.complain("\(visible(path)):\(index + 1): not UTF-8")
        return nil
      }
      let isEmpty = query.allSatisfy { $0 == " " || $0 == "\t" }
      if !isEmpty, !query.hasPrefix("#") { found.append(Line(text: query, number: index + 1)) }
    }
    return found
  }
}
