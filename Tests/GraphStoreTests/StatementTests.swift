// Reifiers → statements: what is one statement with several sources, what is two.

import GraphModel
import GraphStore
import Testing

@Suite struct StatementTests {
  @Test func sourcesLocatorsAndQuotesMerge() throws {
    let snapshot = try load(
      """
      d:a v:p d:b {| v:source d:two ; v:paragraph "2" |} {| v:source d:one ; v:quote "q"@en |}
        {| v:source d:one ; v:paragraph "1" |} .
      """)
    #expect(
      snapshot.evidence("d:a", "v:p", "d:b") == [["d:one||q", "d:one|1|", "d:two|2|"]])
  }

  @Test(arguments: [
    "v:from \"2010\"^^xsd:gYear", "v:until \"2010\"^^xsd:gYear", "v:on \"2010\"^^xsd:gYear",
    "v:status v:proposed", "v:role \"chair\"", "v:from \"2010-01\"^^xsd:gYearMonth",
  ])
  func anyOtherAnnotationSplits(_ annotation: String) throws {
    let snapshot = try load(
      "d:a v:p d:b {| v:source d:one |} {| v:source d:two ; \(annotation) |} .")
    #expect(snapshot.evidence("d:a", "v:p", "d:b").map(\.count) == [1, 1])
  }

  @Test func equalClaimsOfTwoFilesMerge() throws {
    let text = { (source: String) in
      Array(
        (declarations + "d:a v:p d:b {| v:from \"2010\"^^xsd:gYear ; v:source \(source) |} .").utf8)
    }
    let snapshot = try GraphLoader.load(texts: [("a.ttl", text("d:x")), ("b.ttl", text("d:y"))])
    #expect(snapshot.evidence("d:a", "v:p", "d:b") == [["d:x||", "d:y||"]])
  }

  @Test func aBareTripleBesideAnAnnotatedOneAddsNothing() throws {
    let snapshot = try load("d:a v:p d:b . d:a v:p d:b {| v:source d:one |} . d:a v:p d:c .")
    #expect(snapshot.lines == ["d:a v:p d:b", "d:a v:p d:c"])
  }

  @Test func reifiersMayBeNamedAndDescribedElsewhere() throws {
    let snapshot = try load(
      """
      d:a v:p d:b ~ d:r . d:r v:source d:one ; v:from "2010"^^xsd:gYear .
      d:s rdf:reifies <<( d:a v:p d:b )>> ; v:source d:two ; v:from "2010"^^xsd:gYear .
      """)
    #expect(snapshot.evidence("d:a", "v:p", "d:b") == [["d:one||", "d:two||"]])
    // What describes a reifier is about a statement and is not one.
    #expect(snapshot.lines == ["d:a v:p d:b"])
  }

  @Test func aReifierOfWhatNobodyStatesIsCounted() throws {
    let snapshot = try load("d:r rdf:reifies <<( d:a v:p d:b )>> ; v:source d:one . d:a v:q d:b .")
    #expect(snapshot.unstatedReifications == 1)
    #expect(snapshot.lines == ["d:a v:q d:b"])
  }

  @Test func validityStatusAndDetailsOfAStatement() throws {
    let snapshot = try load(
      """
      d:a v:p d:b {| v:from "2010-06"^^xsd:gYearMonth ; v:until "2012-02-29"^^xsd:date ;
        v:status v:proposed ; v:role "chair" |} .
      """)
    let statement = try #require(
      (0..<UInt32(snapshot.statementCount)).first { snapshot.line($0) == "d:a v:p d:b" })
    let validity = snapshot.annotations.validity(of: statement)
    #expect(validity.from?.description == "2010-06")
    #expect(validity.until?.description == "2012-02-29")
    #expect(snapshot.curie(snapshot.annotations.status(of: statement)) == "v:proposed")
    #expect(
      snapshot.annotations.details(of: statement).map { snapshot.curie($0.object) } == ["chair"])
  }

  @Test func aNamedGraphIsTheSourceOfItsTriples() throws {
    let text = declarations + "d:notes { d:a v:p d:b . d:a v:p d:c {| v:source d:one |} . }"
    let snapshot = try GraphLoader.load(text: Array(text.utf8), named: "data.trig")
    #expect(snapshot.evidence("d:a", "v:p", "d:b") == [["d:notes||"]])
    #expect(snapshot.evidence("d:a", "v:p", "d:c") == [["d:notes||", "d:one||"]])
    let lines = "<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n"
    let quads = try GraphLoader.load(text: Array(lines.utf8), named: "data.nq")
    #expect(
      quads.evidence("<http://x/a>", "<http://x/p>", "<http://x/b>") == [["<http://x/g>||"]])
  }

  @Test func evidenceKnowsItsFileAndLine() throws {
    let first = declarations + "d:a v:p d:b {| v:source d:one |} .\n"
    let second =
      "\n\n" + declarations + "d:a v:p d:b\n  {| v:source d:two |}\n  {| v:source d:zoo |} .\n"
    let snapshot = try GraphLoader.load(
      texts: [("one.ttl", Array(first.utf8)), ("two.ttl", Array(second.utf8))])
    let found = (0..<UInt32(snapshot.statementCount)).flatMap { statement in
      snapshot.annotations.evidence(of: statement).map { evidence in
        "\(snapshot.curie(evidence.source)) \(snapshot.files[Int(evidence.file)]):\(evidence.line)"
      }
    }
    let lines = declarations.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(
      found == [
        "d:one one.ttl:\(lines)", "d:two two.ttl:\(lines + 3)", "d:zoo two.ttl:\(lines + 4)",
      ])
  }

  @Test func theHashIgnoresTheOrderOfFilesAndSeesEveryByte() throws {
    let (a, b) = (Array("<x:a> <x:p> <x:b> .".utf8), Array("<x:c> <x:p> <x:d> .".utf8))
    let one = try GraphLoader.load(texts: [("a.nt", a), ("b.nt", b)])
    let two = try GraphLoader.load(texts: [("b.nt", b), ("a.nt", a)])
    let other = try GraphLoader.load(texts: [("a.nt", a), ("b.nt", b + [0x0A])])
    #expect(one.contentHash == two.contentHash && one.contentHash != other.contentHash)
  }
}
