// What the grammar wants behind the words of a beginning. Not a parser: it looks back for the verb or
// the clause that governs the place and counts what has come since.

internal import QueryParse
internal import QueryShow

/// What may stand at a place of a query.
enum QueryPlace {
  /// A kind of words.
  enum Wanted: Equatable {
    case verbs, nodes, classes, relations, statuses, saved
    /// The parameters of a saved query.
    case parameters(String)
    case words([String])
  }

  /// What may follow some finished words.
  static func wanted(behind words: [String]) -> [Wanted] {
    guard let first = words.first else { return [.verbs] }
    if first.lowercased() == "help" {
      return words.count == 1 ? [.words(HelpText.topics.map(\.word))] : []
    }
    guard let verb = VerbWord(rawValue: first.lowercased()) else { return [] }
    // A node may be called like a clause, so the first word behind the verb never is one.
    let last = words.indices.dropFirst(verb == .match || verb == .why ? 4 : 2).last { index in
      ClauseWord(rawValue: words[index].lowercased()) != nil || words[index].lowercased() == "by"
    }
    guard let last, let clause = clause(words, last) else {
      return behind(verb, Array(words.dropFirst()))
    }
    return behind(clause, Array(words[(last + 1)...]), verb, words)
  }

  private static func clause(_ words: [String], _ index: Int) -> ClauseWord? {
    words[index].lowercased() == "by" ? .order : ClauseWord(rawValue: words[index].lowercased())
  }

  // MARK: Behind the verb

  private static func behind(_ verb: VerbWord, _ words: [String]) -> [Wanted] {
    let last = words.last?.lowercased()
    switch verb {
    case .link, .origin, .paths:
      let joint = verb == .paths ? "to" : "and"
      if words.isEmpty || last == joint { return [.nodes] }
      let isWhole = words.count >= 3
      return [.words([joint])] + (isWhole ? clauses(verb, words) : [])
    case .lineage, .near, .show, .find:
      return words.isEmpty ? [.nodes] : clauses(verb, words)
    case .list: return words.isEmpty ? [.classes, .words(["any"])] : clauses(verb, words)
    case .run:
      guard let name = words.first else { return [.saved] }
      return last == "="
        ? [.nodes, .classes, .relations] : [.parameters(name)] + clauses(verb, words)
    case .match, .why: return triple(words, verb)
    }
  }

  private static func triple(_ words: [String], _ verb: VerbWord) -> [Wanted] {
    let triple = words.split(separator: ",", omittingEmptySubsequences: false).last.map(Array.init)
    let parts = triple ?? []
    // Operators of a relation bind the word behind them.
    if let last = parts.last, parts.count > 1, "^~/|(".contains(last) { return [.relations] }
    let plain = joined(parts)
    switch plain.count {
    case 0: return [.nodes]
    case 1: return [.relations, .words(["a", "any"])]
    case 2: return plain[1] == "a" ? [.classes, .nodes] : [.nodes]
    default: return clauses(verb, words)
    }
  }

  /// The parts of a triple, a path of relations as one.
  private static func joined(_ parts: [String]) -> [String] {
    var found: [String] = []
    var binds = false
    for part in parts {
      let isOperator = part.count == 1 && "^~/|()".contains(part)
      if isOperator {
        binds = part != ")"
      } else {
        if !binds || found.count < 2 { found.append(part) }
        binds = false
      }
    }
    return found
  }

  // MARK: Behind a clause

  private static func behind(
    _ clause: ClauseWord, _ words: [String], _ verb: VerbWord, _ all: [String]
  ) -> [Wanted] {
    let goesOn = words.isEmpty || words.last == "," || words.last == "|"
    let others = clauses(verb, all)
    switch clause {
    case .via: return goesOn || "^~/(".contains(words.last ?? "x") ? [.relations] : others
    case .through: return goesOn ? [.classes, .words(["any"])] : others
    case .avoid, .accordingTo: return goesOn ? [.nodes] : others
    case .including, .only: return goesOn ? [.statuses, .words(["any"])] : others
    case .as where words.isEmpty: return [.words(AnswerFormat.allCases.map(\.rawValue))]
    case .with where goesOn: return [.words(Clauses.Detail.allCases.map(\.rawValue))]
    case .rank where words.isEmpty: return [.words(Clauses.Rank.allCases.map(\.rawValue))]
    case .order where words.isEmpty && all.last?.lowercased() == "order": return [.words(["by"])]
    case .where, .return, .order:
      let functions = ["label(", "class(", "year(", "date(", "degree(", "rel(", "said(", "count("]
      return [.words(functions), .relations] + others
    case .limit, .offset, .depth, .asOf, .during, .lang, .within:
      return words.isEmpty ? [] : others
    case .up, .down, .both, .shortest, .allShortest, .simple, .explain, .as, .with, .rank:
      return others
    }
  }

  /// The clauses of a verb that have not been typed and that nothing typed excludes.
  private static func clauses(_ verb: VerbWord, _ words: [String]) -> [Wanted] {
    let typed = Set(words.compactMap { ClauseWord(rawValue: $0.lowercased()) })
    let free = ClauseWord.allCases.filter { clause in
      clause.verbs.contains(verb) && typed.isDisjoint(with: clause.rivals)
    }
    return [.words(free.map(\.rawValue))]
  }
}
