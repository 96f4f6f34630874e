// Questions worth keeping are files of `Queries/`: a header that programs can read and people can
// too, then one query. Parameters are values, never text pasted in, so a saved query is checked
// once, when the data are loaded.

import Bytes

/// A query with a name, what it is for and what must be given.
public struct SavedQuery: Sendable {
  /// What a parameter stands for; decides how its value is read.
  public enum Kind: String, CaseIterable, Sendable {
    case node, `class`, relation, date, number, text
  }

  /// `#+ param NAME: KIND = default "note"`.
  public struct Parameter: Sendable {
    /// Without the dollar.
    public var name: String
    /// What it stands for.
    public var kind: Kind
    /// The value it has when none is given; nil if one must be given.
    public var defaultValue: TermSyntax?
    /// What it means, in the words of the file; may be empty.
    public var note: String
    /// Where its name stands in the file.
    public var range: Range<Int>
  }

  /// The name of the file without `.mq`.
  public let name: String
  /// What it asks, in one line; may be empty.
  public internal(set) var summary = ""
  /// In the order of the file.
  public internal(set) var parameters: [Parameter] = []
  /// Queries that run it, in the order of the file.
  public internal(set) var examples: [String] = []
  /// The query with its parameters not yet bound.
  public let query: Query
  /// The file as it is.
  public let text: [UInt8]

  /// Reads a file and checks that header, query and examples agree.
  ///
  /// Places in the error are bytes of the file, from 0.
  public init(name: String, text: [UInt8]) throws(QueryFault) {
    self.name = name
    self.text = text
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // To the query the header lines are comments, so its places are those of the file.
    var parser = QueryParser(text, in: start..<text.count)
    do {
      query = try parser.query()
    } catch {
      throw parser.completed(error)
    }
    if case .run(let name, _) = query.verb {
      throw parser.fault(.storedVerb, at: name.range)
    }
    try readHeader(from: start)
    try check(parser.parameters)
  }

  /// Every parameter of the query is declared, and every declared one is used.
  private func check(_ used: [Variable]) throws(QueryFault) {
    var parser = QueryParser(text)
    let names = parameters.map(\.name)
    for parameter in used where !names.contains(parameter.name) {
      let near = nearestWord(to: parameter.name, among: names)
      throw parser.fault(
        .declared(names), at: parameter.range,
        hint: near.map { .didYouMean("$" + $0) } ?? .declareIt(parameter.name))
    }
    for parameter in parameters where !used.contains(where: { $0.name == parameter.name }) {
      throw parser.fault(.used, at: parameter.range)
    }
  }
}
