// Python's random numbers (MT19937, as `random.Random(seed)` starts and draws from it), so that the
// graphs and questions here are those of every other program measured on them.

/// The generator of `random.Random(seed)` for a small seed.
struct MersenneTwister {
  private var state = [UInt32](repeating: 0, count: 624)
  private var next = 624

  init(seed: UInt32) {
    state[0] = 19_650_218
    for index in 1..<624 { state[index] = mixed(index - 1) &* 1_812_433_253 &+ UInt32(index) }
    var index = 1
    for _ in 0..<624 {
      state[index] = (state[index] ^ mixed(index - 1) &* 1_664_525) &+ seed
      advance(&index)
    }
    for _ in 0..<623 {
      state[index] = (state[index] ^ mixed(index - 1) &* 1_566_083_941) &- UInt32(index)
      advance(&index)
    }
    state[0] = 0x8000_0000
  }

  private func mixed(_ index: Int) -> UInt32 { state[index] ^ state[index] >> 30 }

  private mutating func advance(_ index: inout Int) {
    index += 1
    if index == 624 {
      state[0] = state[623]
      index = 1
    }
  }

  private mutating func word() -> UInt32 {
    if next == 624 { twist() }
    var word = state[next]
    next += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9D2C_5680
    word ^= word << 15 & 0xEFC6_0000
    return word ^ word >> 18
  }

  private mutating func twist() {
    for index in 0..<624 {
      let both = state[index] & 0x8000_0000 | state[(index + 1) % 624] & 0x7FFF_FFFF
      state[index] = state[(index + 397) % 624] ^ both >> 1 ^ (both & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    next = 0
  }

  /// `random()`: 53 bits from 0 up to 1.
  mutating func unit() -> Double {
    let high = Double(word() >> 5)
    let low = Double(word() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `randrange(bound)`, of one word.
  mutating func below(_ bound: Int) -> Int {
    let bits = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let drawn = Int(word() >> UInt32(32 - bits))
      if drawn < bound { return drawn }
    }
  }

  /// `choice(list)`.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// `sample(list, 2)`.
  mutating func two<Element>(of list: [Element]) -> (Element, Element) {
    let first = below(list.count)
    guard list.count > 21 else {
      let second = below(list.count - 1)
      return (list[first], list[second == first ? list.count - 1 : second])
    }
    var second = below(list.count)
    while second == first { second = below(list.count) }
    return (list[first], list[second])
  }
}
