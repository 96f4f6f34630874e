// How the blocks come: each thread takes a piece, reads it and numbers it when its turn has come.
// Lines are read on both threads at once; of Turtle one thread reads while the other numbers.

internal import Glibc

extension GraphLoader {
  /// Below this many bytes a second thread costs more than it saves.
  private static let leastBytes = 256 << 10
  /// The same of triples that are sorted.
  static let leastRows = 1 << 16
  /// Pieces of all files, before pieces are as large as they get: a small graph should not pay for
  /// new pages of memory that a large one uses over and over.
  private static let pieces = 64

  /// Reads and numbers sources in order.
  mutating func read(_ sources: [LoadSource]) throws(LoadError) {
    threads = GraphLoader.threads(for: sources, options)
    try GraphLoader.read(sources, options, threads) { (block) throws(LoadError) in
      try take(block)
    }
  }

  /// Reads files as loading does and keeps nothing; gives how many triples they say.
  package static func count(
    _ paths: [String], _ options: LoadOptions = LoadOptions()
  ) throws(LoadError) -> Int {
    let sources = try list(paths).map(LoadSource.init(path:))
    var count = 0
    try read(sources, options, threads(for: sources, options)) { count += $0.rows.count }
    return count
  }

  /// Reads sources, and hands their blocks over in order.
  private static func read(
    _ sources: [LoadSource], _ options: LoadOptions, _ threads: Int,
    _ number: (TripleBlock) throws(LoadError) -> Void
  ) throws(LoadError) {
    let all = sources.reduce(0) { $0 + $1.bytes }
    let largest = sources.reduce(0) { max($0, $1.bytes) }
    let wanted = min(max(1 << 14, all / pieces), FileReading.mostPieceBytes)
    let pieceBytes = min(options.pieceBytes ?? wanted, max(largest, 1 << 12))
    let turns = BlockTurns(
      FileReading(sources, isLenient: options.isLenient, isCutting: threads > 1))
    onThreads(threads) { _ in turns.run(TripleBlock(pieceBytes: pieceBytes), number) }
    try turns.finish()
  }

  /// How many threads to use: more than two would wait for the one that numbers.
  private static func threads(for sources: [LoadSource], _ options: LoadOptions) -> Int {
    if let threads = options.threads { return max(1, min(threads, 2)) }
    let isSmall = sources.reduce(0) { $0 + $1.bytes } < leastBytes
    return isSmall || sysconf(Int32(_SC_NPROCESSORS_ONLN)) < 2 ? 1 : 2
  }
}
