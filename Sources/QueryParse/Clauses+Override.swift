// `run` takes the clauses of the verb it stores, and what is typed beside `run` stands for what was
// stored. Which verb that is comes to light only when the saved query is looked up, so the table is
// checked then.

extension Clauses {
  /// The stored clauses with the typed ones in their place.
  ///
  /// Only the typed ones have a place, because the others are places in another text.
  public func overridden(by typed: Clauses) -> Clauses {
    var result = typed
    for var clause in self.typed where typed.rival(of: clause.word) == nil {
      clause.range = nil
      result.append(clause)
    }
    return result
  }

  /// Checks the clauses typed beside `run` against the verb that the saved query stores.
  ///
  /// The text is the one they were typed in. Throws for the first clause the verb does not take.
  public func check(beside verb: VerbWord, in text: [UInt8]) throws(QueryFault) {
    for clause in typed where !clause.word.stands(beside: verb) {
      guard let start = clause.range?.lowerBound else { continue }
      var parser = QueryParser(text)
      let place = start..<start + clause.word.rawValue.utf8.count
      throw parser.fault(.clause(verb), at: place, hint: .clauseStands(clause.word))
    }
  }
}
