// Relation expressions → paths over sets of relations. A named path is parsed and put in its place;
// the depth of such replacement is bounded, so that a vocabulary that defines a path by itself is
// refused and not followed.

internal import GraphStore
internal import GraphVocabulary
internal import QueryParse

extension Binder {
  /// How deep named paths may stand in each other.
  private static let deepestNaming = 8

  func path(_ syntax: RelationSyntax, prefersFamilies: Bool) throws(PlanFault) -> PathPlan {
    try path(syntax, prefersFamilies, Binder.deepestNaming)
  }

  /// The path of one name in an expression.
  func path(named name: Name) throws(PlanFault) -> PathPlan {
    try named(name, false, Binder.deepestNaming)
  }

  private func path(
    _ syntax: RelationSyntax, _ prefersFamilies: Bool, _ depth: Int
  ) throws(PlanFault) -> PathPlan {
    switch syntax {
    case .alternatives(let parts):
      return .alternatives(try paths(parts, prefersFamilies, depth))
    case .sequence(let parts):
      return .sequence(try paths(parts, prefersFamilies, depth))
    case .step(let step):
      let once = directed(try target(step, prefersFamilies, depth), step.direction)
      guard step.least != 1 || step.most != 1 else { return once }
      return .repeated(once, least: step.least, most: step.most)
    }
  }

  private func paths(
    _ parts: [RelationSyntax], _ prefersFamilies: Bool, _ depth: Int
  ) throws(PlanFault) -> [PathPlan] {
    var found: [PathPlan] = []
    for part in parts { found.append(try path(part, prefersFamilies, depth)) }
    return found
  }

  private func directed(
    _ path: PathPlan, _ direction: RelationSyntax.Step.Direction
  ) -> PathPlan {
    switch direction {
    case .forward: return path
    case .back: return path.reversed
    case .either:
      guard let step = path.singleStep else { return .alternatives([path, path.reversed]) }
      var both = step
      both.formUnion(step.reversed)
      return .step(both)
    }
  }

  private func target(
    _ step: RelationSyntax.Step, _ prefersFamilies: Bool, _ depth: Int
  ) throws(PlanFault) -> PathPlan {
    switch step.target {
    case .group(let inner): return try path(inner, prefersFamilies, depth)
    case .type:
      var set = StepSet(below: vocabulary.snapshot.predicates.count)
      if let type = vocabulary.type { set.forward.insert(type) }
      return .step(set)
    case .any:
      var set = StepSet(below: vocabulary.snapshot.predicates.count)
      for relation in vocabulary.traits.indices
      where vocabulary.traits[relation].isDisjoint(with: [.type, .naming, .schema]) {
        set.forward.insert(RelationID(relation))
      }
      return .step(set)
    case .relation(let name):
      return try named(name, prefersFamilies, depth)
    }
  }

  private func named(
    _ name: Name, _ prefersFamilies: Bool, _ depth: Int
  ) throws(PlanFault) -> PathPlan {
    let name = try bound(name)
    let relation = try resolve(name, prefersFamilies)
    if let definition = vocabulary.paths.first(where: { $0.term == relation.term }) {
      let path = try path(of: definition.text, name, depth)
      return relation.isInverse ? path.reversed : path
    }
    var set = StepSet(below: vocabulary.snapshot.predicates.count)
    set.forward = vocabulary.relations(under: relation.term)
    for id in set.forward where vocabulary.traits[Int(id)].contains(.symmetric) {
      set.backward.insert(id)
    }
    return .step(relation.isInverse ? set.reversed : set)
  }

  private func path(
    of definition: [UInt8], _ name: Name, _ depth: Int
  ) throws(PlanFault) -> PathPlan {
    guard depth > 0 else {
      throw PlanFault(.misplaced("this named path is defined by itself"), name.range)
    }
    let syntax: RelationSyntax
    do { syntax = try parseRelation(definition) } catch {
      throw PlanFault(
        .misplaced("the vocabulary defines this path by text that is no path"), name.range)
    }
    do { return try path(syntax, true, depth - 1) } catch {
      // The inner place means nothing in the user's text.
      throw PlanFault(error.cause, name.range)
    }
  }

  /// The one relation, family or path of a name.
  private func resolve(_ name: Name, _ prefersFamilies: Bool) throws(PlanFault) -> NamedRelation {
    let text = Binder.text(of: name)
    var found = names.relation(text)
    if found.count > 1 {
      // Direct names stand before inverse ones; then relations before families, or the reverse
      // where a family is what such a clause narrows to.
      let direct = found.filter { !$0.isInverse }
      if !direct.isEmpty { found = direct }
    }
    if found.count > 1 {
      let preferred = found.filter { vocabulary.families.contains($0.term) == prefersFamilies }
      if !preferred.isEmpty { found = preferred }
    }
    guard let only = found.first else {
      throw PlanFault(
        .unknownRelation(text, near: names.relations(near: text).map(typed)), name.range)
    }
    guard found.count == 1 else {
      throw PlanFault(
        .ambiguousRelation(text, candidates: found.map { vocabulary.snapshot.curie($0.term) }),
        name.range)
    }
    return only
  }
}
