// A small graph, answers about it made by hand, and comparison with golden files.

import Bytes
import Foundation
import GraphStore
import GraphVocabulary
import QueryRun
import QueryShow
import Testing

/// A graph and the names in it.
struct Fixture {
  let snapshot: Snapshot
  let names: Names

  /// The graph of Golden/good/graph.ttl, and more in Turtle behind it.
  init(adding more: String = "") throws {
    let text = try Data(contentsOf: Golden.folder.appending(path: "graph.ttl"))
    try self.init(texts: [("graph.ttl", Array(text)), ("more.ttl", Array(more.utf8))])
  }

  init(texts: [(name: String, text: [UInt8])]) throws {
    snapshot = try GraphLoader.load(texts: texts)
    names = Names(Vocabulary.compile(snapshot))
  }

  func term(_ curie: String) throws -> TermID { try #require(snapshot.term(named: curie)) }

  func node(_ curie: String) throws -> Cell { .node(try term(curie)) }

  /// The statements of one triple.
  func statements(_ subject: String, _ relation: String, _ object: String) throws -> [StatementID] {
    let relation = try #require(snapshot.relation(of: try term(relation)))
    return Array(snapshot.statements(try term(subject), relation, try term(object)))
  }

  /// The statements of a subject and relation.
  func statements(_ subject: String, _ relation: String) throws -> [StatementID] {
    let relation = try #require(snapshot.relation(of: try term(relation)))
    return Array(snapshot.statements(from: try term(subject), relation))
  }

  func written(
    _ answer: Answer, _ format: AnswerFormat, _ change: (inout ShowSettings) -> Void = { _ in }
  ) throws -> String {
    var settings = ShowSettings(languages: ["en"])
    change(&settings)
    var output = OutputBuffer()
    var writer = AnswerWriter(answer, names: names, settings: settings)
    try writer.write(format, into: &output)
    return try #require(String(validating: output.bytes, as: UTF8.self))
  }
}

/// Golden files beside the tests; `UPDATE_GOLDEN=1` rewrites them.
enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/good")

  static func expect(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let expected = try #require(
      try? Data(contentsOf: file), "no golden file \(name); UPDATE_GOLDEN=1 writes it",
      sourceLocation: sourceLocation)
    #expect(text == String(decoding: expected, as: UTF8.self), sourceLocation: sourceLocation)
  }
}
