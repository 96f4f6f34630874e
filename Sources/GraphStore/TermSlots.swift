// Hash → number, four bytes a slot. A slot has the number in as many low bits as the table needs
// and bits of the hash in the others, so that a slot of another term is almost always passed over
// without a look at its text. The place is a product and not a remainder: a table may have any
// size, hence no more slots than it needs.

/// The open-addressing table of a dictionary.
struct TermSlots: Sendable {
  /// 0 is free.
  private(set) var slots: [UInt32]
  /// Bits of a slot that are the number; fewer than 32.
  private let bits: UInt32
  /// How many terms fit.
  private let room: Int

  /// One search on its way from slot to slot.
  struct Probe {
    fileprivate var place: Int
    fileprivate let tag: UInt32
  }

  /// A table with room for some terms, at least 2,048; three quarters full with them.
  init(terms: Int) { self.init(room: max(2_048, terms), count: max(2_048, terms) / 3 * 4 + 1) }

  /// A table for so many terms and no more, four fifths full.
  init(exactly terms: Int) { self.init(room: terms, count: TermSlots.tightCount(terms)) }

  static func tightCount(_ terms: Int) -> Int { terms + terms / 4 + 1 }

  private init(room: Int, count: Int) {
    let slots = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      LargePages.ask(for: UnsafeRawBufferPointer(buffer))
      buffer.initialize(repeating: 0)
      filled = count
    }
    self.init(slots: slots, room: room)
  }

  /// A table made before, of slots that `areSound` of its terms.
  init(slots: [UInt32], room: Int) {
    self.room = room
    self.slots = slots
    bits = UInt32(Int.bitWidth - slots.count.leadingZeroBitCount)
  }

  /// Whether every slot has the number of one of some terms, and a search finds an end.
  func areSound(for terms: Int) -> Bool {
    guard bits < 32 else { return false }
    let mask = 1 &<< bits &- 1 as UInt32
    // No early end, so that several slots are looked at in one step.
    var free: UInt32 = 0
    var most: UInt32 = 0
    for slot in slots {
      let isFree: UInt32 = slot == 0 ? 1 : 0
      free |= isFree
      most = max(most, (slot & mask | isFree) &- 1)
    }
    return free == 1 && Int(most) + 1 < terms
  }

  var count: Int { slots.count }

  func isFull(holding terms: Int) -> Bool { terms >= room }

  @inline(__always)
  func probe(_ hash: UInt32) -> Probe { Probe(place: place(hash), tag: hash &<< bits) }

  /// The next number that may be the one searched; nil at the end.
  @inline(__always)
  func next(_ probe: inout Probe) -> TermID? {
    while case let slot = slots[probe.place], slot != 0 {
      probe.place += 1
      if probe.place == slots.count { probe.place = 0 }
      if (slot ^ probe.tag) &>> bits == 0 { return slot & (1 &<< bits &- 1) }
    }
    return nil
  }

  /// The slot where a search begins.
  @inline(__always)
  func firstSlot(_ hash: UInt32) -> UInt32 { slots[place(hash)] }

  mutating func insert(_ id: TermID, _ hash: UInt32) { insert(id, hash, at: place(hash)) }

  /// Puts numbers in a row in: looks at all their slots before it fills one.
  mutating func insert(_ first: TermID, _ hashes: ArraySlice<UInt32>) {
    let taken = hashes.map { firstSlot($0) != 0 ? 1 : 0 }
    for (index, hash) in hashes.enumerated() {
      let place = place(hash) + taken[index]
      insert(first + TermID(index), hash, at: place == slots.count ? 0 : place)
    }
  }

  @inline(__always)
  private mutating func insert(_ id: TermID, _ hash: UInt32, at first: Int) {
    var place = first
    while slots[place] != 0 {
      place += 1
      if place == slots.count { place = 0 }
    }
    slots[place] = id | hash &<< bits
  }

  @inline(__always)
  private func place(_ hash: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(hash) &* UInt64(slots.count)) >> 32)
  }
}
