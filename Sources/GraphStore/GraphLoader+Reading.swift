// How the blocks come: on one thread each is filled and numbered in turn; on two, one reads ahead of
// the other. Where a second thread cannot be had, one does both.

internal import Glibc

extension GraphLoader {
  /// Below this many bytes a second thread costs more than it saves.
  private static let leastBytes = 256 << 10
  /// The most bytes read in one go: few enough that what a block holds stays in the near cache.
  private static let mostPieceBytes = 128 << 10
  /// Pieces of all files, before pieces are as large as they get: a small graph should not pay for
  /// new pages of memory that a large one uses over and over.
  private static let pieces = 64
  /// Blocks on their way: enough that neither thread waits for a short pause of the other.
  private static let blocksAhead = 4

  /// Reads and numbers sources in order.
  mutating func read(_ sources: [LoadSource]) throws(LoadError) {
    let all = sources.reduce(0) { $0 + $1.bytes }
    let largest = sources.reduce(0) { max($0, $1.bytes) }
    let wanted = min(max(1 << 14, all / GraphLoader.pieces), GraphLoader.mostPieceBytes)
    let pieceBytes = min(options.pieceBytes ?? wanted, max(largest, 1 << 12))
    let reading = FileReading(sources, isLenient: options.isLenient)
    let threads = options.threads ?? (all < GraphLoader.leastBytes ? 1 : GraphLoader.processors)
    if threads > 1, let thread = ReadingThread(reading, pieceBytes) {
      return try number(from: thread)
    }
    let block = TripleBlock(pieceBytes: pieceBytes)
    while try reading.fill(block) {
      try take(block)
      block.clear()
    }
  }

  private mutating func number(from thread: ReadingThread) throws(LoadError) {
    defer { thread.join() }
    while let block = try thread.ring.next() {
      try take(block)
      thread.ring.giveBack()
    }
  }

  /// How many threads can run at once.
  private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The thread that reads ahead.
  private final class ReadingThread {
    let ring: BlockRing
    private var thread = pthread_t()

    /// What the thread is given.
    private final class Errand: Sendable {
      let reading: FileReading
      let ring: BlockRing
      init(_ reading: FileReading, _ ring: BlockRing) {
        self.reading = reading
        self.ring = ring
      }
    }

    /// Starts reading; nil when there is no thread to be had.
    init?(_ reading: FileReading, _ pieceBytes: Int) {
      ring = BlockRing(
        (0..<GraphLoader.blocksAhead).map { _ in TripleBlock(pieceBytes: pieceBytes) })
      let errand = Unmanaged.passRetained(Errand(reading, ring))
      let started = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let errand = Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue()
          errand.ring.read(errand.reading)
          return nil
        }, errand.toOpaque())
      guard started == 0 else {
        errand.release()
        return nil
      }
    }

    /// Ends the reading, wherever it is.
    func join() {
      ring.cancel()
      pthread_join(thread, nil)
    }
  }
}
