// Rows of `tsv` as they are put into the room of an output: fields of numbers, words and terms, copied
// sixteen bytes at a time and looked at on the way. What has to be escaped, or is no plain field, is
// left to whoever knows how.

internal import Bytes
internal import CLanes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryRun

/// Lines on their way into the room that an output has.
struct TabbedLines {
  private let terms: TermView
  private let steps: WordView
  private let prefixes: WordView
  private let start: UnsafeMutableRawPointer
  private let end: UnsafeMutableRawPointer
  private var next: UnsafeMutableRawPointer
  /// What the whole lines take.
  private(set) var used = 0
  /// The room to ask for when a line did not fit.
  private(set) var missing = 0

  /// More than a field takes that is no text, its tab and a word written beyond its end.
  private static let shortField = 32
  /// More than most fields take.
  static let longField = 64

  init(_ room: UnsafeMutableRawBufferPointer, _ wording: Wording) {
    terms = wording.snapshot.view
    steps = wording.stepWords
    prefixes = wording.prefixWords
    start = room.baseAddress.unsafelyUnwrapped
    end = start + room.count
    next = start
  }

  /// Appends a line; false, and nothing is appended, where there is not enough room.
  ///
  /// `write` writes a field that is more than plain text.
  mutating func append(
    _ fields: UnsafeBufferPointer<Answer.Field>,
    _ write: (Answer.Field, inout OutputBuffer) -> Void
  ) -> Bool {
    for index in fields.indices {
      guard hasRoom(TabbedLines.shortField) else { return leave(TabbedLines.shortField) }
      if index > 0 { put(0x09, 1) }
      if put(fields[index]) { continue }
      var text = OutputBuffer()
      write(fields[index], &text)
      guard hasRoom(text.count + TabbedLines.shortField) else { return leave(text.count) }
      text.withBytes { text in
        UnsafeMutableRawBufferPointer(start: next, count: text.count).copyMemory(from: text)
      }
      next += text.count
    }
    guard hasRoom(TabbedLines.shortField) else { return leave(TabbedLines.shortField) }
    put(0x0A, 1)
    used = next - start
    return true
  }

  private func hasRoom(_ count: Int) -> Bool { end - next >= count }

  /// Takes back what there is of a line.
  private mutating func leave(_ wanted: Int) -> Bool {
    missing = 2 * (next - start - used + wanted) + TabbedLines.longField
    next = start + used
    return false
  }

  /// Puts a field of whatever length a word or two have; false when it needs a closer look or room.
  @inline(__always)
  private mutating func put(_ field: Answer.Field) -> Bool {
    switch field.kind {
    case .empty: put(0x4E5C, 2)
    case .undated: put(0x3F, 1)
    case .forward: put(0x3E2D, 2)
    case .backward: put(0x2D3C, 2)
    case .stated: put(0x6465_7461_7473, 6)
    case .integer: putDigits(field.number)
    case .date: putDate(Int(field.number))
    case .step: return put(text: steps.text(Int(field.number)))
    case .node: return put(node: field.number)
    case .literal, .name:
      let text = terms.text(of: field.number)
      return isReadable(text) && put(text: text)
    case .see:
      put(0x2320_6565_7328, 6)  // (see #
      putDigits(field.number)
      put(0x29, 1)
    case .cycle:
      put(0x2320_656C_6379_6328, 8)  // (cycle #
      putDigits(field.number)
      put(0x29, 1)
    case .other: return false
    }
    return true
  }

  /// Puts up to eight bytes, the lowest first.
  @inline(__always)
  private mutating func put(_ word: UInt64, _ count: Int) {
    next.storeBytes(of: word, as: UInt64.self)
    next += count
  }

  private mutating func putDigits(_ number: UInt32) {
    var rest = number
    var count = 1
    while rest > 9 {
      rest /= 10
      count += 1
    }
    rest = number
    for place in stride(from: count - 1, through: 0, by: -1) {
      next.storeBytes(of: 0x30 + UInt8(rest % 10), toByteOffset: place, as: UInt8.self)
      rest /= 10
    }
    next += count
  }

