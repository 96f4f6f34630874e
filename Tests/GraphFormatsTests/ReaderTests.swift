// What a consumer relies on beyond the triples: offsets, heads, prefixes, what is kept of a faulty
// file, how formats are recognised.

import Bytes
import FormatsTestSupport
import Foundation
import GraphFormats
import Testing

@Suite struct ReaderTests {
  @Test func offsetsAreThoseOfObjectsAndOfWhatMakesReifiers() {
    let text = "PREFIX : <a:>\n:s :p :o ~ :r {| :a :b , \"c\" |} {| :d [ :e 1 ] |} , ( 2 3 ) ."
    let outcome = read(text)
    func place(_ part: String) -> Int {
      text.utf8.count - text[(text.range(of: part)?.lowerBound ?? text.startIndex)...].utf8.count
    }
    let (named, block) = (place("~"), place("{| :d"))
    #expect(
      outcome.offsets == [
        place(":o"), named, named, named, block, block, place("1 ]"), place("( 2"), place("2 3"),
        place("3 )"), place("3 )"), place(") ."),
      ])
  }

  @Test func headsAreCutAlikeInEveryFormat() {
    func terms(_ text: String, _ format: GraphFormat) -> [String] {
      var reader = TripleReader(format: format)
      var found: [String] = []
      Array(text.utf8).withUnsafeBytes { bytes in
        try? reader.read(whole: bytes) { batch in
          for triple in batch.triples {
            for term in [triple.subject, triple.predicate, triple.object] {
              let head = String(decoding: batch.heads[Int(term.head)], as: UTF8.self)
              #expect(Array(batch.headTexts[Int(term.head)]) == batch.heads[Int(term.head)])
              found.append(head + "|" + String(decoding: term.text, as: UTF8.self))
            }
          }
        }
      }
      return found
    }
    let long = "<http://e.org/ns#a> <http://e.org/x/b> <urn:c:d> .\n"
    let short =
      "PREFIX n: <http://e.org/ns> PREFIX x: <http://e.org/x/> PREFIX u: <urn:>\n"
      + "n:\\#a x:b u:c:d ."
    let expected = ["http://e.org/ns#|a", "http://e.org/x/|b", "urn:c:|d"]
    #expect(terms(long, .nTriples) == expected)
    #expect(terms(long, .turtle) == expected)
    #expect(terms(short, .turtle) == expected)
  }

  @Test func irisThatDifferInOneByteStayApart() {
    // Every place of an IRI, with the bytes around it such that their bits cover the difference.
    let iri = Array("urn:a:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee".utf8)
    for place in 6..<iri.count {
      func line(_ byte: UInt8) -> String {
        var other = iri
        other[place] = byte
        return "<a:s> <\(String(decoding: other, as: UTF8.self))> <a:o> .\n"
      }
      let text = line(0x33) + line(0x36) + line(0x33)
      #expect(read(Array(text.utf8), .nTriples).lines == text)
      #expect(read(Array(text.utf8), .turtle).lines == text)
    }
  }

  @Test func commentsAreCommentsHoweverTheyAreCut() {
    let comment = "# , :x ; :y :z . :s :p :q\n"
    let text = Array("PREFIX : <a:>\n:s :p :o \(String(repeating: comment, count: 12)) , 1 .".utf8)
    for cut in 1..<text.count {
      var sizes = [cut, text.count].makeIterator()
      let outcome = read(text, .turtle) { sizes.next() ?? 1 }
      #expect(outcome == read(text, .turtle), "cut at \(cut)")
    }
  }

  @Test func lenientReadingKeepsWhatIsSound() {
    let text = "<a:s> <a:p> 1 , 2 ; <b> 3 .\n<a:s> <a:p> 4 .\n"
    let outcome = read(text, lenient: true)
    #expect(outcome.lines.split(separator: "\n").count == 3)
    #expect(outcome.faults.map(\.line) == [1])
    var reader = TripleReader(format: .nTriples, lenient: true)
    reader.faultLimit = 3
    Array(String(repeating: "x\n", count: 10).utf8).withUnsafeBytes { bytes in
      try? reader.read(whole: bytes) { (_: borrowing TripleBatch) throws(Never) in }
    }
    let seen = (reader.faultCount, reader.isStopped, reader.faults.count)
    #expect(seen == (3, true, 3))
  }

  @Test func anErrorOfTheConsumerEndsTheReading() {
    struct Enough: Error, Equatable {}
    var reader = TripleReader(format: .nTriples)
    Array("<a:s> <a:p> <a:o> .\n".utf8).withUnsafeBytes { bytes in
      do throws(ReadStop<Enough>) {
        try reader.read(whole: bytes) { (_: borrowing TripleBatch) throws(Enough) in
          throw Enough()
        }
        Issue.record("the error was lost")
      } catch {
        if case .fault(let fault) = error { Issue.record("\(fault)") }
      }
    }
    let isStopped = reader.isStopped
    #expect(isStopped)
  }

  @Test func aByteOrderMarkIsPassed() {
    let text: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<a:s> <a:p> <a:o> .".utf8)
    for piece in [1, 2, 5, 99] {
      #expect(read(text, .turtle, piece: piece).lines == "<a:s> <a:p> <a:o> .\n")
      #expect(read(text, .nTriples, piece: piece).lines == "<a:s> <a:p> <a:o> .\n")
    }
  }

  @Test(
    arguments: [
      ("<a:s> <a:p> \"x\"@en .\n", GraphFormat.nTriples), ("_:a <a:p> <a:o> <a:g> .\n", .nQuads),
      ("@prefix a: <b:> .\na:s a a:o .", .turtle), ("PREFIX a: <b:>\na:g { a:s a a:o }", .trig),
      ("# only\n", .turtle), ("<a:s> <a:p> 1 ; <a:q> 2 .\n", .turtle),
      ("# c\n<a:s> <a:p> \"{ }\" .\n", .nTriples),
    ])
  func formatsAreSniffed(_ text: String, _ format: GraphFormat) {
    #expect(Array(text.utf8).withUnsafeBytes { GraphFormat(sniffing: $0) } == format)
  }

  @Test func formatsAreNamed() {
    #expect(GraphFormat(fileName: "a/b.c.TTL") == .turtle)
    #expect(GraphFormat(fileName: "x.nq") == .nQuads)
    #expect(GraphFormat(fileName: "x.csv") == nil && GraphFormat(fileName: "nt") == nil)
    #expect(GraphFormat(name: "NTriples") == .nTriples && GraphFormat(name: "trig") == .trig)
    #expect(GraphFormat(name: "rdfxml") == nil)
  }
}
