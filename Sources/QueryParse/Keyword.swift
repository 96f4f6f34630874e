// Keywords as numbers: a text is compared with some twenty of them for each clause, and to make a
// `String` of it and of each was a third of reading a query.

/// Up to sixteen ASCII letters and hyphens, in any case.
struct Keyword: Equatable, Sendable, ExpressibleByStringLiteral {
  /// The most letters of a word that can be one.
  static let longest = 16

  private var letters: UInt128 = 0

  /// No letter.
  init() {}

  init(_ word: String) {
    for byte in word.utf8 { append(byte) }
  }

  init(stringLiteral word: StaticString) {
    word.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  /// Adds a letter or a hyphen, whose bit 0x20 is set anyway.
  mutating func append(_ byte: UInt8) { letters = letters << 8 | UInt128(byte | 0x20) }
}

/// The words of a closed set by their keywords.
struct KeywordTable<Word: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
  private let words: [(keyword: Keyword, word: Word)]

  init() { words = Word.allCases.map { (Keyword($0.rawValue), $0) } }

  subscript(keyword: Keyword) -> Word? {
    for entry in words where entry.keyword == keyword { return entry.word }
    return nil
  }
}

extension VerbWord {
  static let keywords = KeywordTable<VerbWord>()
}

extension ClauseWord {
  static let keywords = KeywordTable<ClauseWord>()
}
