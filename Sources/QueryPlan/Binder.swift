// Query + vocabulary → plan. Looks every name up among its own kind, in the order in which they
// were typed, and stops at the first that is not plain.

internal import GraphModel
internal import GraphStore
public import GraphVocabulary
public import QueryParse

/// Resolves the names of one query.
public struct Binder {
  let names: Names
  let vocabulary: Vocabulary
  let clauses: Clauses
  /// Values of parameters, by name.
  let parameters: [String: TermSyntax]
  let languages: [String]
  /// The query as typed, for names of columns.
  let text: [UInt8]

  /// Plans a query.
  ///
  /// `languages` are the session's, for when the query names none.
  public static func plan(
    _ query: Query, text: [UInt8], names: Names, languages: [String],
    parameters: [String: TermSyntax] = [:]
  ) throws(PlanFault) -> Plan {
    let binder = Binder(
      names: names, vocabulary: names.vocabulary, clauses: query.clauses, parameters: parameters,
      languages: query.clauses.languages ?? languages, text: text)
    return try binder.plan(query.verb)
  }

  private func plan(_ verb: Verb) throws(PlanFault) -> Plan {
    var focus: [TermID] = []
    let task = try task(verb, &focus)
    let (time, timeText) = try time()
    var filter = StatementFilter(vocabulary)
    filter.time = time
    try setStatuses(of: verb, &filter)
    filter.sources = try sources()
    var plan = Plan(
      task: task, filter: filter, timeText: timeText, languages: languages,
      format: clauses.format, limit: try count(clauses.limit) ?? Plan.defaultLimit,
      isLimitTyped: clauses.limit != nil, offset: try count(clauses.offset) ?? 0,
      withinMilliseconds: clauses.withinMilliseconds, isExplained: clauses.explain, focus: focus,
      verb: verb.keyword)
    if let details = clauses.details {
      plan.showsSources = details.contains(.sources)
      plan.showsDates = details.contains(.dates)
      plan.showsIRIs = details.contains(.iris)
    }
    return plan
  }

  // MARK: Verbs

  private func task(_ verb: Verb, _ focus: inout [TermID]) throws(PlanFault) -> Plan.Task {
    switch verb {
    case .link(let sides):
      focus = try nodes(sides)
      try refuseTwins(sides, focus, "link asks what ties different nodes together")
      return .link(try link(focus))
    case .lineage(let root):
      focus = [try node(root)]
      return .lineage(try lineage(focus[0]))
    case .origin(let first, let second):
      focus = try nodes([first, second])
      return .origin(
        OriginPlan(
          first: focus[0], second: focus[1], via: try lineageRelations(), avoid: try avoid(),
          depth: try depth().most))
    case .paths(let stops):
      focus = try nodes(stops)
      for index in stops.indices.dropLast() {
        try refuseTwins(
          Array(stops[index...index + 1]), Array(focus[index...index + 1]),
          "a way leads from one node to another; match ?x rel+ ?x finds cycles")
      }
      return .paths(try paths(focus))
    case .near(let centre):
      focus = [try node(centre)]
      let (via, along) = try via()
      return .near(
        NearPlan(
          centre: focus[0], via: via, along: along, avoid: try avoid(),
          depth: try stepDepth().most ?? 1))
    case .match(let patterns):
      return .match(try match(patterns))
    case .list(let name):
      return .list(try name.map { (name) throws(PlanFault) in try nodeClass(name) })
    case .show(let name):
      focus = [try node(name)]
      return .show(focus[0])
    case .why(let subject, let relation, let object):
      return .why(try why(subject, relation, object, &focus))
    case .find(let name):
      return .find(try foundText(name), tag: tag(of: name))
    case .run(let name, _):
      throw PlanFault(.misplaced("a saved query cannot run another"), name.range)
    }
  }

  private func link(_ sides: [TermID]) throws(PlanFault) -> LinkPlan {
    let depth = try stepDepth()
    let least = depth.least ?? 1
    let ranking: LinkPlan.Ranking =
      switch clauses.rank {
      case .strength: .strength
      case .count: .count
      case .specific, .none: .specific
      }
    let (via, along) = try via()
    return LinkPlan(
      sides: sides, via: via, along: along, through: try through(), avoid: try avoid(),
      // `depth 2..` is open at its end; without `depth` a tie is one step.
      least: least, most: depth.most ?? (clauses.depth == nil ? 1 : .max), ranking: ranking)
  }

  /// Names that turn out to be one node where different ones are asked for.
  private func refuseTwins(
    _ names: [Name], _ nodes: [TermID], _ reason: String
  ) throws(PlanFault) {
    for (index, node) in nodes.enumerated() where nodes[..<index].contains(node) {
      let curie = vocabulary.snapshot.curie(node)
      throw PlanFault(.misplaced("this is \(curie) once more; \(reason)"), names[index].range)
    }
  }

