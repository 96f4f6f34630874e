// What is installed: each file with its place below the prefix.

internal import Bytes
internal import Glibc

/// One file to be installed.
struct InstalledFile {
  /// Below the prefix.
  let path: String
  let bytes: [UInt8]
  var mode: mode_t = 0o644

  /// Whether it is a program that needs a loader: an ELF file with an interpreter.
  var isDynamicProgram: Bool {
    guard mode == 0o755, bytes.count > 64, bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2]) else {
      return false
    }
    func number(_ place: Int, _ size: Int) -> Int {
      guard place >= 0, place + size <= bytes.count else { return 0 }
      return (0..<size).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
    // e_phoff, e_phentsize, e_phnum; a program header of type 3 is PT_INTERP.
    let (start, size, count) = (number(32, 6), number(54, 2), number(56, 2))
    return (0..<count).contains { number(start + $0 * size, 4) == 3 }
  }
}

/// All that is installed.
enum InstalledFiles {
  /// The most bytes of one file.
  private static let limit = 1 << 30

  static func all(_ options: Options) throws(InputFailure) -> [InstalledFile] {
    guard let program = Options.programPath else { throw .last("/proc/self/exe") }
    guard let data = options.dataPaths.first, Options.isFolder(data) else {
      throw InputFailure(
        path: options.dataPaths.first ?? "Graph", reason: "is no folder; --data names the data")
    }
    var files = [InstalledFile(path: "bin/mea", bytes: try read(program), mode: 0o755)]
    for path in try InputFile.list([data]) {
      let place = path.dropFirst(data.count).drop { $0 == "/" }
      files.append(InstalledFile(path: "share/mea/Graph/\(place)", bytes: try read(path)))
    }
    if let folder = options.queriesPath {
      for name in try names(folder) where name.hasSuffix(".mq") {
        files.append(
          InstalledFile(path: "share/mea/Queries/\(name)", bytes: try read("\(folder)/\(name)")))
      }
    }
    for page in ManCommand.pages {
      let section = page.name.last.map(String.init) ?? "1"
      files.append(
        InstalledFile(path: "share/man/man\(section)/\(page.name)", bytes: Array(page.text.utf8)))
    }
    let places = [
      "bash": "share/bash-completion/completions/mea", "zsh": "share/zsh/site-functions/_mea",
      "fish": "share/fish/vendor_completions.d/mea.fish",
    ]
    for shell in CompletionCommand.shells {
      guard let script = CompletionCommand.script(shell), let place = places[shell] else {
        continue
      }
      files.append(InstalledFile(path: place, bytes: Array(script.utf8)))
    }
    return files
  }

  /// The names in a folder, sorted.
  private static func names(_ folder: String) throws(InputFailure) -> [String] {
    guard let directory = opendir(folder) else { throw .last(folder) }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name { found.append(name) }
    }
    return found.sorted()
  }

  /// A whole regular file.
  static func read(_ path: String) throws(InputFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last(path) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      throw InputFailure(path: path, reason: "is no regular file of at most \(limit) bytes")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while bytes.count <= limit {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last(path) }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
