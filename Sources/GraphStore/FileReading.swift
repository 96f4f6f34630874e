// Files → blocks. Reads each file in pieces (a mapped file would count as resident), pushes them
// through the reader, and lays what they say into blocks. It knows nothing of the dictionary, so
// that it can run on a thread of its own.

internal import GraphFormats
internal import Glibc

/// Something to load.
struct LoadSource: Sendable {
  /// The path, or the name of a text.
  let name: String
  /// Its size when it was listed; one that cannot be looked at has size 0, and why is said when it
  /// is opened.
  let bytes: Int
  /// What it says, where that is no file.
  let text: [UInt8]?

  init(path: String) {
    var status = stat()
    name = path
    bytes = stat(path, &status) == 0 ? Int(status.st_size) : 0
    text = nil
  }

  init(name: String, text: [UInt8]) {
    self.name = name
    bytes = text.count
    self.text = text
  }

  var format: GraphFormat { GraphFormat(fileName: name) ?? .turtle }
}

/// Reads sources one after the other.
///
/// Unchecked because the compiler cannot see that one thread at a time holds it.
final class FileReading: @unchecked Sendable {
  private let sources: [LoadSource]
  private let isLenient: Bool
  private var next = 0
  private var open: OpenFile?

  init(_ sources: [LoadSource], isLenient: Bool) {
    self.sources = sources
    self.isLenient = isLenient
  }

  /// Reads the next piece into an empty block; false when all is read.
  func fill(_ block: TripleBlock) throws(LoadError) -> Bool {
    if open == nil {
      guard next < sources.count else { return false }
      open = try OpenFile(sources[next], number: next, isLenient: isLenient)
      block.isFileStart = true
      next += 1
    }
    guard let file = open else { return false }
    block.file = file.number
    if try file.fill(block) { open = nil }
    return true
  }
}

/// A file that is being read.
private final class OpenFile {
  let number: Int
  private let source: LoadSource
  /// Negative for a text.
  private let descriptor: Int32
  private let isSized: Bool
  private var missing: Int
  private var reader: TripleReader
  private var lines = LineCounter()
  private var hash = ContentHash()
  private var headsTaken = 1
  private var prefixesTaken = 0
  private var faultsTaken = 0

  init(_ source: LoadSource, number: Int, isLenient: Bool) throws(LoadError) {
    self.source = source
    self.number = number
    reader = TripleReader(format: source.format, lenient: isLenient)
    if let text = source.text {
      descriptor = -1
      missing = text.count
      isSized = true
      return
    }
    let path = source.name
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OpenFile.unreadable(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw OpenFile.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "is not a regular file")
    }
    missing = Int(status.st_size)
    isSized = status.st_size > 0
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func unreadable(_ path: String) -> LoadError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }

  /// Reads the next piece; true when it was the last.
  func fill(_ block: TripleBlock) throws(LoadError) -> Bool {
    let count = try readPiece(block.piece)
    missing -= count
    // The size saves a read that only finds the end; a file without one is read until then.
    let isLast = count == 0 || (missing <= 0 && isSized)
    let piece = UnsafeRawBufferPointer(rebasing: block.piece[..<count])
    block.pieceCount = count
    hash.extend(piece)
    lines.begin(piece)
    do {
      try reader.read(piece, isLast: isLast) { (batch) throws(LoadError) in try take(batch, block) }
    } catch {
      switch error {
      case .fault(let fault): throw .syntax(path: source.name, fault)
      case .consumer(let error): throw error
      }
    }
    lines.end(piece)
    block.skipped = reader.faultCount - faultsTaken
    faultsTaken = reader.faultCount
    if isLast { block.contentHash = hash.finish() }
    return isLast
  }

  private func take(_ batch: borrowing TripleBatch, _ block: TripleBlock) throws(LoadError) {
    if headsTaken < batch.heads.count {
      block.heads += batch.heads[headsTaken...]
      headsTaken = batch.heads.count
    }
    if prefixesTaken < batch.prefixes.count {
      block.prefixes += batch.prefixes[prefixesTaken...]
      prefixesTaken = batch.prefixes.count
    }
    guard block.take(batch, &lines) else { throw .tooLarge(path: source.name) }
  }

  private func readPiece(_ room: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
    if let text = source.text {
      let count = min(missing, room.count)
      text.withUnsafeBytes { bytes in
        let from = bytes.count - missing
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[from..<(from + count)]))
      }
      return count
    }
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw OpenFile.unreadable(source.name) }
    }
  }
}
