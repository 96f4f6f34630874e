// What holds of a node over all its statements: one label a language, names of what is counted, one
// value where one is declared, and lineage that goes with time.

internal import GraphModel
internal import GraphStore

extension DataRules {
  /// The languages in which whatever is counted has a name.
  static let languages = ["en", "fr", "es", "ru", "zh", "ar"]

  /// A node has one stated label in a language.
  func twoLabels() -> [DataFault] {
    guard let label = snapshot.relation(of: model.label) else { return [] }
    var faults: [DataFault] = []
    var node: TermID = 0
    var labels: [[UInt8]: TermID] = [:]
    for statement in snapshot.statements(with: label) where isStated(statement) {
      if snapshot.subjects[Int(statement)] != node { labels = [:] }
      node = snapshot.subjects[Int(statement)]
      let text = snapshot.objects[Int(statement)]
      guard snapshot.terms.isLiteral(text) else { continue }
      let termClass = snapshot.terms.termClass(of: text)
      let language = termClass.kind == .tagged ? termClass.text : []
      if let other = labels[language], other != text {
        faults.append(fault(.twoLabels(other, text), statement))
      }
      labels[language] = text
    }
    return faults
  }

  /// A label belongs to one node; the vocabulary's own words may share some with the field.
  func sharedLabels() -> [DataFault] {
    guard let label = snapshot.relation(of: model.label) else { return [] }
    var bearers: [TermID: TermID] = [:]
    var faults: [DataFault] = []
    for statement in snapshot.statements(with: label) where isStated(statement) {
      let (node, text) = (snapshot.subjects[Int(statement)], snapshot.objects[Int(statement)])
      guard !words.contains(node) else { continue }
      if let other = bearers[text], other != node {
        faults.append(fault(.sharedLabel(text, other: other), statement))
      } else {
        bearers[text] = node
      }
    }
    return faults
  }

  /// A node of a class that is counted has a name to show in each of the languages.
  func unnamed() -> [DataFault] {
    countedNodes().compactMap { node in
      var missing = Set(DataRules.languages)
      for relation in vocabulary.namings.prefix(vocabulary.shownNamings) {
        for statement in snapshot.statements(from: node, relation) where isStated(statement) {
          let termClass = snapshot.terms.termClass(of: snapshot.objects[Int(statement)])
          guard termClass.kind == .tagged else { continue }
          missing.remove(Snapshot.text(Array(termClass.text.prefix { $0 != UInt8(ascii: "-") })))
        }
      }
      guard !missing.isEmpty else { return nil }
      let languages = DataRules.languages.filter { missing.contains($0) }
      return DataFault(
        cause: .unnamed(languages: languages), node: node, statement: nil, evidence: nil)
    }
  }

  private func countedNodes() -> [TermID] {
    guard let type = vocabulary.type else { return [] }
    var seen: Set<TermID> = []
    return snapshot.statements(with: type).compactMap { statement in
      let node = snapshot.subjects[Int(statement)]
      let isCounted = vocabulary.classes[snapshot.objects[Int(statement)]]?.isCounted ?? false
      return isCounted && isStated(statement) && seen.insert(node).inserted ? node : nil
    }
  }

  /// A relation declared single has one stated value of a node.
  func twoValues() -> [DataFault] {
    var faults: [DataFault] = []
    for relation in vocabulary.relations(having: .single).members {
      var last: StatementID?
      for statement in snapshot.statements(with: relation) where isStated(statement) {
        if let last, snapshot.subjects[Int(last)] == snapshot.subjects[Int(statement)],
          differ(snapshot.objects[Int(last)], snapshot.objects[Int(statement)])
        {
          let values = (snapshot.objects[Int(last)], snapshot.objects[Int(statement)])
          faults.append(fault(.twoValues(values.0, values.1), statement))
        }
        last = statement
      }
    }
    return faults
  }

  /// Whether two values contradict each other; a year and a day in it do not.
  private func differ(_ one: TermID, _ other: TermID) -> Bool {
    guard let first = snapshot.terms.date(one), let second = snapshot.terms.date(other) else {
      return one != other
    }
    return first.lastDay < second.firstDay || second.lastDay < first.firstDay
  }

  /// The newer end of a lineage edge is not dated before the older one.
  ///
  /// Partial dates are spans: only an end that is over before the other begins is before it, and of
  /// several dates (made, launched) the one that fits counts. A part without a date begins no earlier
  /// than its whole, and what a part says is said with its whole; what is made as part of a whole may
  /// be younger than that.
  func againstTime() -> [DataFault] {
    var faults: [DataFault] = []
    for (number, traits) in vocabulary.traits.enumerated() {
      guard !traits.isDisjoint(with: .lineage) else { continue }
      let isForward = traits.contains(.subjectNewer)
      for statement in snapshot.statements(with: RelationID(number)) where isStated(statement) {
        let subject = snapshot.subjects[Int(statement)]
        let object = snapshot.objects[Int(statement)]
        let (newer, older) = isForward ? (subject, object) : (object, subject)
        let ends = isForward ? datesWithWhole(of: newer) : dates(of: newer)
        guard let last = ends.max(by: { $0.lastDay < $1.lastDay }),
          let first = datesWithWhole(of: older).min(by: { $0.firstDay < $1.firstDay }),
          last.lastDay < first.firstDay
        else { continue }
        faults.append(fault(.againstTime(newer: newer, last, older: older, first), statement))
      }
    }
    return faults
  }

  /// The stated dates of a node.
  private func dates(of node: TermID) -> [PartialDate] {
    vocabulary.nodeDates.flatMap { relation in
      snapshot.statements(from: node, relation).filter(isStated).compactMap {
        snapshot.terms.date(snapshot.objects[Int($0)])
      }
    }
  }

  /// The most wholes around one part.
  private static let depth = 8

  /// The dates of a node, or of the nearest whole around it that has some.
  private func datesWithWhole(of node: TermID) -> [PartialDate] {
    var node = node
    for _ in 0..<DataRules.depth {
      let own = dates(of: node)
      if !own.isEmpty { return own }
      let wholes = vocabulary.parts.lazy.flatMap { snapshot.statements(from: node, $0) }
      guard let whole = wholes.first(where: isStated) else { return [] }
      node = snapshot.objects[Int(whole)]
    }
    return []
  }
}