  private func lineage(_ root: TermID) throws(PlanFault) -> LineagePlan {
    let direction: LineagePlan.Direction =
      switch clauses.direction {
      case .down: .down
      case .both: .both
      case .up, .none: .up
      }
    return LineagePlan(
      root: root, direction: direction, via: try lineageRelations(), avoid: try avoid(),
      depth: try depth().most)
  }

  /// The relations of `via` beside a verb of lineage; nil is all.
  private func lineageRelations() throws(PlanFault) -> RelationSet? {
    guard let via = clauses.via else { return nil }
    guard let step = try path(via, prefersFamilies: true).singleStep else {
      throw PlanFault(
        .misplaced("lineage follows single relations; write via a|b"), range(of: .via))
    }
    var relations = step.forward
    relations.formUnion(step.backward)
    return relations
  }

  private func paths(_ stops: [TermID]) throws(PlanFault) -> PathsPlan {
    let mode: PathsPlan.Mode =
      switch clauses.pathMode {
      case .shortest(let count): .shortest(max(1, try self.count(count) ?? 1))
      case .simple: .simple
      case .allShortest, .none: .allShortest
      }
    let depth = try stepDepth()
    let (via, along) = try via()
    return PathsPlan(
      stops: stops, mode: mode, via: via, along: along, through: try through(),
      avoid: try avoid(), least: depth.least ?? 1, most: depth.most ?? 6)
  }

  private func why(
    _ subject: TermSyntax, _ relation: RelationSyntax, _ object: TermSyntax,
    _ focus: inout [TermID]
  ) throws(PlanFault) -> WhyPlan {
    guard let step = try path(relation, prefersFamilies: false).singleStep else {
      throw PlanFault(
        .misplaced("why asks for one statement, so for one relation"), 0..<text.count)
    }
    let ends = try whyEnds(subject, step, object)
    for end in [ends.0, ends.1] {
      if case .node(let node) = end { focus.append(node) }
    }
    return WhyPlan(subject: ends.0, step: step, object: ends.1)
  }

  private func whyEnds(
    _ subject: TermSyntax, _ step: StepSet, _ object: TermSyntax
  ) throws(PlanFault) -> (WhyPlan.End, WhyPlan.End) {
    func end(_ bound: PatternPlan.End) -> WhyPlan.End {
      switch bound {
      case .slot, .anything: .anything
      case .node(let node): .node(node)
      case .oneOf(let classes): classes.first.map { .node($0) } ?? .anything
      case .value(let value): .value(value)
      }
    }
    var slots = Slots()
    return (
      end(try self.end(subject, beside: .step(step), isObject: false, &slots)),
      end(try self.end(object, beside: .step(step), isObject: true, &slots))
    )
  }

  private func foundText(_ name: Name) throws(PlanFault) -> String {
    switch try bound(name).form {
    case .word(let text), .iri(let text), .string(let text, _): text
    case .parameter(let name): name
    }
  }

  func tag(of name: Name) -> String? {
    if case .string(_, let tag) = name.form { tag } else { nil }
  }

  // MARK: Clauses

  /// Where a clause was typed.
  func range(of clause: ClauseWord) -> Range<Int> { clauses.range(of: clause) ?? 0..<text.count }

  /// The steps of `via`, or the path it is when one step is not enough.
  ///
  /// `via r` names ties in either direction; `^r` or `~r` says which.
  private func via() throws(PlanFault) -> (step: StepSet?, path: PathPlan?) {
    guard let via = clauses.via else { return (nil, nil) }
    let typed = try path(via, prefersFamilies: true)
    let path = Binder.saysDirection(via) ? typed : typed.eitherWay
    if let step = path.singleStep { return (step, nil) }
    guard path.length <= PathPlan.longestWritten else {
      throw PlanFault(
        .misplaced("written out, this path has more than \(PathPlan.longestWritten) steps"),
        range(of: .via))
    }
    return (nil, path)
  }

  private static func saysDirection(_ syntax: RelationSyntax) -> Bool {
    switch syntax {
    case .alternatives(let parts), .sequence(let parts): parts.contains(where: saysDirection)
    case .step(let step):
      if step.direction != .forward {
        true
      } else if case .group(let inner) = step.target {
        saysDirection(inner)
      } else {
        false
      }
    }
  }

  private func through() throws(PlanFault) -> [TermID]? {
    guard let names = clauses.through else { return nil }
    var classes: [TermID] = []
    for name in names {
      if case .word("any") = name.form { return [] }
      classes.append(try nodeClass(name))
    }
    return classes
  }

