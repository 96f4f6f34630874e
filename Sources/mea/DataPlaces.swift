// Where data and saved queries are when nobody says: here, above, or beside the installed program.

internal import Bytes
internal import Glibc

extension Options {
  /// Where the data are: as told, the nearest `Graph` from here upwards, or those that were installed
  /// with the program.
  var dataPaths: [String] {
    if !data.isEmpty { return data }
    return (Options.nearest("Graph") ?? Options.installedData).map { [$0] } ?? []
  }

  /// Whether the data are those beside the installed program, which is worth saying.
  var usesInstalledData: Bool { data.isEmpty && Options.nearest("Graph") == nil }

  /// Where the saved queries are: as told, or `Queries` beside the data.
  var queriesPath: String? {
    if let queries { return queries }
    guard let first = dataPaths.first else { return nil }
    let trimmed = first.hasSuffix("/") ? String(first.dropLast()) : first
    let parent = trimmed.lastIndex(of: "/").map { String(trimmed[...$0]) } ?? ""
    return Options.isFolder(parent + "Queries") ? parent + "Queries" : nil
  }

  /// `PREFIX/share/mea/Graph` of the `PREFIX/bin/mea` that runs.
  private static var installedData: String? {
    guard let program = programPath, let slash = program.lastIndex(of: "/") else { return nil }
    let folder = program[..<slash]
    guard let prefix = folder.lastIndex(of: "/") else { return nil }
    let path = folder[..<prefix] + "/share/mea/Graph"
    return isFolder(String(path)) ? String(path) : nil
  }

  /// The file of the program that runs.
  static var programPath: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static func nearest(_ name: String) -> String? {
    var path = name
    for _ in 0..<32 {
      if isFolder(path) { return path }
      path = "../" + path
    }
    return nil
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
