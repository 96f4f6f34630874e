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
        let child = folder.hasSuffix("/") ? folder + entry : folder + "/" + entry
        var status = stat()
        guard lstat(child, &status) == 0 else { throw failure(child) }
        if status.st_mode & S_IFMT == S_IFDIR {
          folders.append(child)
        } else if GraphFormat(fileName: entry) != nil {
          found.append(child)
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func entries(of folder: String) throws(Failure) -> [String] {
    guard let directory = opendir(folder) else { throw failure(folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name else { throw Failure(path: folder, reason: "holds a name that is not UTF-8") }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: String(cString: strerror(errno)))
  }
}
