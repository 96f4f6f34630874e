// Every term once, as bytes, under a four-byte number. A term is a class and a text: the class is
// the namespace of an IRI, the datatype or language of a literal, the file of a blank node, so that
// what thousands of terms share is stored once. Bytes and not String, because `String ==` merges
// what RDF keeps apart ("é" in one and in two code points are different literals).
//
// One arena of text, one array of ends, one column of class numbers, one open-addressing table of
// four bytes a slot. A dictionary of [UInt8] was measured at five to ten times the cost of this for
// each term.

/// The number of a term in its dictionary; 0 is no term.
public typealias TermID = UInt32

/// What the terms of one class have in common.
public struct TermClass: Hashable, Sendable {
  /// Which kind of term.
  public enum Kind: UInt8, Sendable {
    case iri
    case blank
    case string
    case typed
    case tagged
    case triple
  }
  /// Which kind of term.
  public let kind: Kind
  /// The namespace, datatype IRI, language tag, or number of the file; empty for plain strings.
  public let text: [UInt8]

  /// Makes a class.
  public init(kind: Kind, text: [UInt8]) {
    self.kind = kind
    self.text = text
  }
}

/// All terms of a graph, by number and by bytes.
public struct TermDictionary: Sendable {
  var classTable = TermClasses()
  /// The class of each term, by its number.
  var classOf: ClassColumn
  /// Where each term's text ends in the arena; it begins where the one before ends.
  var ends: [UInt32]
  var arena: [UInt8]
  var slots: TermSlots

  /// Class numbers that exist in every dictionary.
  public static let stringClass: ClassID = 0
  /// The class of triple terms.
  public static let tripleClass: ClassID = 1
  /// The class of IRIs without a namespace of their own.
  public static let bareIRIClass: ClassID = 2

  /// The most terms: the text of as many would not fit either, and the upper numbers are for reifiers
  /// that are no terms.
  static let mostTerms = 1 << 30

