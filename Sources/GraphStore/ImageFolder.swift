// The folder of images. What others could have written is not read, and what is written is whole or
// not there: a file of its own, renamed when it is done.

internal import Glibc

/// A folder that only its owner can change, open.
struct ImageFolder: ~Copyable {
  private let descriptor: Int32

  /// Images kept, a graph and its names counted as two; the oldest go first.
  private static let mostFiles = 16
  private static let draftSuffix = ".new"
  /// Of what is ours to remove.
  private static let suffixes =
    SnapshotImage.Content.allCases.map { "." + $0.rawValue } + [draftSuffix]

  /// Opens a folder; nil unless it is ours alone to write.
  ///
  /// `isMade` makes it where it is missing, and the one above it.
  init?(_ path: String, isMade: Bool) {
    if isMade, mkdir(path, 0o700) != 0, errno == ENOENT,
      let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    {
      mkdir(String(path[..<cut]), 0o700)
      mkdir(path, 0o700)
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard ImageFolder.isOurs(descriptor, S_IFDIR) != nil else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// What an open file is, if it is of a kind, ours, and nobody else can change it.
  private static func isOurs(_ descriptor: Int32, _ kind: mode_t) -> stat? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == kind,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0
    else { return nil }
    return status
  }

  /// Opens a file for reading; nil unless it is a regular one and ours alone to write.
  func open(_ name: String) -> Int32? {
    // A pipe of that name must not make us wait for a writer.
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    guard ImageFolder.isOurs(file, S_IFREG) != nil else {
      close(file)
      return nil
    }
    return file
  }

  /// Puts a new file in the place of an old one, if `fill` can write it.
  func replace(_ name: String, _ fill: (Int32) -> Bool) {
    let draft = "\(name).\(getpid())\(ImageFolder.draftSuffix)"
    let file = openat(
      descriptor, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let isFilled = fill(file)
    let isClosed = close(file) == 0
    guard isFilled, isClosed, renameat(descriptor, draft, descriptor, name) == 0 else {
      unlinkat(descriptor, draft, 0)
      return
    }
    dropOldest()
  }

  /// Removes the files beyond the number kept, drafts that were left behind among them.
  private func dropOldest() {
    let again = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard again >= 0 else { return }
    guard let listing = fdopendir(again) else {
      close(again)
      return
    }
    defer { closedir(listing) }
    var found: [(seconds: Int, nanoseconds: Int, name: String)] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      var status = stat()
      guard ImageFolder.suffixes.contains(where: name.hasSuffix),
        fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      found.append((status.st_mtim.tv_sec, status.st_mtim.tv_nsec, name))
    }
    guard found.count > ImageFolder.mostFiles else { return }
    found.sort { ($0.seconds, $0.nanoseconds) > ($1.seconds, $1.nanoseconds) }
    for old in found[ImageFolder.mostFiles...] { unlinkat(descriptor, old.name, 0) }
  }
}
