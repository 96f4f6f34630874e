// Files → snapshot. Reads each file in pieces of 64 kB (a mapped file would count as resident),
// pushes them through the reader, and numbers the terms of each batch at once. Only positions of
// annotations are kept, because `why` answers with file and line and a plain triple has no why.

internal import Glibc
public import GraphFormats
internal import GraphModel

/// Why a graph could not be loaded.
///
/// The graph that was there before is untouched.
public enum LoadError: Error, Sendable {
  /// The system refused a file or folder.
  case unreadable(path: String, reason: String)
  /// A file breaks the syntax of its format.
  case syntax(path: String, TripleFault)
  /// More terms, text or distinct namespaces than four-byte numbers can hold.
  case tooLarge(path: String)
  /// A folder holds no triple file.
  case empty(path: String)
}

/// Loads files into one snapshot.
public struct GraphLoader: Sendable {
  var terms: TermDictionary
  var curies = Curies()
  var triples = RawTriples()
  var files: [String] = []
  var contentHash: UInt64 = 0
  private(set) var reifies: TermID = 0

  init(_ size: LoadSize = LoadSize()) {
    terms = TermDictionary(terms: size.terms, textBytes: size.textBytes)
    triples.rows.reserveCapacity(size.rows)
    triples.annotating.reserveCapacity(size.annotatingRows)
    triples.reifications.reserveCapacity(size.reifications)
    let name = [UInt8](ModelNames.reifies.utf8)
    reifies = name.withUnsafeBytes { terms.internIRI($0) } ?? 0
  }

  /// Loads files and folders, in the order given; a folder's files in name order.
  public static func load(_ paths: [String]) throws(LoadError) -> Snapshot {
    try load(files: try list(paths))
  }

  static func load(files: [String]) throws(LoadError) -> Snapshot { try read(files).finish() }

  /// The files that paths stand for.
  static func list(_ paths: [String]) throws(LoadError) -> [String] {
    var all: [String] = []
    for path in paths {
      let files: [String]
      do { files = try FileList.files(of: path) } catch {
        throw .unreadable(path: error.path, reason: error.reason)
      }
      guard !files.isEmpty else { throw .empty(path: path) }
      all += files
    }
    return all
  }

  /// Loads one text as if it were a file of that name; the name's ending tells the format.
  public static func load(text: [UInt8], named name: String) throws(LoadError) -> Snapshot {
    try load(texts: [(name, text)])
  }

  /// Loads texts as if they were files of those names, in the order given.
  public static func load(
    texts: [(name: String, text: [UInt8])]
  ) throws(LoadError) -> Snapshot {
    var loader = GraphLoader()
    for (name, text) in texts {
      var intake = loader.intake(of: name)
      var reader = GraphLoader.reader(of: name)
      // `withUnsafeBytes` would forget which error it throws.
      let taken = text.withUnsafeBytes { bytes in
        Result { () throws(LoadError) in try loader.take(bytes, isLast: true, &reader, &intake) }
      }
      try taken.get()
      loader.finishFile(intake)
    }
    return loader.finish()
  }

  private consuming func finish() -> Snapshot {
    terms.trim()
    var builder = SnapshotBuilder(
      terms: terms, curies: curies, triples: triples, files: files, contentHash: contentHash)
    // The builder gives the raw triples up piece by piece; a second owner would make it copy them.
    triples = RawTriples()
    return builder.build()
  }
}

// MARK: - One file

extension GraphLoader {
  /// What is known while one file is read.
  struct Intake {
    var name: String
    var file: UInt32
    var heads = HeadNumbers()
    var made: MadeBlanks
    var prefixesTaken = 0
    var lines = LineCounter()
    var hash = ContentHash()
    var blankClass: ClassID
  }

  private mutating func intake(of name: String) -> Intake {
    let file = UInt32(files.count)
    files.append(name)
    let blank = TermClass(kind: .blank, text: [UInt8](String(file).utf8))
    let format = GraphLoader.format(of: name)
    return Intake(
      name: name, file: file,
      made: MadeBlanks(isReaderMaking: format == .turtle || format == .trig),
      blankClass: terms.number(of: blank) ?? 0)
  }

  private static func format(of name: String) -> GraphFormat {
    GraphFormat(fileName: name) ?? .turtle
  }

  private static func reader(of name: String) -> TripleReader {
    TripleReader(format: format(of: name))
  }

  /// The most bytes read in one go: few enough that the buffer stays in the near cache and a small
  /// graph does not pay for many new pages.
  private static let pieceBytes = 1 << 16

  /// Reads files one after the other, through one buffer.
  mutating func readFiles(_ files: some Collection<LoadFile>) throws(LoadError) {
    let largest = files.map(\.bytes).max() ?? 0
    let size = min(max(largest, 1 << 12), GraphLoader.pieceBytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    for file in files { try readFile(file.path, buffer) }
  }

  private mutating func readFile(
    _ path: String, _ buffer: UnsafeMutableRawBufferPointer
  ) throws(LoadError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw GraphLoader.unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw GraphLoader.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "is not a regular file")
    }
    var intake = intake(of: path)
    var reader = GraphLoader.reader(of: path)
    var missing = Int(status.st_size)
    var isLast = false
    while !isLast {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw GraphLoader.unreadable(path)
      }
      missing -= count
      // The size saves a read that only finds the end; a file without one is read until then.
      isLast = count == 0 || (missing <= 0 && status.st_size > 0)
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      try take(piece, isLast: isLast, &reader, &intake)
    }
    finishFile(intake)
  }

  private static func unreadable(_ path: String) -> LoadError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }

  private mutating func take(
    _ piece: UnsafeRawBufferPointer, isLast: Bool, _ reader: inout TripleReader,
    _ intake: inout Intake
  ) throws(LoadError) {
    intake.hash.extend(piece)
    intake.lines.begin(piece)
    do {
      try reader.read(piece, isLast: isLast) { (batch) throws(LoadError) in
        guard number(batch, &intake) else { throw .tooLarge(path: intake.name) }
      }
    } catch {
      switch error {
      case .fault(let fault): throw .syntax(path: intake.name, fault)
      case .consumer(let error): throw error
      }
    }
    intake.lines.end(piece)
  }

  private mutating func finishFile(_ intake: Intake) {
    // A sum, so that the order in which the files were named does not matter.
    contentHash = contentHash &+ intake.hash.finish()
  }
}
