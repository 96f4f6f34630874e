// Point 13 of the semantics: names never guess.

import QueryPlan
import TestSupport
import Testing

@Suite struct NameTests {
  private let decisions = """
    d:biodiversity a v:Treaty ; rdfs:label "Convention on Biological Diversity"@en, "生物多样性公约"@zh ;
      skos:altLabel "CBD"@en .
    d:basel a v:Treaty ; rdfs:label "Basel Convention"@en, "巴塞尔公约"@zh, "Convention de Bâle"@fr .
    d:cbd-VIII-5 a v:Paper ; rdfs:label "VIII/5"@en ; v:partOf d:biodiversity .
    d:basel-VIII-5 a v:Paper ; rdfs:label "VIII/5"@en ; v:partOf d:basel .
    d:para a v:Section ; rdfs:label "X/20 para 17"@en, "第17段"@zh .
    d:unep a v:Body ; rdfs:label "25/5"@en .
    d:arab a v:Body ; rdfs:label "اتفاقية بازل"@ar .
    d:one a v:Body ; rdfs:label "Chat"@en . d:two a v:Body ; rdfs:label "Chat"@fr .
    d:quebec a v:Body ; rdfs:label "Comité de Québec"@fr .
    """

  private func node(_ name: String, _ clauses: String = "") throws -> [String] {
    let engine = try graph(decisions)
    let answer = try engine.ask("show \(name) \(clauses)")
    return engine.focus(of: answer)
  }

  @Test(arguments: [
    ("d:basel", "d:basel"), ("<http://example.org/d#basel>", "d:basel"),
    ("\"Basel Convention\"", "d:basel"), ("生物多样性公约", "d:biodiversity"), ("CBD", "d:biodiversity"),
  ])
  func point13ExactNames(_ name: String, _ expected: String) throws {
    #expect(try node(name) == [expected])
  }

  @Test(arguments: [
    ("\"basel convention\"", "d:basel"), ("\"Basel-Convention\"", "d:basel"),
    ("\"Convention de Bale\"", "d:basel"), ("\"ＣＢＤ\"", "d:biodiversity"),
    ("\"Comite\u{301} de Que\u{301}bec\"", "d:quebec"), ("\"25 / 5\"", "d:unep"),
    ("25/5", "d:unep"),
    ("\"X/20 ¶ 17\"", "d:para"), ("\"X/20 § 17\"", "d:para"), ("\"x/20 paragraph 17\"", "d:para"),
    ("\"X/20　para　17\"", "d:para"), ("\"إتفاقيه بازل\"", "d:arab"), ("\"اتفاقية  بازل\"", "d:arab"),
  ])
  func point13FoldedNames(_ name: String, _ expected: String) throws {
    #expect(try node(name) == [expected])
  }

  @Test func point13TheAskedLanguageDecides() throws {
    #expect(try node("Chat", "lang fr") == ["d:two"])
    #expect(try node("Chat") == ["d:one"])
    #expect(try node("\"Chat\"@fr") == ["d:two"])
    let engine = try graph(decisions)
    #expect(
      fault("show Chat lang zh", in: engine)
        == .ambiguousName("Chat", candidates: ["d:one (Chat)", "d:two (Chat)"]))
  }

  @Test func point13TwoBearersAreAmbiguous() throws {
    let engine = try graph(decisions)
    for name in ["VIII/5", "viii/5", "\"VIII / 5\""] {
      guard case .ambiguousName(_, let candidates) = fault("show \(name)", in: engine) else {
        Issue.record("\(name) is not ambiguous")
        continue
      }
      #expect(candidates == ["d:basel-VIII-5 (VIII/5)", "d:cbd-VIII-5 (VIII/5)"])
    }
  }

  @Test func point13TyposAreSuggestedAndNeverTaken() throws {
    let engine = try graph(decisions)
    #expect(
      fault("show \"Bassel Convention\"", in: engine)
        == .unknownName("Bassel Convention", near: ["d:basel (Basel Convention)"]))
  }

  @Test func point13ChineseIsSuggestedByPairs() throws {
    let engine = try graph(decisions)
    guard case .unknownName(_, let near) = fault("show 生物多样公约", in: engine) else {
      Issue.record("no suggestion")
      return
    }
    #expect(near.first == "d:biodiversity (Convention on Biological Diversity)")
    #expect(fault("show 世界遗产", in: engine) == .unknownName("世界遗产", near: []))
  }

  @Test func point13DigitsAloneNeverSuggest() throws {
    let engine = try graph(decisions)
    #expect(fault("show 25/6", in: engine) == .unknownName("25/6", near: []))
    #expect(fault("show 2555", in: engine) == .unknownName("2555", near: []))
  }

  @Test func point13AtMostFiveCandidates() throws {
    let turtle = (1...8).map { "d:n\($0) a v:Body ; rdfs:label \"Same\"@en ." }
    let engine = try graph(turtle.joined(separator: "\n"))
    guard case .ambiguousName(_, let candidates) = fault("show Same", in: engine),
      case .unknownName(_, let near) = fault("show Sane", in: engine)
    else {
      Issue.record("not refused")
      return
    }
    #expect(candidates.count == 5 && near.count == 5)
  }

  @Test(arguments: ["member_of", "member-of", "memberOf", "\"Member of\"", "MEMBEROF"])
  func point13RelationNamesFold(_ name: String) throws {
    let engine = try graph("d:a v:memberOf d:b .")
    #expect(try lines("match ?x \(name) ?y", in: engine) == ["d:a|d:b"])
  }

  @Test func point13UnknownRelationsAndClassesAreErrorsAndNotEmpty() throws {
    let engine = try graph("d:a v:memberOf d:b .")
    #expect(
      fault("match ?x membr_of ?y", in: engine) == .unknownRelation("membr_of", near: ["memberOf"]))
    #expect(fault("list Boddy", in: engine) == .unknownClass("Boddy", near: ["Body"]))
    #expect(try lines("match ?x chair_of ?y", in: engine).isEmpty)
  }

  @Test(arguments: ["link d:A and d:A", "link d:A and d:B and Alpha", "paths d:B to d:A to d:A"])
  func point3OneNodeUnderTwoNamesIsRefused(_ query: String) throws {
    guard case .misplaced(let reason) = fault(query, in: try graph(treaties + "d:A v:size 1 ."))
    else {
      Issue.record("\(query) is not refused")
      return
    }
    #expect(reason.hasPrefix("this is d:A once more"))
  }

  @Test(arguments: ["near d:A depth 0", "link d:A and d:B depth 0", "paths d:A to d:B depth 0"])
  func point8NoStepsAreRefused(_ query: String) throws {
    let fault = fault(query, in: try graph(treaties))
    #expect(fault == .misplaced("steps are counted from 1; show says everything about one node"))
  }
}
