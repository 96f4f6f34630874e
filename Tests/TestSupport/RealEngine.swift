// The engine under test, from text to rows of text, the way the program uses it.

import GraphModel
import GraphStore
package import GraphVocabulary
import QueryParse
import QueryPlan
package import QueryRun

/// A loaded graph that answers questions.
package struct RealEngine: Sendable {
  /// The names of the graph.
  package let names: Names

  /// Loads texts as if they were files of those names.
  package init(_ texts: [(name: String, text: String)]) throws {
    let snapshot = try GraphLoader.load(texts: texts.map { ($0.name, Array($0.text.utf8)) })
    names = Names(Vocabulary.compile(snapshot))
  }

  /// Loads statements in their order, with the vocabulary before them.
  package init(_ statements: [PlainStatement]) throws {
    try self.init([
      ("vocabulary.ttl", PlainVocabulary.turtle), ("data.ttl", RandomGraph.turtle(statements)),
    ])
  }

  /// Loads a hand-written graph: Turtle behind the usual prefixes and vocabulary.
  package init(turtle: String) throws {
    try self.init([
      ("vocabulary.ttl", PlainVocabulary.turtle), ("data.ttl", PlainVocabulary.prefixes + turtle),
    ])
  }

  /// Answers a query of whose time some nanoseconds are over; throws what is wrong with it.
  package func ask(
    _ text: String, languages: [String] = ["en"], used: Int64 = 0
  ) throws -> Answer {
    let bytes = Array(text.utf8)
    let plan = try Binder.plan(
      try parseQuery(bytes), text: bytes, names: names, languages: languages)
    return execute(plan, names: names, defaultMilliseconds: 60_000, used: used)
  }

  /// The rows of an answer as text.
  package func rows(_ text: String) throws -> [[String]] { try self.rows(of: ask(text)) }

  /// The rows of an answer as text.
  package func rows(of answer: Answer) -> [[String]] {
    answer.rows.map { $0.cells.map(self.text) }
  }

  /// One column of the rows of an answer.
  package func column(_ name: String, of text: String) throws -> [String] {
    let answer = try ask(text)
    guard let index = answer.columns.firstIndex(of: name) else { return [] }
    return rows(of: answer).map { $0[index] }
  }

  /// The hubs of an answer as text.
  package func hubs(of answer: Answer) -> [String] {
    answer.hubs.map { "\(snapshot.curie($0.node)) \($0.ties)/\($0.counted)" }
  }

  /// What an answer left out by status, as the last line shows it.
  package func leftOut(of answer: Answer) -> [String] {
    answer.leftOut.map { "\(Snapshot.text(snapshot.terms.text(of: $0.status))):\($0.count)" }
  }

  /// The nodes an answer is about.
  package func focus(of answer: Answer) -> [String] { answer.focus.map { snapshot.curie($0) } }

  private var snapshot: Snapshot { names.vocabulary.snapshot }

  private func text(_ cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .undated: "?"
    case .node(let node): snapshot.curie(node)
    case .literal(let term):
      Snapshot.text(snapshot.terms.text(of: term)) + tag(snapshot.terms.termClass(of: term))
    case .text(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): thousandths(number)
    case .date(let date): date.description
    case .boolean(let flag): String(flag)
    case .list(let cells): cells.map(text).joined(separator: "; ")
    }
  }

  private func tag(_ termClass: TermClass) -> String {
    termClass.kind == .tagged ? "@" + Snapshot.text(termClass.text) : ""
  }
}

/// A number with decimals as both engines write it here: in thousandths.
func thousandths(_ number: Double) -> String {
  guard number.isFinite else { return String(describing: number) }
  return "\(Int((number * 1000).rounded())) thousandths"
}
