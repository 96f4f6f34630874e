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
  func visit(_ snapshot: Snapshot, _ key: [UInt8], _ take: (TermID, TextMatch) -> Void) {
    var start = 0
    for (index, end) in ends.enumerated() {
      if let match = TextIndex.match(text[start..<Int(end)], key) { take(others[index], match) }
      start = Int(end)
    }
    var other = 0
    var folded: [UInt8] = []
    func look(_ id: TermID) {
      while other < others.count, others[other] < id { other += 1 }
      guard snapshot.isLiteral(id), other == others.count || others[other] != id else { return }
      snapshot.visitText(of: id) { PlainFolding.fold($0, into: &folded) }
      if let match = TextIndex.match(folded[...], key) { take(id, match) }
    }
    if let run = PlainFolding.longestRun(of: key) {
      snapshot.visitTerms(holding: run, look)
    } else {
      for id in 1..<TermID(max(1, snapshot.terms.count)) { look(id) }
    }
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
  private static func match(_ folded: ArraySlice<UInt8>, _ key: [UInt8]) -> TextMatch? {
    guard folded.count >= key.count else { return nil }
    return folded.withUnsafeBufferPointer { text in
      key.withUnsafeBufferPointer { key in
        var place = 0
        while place + key.count <= text.count {
          if text[place] == key[0] {
            var length = 1
            while length < key.count, text[place + length] == key[length] { length += 1 }
            if length == key.count {
              return place > 0 ? .inside : text.count == key.count ? .exact : .prefix
            }
          }
          place += 1
        }
        return nil
      }
    }
  }
}

extension Names {
  /// Calls `take` with each literal that holds a folded text that is not empty, and how.
  public func visitLiterals(holding key: [UInt8], _ take: (TermID, TextMatch) -> Void) {
    texts.visit(vocabulary.snapshot, key, take)
  }

  /// The statements that some literals are the quoted evidence of, ascending.
  public func statements(quoting literals: some Sequence<TermID>) -> [StatementID] {
    let texts = texts
    guard !texts.quotes.isEmpty else { return [] }
    return Set(literals.flatMap { texts.statements(quoting: $0).map(\.statement) }).sorted()
  }
}
