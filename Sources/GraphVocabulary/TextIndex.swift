// Literals by what stands in them. Folding most of them changes case and separators alone, and these
// are searched for where they lie, without a second copy of all text. Only the others (accents,
// Cyrillic, Arabic, punctuation outside ASCII, words for paragraphs) are held as they fold.

internal import Bytes
public import GraphStore

/// How a text matches.
public enum TextMatch: Int, Sendable {
  case exact, prefix, inside
}

/// What a search for text needs beside the snapshot.
struct TextIndex: Sendable {
  /// Literals that are not plain, ascending.
  private(set) var others: [TermID] = []
  /// Where the folded text of each ends.
  private var ends: [UInt32] = []
  private var text: [UInt8] = []
  /// Quotes and the statements they are evidence of, ascending.
  private(set) var quotes: [(quote: TermID, statement: StatementID)] = []

  init(_ snapshot: Snapshot) {
    for id in 1..<TermID(max(1, snapshot.terms.count)) where snapshot.isLiteral(id) {
      snapshot.visitText(of: id) { text in
        guard !PlainFolding.isPlain(text) else { return }
        self.text += Folding.fold(text)
        others.append(id)
        ends.append(UInt32(clamping: self.text.count))
      }
    }
    guard snapshot.annotations.count > 0 else { return }
    for statement in 0..<StatementID(snapshot.statementCount) where snapshot.isAnnotated(statement)
    {
      for evidence in snapshot.annotations.evidence(of: statement) where evidence.quote != 0 {
        quotes.append((evidence.quote, statement))
      }
    }
    quotes.sort { $0 < $1 }
  }

  /// Calls `take` with each literal that holds a folded text, and how.
  ///
  /// A literal for which `isWanted` denies the best match that it can be is passed over unread.
  func visit(
    _ snapshot: Snapshot, _ key: [UInt8], _ blocks: TextBlocks?,
    isWanted: (TermID, TextMatch) -> Bool, _ take: (TermID, TextMatch) -> Void
  ) {
    var start = 0
    text.withUnsafeBufferPointer { text in
      for (index, end) in ends.enumerated() {
        let own = UnsafeBufferPointer(rebasing: text[start..<Int(end)])
        if let match = TextIndex.match(own, key) { take(others[index], match) }
        start = Int(end)
      }
    }
    var other = 0
    var folded: [UInt8] = []
    func look(_ id: TermID) {
      while other < others.count, others[other] < id { other += 1 }
      guard snapshot.isLiteral(id), other == others.count || others[other] != id else { return }
      var count: Int?
      snapshot.visitText(of: id) { text in
        guard isWanted(id, TextIndex.best(text, key)) else { return }
        count = PlainFolding.fold(text, into: &folded)
      }
      guard let count else { return }
      let match = folded.withUnsafeBufferPointer {
        TextIndex.match(UnsafeBufferPointer(rebasing: $0[..<count]), key)
      }
      if let match { take(id, match) }
    }
    let all = 1..<TermID(max(1, snapshot.terms.count))
    let run = PlainFolding.longestRun(of: key)
    for ids in blocks?.terms(holding: key, of: all) ?? [all] {
      if let run {
        snapshot.visitTerms(holding: run, among: ids, look)
      } else {
        for id in ids { look(id) }
      }
    }
  }

  /// The best that the match of a plain text can be, by the letters at its ends.
  private static func best(_ text: UnsafeRawBufferPointer, _ key: [UInt8]) -> TextMatch {
    func differs(_ byte: UInt8, _ own: UInt8) -> Bool {
      switch byte {
      case 0x80..., 0x30...0x39, 0x61...0x7A: byte != own
      case 0x41...0x5A: byte | 0x20 != own
      default: false
      }
    }
    guard let first = text.first, let last = text.last else { return .exact }
    if differs(first, key[0]) { return .inside }
    return differs(last, key[key.count - 1]) ? .prefix : .exact
  }

  /// The statements that a quote is evidence of.
  func statements(quoting literal: TermID) -> ArraySlice<(quote: TermID, statement: StatementID)> {
    var lower = 0
    var upper = quotes.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if quotes[middle].quote < literal { lower = middle + 1 } else { upper = middle }
    }
    return quotes[lower...].prefix { $0.quote == literal }
  }

  /// How a folded text matches another.
  private static func match(_ text: UnsafeBufferPointer<UInt8>, _ key: [UInt8]) -> TextMatch? {
    guard text.count >= key.count else { return nil }
    return key.withUnsafeBufferPointer { key in
      for place in 0...text.count - key.count where text[place] == key[0] {
        var length = 1
        while length < key.count, text[place + length] == key[length] { length += 1 }
        guard length == key.count else { continue }
        return place > 0 ? .inside : text.count == key.count ? .exact : .prefix
      }
      return nil
    }
  }
}

extension Names {
  /// Calls `take` with each literal that holds a folded text that is not empty, and how.
  ///
  /// A literal may be passed over for which `isWanted` denies the best match that it can be.
  public func visitLiterals(
    holding key: [UInt8], isWanted: (TermID, TextMatch) -> Bool = { _, _ in true },
    _ take: (TermID, TextMatch) -> Void
  ) {
    texts.visit(vocabulary.snapshot, key, blocks, isWanted: isWanted, take)
  }

  /// Whether some statement has a quote.
  public var haveQuotes: Bool { !texts.quotes.isEmpty }

  /// The statements that some literals are the quoted evidence of, ascending.
  public func statements(quoting literals: some Sequence<TermID>) -> [StatementID] {
    let texts = texts
    guard !texts.quotes.isEmpty else { return [] }
    return Set(literals.flatMap { texts.statements(quoting: $0).map(\.statement) }).sorted()
  }
}
