// What a vocabulary file declares and what is inherited; names of its words.

import GraphModel
import GraphStore
import GraphVocabulary
import Testing

@Suite struct VocabularyTests {
  private func compile(_ text: String) throws -> Vocabulary {
    let prefixes = """
      @prefix d: <http://example.org/d#> . @prefix v: <http://example.org/v#> .
      @prefix model: <https://w3id.org/mea/model#> .
      @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

      """
    return Vocabulary.compile(
      try GraphLoader.load(text: Array((prefixes + text).utf8), named: "data.ttl"))
  }

  private func relation(_ name: String, _ vocabulary: Vocabulary) throws -> Relation {
    let term = try #require(vocabulary.snapshot.term(named: name))
    return try #require(vocabulary.relation(term))
  }

  @Test func subRelationsInheritWhatTheyDoNotSay() throws {
    let vocabulary = try compile(
      """
      v:p model:weight 0.5 ; model:family v:f ; model:lineage model:subjectNewer ; model:actsFor true .
      v:q rdfs:subPropertyOf v:p . v:r rdfs:subPropertyOf v:q ; model:weight 0.9 .
      v:f a model:Family . d:a v:p d:b . d:a v:q d:b . d:a v:r d:b .
      """)
    #expect(try relation("v:q", vocabulary).weight == 0.5)
    #expect(try relation("v:r", vocabulary).weight == 0.9)
    #expect(try relation("v:r", vocabulary).traits.contains(.subjectNewer))
    #expect(vocabulary.actsFor.count == 3)
    let family = try #require(vocabulary.snapshot.term(named: "v:f"))
    #expect(vocabulary.relations(under: family).members.count == 3)
    let middle = try #require(vocabulary.snapshot.term(named: "v:q"))
    #expect(vocabulary.relations(under: middle).members.count == 2)
  }

  /// What is no number from 0 to 1 would make scores that no order holds.
  @Test(arguments: ["nan", "inf", "-inf", "1e999", "-0.1", "1.5", "much", ""])
  func whatIsNoStrengthMakesNoTie(_ weight: String) throws {
    let vocabulary = try compile(
      "v:p model:weight \"\(weight)\" . v:q model:weight 1 . d:a v:p d:b . d:a v:q d:b .")
    #expect(try relation("v:p", vocabulary).weight == nil)
    #expect(try relation("v:q", vocabulary).weight == 1)
    let faults = DataRules(vocabulary).faults().filter {
      if case .wrongWeight = $0.cause { return true }
      return false
    }
    #expect(faults.count == 1)
  }

  @Test func classesInheritFlagsAndCyclesEnd() throws {
    let vocabulary = try compile(
      """
      v:A model:linking true ; rdfs:subClassOf v:C . v:B rdfs:subClassOf v:A . v:C rdfs:subClassOf v:B .
      v:D rdfs:subClassOf v:B ; model:counted true .
      v:A a rdfs:Class . v:B a rdfs:Class . v:C a rdfs:Class . v:D a rdfs:Class .
      """)
    for name in ["v:A", "v:B", "v:C", "v:D"] {
      let term = try #require(vocabulary.snapshot.term(named: name))
      #expect(vocabulary.classes[term]?.isLinking == true)
      #expect(vocabulary.classes[term]?.isCounted == (name == "v:D"))
    }
  }

  @Test func theShownClassIsTheMostSpecial() throws {
    let vocabulary = try compile(
      "v:B rdfs:subClassOf v:A . v:B a rdfs:Class . d:x a v:A, v:B . d:y a v:C, v:B . d:z v:p d:x ."
    )
    func shown(_ name: String) throws -> String? {
      let node = try #require(vocabulary.snapshot.term(named: name))
      return vocabulary.shownClass(of: node).map { vocabulary.snapshot.curie($0) }
    }
    #expect(try shown("d:x") == "v:B")
    #expect(try shown("d:y") == "v:B")
    #expect(try shown("d:z") == nil)
  }

  @Test func relationsByNameFamilyAndInverse() throws {
    let vocabulary = try compile(
      """
      v:memberOf a rdf:Property ; rdfs:label "member of"@en, "成员"@zh ; model:inverseLabel "has member"@en .
      d:a v:memberOf d:b .
      """)
    let names = Names(vocabulary)
    let term = try #require(vocabulary.snapshot.term(named: "v:memberOf"))
    for name in ["v:memberOf", "memberOf", "member_of", "Member-Of", "成员", "member of"] {
      #expect(names.relation(name).map(\.term) == [term])
      #expect(names.relation(name).map(\.isInverse) == [false])
    }
    #expect(names.relation("has_member").map(\.isInverse) == [true])
    #expect(names.relation("has_memb").isEmpty)
    #expect(names.relations(near: "membr_of") == [term])
  }

  @Test func labelsByLanguageWithFallback() throws {
    let names = Names(
      try compile(
        """
        d:a rdfs:label "Basel"@en, "巴塞尔"@zh ; skos:altLabel "B"@fr . d:b rdfs:label "Bâle"@fr .
        d:c v:p d:a .
        """))
    func label(_ name: String, _ languages: String...) throws -> String? {
      let node = try #require(names.vocabulary.snapshot.term(named: name))
      return names.label(of: node, languages: languages).map { label in
        "\(label.text) \(label.language ?? "")\(label.isFallback ? " instead" : "")"
      }
    }
    #expect(try label("d:a", "zh") == "巴塞尔 zh")
    #expect(try label("d:a", "ru", "zh") == "巴塞尔 zh")
    // A name that is only for finding never stands before one that is for showing.
    #expect(try label("d:a", "fr") == "Basel en instead")
    #expect(try label("d:b", "en") == "Bâle fr instead")
    #expect(try label("d:c", "en") == nil)
  }
}
