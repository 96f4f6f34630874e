// The classes of a dictionary by number and by bytes. Asked for the namespace of every IRI that no
// head of the reader stands for, so it is found by bytes in place: a Swift dictionary needs an array
// made and two rounds of SipHash for each question. There is no small limit: data with a namespace
// for each thing has more namespaces than two bytes number.

/// The number of a class of terms in its dictionary.
public typealias ClassID = UInt32

/// Classes in the order in which they were met.
struct TermClasses: Sendable {
  private(set) var all: [TermClass] = []
  /// The number of a class and one; 0 is free.
  ///
  /// A power of two long, at most half full.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The number of a class, made if it is new; nil when four bytes number no more.
  mutating func number(_ kind: TermClass.Kind, _ text: UnsafeRawBufferPointer) -> ClassID? {
    let slot = slot(kind, text)
    if slots[slot] != 0 { return slots[slot] - 1 }
    guard all.count < Int(ClassID.max) else { return nil }
    all.append(TermClass(kind: kind, text: [UInt8](text)))
    slots[slot] = ClassID(all.count)
    if all.count * 2 > slots.count { grow() }
    return ClassID(all.count - 1)
  }

  /// The number of a class that exists.
  func find(_ kind: TermClass.Kind, _ text: UnsafeRawBufferPointer) -> ClassID? {
    let slot = slot(kind, text)
    return slots[slot] == 0 ? nil : slots[slot] - 1
  }

  /// The slot of a class, or the free one where it belongs.
  private func slot(_ kind: TermClass.Kind, _ text: UnsafeRawBufferPointer) -> Int {
    let mask = slots.count - 1
    var slot = Int(TermHash.hash(ClassID(kind.rawValue), text)) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot] - 1)
      if all[number].kind == kind, all[number].text.withUnsafeBytes({ areEqual($0, text) }) {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, termClass) in all.enumerated() {
      let free = termClass.text.withUnsafeBytes { slot(termClass.kind, $0) }
      slots[free] = UInt32(number + 1)
    }
  }
}

/// The class of each term: one byte a term, and more only once a class has a number that needs them.
struct ClassColumn: Sendable {
  var low: [UInt8]
  /// The second byte, and the upper two; empty while nobody needs them.
  var middle: [UInt8] = []
  var high: [UInt16] = []

  init(_ first: ClassID) { low = [UInt8(truncatingIfNeeded: first)] }

  subscript(index: Int) -> ClassID {
    @inline(__always) get {
      var own = ClassID(low[index])
      if !middle.isEmpty { own |= ClassID(middle[index]) << 8 }
      if !high.isEmpty { own |= ClassID(high[index]) << 16 }
      return own
    }
  }

  @inline(__always)
  mutating func append(_ number: ClassID) {
    if number > UInt8.max || !middle.isEmpty { appendMiddle(number) }
    low.append(UInt8(truncatingIfNeeded: number))
  }

  mutating func reserve(_ count: Int) { low.reserveCapacity(count) }

  private mutating func appendMiddle(_ number: ClassID) {
    if middle.isEmpty { middle = [UInt8](repeating: 0, count: low.count) }
    if number > UInt16.max || !high.isEmpty {
      if high.isEmpty { high = [UInt16](repeating: 0, count: low.count) }
      high.append(UInt16(truncatingIfNeeded: number >> 16))
    }
    middle.append(UInt8(truncatingIfNeeded: number >> 8))
  }
}
