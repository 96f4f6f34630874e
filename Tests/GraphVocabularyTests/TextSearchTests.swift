// A search that passes over blocks of text finds what looking at every literal finds.

import GraphStore
import GraphVocabulary
import Testing

@Suite struct TextSearchTests {
  /// Names of several scripts among numbers, more terms than are read whole.
  private let vocabulary: Vocabulary = {
    var text = ""
    for index in 0..<9_000 {
      let subject = "<http://example.org/d#n\(index)>"
      text += "\(subject) <http://example.org/v#note> \"\(index * 7_919 % 10_007)\" .\n"
      guard index % 9 == 0 else { continue }
      let name = ["Décision", "Decision", "第\(index % 7)号决定", "Решение", "DECISION-"][index % 5]
      text += "\(subject) <http://www.w3.org/2000/01/rdf-schema#label> "
      text += "\"\(name) \(index % 43)/\(index) / Part (\(index % 11)). On-waste\"@en .\n"
    }
    do {
      return Vocabulary.compile(try GraphLoader.load(text: Array(text.utf8), named: "data.nt"))
    } catch { preconditionFailure("\(error)") }
  }()

  private static func match(_ key: [UInt8], in text: [UInt8]) -> TextMatch? {
    guard
      let place = (0...max(0, text.count - key.count)).first(where: { place in
        text[place...].starts(with: key)
      })
    else { return nil }
    return place > 0 ? .inside : text.count == key.count ? .exact : .prefix
  }

  @Test func blocksLoseNothing() {
    let snapshot = vocabulary.snapshot
    let literals = (1..<TermID(snapshot.terms.count)).filter { snapshot.isLiteral($0) }
    let folded = literals.map { Folding.fold(snapshot.terms.text(of: $0)) }
    let names = Names(vocabulary)
    let keys = [
      "decision", "decision 12/", "2/37", "38/8982 / Part", "(3). on", "7919", "决定",
      "第3号决定 5", "решение 8/", "part 3 on waste", "e", "/", "99", "no such text", "on-waste",
    ]
    // The first search reads all, the second and later ones by blocks.
    for key in ["decision"] + keys {
      let key = Folding.fold(key.utf8)
      var expected: [TermID: TextMatch] = [:]
      for (literal, text) in zip(literals, folded) {
        if let match = TextSearchTests.match(key, in: text) { expected[literal] = match }
      }
      var found: [TermID: TextMatch] = [:]
      names.visitLiterals(holding: key) { literal, match in
        #expect(found.updateValue(match, forKey: literal) == nil)
      }
      #expect(found == expected, "\(String(decoding: key, as: UTF8.self))")
    }
  }
}
