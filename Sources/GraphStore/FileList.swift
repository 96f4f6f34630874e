// Which files a data path stands for: a file is itself, a folder is every triple file below it, in
// byte order of their paths, so that the same folder gives the same graph on every machine.

internal import Glibc
internal import GraphFormats

/// The files to load, and what could not be looked at.
public enum FileList {
  /// Why a path cannot be listed.
  public struct Failure: Error, Sendable {
    /// The path as given or found.
    public let path: String
    /// What the system says, or what is wrong with it.
    public let reason: String
  }

  /// The files a path stands for.
  ///
  /// Hidden entries are passed over; symbolic links inside a folder are followed to files and not
  /// to folders, so that no loop can be walked.
  public static func files(of path: String) throws(Failure) -> [String] {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    var found: [String] = []
    var folders = [path]
    while let folder = folders.popLast() {
      for entry in try entries(of: folder) {
        let child = folder.hasSuffix("/") ? folder + entry.name : folder + "/" + entry.name
        if try isFolder(child, entry.kind) {
          folders.append(child)
        } else if GraphFormat(fileName: entry.name) != nil {
          found.append(child)
        }
      }
    }
    // By pointers: a string handed to C directly is copied for each comparison.
    return found.sorted { left, right in
      left.withCString { left in right.withCString { strcmp(left, $0) < 0 } }
    }
  }

  /// Whether an entry of a folder is a folder itself; not every file system says so at once.
  private static func isFolder(_ path: String, _ kind: Int) throws(Failure) -> Bool {
    guard kind == DT_UNKNOWN else { return kind == DT_DIR }
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failure(path) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private static func entries(
    of folder: String
  ) throws(Failure) -> [(name: String, kind: Int)] {
    guard let directory = opendir(folder) else { throw failure(folder) }
    defer { closedir(directory) }
    var names: [(name: String, kind: Int)] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name else { throw Failure(path: folder, reason: "holds a name that is not UTF-8") }
      if !name.hasPrefix(".") { names.append((name, Int(entry.pointee.d_type))) }
    }
    return names
  }

  static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: String(cString: strerror(errno)))
  }
}
