// The saved queries of a folder: `Queries/NAME.mq`. They are loaded and checked with the data, so
// that a name in a request is looked up in memory and never becomes a path.

internal import Glibc
public import QueryParse

/// Saved queries by name.
public struct SavedQueries: Sendable {
  /// Why a folder of saved queries cannot be used.
  public enum Failure: Error, Sendable {
    /// The system refused; what it said.
    case unreadable(path: String, reason: String)
    /// A file is no saved query; its bytes, for showing the place.
    case faulty(path: String, text: [UInt8], QueryFault)
  }

  /// The most bytes of one file.
  private static let mostBytes = 65_536

  /// The queries, by name.
  public private(set) var queries: [String: SavedQuery] = [:]

  /// No saved queries.
  public init() {}

  /// Reads every `.mq` file of a folder whose name is `[a-z0-9-]+`; links are not followed.
  public init(folder: String) throws(Failure) {
    guard let directory = opendir(folder) else { throw SavedQueries.unreadable(folder) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let file = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let file, let name = SavedQueries.name(of: file) else { continue }
      let path = "\(folder)/\(file)"
      let text = try SavedQueries.read(path)
      do { queries[name] = try SavedQuery(name: name, text: text) } catch {
        throw .faulty(path: path, text: text, error)
      }
    }
  }

  private static func name(of file: String) -> String? {
    guard file.hasSuffix(".mq") else { return nil }
    let name = file.dropLast(3)
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    return isPlain && !name.isEmpty ? String(name) : nil
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "is not a regular file")
    }
    var text = [UInt8](repeating: 0, count: mostBytes + 1)
    var count = 0
    while count < text.count {
      let got = text.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress.map { $0 + count }, bytes.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw unreadable(path) }
      if got == 0 { break }
      count += got
    }
    guard count <= mostBytes else {
      throw .unreadable(path: path, reason: "is longer than \(mostBytes) bytes")
    }
    return Array(text[..<count])
  }

  private static func unreadable(_ path: String) -> Failure {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
}
