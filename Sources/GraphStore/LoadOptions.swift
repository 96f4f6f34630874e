// How a graph is to be loaded, where that is not the same for all.

internal import Glibc

/// How to load.
public struct LoadOptions: Sendable {
  /// Whether faulty statements are passed over and counted (`Snapshot.skippedStatements`) instead of
  /// ending the loading.
  public var isLenient = false
  /// Threads to use, at most two; nil for as many as the sizes and the machine suggest.
  public var threads: Int?
  /// Bytes read in one go; nil for what is fast.
  public var pieceBytes: Int?
  /// Bytes that loading may take; nil for what the process, its control group and the machine leave.
  public var memory: Int?
  /// Called now and then while loading, on one of its threads.
  public var progress: (@Sendable (LoadProgress) -> Void)?

  /// Strict, and as fast as the machine goes.
  public init() {}
}

/// How far a loading is.
public struct LoadProgress: Sendable {
  /// Bytes read so far.
  public var bytes: Int
  /// Bytes of all files when they were listed.
  public var allBytes: Int
  /// Triples read so far.
  public var triples: Int
  /// Since the loading began.
  public var milliseconds: Int
}

/// When to say how far a loading is.
struct LoadPace: Sendable {
  /// Loadings shorter than this are not spoken of.
  private static let patience = 500
  private static let interval = 100

  private let start = LoadPace.now
  private var next = LoadPace.patience
  private var bytes = 0

  mutating func report(
    _ more: Int, of sources: [LoadSource], triples: Int,
    to progress: @Sendable (LoadProgress) -> Void
  ) {
    bytes += more
    let passed = LoadPace.now - start
    guard passed >= next else { return }
    next = passed + LoadPace.interval
    progress(
      LoadProgress(
        bytes: bytes, allBytes: sources.reduce(0) { $0 + $1.bytes }, triples: triples,
        milliseconds: passed))
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