  private func avoid() throws(PlanFault) -> Set<TermID> {
    Set(try nodes(clauses.avoid ?? []))
  }

  private func depth() throws(PlanFault) -> (least: Int?, most: Int?) {
    (try count(clauses.depth?.least), try count(clauses.depth?.most))
  }

  /// The depth of a verb whose answer is steps, so that no step is no answer.
  private func stepDepth() throws(PlanFault) -> (least: Int?, most: Int?) {
    let depth = try depth()
    guard depth.most != 0 else {
      throw PlanFault(
        .misplaced("steps are counted from 1; show says everything about one node"),
        range(of: .depth))
    }
    return depth
  }

  private func count(_ count: Clauses.Count?) throws(PlanFault) -> Int? {
    switch count {
    case nil: return nil
    case .number(let number): return number
    case .parameter(let name, let range):
      switch try value(of: name, range) {
      case .value(.integer(let number), _) where number >= 0: return number
      case .name(let name):
        if case .word(let word) = name.form, let number = Int(word), number >= 0 { return number }
        throw PlanFault(.type(found: Binder.text(of: name), expected: "a number"), range)
      case let other:
        throw PlanFault(.type(found: described(other), expected: "a number"), range)
      }
    }
  }

  private func time() throws(PlanFault) -> (QuestionTime, String) {
    switch clauses.time {
    case nil: return (.any, "any")
    case .asOf(let point):
      let date = try date(point)
      return (.asOf(date.lastDay), date.description)
    case .during(let from, let until):
      let first = try date(from)
      let last = try date(until)
      guard first.firstDay <= last.lastDay else {
        throw PlanFault(.misplaced("the span ends before it begins"), range(of: .during))
      }
      return (.during(first.firstDay, last.lastDay), "\(first)..\(last)")
    }
  }

  private func date(_ point: Clauses.TimePoint) throws(PlanFault) -> PartialDate {
    switch point {
    case .date(let date): return date
    case .parameter(let name, let range):
      switch try value(of: name, range) {
      case .value(.date(let date), _): return date
      case .value(.integer(let year), _):
        if let date = PartialDate(year: year) { return date }
      case .name(let name):
        if case .word(let word) = name.form, let date = PartialDate(bytes: word.utf8) {
          return date
        }
      default: break
      }
      throw PlanFault(
        .type(found: described(try value(of: name, range)), expected: "a date such as 2012-06"),
        range)
    }
  }

  /// The value of a parameter in the user's terms.
  private func described(_ value: TermSyntax) -> String {
    switch value {
    case .name(let name): Binder.text(of: name)
    case .variable(let variable): "?\(variable.name)"
    case .anything: "_"
    case .value(let value, _): Binder.typed(value)
    }
  }

  private static func typed(_ value: Value) -> String {
    switch value {
    case .string(let text, _, _): text
    case .integer(let number): String(number)
    case .decimal(let number): String(number)
    case .date(let date): date.description
    case .boolean(let flag): String(flag)
    }
  }

  private func setStatuses(of verb: Verb, _ filter: inout StatementFilter) throws(PlanFault) {
    let firm = vocabulary.firmStatuses
    switch verb {
    case .link, .match, .paths, .origin: filter.statuses = firm
    case .lineage, .near, .list, .show, .why, .find, .run: filter.statuses = nil
    }
    switch clauses.statuses {
    case nil: break
    case .including(nil): filter.statuses = nil
    case .including(.some(let names)):
      let named = try statuses(names)
      // A verb that answers every status has nothing to add.
      if filter.statuses != nil { filter.statuses = firm.union(named) }
    case .only(let names):
      let wanted = try statuses(names)
      // What is derived counts as stated; what is asked for as derived is that alone.
      filter.admitsPlain = vocabulary.plainStatus.map { wanted.contains($0) } ?? false
      filter.statuses = filter.admitsPlain ? wanted.union(firm) : wanted
    }
  }

  private func statuses(_ names: [Name]) throws(PlanFault) -> Set<TermID> {
    var found: Set<TermID> = []
    for name in names { found.insert(try status(name)) }
    return found
  }

  /// The documents of `according-to`, and all that are part of them.
  private func sources() throws(PlanFault) -> Set<TermID>? {
    guard let names = clauses.accordingTo else { return nil }
    var found = Set(try nodes(names))
    var open = Array(found)
    while let whole = open.popLast() {
      for relation in vocabulary.parts {
        for statement in vocabulary.snapshot.statements(to: whole, relation) {
          let part = vocabulary.snapshot.subjects[Int(statement)]
          if found.insert(part).inserted { open.append(part) }
        }
      }
    }
    return found
  }
}
