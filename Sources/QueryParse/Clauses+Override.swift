// `run` takes the clauses of the verb it stores, and what is typed beside `run` stands for what was
// stored. Which verb that is comes to light only when the saved query is looked up, so the table is
// checked then.

extension Clauses {
  /// The stored clauses with the typed ones in their place.
  ///
  /// `ranges` are the typed ones alone,
  /// because the others are places in another text.
  public func overridden(by typed: Clauses) -> Clauses {
    var result = Clauses()
    result.direction = typed.direction ?? direction
    result.pathMode = typed.pathMode ?? pathMode
    result.via = typed.via ?? via
    result.through = typed.through ?? through
    result.avoid = typed.avoid ?? avoid
    result.depth = typed.depth ?? depth
    result.condition = typed.condition ?? condition
    result.returned = typed.returned ?? returned
    result.order = typed.order ?? order
    result.limit = typed.limit ?? limit
    result.offset = typed.offset ?? offset
    result.time = typed.time ?? time
    result.statuses = typed.statuses ?? statuses
    result.accordingTo = typed.accordingTo ?? accordingTo
    result.rank = typed.rank ?? rank
    result.languages = typed.languages ?? languages
    result.details = typed.details ?? details
    result.format = typed.format ?? format
    result.withinMilliseconds = typed.withinMilliseconds ?? withinMilliseconds
    result.explain = typed.explain || explain
    result.ranges = typed.ranges
    return result
  }

  /// Checks the clauses typed beside `run` against the verb that the saved query stores.
  ///
  /// The text is the one they were typed in. Throws for the first clause the verb does not take.
  public func check(beside verb: VerbWord, in text: [UInt8]) throws(QueryFault) {
    for (keyword, range) in ranges.sorted(by: { $0.value.lowerBound < $1.value.lowerBound }) {
      guard let word = ClauseWord(rawValue: keyword), !word.verbs.contains(verb) else { continue }
      var parser = QueryParser(text)
      let place = range.lowerBound..<range.lowerBound + keyword.utf8.count
      throw parser.fault(.clause(verb), at: place, hint: .clauseStands(word))
    }
  }
}
