// Files → pieces of bytes in blocks, in the order of the files. Reads each file in pieces (a mapped
// file would count as resident). A file of lines is cut before line feeds, so that each piece is a
// file of its own and several threads can read them at once; Turtle has no such places, and is read
// where it is taken. It knows nothing of the dictionary.

internal import Bytes
internal import GraphFormats
internal import Glibc

/// Something to load.
struct LoadSource: Sendable {
  /// The path, or the name of a text.
  let name: String
  let format: GraphFormat
  /// Its size when it was listed; one that cannot be looked at has size 0, and why is said when it
  /// is opened.
  let bytes: Int
  /// What it says, where that is no file.
  let text: [UInt8]?

  init(path: String) {
    var status = stat()
    name = path
    format = LoadSource.format(of: path)
    bytes = stat(path, &status) == 0 ? Int(status.st_size) : 0
    text = nil
  }

  init(name: String, text: [UInt8]) {
    self.name = name
    format = LoadSource.format(of: name)
    bytes = text.count
    self.text = text
  }

  private static func format(of name: String) -> GraphFormat {
    GraphFormat(fileName: name) ?? .turtle
  }

  /// Whether a statement is a line.
  var isOfLines: Bool { format == .nTriples || format == .nQuads }
}

/// Takes pieces of sources, one source after the other.
///
/// Unchecked because the compiler cannot see that one thread at a time takes.
final class FileReading: @unchecked Sendable {
  /// The most bytes read in one go: few enough that what a block holds stays in the near cache, many
  /// enough that a thread seldom waits for its turn.
  static let mostPieceBytes = 256 << 10

  private let sources: [LoadSource]
  private let isLenient: Bool
  /// Whether pieces of whole lines are left to be read apart.
  private let isCutting: Bool
  private var next = 0
  private var open: OpenFile?

  init(_ sources: [LoadSource], isLenient: Bool, isCutting: Bool) {
    self.sources = sources
    self.isLenient = isLenient
    self.isCutting = isCutting
  }

  /// Takes the next piece into an empty block; false when there is none.
  ///
  /// It is read, unless it `isApart`.
  func take(into block: TripleBlock) throws(LoadError) -> Bool {
    if open == nil {
      guard next < sources.count else { return false }
      open = try OpenFile(sources[next], number: next, isLenient: isLenient, isCutting: isCutting)
      block.isFileStart = true
      next += 1
    }
    guard let file = open else { return false }
    block.file = file.number
    do {
      if try file.take(into: block) { open = nil }
    } catch { throw fault(block.file, error) }
    return true
  }

  /// Reads a piece that was left to be read apart, on any thread.
  func read(_ block: TripleBlock) throws(LoadError) {
    guard block.isApart else { return }
    var reader = PieceReader(sources[block.file], isLenient: isLenient)
    do { try reader.read(block, isLast: true) } catch { throw fault(block.file, error) }
  }

  /// What is wrong with a file, told by reading it from its start: who reads some of its lines apart
  /// knows neither their numbers nor what stands around them.
  private func fault(_ file: Int, _ known: LoadError) -> LoadError {
    guard case .syntax = known, isCutting, sources[file].isOfLines else { return known }
    let again = FileReading([sources[file]], isLenient: isLenient, isCutting: false)
    let block = TripleBlock(pieceBytes: FileReading.mostPieceBytes)
    do {
      while try again.take(into: block) { block.clear() }
    } catch { return error }
    return known
  }
}

/// A file that is being read.
private final class OpenFile {
  let number: Int
  private let source: LoadSource
  private let isLenient: Bool
  private let isCutting: Bool
  /// Negative for a text.
  private let descriptor: Int32
  private let isSized: Bool
  private var missing: Int
  private var hash = ContentHash()
  /// What lies behind the cut of the piece before, beginning with a line feed.
  private var carried: [UInt8] = []
  /// Reads the file, or a line of it that is longer than a piece.
  private var reader: PieceReader?

  init(
    _ source: LoadSource, number: Int, isLenient: Bool, isCutting: Bool
  ) throws(LoadError) {
    self.source = source
    self.number = number
    self.isLenient = isLenient
    self.isCutting = isCutting && source.isOfLines
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

  /// Takes the next piece; true when it was the last.
  func take(into block: TripleBlock) throws(LoadError) -> Bool {
    carried.withUnsafeBytes { block.piece.copyMemory(from: $0) }
    let fresh = UnsafeMutableRawBufferPointer(rebasing: block.piece[carried.count...])
    let count = try readBytes(fresh)
    missing -= count
    // The size saves a read that only finds the end; a file without one is read until then.
    let isLast = count == 0 || (missing <= 0 && isSized)
    hash.extend(UnsafeRawBufferPointer(rebasing: fresh[..<count]))
    if isLast { block.contentHash = hash.finish() }
    block.pieceCount = count
    let bytes = UnsafeRawBufferPointer(rebasing: block.piece[..<(carried.count + count)])
    let cut = isLast || !isCutting ? bytes.count : OpenFile.cut(bytes)
    carried.removeAll(keepingCapacity: true)
    carried += bytes[cut...]
    block.text = UnsafeRawBufferPointer(rebasing: bytes[..<cut])
    let isWhole = isLast || cut < bytes.count
    block.isApart = isCutting && isWhole && reader == nil
    block.hasNewHeads = reader == nil
    if !block.isApart { try read(block, isWhole: isWhole) }
    return isLast
  }

  /// Reads a piece that cannot be read apart from those before and behind it.
  private func read(_ block: TripleBlock, isWhole: Bool) throws(LoadError) {
    if reader == nil { reader = PieceReader(source, isLenient: isLenient) }
    try reader?.read(block, isLast: isWhole)
    if isWhole { reader = nil }
  }

  /// Where some bytes can be cut: at their last line feed, but for one at their start; else the end.
  ///
  /// Before the line feed, so that what begins the next piece is never what only begins a file.
  private static func cut(_ bytes: UnsafeRawBufferPointer) -> Int {
    let start = lineStart(before: bytes.count, in: bytes)
    return start > 1 ? start - 1 : bytes.count
  }

  private func readBytes(_ room: UnsafeMutableRawBufferPointer) throws(LoadError) -> Int {
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
