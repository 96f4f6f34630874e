// Blank nodes that the reader made: for `[ ]`, for `( )`, and as reifiers of annotation blocks. The
// reader labels them `anon` and a number, and keeps labels of the file that look so apart, hence the
// number alone tells which node it is and nothing has to be hashed.
//
// Most are reifiers that nothing else speaks of. Those never become terms: the graph of treaties has
// 12,000 annotation blocks beside 30,000 terms, and a text and a slot for each was a quarter of the
// dictionary that no question can reach.

/// The numbers of one file's made blank nodes.
struct MadeBlanks {
  /// Set in the number of a reifier that is no term; the other bits count reifiers.
  static let reifierMark: UInt32 = 1 << 31
  /// More than this are interned like any other.
  private static let most = 1 << 24

  /// By the number in the label: term, marked reifier, or 0 where it was not met yet.
  private var numbers: [UInt32] = []
  /// N-Triples writes labels as it likes.
  private let isReaderMaking: Bool

  init(isReaderMaking: Bool) { self.isReaderMaking = isReaderMaking }

  /// The number in a made label; nil for a label of the file.
  @inline(__always)
  mutating func index(of label: UnsafeRawBufferPointer) -> Int? {
    guard isReaderMaking, label.count > 4, label[0] == 0x61,
      label.loadUnaligned(as: UInt32.self) == 0x6E6F_6E61  // anon
    else { return nil }
    var index = 0
    for byte in label[4...] {
      let digit = byte &- 0x30
      guard digit <= 9, index < MadeBlanks.most else { return nil }
      index = index * 10 + Int(digit)
    }
    guard index < MadeBlanks.most else { return nil }
    if index >= numbers.count {
      numbers.append(contentsOf: repeatElement(0, count: index + 1 - numbers.count))
    }
    return index
  }

  subscript(index: Int) -> UInt32 {
    get { numbers[index] }
    set { numbers[index] = newValue }
  }
}
