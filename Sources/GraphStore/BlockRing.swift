// Blocks on their way from the thread that reads to the thread that numbers, and back. Both sides
// see every block in the order of the files, so the numbers of terms, every answer and every fault
// are those of one thread doing both. Splitting the files between two whole loaders was rejected:
// it needs two dictionaries and a merge, and one large file gains nothing.

internal import Glibc

/// A few blocks that two threads use in turn.
///
/// Unchecked because the compiler cannot see that `mutex` guards every stored variable.
final class BlockRing: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let blocks: [TripleBlock]
  /// How many blocks were filled, and how many of them are numbered.
  private var filled = 0
  private var emptied = 0
  /// Set when reading has ended.
  private var outcome: Result<Void, LoadError>?
  private var isCancelled = false

  init(_ blocks: [TripleBlock]) {
    self.blocks = blocks
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  // MARK: The reading side

  /// Reads until the end, a fault or the cancelling.
  func read(_ reading: FileReading) {
    let result = Result { () throws(LoadError) in
      while let block = nextEmpty() {
        guard try reading.fill(block) else { return }
        advance { filled += 1 }
      }
    }
    advance { outcome = result }
  }

  private func nextEmpty() -> TripleBlock? {
    let block: TripleBlock? = locked {
      while filled - emptied == blocks.count, !isCancelled { pthread_cond_wait(changed, mutex) }
      return isCancelled ? nil : blocks[filled % blocks.count]
    }
    block?.clear()
    return block
  }

  private func advance(_ step: () -> Void) {
    locked(step)
    pthread_cond_signal(changed)
  }

  // MARK: The numbering side

  /// The next block; nil when all was read.
  func next() throws(LoadError) -> TripleBlock? {
    let block: Result<TripleBlock?, LoadError> = locked {
      while filled == emptied, outcome == nil { pthread_cond_wait(changed, mutex) }
      // Blocks before a fault are numbered first, as on one thread.
      if filled > emptied { return .success(blocks[emptied % blocks.count]) }
      return (outcome ?? .success(())).map { nil }
    }
    return try block.get()
  }

  /// Gives the block that `next` gave back to be filled again.
  func giveBack() { advance { emptied += 1 } }

  /// Ends the reading.
  func cancel() { advance { isCancelled = true } }
}
