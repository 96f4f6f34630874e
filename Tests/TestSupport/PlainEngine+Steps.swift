// Relations as typed → which statements a walk takes and in which direction.

import QueryParse

/// One relation walked forwards or backwards.
struct PlainStep: Hashable {
  var relation: String
  var isForward: Bool

  var reversed: PlainStep { PlainStep(relation: relation, isForward: !isForward) }
}

/// A path of steps.
indirect enum PlainPath: Hashable {
  case steps(Set<PlainStep>)
  case sequence([PlainPath])
  case alternatives([PlainPath])
  case repeated(PlainPath, least: Int, most: Int?)

  var reversed: PlainPath {
    switch self {
    case .steps(let steps): .steps(Set(steps.map(\.reversed)))
    case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
    case .alternatives(let parts): .alternatives(parts.map(\.reversed))
    case .repeated(let part, let least, let most):
      .repeated(part.reversed, least: least, most: most)
    }
  }

  /// The steps of a path that is one step.
  var single: Set<PlainStep>? {
    switch self {
    case .steps(let steps): return steps
    case .alternatives(let parts):
      let singles = parts.compactMap(\.single)
      return singles.count == parts.count ? singles.reduce([]) { $0.union($1) } : nil
    case .sequence(let parts): return parts.count == 1 ? parts[0].single : nil
    case .repeated(let part, let least, let most):
      return least == 1 && most == 1 ? part.single : nil
    }
  }
}

extension PlainEngine {
  func path(_ syntax: RelationSyntax) throws -> PlainPath {
    switch syntax {
    case .alternatives(let parts): return .alternatives(try parts.map(path))
    case .sequence(let parts): return .sequence(try parts.map(path))
    case .step(let step):
      var once = try target(step.target)
      switch step.direction {
      case .forward: break
      case .back: once = once.reversed
      case .either:
        once =
          once.single.map { .steps($0.union($0.map(\.reversed))) }
          ?? .alternatives([once, once.reversed])
      }
      guard step.least != 1 || step.most != 1 else { return once }
      return .repeated(once, least: step.least, most: step.most)
    }
  }

  private func target(_ target: RelationSyntax.Step.Target) throws -> PlainPath {
    switch target {
    case .group(let inner): return try path(inner)
    case .type: return .steps([PlainStep(relation: "a", isForward: true)])
    case .any:
      return .steps(
        Set(PlainVocabulary.relations.map { PlainStep(relation: $0.name, isForward: true) }))
    case .relation(let name):
      let typed = try word(name)
      if let (_, text) = PlainVocabulary.paths.first(where: {
        PlainVocabulary.typed($0.key) == typed
      }) {
        return try path(try parseRelation(Array(text.utf8)))
      }
      return .steps(try steps(named: typed))
    }
  }

  /// A relation with its kinds, or the members of a family with theirs; what says the same in both
  /// directions goes both ways.
  private func steps(named typed: String) throws -> Set<PlainStep> {
    var found: Set<PlainStep> = []
    for relation in PlainVocabulary.relations {
      let above = PlainVocabulary.chain(relation.name)
      let isMeant = above.contains { own in
        PlainVocabulary.typed(own.name) == typed
          || own.families.contains { PlainVocabulary.typed($0) == typed }
      }
      guard isMeant else { continue }
      found.insert(PlainStep(relation: relation.name, isForward: true))
      if PlainVocabulary.has("symmetric", relation.name) {
        found.insert(PlainStep(relation: relation.name, isForward: false))
      }
    }
    guard !found.isEmpty else { throw PlainRefusal(reason: typed) }
    return found
  }

  /// The steps of `via`, if it is one step: either way, unless a direction was typed.
  func via() throws -> Set<PlainStep>? {
    guard let syntax = clauses.via else { return nil }
    guard let steps = try path(syntax).single else { return nil }
    return PlainEngine.isDirected(syntax) ? steps : steps.union(steps.map(\.reversed))
  }

  static func isDirected(_ syntax: RelationSyntax) -> Bool {
    switch syntax {
    case .alternatives(let parts), .sequence(let parts): return parts.contains(where: isDirected)
    case .step(let step):
      if case .group(let inner) = step.target, isDirected(inner) { return true }
      return step.direction != .forward
    }
  }

  /// The steps of walks when nothing is typed: all but types, names, values and hidden relations.
  var ordinarySteps: Set<PlainStep> {
    var found: Set<PlainStep> = []
    for own in PlainVocabulary.relations
    where !PlainVocabulary.has("hidden", own.name) && !PlainVocabulary.isValue(own.name) {
      found.insert(PlainStep(relation: own.name, isForward: true))
      found.insert(PlainStep(relation: own.name, isForward: false))
    }
    return found
  }
}

// MARK: Acting for

extension PlainEngine {
  /// A node and all that act for it, up to three deep.
  func standIns(_ node: String) -> Set<String> {
    closure(node) { statement, inner in
      statement.object == .node(inner) ? statement.subject : nil
    }
  }

  /// A node and all that it acts for, up to three deep.
  func principals(_ node: String) -> Set<String> {
    closure(node) { statement, inner in
      statement.subject == inner ? statement.object.node : nil
    }
  }

  private func closure(
    _ node: String, _ next: (PlainStatement, String) -> String?
  ) -> Set<String> {
    let actings = admitted.filter { PlainVocabulary.has("actsFor", $0.relation) }
    var found: Set<String> = [node]
    for _ in 1...3 {
      for inner in found {
        for statement in actings {
          if let other = next(statement, inner) { found.insert(other) }
        }
      }
    }
    return found
  }
}
