// One thread or two, pieces of one size or another, strict or lenient: the graph is the same, and so
// is what is said of a file that is wrong.

import GraphFormats
import GraphStore
import Testing

/// All that can be told of a snapshot from outside.
private struct Told: Equatable {
  var terms: [String]
  var rows: [[UInt32]]
  var lines: [UInt32]
  var hash: UInt64
  var prefixes: [String]
  var byObject: [[StatementID]]
  var byRelation: [[StatementID]]

  init(_ snapshot: Snapshot) {
    terms = (1..<TermID(snapshot.terms.count)).map { term in
      "\(snapshot.terms.termClass(of: term)) \(snapshot.terms.text(of: term))"
    }
    let statements = 0..<StatementID(snapshot.statementCount)
    rows = statements.map { statement in
      let index = Int(statement)
      return [snapshot.subjects[index], snapshot.relations[index], snapshot.objects[index]]
    }
    lines = statements.flatMap { snapshot.annotations.evidence(of: $0).map(\.line) }
    hash = snapshot.contentHash
    prefixes = snapshot.curies.declarations.map(\.name)
    byObject = (1..<TermID(snapshot.terms.count)).map { Array(snapshot.statements(to: $0)) }
    byRelation = snapshot.predicates.indices.map {
      Array(snapshot.statements(with: RelationID($0)))
    }
  }
}

@Suite struct LoadingTests {
  private static let turtle =
    declarations + """
      d:a v:p "one", "t\\u00E9xt \\n", "mot"@fr, 12, 1.5, true, d:b, <http://example.org/plain>, <urn:x> ;
        v:q [ v:p d:c ; v:q ( d:a "x" 3 ) ], _:label, '''long
      text''' .
      @prefix later: <http://example.org/later#> .
      later:x v:p later:y {| v:source d:doc ; v:paragraph "2" ; v:from "2010"^^xsd:gYear |},
        _:label ~ d:named {| v:source d:other |} .
      d:named v:quote "words" . << d:a v:p d:b >> v:source d:third .
      d:t v:says <<( d:a v:p <<( d:x v:q "é" )>> )>> .

      """
  private static let lines = """
    <http://a/1> <http://p/q#r> "a \\"quoted\\" text"@en .
    <http://a/1> <http://p/q#r> <http://a/2> <http://g/1> .
    # a comment, é
    _:b <http://p/q#r> _:c .
    _:anon1 <http://p/q#s> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://g/1> .
    <noslash:x> <p:q> "" .

    """

  private func load(
    _ texts: [(String, String)], threads: Int, piece: Int, isLenient: Bool = false
  ) throws -> Snapshot {
    var options = LoadOptions()
    options.threads = threads
    options.pieceBytes = piece
    options.isLenient = isLenient
    return try GraphLoader.load(
      texts: texts.map { (name: $0.0, text: Array($0.1.utf8)) }, options)
  }

  @Test(arguments: [1, 2, 3, 7, 16, 61, 4096])
  func anyCutOnOneThreadOrTwoIsTheSameGraph(_ piece: Int) throws {
    let texts = [
      ("a.ttl", LoadingTests.turtle), ("b.nq", LoadingTests.lines), ("c.ttl", ""),
      ("d.trig", "@prefix d: <http://example.org/d#> . d:g { d:a d:p d:b , [] . }\n"),
    ]
    let whole = Told(try load(texts, threads: 1, piece: 1 << 16))
    #expect(whole.rows.count > 30 && whole.lines.count > 4 && whole.prefixes.contains("later"))
    for threads in 1...2 {
      let cut = Told(try load(texts, threads: threads, piece: piece))
      #expect(cut == whole, "\(threads) threads, pieces of \(piece)")
    }
  }

  @Test func twoThreadsSortLikeOne() throws {
    // Lines so short that the rows are more than their bytes promise, hence in two runs, of which
    // each thread has one; many are said in both.
    var state: UInt64 = 7
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let lines = (0..<3_000).map { _ in "<a:\(below(60))> <p:\(below(9))> <a:\(below(200))> .\n" }
    let one = Told(try load([("a.nt", lines.joined())], threads: 1, piece: 1 << 16))
    #expect((2_000..<3_000).contains(one.rows.count))
    #expect(Told(try load([("a.nt", lines.joined())], threads: 2, piece: 1 << 16)) == one)
    #expect(Set(one.byObject.flatMap { $0 }).count == one.rows.count)
  }