  /// An empty dictionary with room for some terms and bytes of text; it grows beyond them.
  public init(terms: Int = 0, textBytes: Int = 0) {
    classOf = ClassColumn(0)
    ends = [0]
    arena = []
    slots = TermSlots(terms: terms)
    ends.reserveCapacity(terms + 1)
    classOf.reserve(terms + 1)
    arena.reserveCapacity(textBytes)
    LargePages.ask(for: arena)
    LargePages.ask(for: ends)
    for kind in [TermClass.Kind.string, .triple, .iri] {
      _ = classTable.number(kind, UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  /// The classes met; a term's class is an index into this.
  public var classes: [TermClass] { classTable.all }

  /// One more than the highest number in use.
  public var count: Int { ends.count }

  /// The number of a class, made if it is new; nil when four bytes number no more.
  public mutating func number(of termClass: TermClass) -> ClassID? {
    termClass.text.withUnsafeBytes { classTable.number(termClass.kind, $0) }
  }

  /// The number of a class, made if it is new; nil when four bytes number no more.
  public mutating func classNumber(
    _ kind: TermClass.Kind, _ text: UnsafeRawBufferPointer
  ) -> ClassID? {
    classTable.number(kind, text)
  }

  /// The number of a class that exists.
  public func knownClass(_ kind: TermClass.Kind, _ text: UnsafeRawBufferPointer) -> ClassID? {
    classTable.find(kind, text)
  }

  /// The term with this class and text, made if it is new; nil when four bytes of text offset or
  /// term number do not suffice.
  public mutating func intern(_ termClass: ClassID, _ text: UnsafeRawBufferPointer) -> TermID? {
    intern(termClass, text, TermHash.hash(termClass, text))
  }

  /// The same, of a term with a key.
  @inline(__always)
  mutating func intern(_ key: TermKey, _ text: UnsafeRawBufferPointer) -> TermID? {
    if key.likely != 0, classOf[Int(key.likely)] == key.termClass, equals(key.likely, text) {
      return key.likely
    }
    return intern(key.termClass, text, key.hash)
  }

  @inline(__always)
  private mutating func intern(
    _ termClass: ClassID, _ text: UnsafeRawBufferPointer, _ hash: UInt32
  ) -> TermID? {
    let known = term(termClass, text, hash)
    return known == 0 ? add(termClass, text, hash) : known
  }

  /// Looks at what searches for some terms will look at; the sum is of no use to anybody.
  ///
  /// One search after the other waits for memory three times each; many at a time wait three times
  /// together.
  func warm(_ keys: UnsafeMutableBufferPointer<TermKey>) -> UInt32 {
    var sum: UInt32 = 0
    for index in keys.indices { sum &+= slots.firstSlot(keys[index].hash) }
    for index in keys.indices {
      var probe = slots.probe(keys[index].hash)
      keys[index].likely = slots.next(&probe) ?? 0
    }
    for index in keys.indices where keys[index].likely != 0 {
      let id = Int(keys[index].likely)
      keys[index].start = ends[id - 1]
      sum &+= UInt32(classOf.low[id])
    }
    arena.withUnsafeBytes { arena in
      for index in keys.indices where keys[index].likely != 0 {
        if Int(keys[index].start) < arena.count { sum &+= UInt32(arena[Int(keys[index].start)]) }
      }
    }
    return sum
  }

  /// The term with this class and text, if it is here.
  public func find(_ termClass: ClassID, _ text: UnsafeRawBufferPointer) -> TermID? {
    let known = term(termClass, text, TermHash.hash(termClass, text))
    return known == 0 ? nil : known
  }

  /// The class number of a term.
  public func classNumber(of id: TermID) -> ClassID { classOf[Int(id)] }

  /// The class of a term.
  public func termClass(of id: TermID) -> TermClass { classTable.all[Int(classOf[Int(id)])] }

  /// The kind of a term.
  public func kind(of id: TermID) -> TermClass.Kind { classTable.all[Int(classOf[Int(id)])].kind }

  /// Calls `body` with the text of a term: the local part, lexical form or label.
  public func withText<Result>(of id: TermID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result
  {
    let start = Int(ends[Int(id) - 1])
    let end = Int(ends[Int(id)])
    return arena.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
  }

  /// The text of a term as bytes of its own.
  public func text(of id: TermID) -> [UInt8] { withText(of: id) { [UInt8]($0) } }

  /// Calls `body` with the texts of all terms, one behind the other.
  func withAllText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    arena.withUnsafeBytes(body)
  }

  /// Where a term's text ends among them; it begins where the one before ends.
  func textEnd(of id: TermID) -> Int { Int(ends[Int(id)]) }

  /// A known term; 0 when there is none.
  @inline(__always)
  private func term(
    _ termClass: ClassID, _ text: UnsafeRawBufferPointer, _ hash: UInt32
  ) -> TermID {
    var probe = slots.probe(hash)
    while let id = slots.next(&probe) {
      if classOf[Int(id)] == termClass, equals(id, text) { return id }
    }
    return 0
  }

  @inline(__always)
  private func equals(_ id: TermID, _ text: UnsafeRawBufferPointer) -> Bool {
    let start = Int(ends[Int(id) - 1])
    let end = Int(ends[Int(id)])
    guard end - start == text.count else { return false }
    return arena.withUnsafeBytes {
      areEqual(UnsafeRawBufferPointer(rebasing: $0[start..<end]), text)
    }
  }

  private mutating func add(
    _ termClass: ClassID, _ text: UnsafeRawBufferPointer, _ hash: UInt32
  ) -> TermID? {
    guard arena.count + text.count <= Int(UInt32.max), count < TermDictionary.mostTerms else {
      return nil
    }
    if slots.isFull(holding: count) {
      rebuildSlots(TermSlots(terms: min(count * 2, TermDictionary.mostTerms)))
    }
    let id = TermID(count)
    arena.append(contentsOf: text)
    ends.append(UInt32(arena.count))
    classOf.append(termClass)
    slots.insert(id, hash)
    return id
  }

  /// Hashes every term again, in the order of the text, which memory reads ahead, so that no slot
  /// has to keep a whole hash.
  ///
  /// Some slots are looked at together before any is filled, because a
  /// search for a free one waits for memory and cannot be foretold.
  private mutating func rebuildSlots(_ empty: TermSlots) {
    slots = empty
    var hashes = [UInt32](repeating: 0, count: 64)
    var next = 1
    while next < count {
      let some = min(hashes.count, count - next)
      for index in 0..<some {
        let id = next + index
        hashes[index] = withText(of: TermID(id)) { TermHash.hash(classOf[id], $0) }
      }
      slots.insert(TermID(next), hashes[..<some])
      next += some
    }
  }

  /// Bytes that must be had at once if so many terms and bytes of text were new; 0 where they fit.
  func growth(by terms: Int, text: Int) -> Int {
    var bytes = 0
    if arena.count + text > arena.capacity { bytes += max(arena.capacity * 2, arena.count + text) }
    if ends.count + terms > ends.capacity {
      bytes += max(ends.capacity * 2, ends.count + terms) * 5
    }
    if slots.isFull(holding: count + terms) { bytes += slots.count * 8 }
    return bytes
  }

  /// Gives back the room that growing left over in the table, where that is a third of it.
  mutating func trim() {
    guard count > 1 << 16, TermSlots.tightCount(count) * 3 < slots.count * 2 else { return }
    tighten()
  }

  /// Leaves the table no more room than the terms need.
  mutating func tighten() {
    slots = TermSlots(terms: 0)
    rebuildSlots(TermSlots(exactly: count))
  }
}

/// A term on its way into the dictionary.
struct TermKey: BitwiseCopyable {
  var termClass: ClassID
  var hash: UInt32
  /// What the search will look at first, if anything.
  var likely: TermID = 0
  /// Where the text of that begins.
  var start: UInt32 = 0
}
