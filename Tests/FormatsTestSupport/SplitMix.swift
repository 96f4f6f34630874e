// Numbers by chance that are the same in every run.

/// A small generator, so that a failure can be repeated.
public struct SplitMix {
  private var state: UInt64

  /// A generator with a sequence of its own for each seed.
  public init(seed: UInt64) { state = seed }

  /// The next number from 0 to below a limit.
  public mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 31) % UInt64(max(limit, 1)))
  }
}