  @Test(arguments: [
    ("x.nt", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> \"open .\n<a:d> <a:e> <a:f> .\n"),
    ("x.ttl", "<a:a> <a:b> <a:c> .\n\n  <a:a> <a:b> <a:c> ; .\n <a:a> nope:x <a:c> .\n"),
    ("x.ttl", "<a:a> <a:b> [ <a:c>\n "),
    ("x.nq", "<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> \"\\uD800\" .\n"),
    ("x.nt", "<a:a> <a:b> <a:c> .\n# more\r\n<a:a> <a:b> <a:d>\n\n<a:a> nope <a:c> .\n"),
    ("x.nt", "<a:a> <a:b> <a:c> .\n\u{FEFF}<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:c> .\n"),
    ("x.nt", String(repeating: "<a:a> <a:b> <a:c> .\n", count: 40) + "<a:a> <a:b> \"cut off"),
  ])
  func aFaultIsTheSameHoweverTheFileIsRead(_ name: String, _ text: String) {
    func fault(_ threads: Int, _ piece: Int) -> String {
      do {
        _ = try load(
          [("good.nt", "<a:a> <a:b> <a:c> .\n"), (name, text)], threads: threads, piece: piece)
      } catch LoadError.syntax(let path, let fault) { return fault.rendered(name: path) } catch {}
      return "no fault"
    }
    let whole = fault(1, 1 << 16)
    #expect(whole.hasPrefix(name + ":"))
    for piece in [1, 2, 5, 17, 64] {
      #expect(fault(1, piece) == whole, "one thread, pieces of \(piece)")
      #expect(fault(2, piece) == whole, "two threads, pieces of \(piece)")
    }
  }

  @Test func aFileThatIsNotThereIsNamedOnTwoThreads() {
    var options = LoadOptions()
    options.threads = 2
    do { _ = try GraphLoader.load(["/nowhere/x.nt"], options) } catch {
      guard case .unreadable("/nowhere/x.nt", _) = error else {
        Issue.record("\(error)")
        return
      }
      return
    }
    Issue.record("loaded")
  }

  @Test(arguments: [1, 2]) func aLenientLoadingCountsWhatItPassesOver(_ threads: Int) throws {
    let texts = [
      ("a.nt", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> oops .\n\u{1} .\n<a:a> <a:b> <a:d> .\n"),
      ("b.ttl", "<a:a> <a:b> <a:e> . <a:a> nope:x <a:c> . <a:a> <a:b> <a:f> .\n"),
    ]
    let snapshot = try load(texts, threads: threads, piece: 11, isLenient: true)
    #expect(snapshot.skippedStatements == 3)
    #expect(snapshot.statementCount == 4)
    #expect(try load([("a.nt", "")], threads: threads, piece: 11).skippedStatements == 0)
  }

  @Test func aLenientLoadingOfLinesPassesOverTheSameOnTwoThreads() throws {
    let lines = (0..<60).map { index in
      switch index % 6 {
      case 1: "<a:a> <a:b> \"\(index)\" , oops .\r"
      case 2: "\u{FEFF}<a:a> <a:b> <a:c\(index)> ."
      case 3: "<a:a> <a:b> \"open \(index)"
      case 4: "# é, and a line that is longer than a piece: \(String(repeating: "-", count: 90))"
      default: "_:b\(index) <a:b> \"\(index)\" <a:g\(index)> ."
      }
    }
    let texts = [("a.nq", lines.joined(separator: "\n")), ("b.nq", lines[0] + "\n")]
    let whole = try load(texts, threads: 1, piece: 1 << 16, isLenient: true)
    #expect(whole.skippedStatements == 30 && whole.statementCount == 21)
    for piece in [1, 13, 40, 64, 100, 200, 1000] {
      let cut = try load(texts, threads: 2, piece: piece, isLenient: true)
      #expect(Told(cut) == Told(whole), "pieces of \(piece)")
      #expect(cut.skippedStatements == 30, "pieces of \(piece)")
    }
  }

  @Test(arguments: [1, 2]) func whatDoesNotFitIsRefusedByName(_ threads: Int) throws {
    let lines = (0..<3_000).map { "<http://example.org/n\($0)> <x:p> \"text \($0)\" .\n" }
    func refusal(_ memory: Int) -> (path: String, needed: Int, available: Int)? {
      var options = LoadOptions()
      options.threads = threads
      options.memory = memory
      do {
        _ = try GraphLoader.load(texts: [("a.nt", Array(lines.joined().utf8))], options)
      } catch LoadError.noRoom(let path, let needed, let available) {
        return (path, needed, available)
      } catch { Issue.record("\(error)") }
      return nil
    }
    let refused = try #require(refusal(100_000))
    #expect(refused.path == "a.nt" && refused.needed > refused.available)
    #expect(refusal(1 << 30) == nil)
  }
}
