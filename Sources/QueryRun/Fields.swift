// Fields that several verbs show in the same way.

internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  /// Since when a statement holds; `?` when its source leaves that open.
  func since(_ statement: StatementID) -> Cell {
    guard snapshot.isAnnotated(statement) else { return .undated }
    let validity = snapshot.annotations.validity(of: statement)
    if let date = validity.from ?? validity.on { return .date(date) }
    return .undated
  }

  /// Until when a statement holds: empty for a state that goes on and for an occurrence.
  func until(_ statement: StatementID) -> Cell {
    guard snapshot.isAnnotated(statement) else { return .undated }
    let validity = snapshot.annotations.validity(of: statement)
    if let date = validity.until { return .date(date) }
    return validity.from != nil || validity.on != nil ? .empty : .undated
  }

  /// The status of a statement in the word that queries use.
  func status(_ statement: StatementID) -> Cell { statusField(statement).cell(wording) }

  /// The same, as it is kept.
  @inline(__always)
  func statusField(_ statement: StatementID) -> Answer.Field {
    let status = snapshot.isAnnotated(statement) ? snapshot.annotations.status(of: statement) : 0
    return status == 0 ? Answer.Field(.stated) : Answer.Field(.name, status)
  }

  /// The bounds and remaining annotations of a statement: `role: co-chair; not before: 2012`.
  func detail(_ statement: StatementID) -> Cell {
    guard snapshot.isAnnotated(statement) else { return .empty }
    var parts: [String] = []
    let validity = snapshot.annotations.validity(of: statement)
    if let date = validity.notBefore { parts.append("not before: \(date)") }
    if let date = validity.notAfter { parts.append("not after: \(date)") }
    var details: [String] = []
    for detail in snapshot.annotations.details(of: statement) {
      details.append("\(typedName(detail.predicate)): \(plainText(detail.object))")
    }
    parts += details.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return parts.isEmpty ? .empty : .text(parts.joined(separator: "; "))
  }

  /// A relation as it is typed in a query: `memberOf` is `member_of`.
  func relationName(_ relation: RelationID) -> String {
    wording.relations[Int(relation)]
  }

  /// A word of the vocabulary as it is typed in a query.
  func typedName(_ term: TermID) -> String { Wording.typedName(term, snapshot) }

  /// A term in words where a sentence needs it: a label, or the text of a literal.
  func plainText(_ term: TermID) -> String {
    snapshot.isLiteral(term)
      ? Snapshot.text(snapshot.terms.text(of: term))
      : label(of: term)?.text ?? snapshot.curie(term)
  }

  /// Appends the same.
  func appendPlainText(_ term: TermID, to text: inout [UInt8]) {
    guard let literal = snapshot.isLiteral(term) ? term : labelLiteral(of: term) else {
      text += snapshot.curie(term).utf8
      return
    }
    snapshot.visitText(of: literal) { text += $0 }
  }

  /// A term as a field.
  func cell(_ term: TermID) -> Cell {
    snapshot.isLiteral(term) ? .literal(term) : .node(term)
  }

  /// The class of a node as a field.
  func classCell(_ node: TermID) -> Cell {
    guard let term = names.shownClass(of: node) else { return .empty }
    if term != lastClass.term {
      lastClass = (term, .text(wording.classes[term] ?? snapshot.string(of: term)))
    }
    return lastClass.cell
  }

  /// The label of a node as a field, marked `[en]` when it had to fall back to another language.
  func labelCell(_ node: TermID) -> Cell {
    guard let label = label(of: node) else { return .empty }
    guard label.isFallback, let language = label.language else { return .text(label.text) }
    return .text("\(label.text) [\(language)]")
  }

  /// Adds the class of a node to a row that is only shown.
  @inline(__always)
  func putClass(_ node: TermID) {
    answer.rows.put(names.shownClass(of: node).map { Answer.Field(.name, $0) } ?? .empty)
  }

  /// Adds the label of a node to a row that is only shown: the name as it lies in the snapshot, where
  /// it is in a language that was asked for.
  func putLabel(_ node: TermID) {
    guard let literal = labelLiteral(of: node) else { return answer.rows.put(.empty) }
    guard labels.isFallback(literal) else { return answer.rows.put(.literal(literal)) }
    answer.rows.add(labelCell(node))
  }

  /// The date of a node as a field.
  func dateCell(_ node: TermID) -> Cell { dateField(node).cell(wording) }

  /// The same, as it is kept; of a literal that is no date the literal.
  func dateField(_ node: TermID) -> Answer.Field {
    guard let statement = names.statement(dating: node) else { return .empty }
    let object = snapshot.objects[Int(statement)]
    return snapshot.date(object).map { .date($0) } ?? .literal(object)
  }

  /// Where the sources say a statement: `doc:X ¶ 25`, in the order of their bytes.
  func sources(of statement: StatementID) -> [String] {
    var found: [String] = []
    for evidence in snapshot.annotations.evidence(of: statement)
    where evidence.source != 0 && isTrusted(evidence.source) {
      var text = snapshot.curie(evidence.source)
      if evidence.locator != 0 {
        text += " ¶ " + Snapshot.text(snapshot.terms.text(of: evidence.locator))
      }
      if !found.contains(text) { found.append(text) }
    }
    return found
  }

  /// Whether `according-to` lets a source speak.
  func isTrusted(_ source: TermID) -> Bool { plan.filter.sources?.contains(source) ?? true }

  /// Whether one statement of a triple stands before another: the older first, then as they lie.
  func precedes(_ left: StatementID, _ right: StatementID) -> Bool {
    age(left) != age(right) ? age(left) < age(right) : liesBefore(left, right)
  }

  /// The order of statements of one triple: by dates, what is missing first, then status and details.
  ///
  /// Not by their numbers, which depend on the order of the files.
  func liesBefore(_ left: StatementID, _ right: StatementID) -> Bool {
    guard left != right, snapshot.isAnnotated(left) || snapshot.isAnnotated(right) else {
      return false
    }
    for (first, second) in zip(saying(of: left), saying(of: right)) where first != second {
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    return false
  }

  private func saying(of statement: StatementID) -> [String] {
    let validity = snapshot.annotations.validity(of: statement)
    let dates = [
      validity.from, validity.until, validity.on, validity.notBefore, validity.notAfter,
    ]
    let status = snapshot.annotations.status(of: statement)
    var said = dates.map { $0?.description ?? "" }
    said.append(status == 0 ? "" : snapshot.curie(status))
    if case .text(let detail) = detail(statement) { said.append(detail) } else { said.append("") }
    return said + [sources(of: statement).joined(separator: "\u{0}")]
  }

  /// The first day of a statement's beginning, for comparing ages; the undated come last.
  func age(_ statement: StatementID) -> Int32 {
    guard snapshot.isAnnotated(statement) else { return .max }
    let validity = snapshot.annotations.validity(of: statement)
    return (validity.from ?? validity.on)?.firstDay ?? .max
  }
}
