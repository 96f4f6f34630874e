// IRIs that come back again and again, predicates and classes above all. Found by their last bytes,
// compared whole; what is found needs no cut, no check and no search for its head.

/// Whole IRIs met before, the latest of those that share a slot.
struct IRICache {
  /// Longer IRIs are not remembered.
  static let length = 120
  private static let slotCount = 64

  private struct Slot {
    /// Length of the IRI; 0 in an empty slot.
    var count = 0
    /// Bytes before the cut.
    var cut = 0
    var head: UInt32 = 0
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let texts: UnsafeMutableRawPointer

  /// An empty cache whose memory belongs to an arena.
  init(_ arena: TextArena) {
    let size = IRICache.slotCount * MemoryLayout<Slot>.stride
    slots = arena.allocate(size).bindMemory(to: Slot.self, capacity: IRICache.slotCount)
    slots.initialize(repeating: Slot(), count: IRICache.slotCount)
    texts = arena.allocate(IRICache.slotCount * (IRICache.length + 8))
  }

  /// The term of an IRI; its text lies in the IRI given.
  @inline(__always)
  func find(_ text: UnsafeRawBufferPointer) -> TermSpan? {
    guard text.count >= 8, let start = text.baseAddress else { return nil }
    let index = IRICache.index(start, text.count)
    let slot = slots[index]
    guard slot.count == text.count,
      ByteScan.areSame(start, texts + index * (IRICache.length + 8), text.count)
    else { return nil }
    return TermSpan(
      kind: .iri, head: slot.head,
      text: UnsafeRawBufferPointer(start: start + slot.cut, count: text.count - slot.cut))
  }

  /// Remembers the term of an IRI.
  func add(_ text: UnsafeRawBufferPointer, _ term: TermSpan) {
    guard text.count >= 8, text.count <= IRICache.length, let start = text.baseAddress else {
      return
    }
    let index = IRICache.index(start, text.count)
    slots[index] = Slot(count: text.count, cut: text.count - term.text.count, head: term.head)
    (texts + index * (IRICache.length + 8)).copyMemory(from: start, byteCount: text.count)
  }

  @inline(__always)
  private static func index(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    let last = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    let mixed = (last ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 58)
  }
}
