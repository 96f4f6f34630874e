// Relations as they are walked: names resolved to sets of relations, kinds and families included,
// named paths put in their place.

internal import GraphStore
public import GraphVocabulary

/// One step along statements: which relations forwards, which backwards.
public struct StepSet: Sendable, Equatable {
  /// Relations walked from subject to object.
  public var forward: RelationSet
  /// Relations walked from object to subject.
  public var backward: RelationSet

  /// A step that goes nowhere, for relations below a bound.
  public init(below bound: Int) {
    forward = RelationSet(below: bound)
    backward = RelationSet(below: bound)
  }

  /// The same steps in the other direction.
  public var reversed: StepSet {
    var other = self
    swap(&other.forward, &other.backward)
    return other
  }

  /// Adds the steps of another.
  public mutating func formUnion(_ other: StepSet) {
    forward.formUnion(other.forward)
    backward.formUnion(other.backward)
  }
}

/// A path of relations, ready to walk.
public indirect enum PathPlan: Sendable, Equatable {
  case step(StepSet)
  case sequence([PathPlan])
  case alternatives([PathPlan])
  /// At least and at most so often; no most is until nothing new is reached.
  case repeated(PathPlan, least: Int, most: Int?)

  /// The same path walked from its end.
  public var reversed: PathPlan {
    switch self {
    case .step(let set): .step(set.reversed)
    case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
    case .alternatives(let parts): .alternatives(parts.map(\.reversed))
    case .repeated(let part, let least, let most):
      .repeated(part.reversed, least: least, most: most)
    }
  }

  /// The same path with each step taken in either direction.
  public var eitherWay: PathPlan {
    switch self {
    case .step(var set):
      set.formUnion(set.reversed)
      return .step(set)
    case .sequence(let parts): return .sequence(parts.map(\.eitherWay))
    case .alternatives(let parts): return .alternatives(parts.map(\.eitherWay))
    case .repeated(let part, let least, let most):
      return .repeated(part.eitherWay, least: least, most: most)
    }
  }

  /// The longest path that `via` walks, each repetition written out.
  public static let longestWritten = 60

  /// How many steps it has when each repetition is written out; no more than matters is counted.
  var length: Int {
    let length: Int =
      switch self {
      case .step: 1
      case .sequence(let parts), .alternatives(let parts):
        parts.reduce(0) { min($0 + $1.length, 1_000) }
      case .repeated(let part, let least, let most):
        min(part.length, 1_000) * min(max(most ?? least, 1), 1_000)
      }
    return min(length, 1_000)
  }

  /// The single step it is, if it is one: then a statement stands behind each match.
  public var singleStep: StepSet? {
    switch self {
    case .step(let set): return set
    case .alternatives(let parts):
      var union: StepSet?
      for part in parts {
        guard let set = part.singleStep else { return nil }
        if union == nil { union = set } else { union?.formUnion(set) }
      }
      return union
    case .sequence(let parts): return parts.count == 1 ? parts[0].singleStep : nil
    case .repeated(let part, 1, .some(1)): return part.singleStep
    case .repeated: return nil
    }
  }
}
