// How several threads load one graph: each takes a piece, reads it, and numbers its terms when the
// piece before is numbered. So every block is numbered in the order of the files, and the numbers of
// terms, every answer and every fault are those of one thread. A block stays with its thread,
// because handing its bytes from one processor's cache to another's costs as much as reading them.
// Splitting the files between two whole loaders was rejected: it needs two dictionaries and a merge.

internal import Glibc

/// Whose turn it is to take a piece and to number one.
///
/// Unchecked because the compiler cannot see that `mutex` guards every stored variable.
final class BlockTurns: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let reading: FileReading
  /// How many pieces were taken, and how many of them are numbered.
  private var taken = 0
  private var numbered = 0
  /// Whether a thread takes a piece.
  private var isTaking = false
  /// Whether there is no more to take.
  private var hasEnded = false
  /// What ended it, if that is a fault; the first in the order of the files.
  private var failure: LoadError?

  init(_ reading: FileReading) {
    self.reading = reading
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  /// Throws what ended the reading; called when all threads are done.
  func finish() throws(LoadError) {
    if let failure { throw failure }
  }

  /// Takes pieces into a block, reads them and has them numbered, until the end or a fault; called
  /// by each thread with a block of its own.
  ///
  /// Only one at a time is in `number`.
  func run(_ block: TripleBlock, _ number: (TripleBlock) throws(LoadError) -> Void) {
    while let (turn, fault) = take(block) {
      var fault = fault
      if fault == nil { do { try reading.read(block) } catch { fault = error } }
      guard awaitTurn(turn) else { return }
      if fault == nil { do { try number(block) } catch { fault = error } }
      change {
        numbered += 1
        guard let fault else { return }
        failure = fault
        hasEnded = true
      }
      block.clear()
    }
  }

  /// Takes the next piece; nil when there is none.
  private func take(_ block: TripleBlock) -> (turn: Int, fault: LoadError?)? {
    let isMine: Bool = locked {
      while isTaking, !hasEnded { pthread_cond_wait(changed, mutex) }
      if !hasEnded { isTaking = true }
      return !hasEnded
    }
    guard isMine else { return nil }
    var isThere = true
    var fault: LoadError?
    do { isThere = try reading.take(into: block) } catch { fault = error }
    var turn = 0
    change {
      isTaking = false
      turn = taken
      taken += 1
      if !isThere || fault != nil { hasEnded = true }
    }
    return isThere ? (turn, fault) : nil
  }

  /// Waits until all pieces before one are numbered; false if one of them has a fault.
  private func awaitTurn(_ turn: Int) -> Bool {
    locked {
      while numbered < turn, failure == nil { pthread_cond_wait(changed, mutex) }
      return failure == nil
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// The same, of what others may wait for.
  private func change(_ body: () -> Void) {
    locked(body)
    pthread_cond_broadcast(changed)
  }
}
