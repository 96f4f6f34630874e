// New data beside the old. The work happens on a thread of its own, one reload at a time; a wish
// that comes meanwhile is remembered once, because the files may have changed after they were read.

/// Runs reloads.
struct Reloader {
  private let load: @Sendable () throws(ReloadError) -> any QueryService
  private var isRunning = false
  private var isWanted = false

  init(_ load: @escaping @Sendable () throws(ReloadError) -> any QueryService) {
    self.load = load
  }

  /// Starts a reload; false when one is running, which is then followed by another.
  mutating func start(posting mailbox: Mailbox) throws(SystemError) -> Bool {
    guard !isRunning else {
      isWanted = true
      return false
    }
    isRunning = true
    let load = load
    try Threads.start {
      do throws(ReloadError) {
        mailbox.post(.reloaded(try load()))
      } catch {
        mailbox.post(.reloadFailed(error))
      }
    }
    return true
  }

  /// Lets go of the old data on a thread of its own: millions of small pieces take their time.
  static func discard(_ old: any QueryService) {
    try? Threads.start { withExtendedLifetime(old) {} }
  }

  /// Notes the end of a reload; true when another is wanted.
  mutating func finish() -> Bool {
    isRunning = false
    defer { isWanted = false }
    return isWanted
  }
}
