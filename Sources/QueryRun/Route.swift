// A path of `via` as an automaton without empty moves (Glushkov, 1961): each step of the path, written
// out, is a place; from a place the walk goes on by the steps of the places that may follow. Sets of
// places are words of bits, so that a walk that is at several places at once is still one walk.

internal import GraphStore
internal import GraphVocabulary
internal import QueryPlan

/// Which steps may follow each other.
struct Route {
  /// Some places of a route.
  typealias Places = UInt64

  /// The steps of each place.
  private(set) var steps: [StepSet] = []
  /// The places that may follow each place.
  private(set) var following: [Places] = []
  /// Where a walk begins.
  private(set) var first: Places = 0
  /// Where a walk may end.
  private(set) var last: Places = 0

  private struct Part {
    var first: Places
    var last: Places
    var isOptional: Bool
  }

  /// The route of a path, once, or as often as it goes.
  init(_ path: PathPlan, repeats: Bool) {
    var whole = add(path)
    if repeats { connect(whole.last, to: whole.first) }
    // No step at all leads nowhere.
    whole.isOptional = false
    first = whole.first
    last = whole.last
  }

  /// The route of single steps.
  init(_ steps: StepSet) { self.init(.step(steps), repeats: false) }

  private mutating func add(_ path: PathPlan) -> Part {
    switch path {
    case .step(let set):
      let place = Places(1) << Places(steps.count)
      steps.append(set)
      following.append(0)
      return Part(first: place, last: place, isOptional: false)
    case .alternatives(let parts):
      var whole = Part(first: 0, last: 0, isOptional: false)
      for part in parts {
        let next = add(part)
        whole.first |= next.first
        whole.last |= next.last
        whole.isOptional = whole.isOptional || next.isOptional
      }
      return whole
    case .sequence(let parts): return sequence(parts.map { ($0, false) })
    case .repeated(let part, let least, let most):
      guard let most else {
        var copies = sequence([(PathPlan, Bool)](repeating: (part, false), count: max(1, least)))
        // The last copy as often as it goes: what ends it begins it again.
        connect(copies.last, to: beginning(of: part))
        if least == 0 { copies.isOptional = true }
        return copies
      }
      return sequence((0..<most).map { (part, $0 >= least) })
    }
  }

  /// The places that begin the copy of a part that was added last.
  private func beginning(of part: PathPlan) -> Places {
    var copy = Route()
    let own = copy.add(part)
    return own.first << Places(steps.count - copy.steps.count)
  }

  private init() {}

  private mutating func sequence(_ parts: [(path: PathPlan, isOptional: Bool)]) -> Part {
    var whole = Part(first: 0, last: 0, isOptional: true)
    for (path, isOptional) in parts {
      var next = add(path)
      next.isOptional = next.isOptional || isOptional
      connect(whole.last, to: next.first)
      if whole.isOptional { whole.first |= next.first }
      whole.last = next.isOptional ? whole.last | next.last : next.last
      whole.isOptional = whole.isOptional && next.isOptional
    }
    return whole
  }

  private mutating func connect(_ places: Places, to others: Places) {
    for place in steps.indices where places & Places(1) << Places(place) != 0 {
      following[place] |= others
    }
  }

  /// The places where a walk is after one step, of those where it may go.
  func places(
    after relation: RelationID, isForward: Bool, among open: Places
  ) -> Places {
    var rest = open
    var taken: Places = 0
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      rest &= rest - 1
      let set = isForward ? steps[place].forward : steps[place].backward
      if set.contains(relation) { taken |= Places(1) << Places(place) }
    }
    return taken
  }

  /// The steps of all of some places.
  func steps(of places: Places) -> StepSet {
    let chosen = steps.indices.filter { places & 1 << Places($0) != 0 }
    var all = steps[chosen.first ?? 0]
    for place in chosen.dropFirst() { all.formUnion(steps[place]) }
    return all
  }

  /// The places where a walk may go on from some.
  func open(after places: Places) -> Places {
    var rest = places
    var open: Places = 0
    while rest != 0 {
      open |= following[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return open
  }
}
