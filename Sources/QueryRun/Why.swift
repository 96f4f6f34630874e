// `why`: the sources of statements, each with document, place, words, and the file and line it was
// loaded from. Both ends are widened to what acts for them, because a text may name the secretariat
// where the analyst asks for the convention; the rows say whom the text names.

internal import Bytes
internal import GraphModel
internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

extension Run {
  func why(_ plan: WhyPlan) throws(Stop) {
    answer.columns = [
      "subject", "rel", "object", "since", "until", "status", "document", "locator", "quote",
      "detail", "file", "line",
    ]
    var found: Set<StatementID> = []
    let objects = try acting(for: plan.object)
    for statement in try candidates(plan, objects) {
      try step()
      guard admits(statement) else { continue }
      found.insert(statement)
    }
    let keyed = found.map { statement in
      (
        statement,
        [
          snapshot.curie(snapshot.subjects[Int(statement)]),
          relationName(snapshot.relations[Int(statement)]),
          snapshot.curie(snapshot.objects[Int(statement)]),
        ]
      )
    }
    let ordered = keyed.sorted { left, right in
      for (first, second) in zip(left.1, right.1) where first != second {
        return NaturalOrder.precedes(first, second)
      }
      // Texts in several languages read the same.
      let objects = (snapshot.objects[Int(left.0)], snapshot.objects[Int(right.0)])
      return objects.0 == objects.1
        ? precedes(left.0, right.0) : order(objects.0, objects.1) < 0
    }
    append(ordered.flatMap { whyRows($0.0) })
  }

  private func acting(for end: WhyPlan.End) throws(Stop) -> Set<TermID>? {
    guard case .node(let node) = end else { return nil }
    return Set(try standIns(for: node).map(\.node))
  }

  /// Statements that fit, by whichever end is given.
  private func candidates(
    _ plan: WhyPlan, _ objects: Set<TermID>?
  ) throws(Stop) -> [StatementID] {
    if let subjects = try acting(for: plan.subject) {
      var found: [StatementID] = []
      for subject in subjects.sorted() {
        found += statements(around: subject, plan.step) { fits($0, plan.object, objects) }
      }
      return found
    }
    if let objects {
      return objects.sorted().flatMap { object in
        statements(around: object, plan.step.reversed) { _ in true }
      }
    }
    let relations = Set(plan.step.forward.members + plan.step.backward.members)
    return relations.sorted().flatMap { relation in
      snapshot.statements(with: relation).filter {
        fits(snapshot.objects[Int($0)], plan.object, nil)
      }
    }
  }

  /// Statements of some steps at a node whose other end fits.
  private func statements(
    around node: TermID, _ step: StepSet, _ fits: (TermID) -> Bool
  ) -> [StatementID] {
    let out = snapshot.statements(from: node).filter {
      step.forward.contains(snapshot.relations[Int($0)]) && fits(snapshot.objects[Int($0)])
    }
    let into = snapshot.statements(to: node).filter {
      step.backward.contains(snapshot.relations[Int($0)]) && fits(snapshot.subjects[Int($0)])
    }
    return out + into
  }

  private func fits(_ term: TermID, _ end: WhyPlan.End, _ nodes: Set<TermID>?) -> Bool {
    switch end {
    case .anything: true
    case .node: nodes?.contains(term) ?? false
    case .value(let value): matches(term, value)
    }
  }

  private func whyRows(_ statement: StatementID) -> [Answer.Row] {
    let subject = snapshot.subjects[Int(statement)]
    let start: [Cell] = [
      .node(subject), .text(relationName(snapshot.relations[Int(statement)])),
      cell(snapshot.objects[Int(statement)]), since(statement), until(statement),
      status(statement),
    ]
    let detail = conflict(of: statement) ?? detail(statement)
    // Two files may quote the same words of the same place.
    var seen: Set<[TermID]> = []
    let evidence = snapshot.annotations.evidence(of: statement).filter {
      isTrusted($0.source) && seen.insert([$0.source, $0.locator, $0.quote]).inserted
    }
    guard !evidence.isEmpty else {
      return [
        Answer.Row(
          start + [.empty, .empty, .empty, detail, .empty, .empty], statements: [statement])
      ]
    }
    return evidence.map { evidence in
      Answer.Row(
        start + [
          evidence.source == 0 ? .empty : .node(evidence.source),
          evidence.locator == 0 ? .empty : .literal(evidence.locator),
          evidence.quote == 0 ? .empty : .literal(evidence.quote), detail,
          .text(snapshot.files[Int(evidence.file)]), .integer(Int(evidence.line)),
        ], statements: [statement])
    }
  }

  /// What else a single-valued relation is said to be, before the other details.
  private func conflict(of statement: StatementID) -> Cell? {
    let relation = snapshot.relations[Int(statement)]
    guard vocabulary.traits[Int(relation)].contains(.single) else { return nil }
    let own = snapshot.objects[Int(statement)]
    var others: [String] = []
    for other in snapshot.statements(from: snapshot.subjects[Int(statement)], relation)
    where snapshot.objects[Int(other)] != own && admits(other) {
      let text = snapshot.curie(snapshot.objects[Int(other)])
      if !others.contains(text) { others.append(text) }
    }
    guard !others.isEmpty else { return nil }
    others.sort { NaturalOrder.precedes($0, $1) }
    let words = "conflicts with \(others.joined(separator: ", "))"
    if case .text(let rest) = detail(statement) { return .text("\(words); \(rest)") }
    return .text(words)
  }
}
