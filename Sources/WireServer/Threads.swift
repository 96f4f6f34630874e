// Threads with a stack of known size. Swift's own tasks run on stacks of the system's choice, and
// a query that walks deep must not find out how large that is.

internal import Glibc

/// Starts threads.
enum Threads {
  /// The stack of each thread, in bytes.
  static let stackBytes = 8 << 20

  /// Runs `body` on a new thread that nobody waits for.
  static func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let box = Unmanaged.passRetained(Body(body))
    do throws(SystemError) {
      try SystemCalls.startThread(&attributes, box.toOpaque()) { raw in
        guard let raw else { return nil }
        Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run()
        return nil
      }
    } catch {
      box.release()
      throw error
    }
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
