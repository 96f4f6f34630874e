// The first hits are chosen while they are met, and are those that sorting all of them gives.

import TestSupport
import Testing

@Suite struct FindTests {
  private let many: String = {
    var turtle = ""
    for index in 0..<400 {
      let number = index * 37 % 400
      let name = ["waste", "Waste of \(number)", "on waste \(number)", "wasteland"][index % 4]
      turtle += "d:n\(number) rdfs:label \"\(name)\"@en ; v:note \"\(number % 9) waste\" .\n"
    }
    return turtle
  }()

  @Test(arguments: ["waste", "waste of", "te", "on waste 3"])
  func theFirstHitsAreThoseOfAll(_ text: String) throws {
    let engine = try graph(many)
    // More rows than are chosen on the way, so that all hits are sorted.
    let all = try lines("find \"\(text)\" limit 5000", in: engine)
    #expect(all.count > 7)
    for limit in [1, 7, 20, 100] {
      for offset in [0, 3, 90] {
        let first = try lines("find \"\(text)\" limit \(limit) offset \(offset)", in: engine)
        #expect(first == Array(all.dropFirst(offset).prefix(limit)), "\(limit) \(offset)")
      }
    }
  }

  @Test func hitsBesideAQuoteAreThoseOfAll() throws {
    let quoted = many + "d:a v:memberOf d:b {| v:quote \"much waste\" |} .\n"
    let engine = try graph(quoted)
    let all = try lines("find \"waste\" limit 5000", in: engine)
    #expect(try lines("find \"waste\" limit 9", in: engine) == Array(all.prefix(9)))
  }
}
