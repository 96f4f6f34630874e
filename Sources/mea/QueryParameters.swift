// `--param NAME=VALUE`: what stands for `$NAME` in the queries of the command line or a script, and
// what a saved query is given. A value becomes one name, number or date of the language, in quotes
// unless it is one plain word; it never brings a clause with it.

/// Parameters by name.
struct QueryParameters {
  private var values: [(name: String, text: String)] = []

  var isEmpty: Bool { values.isEmpty }

  /// Adds `NAME=VALUE`; false when that is no parameter.
  mutating func add(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "=") else { return false }
    let name = String(word[..<equals])
    guard let first = name.first, first.isLetter || first == "_",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
    else { return false }
    values.removeAll { $0.name == name }
    values.append((name, QueryParameters.literal(String(word[word.index(after: equals)...]))))
    return true
  }

  /// One token of the language.
  static func literal(_ value: String) -> String {
    let isPlain =
      !value.isEmpty && !value.contains("..")
      && value.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-+./:_".unicodeScalars.contains(scalar)
      }
    guard !isPlain else { return value }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// A query with its parameters, and the names that it had a use for.
  func bound(in query: String) -> (text: String, used: Set<String>) {
    var used: Set<String> = []
    let scan = QueryScan(query)
    var text = scan.parts.reduce(into: "") { text, part in
      switch part {
      case .string(let more), .comment(let more): text += more
      case .code(let code): text += bound(code, &used)
      }
    }
    if scan.verb == "run" {
      let given = QueryParameters.given(scan)
      let more = values.filter { !used.contains($0.name) && !given.contains($0.name) }
      used.formUnion(more.map(\.name))
      // Behind the name of the query, before its clauses.
      let name = text.split(separator: " ", maxSplits: 2)
      if name.count >= 2 {
        let arguments = more.map { "\($0.name)=\($0.text)" }
        text =
          ([name[0], name[1]].map(String.init) + arguments + name.dropFirst(2).map(String.init))
          .joined(separator: " ")
      }
    }
    return (text, used)
  }

  /// `$name` replaced in a stretch without strings.
  private func bound(_ code: String, _ used: inout Set<String>) -> String {
    var text = ""
    var rest = code[...]
    while let dollar = rest.firstIndex(of: "$") {
      text += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      if let value = values.first(where: { $0.name == name }) {
        used.insert(value.name)
        text += value.text
        rest = rest.dropFirst(name.count)
      } else {
        text += "$"
      }
    }
    return text + rest
  }

  /// What is typed as `name=` in a query that runs a saved one.
  private static func given(_ scan: QueryScan) -> Set<String> {
    let words = scan.withoutComments.split { $0.isWhitespace }
    return Set(words.compactMap { word in word.firstIndex(of: "=").map { String(word[..<$0]) } })
  }

  /// The first parameter that is not among some names.
  func unused(_ used: Set<String>) -> String? { values.first { !used.contains($0.name) }?.name }
}
