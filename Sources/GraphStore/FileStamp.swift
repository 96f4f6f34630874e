// By what files are told to be the same as before, without reading them: what git's index uses, and
// its remedy for files that change twice within one tick of the clock.

internal import Glibc

/// The state of a program and of files at one moment.
struct FileStamp: Sendable {
  /// All of it, compared byte for byte.
  private(set) var bytes: [UInt8] = []
  /// A number for the place of the files and the program, whatever their state.
  private(set) var place: UInt64 = 0
  /// How much data the files hold.
  private(set) var dataBytes = 0
  /// Whether every file last changed so long ago that another change will show.
  private(set) var isSettled = true

  /// Coarser than the time stamps of any file system in use.
  static let settlingSeconds = 2

  /// The state of files now; nil when one is no regular file or cannot be looked at.
  init?(_ files: [String], settlingSeconds: Int = FileStamp.settlingSeconds) {
    var now = timespec()
    guard clock_gettime(CLOCK_REALTIME, &now) == 0, let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    let settled = now.tv_sec - settlingSeconds
    bytes.reserveCapacity(files.count * 128 + 256)
    // A program that was built again computes other things, whatever number its version has.
    guard add("/proc/self/exe", isData: false, settled) else { return nil }
    bytes += UnsafeRawBufferPointer(start: folder, count: strlen(folder))
    var hash = ContentHash()
    bytes.withUnsafeBytes { hash.extend($0) }
    for file in files {
      let start = bytes.count
      guard add(file, isData: true, settled) else { return nil }
      bytes[start...].withUnsafeBytes {
        hash.extend(UnsafeRawBufferPointer(rebasing: $0[..<file.utf8.count]))
      }
    }
    place = hash.finish()
  }

  /// Adds a name and what the system says of the file.
  private mutating func add(_ name: String, isData: Bool, _ settled: Int) -> Bool {
    var status = stat()
    guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    bytes += name.utf8
    let (changed, modified) = (status.st_ctim, status.st_mtim)
    for word in [
      0, Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino),
      Int64(status.st_size), Int64(modified.tv_sec), Int64(modified.tv_nsec),
      Int64(changed.tv_sec), Int64(changed.tv_nsec),
    ] {
      withUnsafeBytes(of: word) { bytes += $0 }
    }
    guard isData else { return true }
    // Files with holes can come to more than there is; then it matters little how much.
    dataBytes &+= Int(status.st_size)
    if max(changed.tv_sec, modified.tv_sec) > settled { isSettled = false }
    return true
  }
}
