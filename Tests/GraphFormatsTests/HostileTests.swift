// Files made to break a reader: each ends in statements or in a message, never in a crash, and the
// same however it is cut.

import Bytes
import FormatsTestSupport
import GraphFormats
import SeededNumbers
import Testing

@Suite struct HostileTests {
  private static let prefix = "PREFIX : <http://e.org/>\n"

  private func check(_ text: String, _ format: GraphFormat = .turtle) -> Outcome {
    let bytes = Array((HostileTests.prefix + text).utf8)
    let outcome = read(bytes, format)
    #expect(read(bytes, format, piece: 4_099) == outcome)
    return outcome
  }

  @Test(
    arguments: [
      ("[ :p ", "]"), ("( ", ")"), ("( 1 [ :p ", "] )"), ("1 {| :p ", "|}"),
      ("<< :s :p ", ">>"), ("<<( :s :p ", ")>>"),
    ])
  func deepNestingIsRefusedAndDeepEnoughIsNot(_ open: String, _ close: String) {
    let isTerm = open.hasPrefix("<<(")
    let opened = ":s :p " + String(repeating: open, count: 100_001)
    let refused = check(opened).faults
    #expect(refused.first?.error.expected.contains("open brackets") == true)
    let depth = isTerm ? 1_000 : 20_000
    let whole =
      ":s :p " + String(repeating: open, count: depth) + "1"
      + String(repeating: " " + close, count: depth) + " ."
    let read = check(whole)
    #expect(read.faults.isEmpty)
    #expect(read.lines.split(separator: "\n").count >= (isTerm ? 1 : depth))
  }

  @Test func deepTripleTermsInLinesAreRefused() {
    let open = "<a:s> <a:p> " + String(repeating: "<<( <a:s> <a:p> ", count: 100_000)
    let outcome = read(Array(open.utf8), .nTriples)
    #expect(outcome.faults.first?.error.found.contains("inside too many others") == true)
  }

  @Test func longLiteralsArrive() {
    let long = String(repeating: "Minamata 水俣 \\n", count: 150_000)
    for text in [":s :p \"\(long)\" .", ":s :p \"\"\"\(long)\n\"\"\"@en ."] {
      let bytes = Array((HostileTests.prefix + text).utf8)
      let whole = read(bytes, .turtle)
      #expect(whole.faults.isEmpty)
      #expect(whole.lines.utf8.count > 2_000_000)
      #expect(read(bytes, .turtle, piece: 9_973) == whole)
    }
  }

  @Test func prefixesWithoutEndAreRefused() {
    let many = (0..<70_000).map { "PREFIX p\($0): <http://e.org/\($0)/>\n" }.joined()
    let outcome = check(many + "p1:a p2:b p3:c .")
    #expect(outcome.faults.first?.error.found.hasPrefix("one prefix too many") == true)
  }

  @Test func manyNamespacesAreReadWithoutNumbers() {
    let many = (0..<70_000).map { "<http://e.org/\($0)/a> <http://e.org/p> \($0) .\n" }.joined()
    let outcome = check(many)
    #expect(outcome.faults.isEmpty)
    #expect(
      outcome.lines.hasSuffix(
        "<http://e.org/69999/a> <http://e.org/p> "
          + "\"69999\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"))
  }

  @Test(arguments: Golden.names("good") + Golden.names("bad"))
  func bytesCutOrFlippedAnywhere(_ name: String) throws {
    let folder = Golden.names("good").contains(name) ? "good" : "bad"
    let text = try Golden.text(folder, name)
    let format = try #require(GraphFormat(fileName: name))
    var random = SplitMix64(seed: UInt64(text.count))
    let marks = Array("<>\"'.;,[](){}|~^@\\_:#\n".utf8)
    for _ in 0..<60 {
      var broken = text
      for _ in 0..<(1 + random.below(3)) where !broken.isEmpty {
        let place = random.below(broken.count)
        switch random.below(4) {
        case 0: broken[place] = UInt8(random.below(256))
        case 1: broken.remove(at: place)
        case 2: broken.insert(marks[random.below(marks.count)], at: place)
        default: broken.removeSubrange(place..<min(broken.count, place + random.below(20)))
        }
      }
      for lenient in [false, true] {
        let whole = read(broken, format, lenient: lenient)
        let piece = 1 + random.below(30)
        let cut = read(broken, format, piece: piece, lenient: lenient)
        #expect(cut == whole, "\(name) in pieces of \(piece): \(broken)")
        if cut != whole { return }
      }
    }
  }
}
