// Terms by their bytes: what is written differently is another term, however alike it looks; what
// is the same IRI is one, however it is written.

import GraphModel
import GraphStore
import Testing

@Suite struct DictionaryTests {
  @Test func anAccentInTwoFormsIsTwoTerms() throws {
    let snapshot = try load(
      "d:a v:p \"Bale\\u0301\" . d:a v:p \"Bal\\u00E9\" . d:a v:p \"Bal\u{E9}\" .")
    #expect(snapshot.lines.count == 2)
    let decomposed = snapshot.terms.findLiteral(Array("Bale\u{301}".utf8))
    let composed = snapshot.terms.findLiteral(Array("Bal\u{E9}".utf8))
    #expect(decomposed != nil && composed != nil && decomposed != composed)
  }

  @Test func anIRIInFullAndByPrefixIsOneTerm() throws {
    let snapshot = try load(
      """
      <http://example.org/d#a> v:p d:b . d:a <http://example.org/v#p> <http://example.org/d#b> .
      @prefix long: <http://example.org/> . @prefix cut: <http://example.org/d#a> .
      cut: v:p d:b . @base <http://example.org/d> . <#a> v:p <#b> .
      """)
    #expect(snapshot.lines == ["d:a v:p d:b"])
    #expect(snapshot.term(named: "<http://example.org/d#a>") == snapshot.term(named: "d:a"))
  }

  @Test func aPrefixThatCutsElsewhereIsTheSameTerm() throws {
    let snapshot = try load(
      "@prefix half: <http://example.org/d#ab> . half:cd v:p d:b . d:abcd v:p d:b .")
    #expect(snapshot.lines == ["d:abcd v:p d:b"])
  }

  @Test func literalsDifferByTextDatatypeAndLanguage() throws {
    let snapshot = try load(
      """
      d:a v:p "1", "1"@en, "1"@EN, "1"@fr, "1"^^xsd:string, 1, "01"^^xsd:integer, "1"^^xsd:decimal .
      """)
    // Plain and xsd:string are one, and so are tags that differ in case.
    #expect(snapshot.lines.count == 6)
    #expect(snapshot.terms.number(try #require(numbered("1", "integer", snapshot))) == 1)
  }

  private func numbered(_ text: String, _ datatype: String, _ snapshot: Snapshot) -> TermID? {
    let name = Array("http://www.w3.org/2001/XMLSchema#\(datatype)".utf8)
    let known = name.withUnsafeBytes { snapshot.terms.knownClass(.typed, $0) }
    return known.flatMap { number in
      Array(text.utf8).withUnsafeBytes { snapshot.terms.find(number, $0) }
    }
  }

  @Test func blankNodesOfTwoFilesAreTwo() throws {
    let text = Array((declarations + "_:x v:p d:b .").utf8)
    let snapshot = try GraphLoader.load(texts: [("a.ttl", text), ("b.ttl", text)])
    let blanks = Set(snapshot.subjects.filter { snapshot.terms.kind(of: $0) == .blank })
    #expect(blanks.count == 2)
  }

  @Test func everyTermIsFoundAgainByItsText() throws {
    var dictionary = TermDictionary()
    var numbers: [String: TermID] = [:]
    let texts =
      (0..<5_000).map { "http://example.org/\($0 % 37)#node-\($0)" } + [
        "", "x", "#", "é", "e\u{301}",
      ]
    for text in texts {
      let id = Array(text.utf8).withUnsafeBytes { dictionary.internIRI($0) }
      numbers[text.utf8.map { String($0) }.joined(separator: " ")] = id
    }
    #expect(Set(numbers.values).count == texts.count)
    for text in texts {
      let key = text.utf8.map { String($0) }.joined(separator: " ")
      #expect(dictionary.findIRI(text) == numbers[key])
      #expect(numbers[key].map { dictionary.iri($0) } == Array(text.utf8))
    }
    #expect(dictionary.findIRI("http://example.org/0#node-1") == nil)
  }

  @Test func datesAndNumbersOfLiterals() throws {
    let snapshot = try load(
      """
      d:a v:p "2012-02-29"^^xsd:date, "2012-02"^^xsd:gYearMonth, "2012-02-30"^^xsd:date,
        "2012-03-01T10:00:00Z"^^xsd:dateTime, "12.50"^^xsd:decimal, "x"^^xsd:integer .
      """)
    let terms = snapshot.terms
    let literals = Set(snapshot.objects).filter { terms.isLiteral($0) }
    let dates = literals.compactMap { terms.date($0)?.description }.sorted()
    #expect(dates == ["2012-02", "2012-02-29", "2012-03-01"])
    #expect(literals.compactMap { terms.number($0) } == [12.5])
  }
}
