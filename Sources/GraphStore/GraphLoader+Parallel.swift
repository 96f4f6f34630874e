// A folder's files on two cores: the files are split in name order into two runs of about equal
// bytes, each run is read into a loader of its own, and the second is numbered into the first.
// Where the split falls depends on the files alone, so the numbers of terms, and with them every
// answer, do not depend on which thread was faster.

internal import Glibc
internal import Synchronization

extension GraphLoader {
  /// Below this many bytes a second thread costs more than it saves.
  private static let leastBytes = 256 << 10

  /// What the second thread brings home.
  private final class Outcome: Sendable {
    let result = Mutex<Result<GraphLoader, LoadError>?>(nil)
  }

  /// The work of the second thread.
  private final class Errand: Sendable {
    let files: ArraySlice<LoadFile>
    let outcome: Outcome
    init(_ files: ArraySlice<LoadFile>, _ outcome: Outcome) {
      self.files = files
      self.outcome = outcome
    }

    func run() {
      let loaded = Result { () throws(LoadError) in
        var loader = GraphLoader(LoadSize(files))
        try loader.readFiles(files)
        return loader
      }
      outcome.result.withLock { $0 = loaded }
    }
  }

  /// A loader that has read files in order, on two threads where that pays.
  static func read(_ paths: [String]) throws(LoadError) -> GraphLoader {
    let files = paths.map(LoadFile.init)
    var loader = GraphLoader(LoadSize(files))
    let split = split(files)
    guard split < files.count else {
      try loader.readFiles(files)
      return loader
    }
    let outcome = Outcome()
    let errand = Errand(files[split...], outcome)
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(errand).toOpaque())
    guard started == 0 else {
      Unmanaged.passUnretained(errand).release()
      try loader.readFiles(files)
      return loader
    }
    // A fault in the first run stands before one in the second, whoever finds his first.
    let first = Result { () throws(LoadError) in try loader.readFiles(files[..<split]) }
    pthread_join(thread, nil)
    try first.get()
    if let second = outcome.result.withLock({ $0.take() }) { try loader.merge(try second.get()) }
    return loader
  }

  /// How many files the first thread reads; all when one thread is enough.
  private static func split(_ files: [LoadFile]) -> Int {
    let all = files.reduce(0) { $0 + $1.bytes }
    guard files.count > 1, all >= leastBytes else { return files.count }
    var sum = 0
    for (index, file) in files.enumerated() {
      sum += file.bytes
      if sum * 2 >= all { return index + 1 }
    }
    return files.count
  }
}
