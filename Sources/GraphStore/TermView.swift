// The terms of a finished snapshot as addresses: what is asked of every field of an answer, where an
// array is counted each time somebody looks into it, and a count costs more than the look.

/// Where the terms of a snapshot lie.
///
/// Good for as long as the snapshot is held, whose arrays nobody changes and which therefore stay
/// where they are. The numbers asked for must be of terms of that snapshot.
public struct TermView: BitwiseCopyable, @unchecked Sendable {
  @usableFromInline let ends: UnsafePointer<UInt32>
  @usableFromInline let arena: UnsafeRawPointer
  @usableFromInline let arenaCount: Int
  @usableFromInline let low: UnsafePointer<UInt8>
  @usableFromInline let middle: UnsafePointer<UInt8>?
  @usableFromInline let high: UnsafePointer<UInt16>?
  @usableFromInline let kinds: UnsafePointer<TermClass.Kind>
  @usableFromInline let count: Int

  /// The view of a dictionary, and of the kinds of its classes, that nobody changes any more.
  init(_ terms: TermDictionary, kinds: [TermClass.Kind]) {
    ends = TermView.address(of: terms.ends)
    arena = UnsafeRawPointer(TermView.address(of: terms.arena))
    arenaCount = terms.arena.count
    low = TermView.address(of: terms.classOf.low)
    middle = terms.classOf.middle.isEmpty ? nil : TermView.address(of: terms.classOf.middle)
    high = terms.classOf.high.isEmpty ? nil : TermView.address(of: terms.classOf.high)
    self.kinds = TermView.address(of: kinds)
    count = terms.count
  }

  private static func address<Element>(of array: [Element]) -> UnsafePointer<Element> {
    array.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
  }

  /// The text of a term: the local part, lexical form or label.
  @inlinable
  @inline(__always)
  public func text(of id: TermID) -> UnsafeRawBufferPointer {
    precondition(UInt(id) &- 1 < UInt(count) &- 1, "no such term")
    let start = Int(ends[Int(id) &- 1])
    return UnsafeRawBufferPointer(start: arena + start, count: Int(ends[Int(id)]) &- start)
  }

  /// The text of all terms, in which each one's lies: it can be read beyond a term's as far as this.
  @inlinable public var textEnd: UnsafeRawPointer { arena + arenaCount }

  /// The number of a term's class.
  @inlinable
  @inline(__always)
  public func classNumber(of id: TermID) -> ClassID {
    precondition(Int(id) < count, "no such term")
    var own = ClassID(low[Int(id)])
    if let middle { own |= ClassID(middle[Int(id)]) << 8 }
    if let high { own |= ClassID(high[Int(id)]) << 16 }
    return own
  }

  /// The kind of a term.
  @inlinable
  @inline(__always)
  public func kind(of id: TermID) -> TermClass.Kind { kinds[Int(classNumber(of: id))] }

  /// Whether a term is a literal.
  @inlinable
  @inline(__always)
  public func isLiteral(_ id: TermID) -> Bool {
    switch kind(of: id) {
    case .string, .typed, .tagged: true
    case .iri, .blank, .triple: false
    }
  }
}
