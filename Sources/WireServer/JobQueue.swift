// Jobs of one lane wait here for a worker, first come, first served. A connection never has more
// than one in it, so that order is also the turn of connections.

internal import Glibc

/// A queue between the loop and the workers.
///
/// Unchecked because the compiler cannot see that `mutex` guards every stored variable.
final class JobQueue: @unchecked Sendable {
  struct Entry: Sendable {
    let job: Job
    let connection: UInt64
  }

  private let lane: Lane
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var entries: [Entry] = []
  private var head = 0
  private var idleWorkers = 0
  /// Whether a worker was woken that has not looked yet.
  private var isWaking = false
  private var isClosed = false

  init(_ lane: Lane) {
    self.lane = lane
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Adds a job at the end.
  func put(_ entry: Entry) {
    pthread_mutex_lock(mutex)
    entries.append(entry)
    let wakes = wantsWorker()
    pthread_mutex_unlock(mutex)
    if wakes { pthread_cond_signal(condition) }
  }

  /// Takes the first job, waiting for one; nil when the queue was closed.
  func take() -> Entry? {
    pthread_mutex_lock(mutex)
    while head == entries.count && !isClosed {
      idleWorkers += 1
      pthread_cond_wait(condition, mutex)
      idleWorkers -= 1
      isWaking = false
    }
    let entry = isClosed ? nil : takeFirst()
    let wakes = wantsWorker()
    pthread_mutex_unlock(mutex)
    if wakes { pthread_cond_signal(condition) }
    return entry
  }

  private func takeFirst() -> Entry {
    let entry = entries[head]
    head += 1
    if head == entries.count || head >= 64 {
      entries.removeSubrange(..<head)
      head = 0
    }
    return entry
  }

  /// Whether one more worker is to be woken, which is then on its way.
  ///
  /// One at a time, and each wakes the next while jobs are left: a call to the kernel for each job
  /// of a crowd, made before the first worker runs, would cost as much as the jobs.
  private func wantsWorker() -> Bool {
    guard head < entries.count, idleWorkers > 0, !isWaking else { return false }
    isWaking = true
    return true
  }

  /// Drops what waits and sends the workers home.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    entries = []
    head = 0
    pthread_mutex_unlock(mutex)
    pthread_cond_broadcast(condition)
  }

  /// Starts threads that take jobs and post their pieces until the queue is closed.
  func startWorkers(_ count: Int, posting mailbox: Mailbox) throws(SystemError) {
    for _ in 0..<count {
      try Threads.start {
        while let entry = self.take() {
          // Each time, so that one failure is not for ever.
          if self.lane == .long { SystemCalls.giveWay() }
          mailbox.post(.piece(entry.job.run(), connection: entry.connection))
        }
      }
    }
  }
}
