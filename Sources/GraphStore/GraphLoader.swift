// Blocks → snapshot. The loader numbers the terms of each block that the reading hands over, in the
// order of the files. Only positions of annotations are kept, because `why` answers with file and
// line and a plain triple has no why.

internal import CLinux
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
  /// The graph needs more memory than there is; both in bytes.
  case noRoom(path: String, needed: Int, available: Int)
  /// A folder holds no triple file.
  case empty(path: String)
}

/// Loads files into one snapshot.
public struct GraphLoader {
  let options: LoadOptions
  /// How many threads to use.
  var threads = 1
  var terms: TermDictionary
  var curies = Curies()
  var triples = RawTriples()
  private(set) var reifies: TermID = 0
  var intake = Intake()
  /// See `TermDictionary.warm`.
  var warmth: UInt32 = 0
  private let sources: [LoadSource]
  private var contentHash: UInt64 = 0
  private var skipped = 0
  private var pace = LoadPace()
  private var room: MemoryRoom

  private init(_ sources: [LoadSource], _ options: LoadOptions) {
    self.sources = sources
    self.options = options
    room = MemoryRoom(budget: options.memory)
    let size = LoadSize(sources)
    terms = TermDictionary(terms: size.terms, textBytes: size.textBytes)
    triples.reserve(size.rows)
    triples.annotating.reserveCapacity(size.annotatingRows)
    triples.reifications.reserveCapacity(size.reifications)
    let name = [UInt8](ModelNames.reifies.utf8)
    reifies = name.withUnsafeBytes { terms.internIRI($0) } ?? 0
  }

  /// Loads files and folders, in the order given; a folder's files in name order.
  public static func load(
    _ paths: [String], _ options: LoadOptions = LoadOptions()
  ) throws(LoadError) -> Snapshot {
    try load(files: try list(paths), options)
  }

  static func load(
    files: [String], _ options: LoadOptions = LoadOptions()
  ) throws(LoadError) -> Snapshot {
    try load(files.map(LoadSource.init(path:)), options)
  }

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
    texts: [(name: String, text: [UInt8])], _ options: LoadOptions = LoadOptions()
  ) throws(LoadError) -> Snapshot {
    try load(texts.map { LoadSource(name: $0.name, text: $0.text) }, options)
  }

  private static func load(
    _ sources: [LoadSource], _ options: LoadOptions
  ) throws(LoadError) -> Snapshot {
    try MemoryRoom(budget: options.memory).check(sources)
    var loader = GraphLoader(sources, options)
    try loader.read(sources)
    return try loader.finish()
  }

  private mutating func finish() throws(LoadError) -> Snapshot {
    triples.close()
    try room.check(sources, building: triples.count, terms.count)
    terms.trim()
    let isLarge = triples.count > 1 << 20
    var builder = SnapshotBuilder(
      terms: terms, curies: curies, triples: triples, files: sources.map(\.name),
      contentHash: contentHash, skipped: skipped,
      threads: options.threads == nil && triples.count < GraphLoader.leastRows ? 1 : threads)
    // The builder gives the raw triples up when it is done with them; a second owner would keep them.
    triples = RawTriples()
    terms = TermDictionary()
    let snapshot = builder.build()
    // What loading leaves free inside the heap is a page of every thousand triples.
    if isLarge { clinux_trim_heap() }
    return snapshot
  }
}

// MARK: - One block

extension GraphLoader {
  /// What is known of the file at hand.
  struct Intake {
    var file: UInt32 = 0
    /// Line feeds before the block at hand.
    var feeds: UInt32 = 0
    var heads = HeadNumbers()
    var made = MadeBlanks(isReaderMaking: false)
    var blankClass: ClassID = 0
  }

  /// Takes in what a piece of a file says.
  mutating func take(_ block: TripleBlock) throws(LoadError) {
    let source = sources[block.file]
    if block.isFileStart { begin(source, UInt32(block.file)) }
    for prefix in block.prefixes { curies.declare(prefix.name, prefix.iri) }
    if block.hasNewHeads { intake.heads = HeadNumbers() }
    intake.heads.append(block.heads)
    try room.check(source.name, terms, block)
    guard number(block) else { throw .tooLarge(path: source.name) }
    // A sum, so that the order in which the files were named does not matter.
    if let hash = block.contentHash { contentHash &+= hash }
    intake.feeds &+= block.lineFeeds
    skipped += block.skipped
    guard let progress = options.progress else { return }
    pace.report(block.pieceCount, of: sources, triples: triples.count, to: progress)
  }

  private mutating func begin(_ source: LoadSource, _ file: UInt32) {
    let blank = TermClass(kind: .blank, text: [UInt8](String(file).utf8))
    intake = Intake()
    intake.file = file
    intake.made = MadeBlanks(isReaderMaking: source.format == .turtle || source.format == .trig)
    intake.blankClass = terms.number(of: blank) ?? 0
  }
}
