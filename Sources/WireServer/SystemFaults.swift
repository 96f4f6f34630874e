// A switch behind the one door to the kernel, for tests: the n-th call fails, is interrupted, has
// to wait, or moves a single byte. Switched off it costs one load.

internal import Synchronization

/// What is made to go wrong in the server's calls to the kernel, in the whole process.
package enum SystemFaults {
  /// What becomes of one call.
  package enum Fault: Equatable, Sendable {
    /// It is not made and has failed with this errno.
    case fails(Int32)
    /// It is made, and moves one byte at most.
    case short
  }

  /// Decides about one call: its name, and its number since the rule was set, from 1.
  package typealias Rule = @Sendable (_ call: String, _ number: Int) -> Fault?

  private struct Setting {
    let rule: Rule
    var count = 0
  }

  private static let isOn = Atomic<Bool>(false)
  private static let current = Mutex<Setting?>(nil)

  /// Sets the rule for all calls from now on; nil switches off.
  package static func set(_ rule: Rule?) {
    current.withLock { $0 = rule.map { Setting(rule: $0) } }
    isOn.store(rule != nil, ordering: .releasing)
  }

  /// How many calls the rule has seen.
  package static var count: Int { current.withLock { $0?.count ?? 0 } }

  /// What becomes of the next call.
  @inline(__always)
  static func next(_ call: @autoclosure () -> String) -> Fault? {
    isOn.load(ordering: .relaxed) ? ask(call()) : nil
  }

  private static func ask(_ call: String) -> Fault? {
    let (rule, number) = current.withLock { current -> (Rule?, Int) in
      current?.count += 1
      return (current?.rule, current?.count ?? 0)
    }
    return rule?(call, number)
  }
}
