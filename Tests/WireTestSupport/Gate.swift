// A heavy query without its weight: it uses up its slice, as such a query does, and then waits for the
// test instead of for the processor.

internal import Glibc
internal import Synchronization
internal import WireProtocol
internal import WireServer

/// Holds back what began again until it is opened.
public final class Gate: Sendable {
  private let begun = Mutex<Set<[UInt8]>>([])
  private let isOpen: Atomic<Bool>

  /// A gate that holds nothing back until it is closed.
  public init(isOpen: Bool = true) { self.isOpen = Atomic(isOpen) }

  /// Lets go what waits.
  public func open() { isOpen.store(true, ordering: .relaxed) }

  /// Uses up time when a text comes first, and waits for the gate afterwards.
  ///
  /// Returns how a query ends that was stopped.
  func pass(_ text: [UInt8], _ cancellation: Cancellation) -> Status? {
    let isFirst = begun.withLock { $0.insert(text).inserted }
    while isFirst || !isOpen.load(ordering: .relaxed) {
      if let refusal = cancellation.refusal(hasRows: false) { return refusal }
      if !isFirst { usleep(500) }
    }
    return nil
  }
}
