// What a beginning of a query may go on with: the words that the grammar allows there, and names from
// the data in any language. Wrong guesses cost a key, missing ones cost trust, so where two readings
// are possible both are offered.

internal import Bytes
internal import GraphStore
internal import GraphVocabulary
internal import QueryParse
internal import QueryShow
public import WireProtocol

extension GraphService {
  /// The most completions of one reply.
  private static let mostCompletions = 50

  /// What could stand at the end of a beginning, as rows; `from=` of the opener is the byte, from 1,
  /// at which the unfinished word begins, that each `text` stands in the place of.
  public func complete(_ text: [UInt8], _ settings: SessionSettings) -> Reply {
    let beginning = QueryBeginning(text)
    var found: [[String?]] = []
    var seen: Set<String> = []
    for candidate in candidates(beginning) where seen.insert(candidate.text).inserted {
      found.append([candidate.text, candidate.kind, candidate.note])
      if found.count == GraphService.mostCompletions { break }
    }
    var reply = rows(["text", "kind", "note"], found)
    reply.opener?.fields.add("from", beginning.start + 1)
    return reply
  }

  private struct Candidate {
    var text: String
    var kind: String
    var note: String?
  }

  private func candidates(_ beginning: QueryBeginning) -> [Candidate] {
    QueryPlace.wanted(behind: beginning.words).flatMap { wanted -> [Candidate] in
      let isWord = { (word: String) in
        !beginning.isQuoted && word.utf8.starts(with: beginning.typed.map(GraphService.lowered))
      }
      switch wanted {
      case .words(let words):
        return words.filter(isWord).map {
          Candidate(text: $0, kind: "word", note: HelpText.topic($0)?.summary)
        }
      case .verbs:
        return (VerbWord.allCases.map(\.rawValue) + ["help", "queries"]).filter(isWord).map {
          Candidate(text: $0, kind: "word", note: HelpText.topic($0)?.summary)
        }
      case .saved:
        return saved.queries.values.sorted { $0.name < $1.name }.filter { isWord($0.name) }.map {
          Candidate(text: $0.name, kind: "query", note: $0.summary)
        }
      case .parameters(let name):
        return (saved.queries[name]?.parameters ?? []).filter { isWord($0.name) }.map {
          Candidate(text: $0.name + "=", kind: "parameter", note: $0.note)
        }
      case .nodes: return nodes(beginning) + curies(beginning) { !names.vocabulary.declares($0) }
      case .classes:
        let classes = names.vocabulary.classes
        return terms(Array(classes.keys), "class", beginning)
          + curies(beginning) { classes[$0] != nil }
      case .statuses: return terms(Array(names.vocabulary.statuses.keys), "status", beginning)
      case .relations:
        let vocabulary = names.vocabulary
        let relations = vocabulary.relations.filter { !$0.traits.contains(.schema) }.map(\.term)
        return terms(
          relations + vocabulary.families + vocabulary.paths.map(\.term), "relation", beginning)
          + curies(beginning) { vocabulary.relation($0) != nil }
      }
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// The most names that are looked at; short ones are offered first, and they sort anywhere.
  private static let mostNames = 2_000

  private func nodes(_ beginning: QueryBeginning) -> [Candidate] {
    let vocabulary = names.vocabulary
    return names.completions(of: beginning.typed, atMost: GraphService.mostNames)
      .filter { !vocabulary.declares($0.node) }
      .sorted { ($0.name.count, $0.name) < ($1.name.count, $1.name) }
      .prefix(GraphService.mostCompletions).map { name, node in
        Candidate(
          text: GraphService.written(name, isQuoted: beginning.isQuoted), kind: "name",
          note: vocabulary.snapshot.curie(node))
      }
  }

  /// Prefixes, and what is named with the prefix that was typed.
  private func curies(
    _ beginning: QueryBeginning, _ isWanted: (TermID) -> Bool
  ) -> [Candidate] {
    guard !beginning.isQuoted, !beginning.typed.isEmpty else { return [] }
    let snapshot = names.vocabulary.snapshot
    let typed = String(decoding: beginning.typed, as: UTF8.self)
    guard let colon = typed.firstIndex(of: ":") else {
      return snapshot.curies.declarations.filter { $0.name.hasPrefix(typed) }.map {
        Candidate(text: $0.name + ":", kind: "prefix", note: Snapshot.text($0.namespace))
      }
    }
    let local = Array(typed[colon...].utf8.dropFirst()).map(GraphService.lowered)
    guard let namespace = snapshot.curies.namespace(of: String(typed[..<colon])),
      let number = namespace.withUnsafeBytes({ snapshot.terms.knownClass(.iri, $0) })
    else { return [] }
    var found: [(text: String, term: TermID)] = []
    for term in 1..<TermID(snapshot.terms.count)
    where snapshot.terms.classNumber(of: term) == number
      && snapshot.terms.withText(
        of: term, { $0.lazy.map(GraphService.lowered).starts(with: local) })
      && isWanted(term)
    {
      found.append((snapshot.curie(term), term))
      if found.count == GraphService.mostNames { break }
    }
    // What has no prefix of its own, or signs that a prefixed name cannot hold, is typed as an IRI.
    return found.filter { $0.text.hasPrefix(typed[...colon]) }
      .sorted { ($0.text.count, $0.text) < ($1.text.count, $1.text) }
      .prefix(GraphService.mostCompletions).map { text, term in
        let label = names.label(of: term, languages: ["en"])?.text
        return Candidate(text: text, kind: "name", note: label)
      }
  }

  /// Words of the vocabulary by how they are typed and by their names in every language.
  private func terms(
    _ terms: [TermID], _ kind: String, _ beginning: QueryBeginning
  ) -> [Candidate] {
    let start = Folding.foldTight(beginning.typed)
    var found: [Candidate] = []
    for term in terms {
      for (name, isLabel) in names.spellings(of: term)
      where !name.isEmpty && Folding.foldTight(name.utf8).starts(with: start) {
        let curie = names.vocabulary.snapshot.curie(term)
        found.append(
          Candidate(
            text: isLabel ? GraphService.written(name, isQuoted: beginning.isQuoted) : name,
            kind: kind, note: curie))
        // One way to type it is enough: the first, which is the shortest.
        break
      }
    }
    return found.sorted { $0.text < $1.text }
  }

  /// A name as the query language takes it: in quotes unless it is one plain word.
  static func written(_ name: String, isQuoted: Bool) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-./:_".unicodeScalars.contains(scalar)
    }
    if isPlain, !isQuoted, !name.contains(".."), !name.hasPrefix("_") { return name }
    let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
