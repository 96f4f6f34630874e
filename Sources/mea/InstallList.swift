// The list of what was installed, `share/mea/manifest`: a line for each file with its hash, and one for
// each folder that was made. It is written before the files and again behind them, so that whatever
// stops an installation, all that came of it is on the list.

internal import Bytes
internal import Glibc

/// The list below one prefix.
struct InstallList {
  /// What is listed.
  enum Entry: Equatable {
    /// A file below the prefix, and the hash of its bytes.
    case file(path: String, hash: String)
    case folder(path: String)
  }

  private static let name = "share/mea/manifest"
  private static let title = "# what mea install has put here; mea uninstall reads it\n"

  let prefix: String

  private func place(_ path: String) -> String { prefix + "/" + path }

  /// FNV-1a in 64 bits: it tells whether somebody changed a file, and guards against nobody.
  static func hash(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }

  /// A path from the root.
  static func absolute(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  // MARK: Reading

  /// The entries; none when nothing was installed.
  func read() throws(InputFailure) -> [Entry] {
    var status = stat()
    guard lstat(place(InstallList.name), &status) == 0 else { return [] }
    let text = String(decoding: try InstalledFiles.read(place(InstallList.name)), as: UTF8.self)
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n").enumerated() where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, InstallList.isPlain(parts[1]) else {
        throw InputFailure(
          path: "\(place(InstallList.name)):\(index + 1)", reason: "is no line of this list")
      }
      entries.append(
        parts[0] == "folder" ? .folder(path: parts[1]) : .file(path: parts[1], hash: parts[0]))
    }
    return entries
  }

  /// Whether a path stays below the prefix.
  private static func isPlain(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0 != "." && $0 != ".."
    }
  }

  /// The hash of what stands at a path; nil when there is nothing, empty for what is no file.
  private func standing(_ path: String) throws(InputFailure) -> String? {
    var status = stat()
    guard lstat(place(path), &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else { return "" }
    return InstallList.hash(try InstalledFiles.read(place(path)))
  }

  // MARK: Installing

  /// Why files cannot be put there, a line each.
  func obstacles(
    to files: [InstalledFile], _ entries: [Entry]
  ) throws(InputFailure) -> [String] {
    var found: [String] = []
    for file in files {
      guard let hash = try standing(file.path), hash != InstallList.hash(file.bytes) else {
        continue
      }
      if entries.contains(.file(path: file.path, hash: hash)) { continue }
      let isListed = entries.contains { entry in
        if case .file(file.path, _) = entry { true } else { false }
      }
      found.append(
        "\(visible(place(file.path))) "
          + (isListed ? "was changed since it was installed" : "is there and not of mea install"))
    }
    return found
  }

  /// Puts files there; those of an earlier installation that are none of these go.
  func put(_ files: [InstalledFile], _ entries: inout [Entry]) throws(InputFailure) {
    let old = entries
    for file in files + [InstalledFile(path: InstallList.name, bytes: [])] {
      try makeFolders(above: file.path, &entries)
    }
    let new = files.map { Entry.file(path: $0.path, hash: InstallList.hash($0.bytes)) }
    entries += new.filter { !old.contains($0) }
    try write(entries)
    for file in files { try write(file.bytes, to: place(file.path), file.mode) }
    let gone = old.filter { entry in
      if case .file(let path, _) = entry { !files.contains { $0.path == path } } else { false }
    }
    let kept = try removeFiles(gone)
    entries = entries.filter { entry in
      switch entry {
      case .folder: true
      case .file(let path, _): new.contains(entry) || kept.contains(path)
      }
    }
    try write(entries)
  }

  private func write(_ entries: [Entry]) throws(InputFailure) {
    let lines = entries.map { entry in
      switch entry {
      case .file(let path, let hash): "\(hash) \(path)\n"
      case .folder(let path): "folder \(path)\n"
      }
    }
    try write(
      Array((InstallList.title + lines.joined()).utf8), to: place(InstallList.name), 0o644)
  }

  private func makeFolders(above path: String, _ entries: inout [Entry]) throws(InputFailure) {
    // The prefix and what is above it are made, too, and stay.
    for index in prefix.indices.dropFirst() where prefix[index] == "/" {
      mkdir(String(prefix[..<index]), 0o755)
    }
    mkdir(prefix, 0o755)
    for index in path.indices where path[index] == "/" {
      let folder = String(path[..<index])
      if mkdir(place(folder), 0o755) == 0 {
        entries.append(.folder(path: folder))
      } else if errno != EEXIST {
        throw .last(place(folder))
      }
    }
  }

  /// Writes a file beside its place and moves it there.
  private func write(_ bytes: [UInt8], to path: String, _ mode: mode_t) throws(InputFailure) {
    let draft = "\(path).part-\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .last(draft) }
    defer { close(descriptor) }
    var buffer = OutputBuffer()
    buffer.append(bytes)
    do throws(WriteFailure) {
      try FileOutput(descriptor: descriptor).flush(&buffer)
    } catch {
      unlink(draft)
      throw InputFailure(path: path, reason: error.reason)
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(draft, path) == 0 else {
      let failure = InputFailure.last(path)
      unlink(draft)
      throw failure
    }
  }

  // MARK: Removing

  /// Removes what is listed; the paths of files that were changed and stay.
  func remove(_ entries: [Entry]) throws(InputFailure) -> [String] {
    let kept = try removeFiles(entries)
    unlink(place(InstallList.name))
    for case .folder(let path) in entries.reversed() { rmdir(place(path)) }
    return kept
  }

  private func removeFiles(_ entries: [Entry]) throws(InputFailure) -> [String] {
    var kept: [String] = []
    for case .file(let path, _) in entries {
      guard let hash = try standing(path) else { continue }
      if !entries.contains(.file(path: path, hash: hash)) {
        if !kept.contains(path) { kept.append(path) }
      } else if unlink(place(path)) != 0 {
        throw .last(place(path))
      }
    }
    return kept
  }
}