  /// Puts a packed date as ISO 8601 writes it, as far as it is known.
  private mutating func putDate(_ packed: Int) {
    let year = packed >> 9
    put(TabbedLines.pair(year / 100), 2)
    put(TabbedLines.pair(year % 100), 2)
    let (month, day) = (packed >> 5 & 15, packed & 31)
    if month > 0 { put(0x2D | TabbedLines.pair(month) << 8, 3) }
    if day > 0 { put(0x2D | TabbedLines.pair(day) << 8, 3) }
  }

  /// Two digits.
  private static func pair(_ number: Int) -> UInt64 {
    UInt64(0x30 + number / 10 | (0x30 + number % 10) << 8)
  }
}

// Text, sixteen bytes at a time: compares and masks are written with their types, because left to
// inference they fall back to a loop over the lanes.
extension TabbedLines {
  private typealias Vector = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  /// Whether whole vectors can be read of the text of a term.
  @inline(__always)
  private func isReadable(_ text: UnsafeRawBufferPointer) -> Bool {
    terms.textEnd - text.baseAddress.unsafelyUnwrapped >= text.count + 15
  }

  /// Puts a text that has nothing to escape; false, and it is not put, when it may have, or when it
  /// does not fit.
  @inline(__always)
  private mutating func put(text: UnsafeRawBufferPointer) -> Bool {
    if put(text, TabbedLines.mayBeEscaped) { return true }
    guard !OutputBuffer.isEscaped(text, .tsv) else { return false }
    return put(text, TabbedLines.none)
  }

  /// Puts a node that has a prefix and a local part of plain ASCII.
  @inline(__always)
  private mutating func put(node: TermID) -> Bool {
    let namespace = Int(terms.classNumber(of: node))
    guard namespace < prefixes.count else { return false }
    let prefix = prefixes.text(namespace)
    let local = terms.text(of: node)
    guard !prefix.isEmpty, isReadable(local), put(prefix, TabbedLines.none) else {
      return false
    }
    if put(local, TabbedLines.mayBeQuoted) { return true }
    next -= prefix.count
    return false
  }

  /// Puts a text unless a byte of it is one of some.
  @inline(__always)
  private mutating func put(
    _ text: UnsafeRawBufferPointer, _ isRefused: (Vector) -> Mask
  ) -> Bool {
    let count = text.count
    guard hasRoom(count + TabbedLines.shortField) else { return false }
    let source = text.baseAddress.unsafelyUnwrapped
    var index = 0
    while index < count {
      let vector = source.loadUnaligned(fromByteOffset: index, as: Vector.self)
      next.storeBytes(of: vector, toByteOffset: index, as: Vector.self)
      let words = unsafeBitCast(isRefused(vector), to: SIMD2<UInt64>.self)
      let refused = clanes_bits(words[0], words[1])
      // What is read beyond the end is somebody else's.
      guard refused & (UInt32.max >> UInt32(32 - min(16, count - index))) == 0 else { return false }
      index += 16
    }
    next += count
    return true
  }

  @inline(__always)
  private static func none(_: Vector) -> Mask { Mask(repeating: false) }

  /// Controls, the backslash, and what characters beyond ASCII begin with that are escaped.
  @inline(__always)
  private static func mayBeEscaped(_ vector: Vector) -> Mask {
    let controls: Mask = vector .<= Vector(repeating: 0x1F)
    let slashes: Mask = vector .== Vector(repeating: 0x5C)
    let deletes: Mask = vector .== Vector(repeating: 0x7F)
    let latin: Mask = vector .== Vector(repeating: 0xC2)
    let marks: Mask = vector .== Vector(repeating: 0xE2)
    return controls .| slashes .| deletes .| latin .| marks
  }

  /// All that means something where a CURIE stands (`Curies.isPlain`) or is escaped, and more: what
  /// is beyond ASCII, and `%&'*+`.
  @inline(__always)
  private static func mayBeQuoted(_ vector: Vector) -> Mask {
    let low: Mask = vector .<= Vector(repeating: 0x2C)
    let high: Mask = vector .>= Vector(repeating: 0x7B)
    // < = > ?
    let angles: Mask = vector & Vector(repeating: 0xFC) .== Vector(repeating: 0x3C)
    // \ ^
    let slashes: Mask = vector & Vector(repeating: 0xFD) .== Vector(repeating: 0x5C)
    return low .| high .| angles .| slashes
  }
}
