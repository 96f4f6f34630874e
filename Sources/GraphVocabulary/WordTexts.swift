// Words as bytes, one behind the other: what is written for every row of an answer is copied from
// here, where a string is counted, and taken apart, each time.

/// The texts of some words.
@usableFromInline
struct WordTexts: @unchecked Sendable {
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// Where both lie, which nobody changes.
  @usableFromInline let view: WordView

  /// The texts of words whose bytes four bytes can count, as those of a dictionary are.
  init(_ words: [String]) {
    var bytes: [UInt8] = []
    var starts: [UInt32] = [0]
    for word in words {
      bytes += word.utf8
      starts.append(UInt32(clamping: bytes.count))
    }
    bytes += repeatElement(0, count: WordView.padding)
    self.bytes = bytes
    self.starts = starts
    view = self.bytes.withUnsafeBytes { [starts = self.starts] bytes in
      starts.withUnsafeBufferPointer { starts in
        WordView(
          bytes: bytes.baseAddress.unsafelyUnwrapped,
          starts: starts.baseAddress.unsafelyUnwrapped, count: starts.count - 1)
      }
    }
  }
}

/// Where the texts of some words lie, for as long as whoever gave this is held.
public struct WordView: BitwiseCopyable {
  @usableFromInline let bytes: UnsafeRawPointer
  @usableFromInline let starts: UnsafePointer<UInt32>
  /// How many words there are.
  public let count: Int

  /// So many bytes behind a text can be read, whatever they are.
  public static let padding = 16

  init(bytes: UnsafeRawPointer, starts: UnsafePointer<UInt32>, count: Int) {
    self.bytes = bytes
    self.starts = starts
    self.count = count
  }

  /// The text of a word.
  @inlinable
  @inline(__always)
  public func text(_ word: Int) -> UnsafeRawBufferPointer {
    precondition(UInt(bitPattern: word) < UInt(bitPattern: count), "no such word")
    let start = Int(starts[word])
    return UnsafeRawBufferPointer(start: bytes + start, count: Int(starts[word + 1]) - start)
  }
}
