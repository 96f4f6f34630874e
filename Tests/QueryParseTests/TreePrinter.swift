// The syntax tree on one line, for the golden files: the verb with its parts, then every clause in
// the order of the grammar. Names show how they were written: word, <iri>, "string", $parameter.

import GraphModel
import QueryParse

func printed(_ query: Query) -> String {
  ([printed(query.verb)] + printed(query.clauses)).joined(separator: " ")
}

func printed(_ name: Name) -> String {
  switch name.form {
  case .word(let word): "'\(word)'"
  case .iri(let iri): "<\(iri)>"
  case .string(let text, let tag): quoted(text) + (tag.map { "@" + $0 } ?? "")
  case .parameter(let name): "$" + name
  }
}

func printed(_ relation: RelationSyntax) -> String {
  switch relation {
  case .alternatives(let choices): "(| " + choices.map { printed($0) }.joined(separator: " ") + ")"
  case .sequence(let steps): "(/ " + steps.map { printed($0) }.joined(separator: " ") + ")"
  case .step(let step): printed(step)
  }
}

func printed(_ term: TermSyntax) -> String {
  switch term {
  case .variable(let variable): "?" + variable.name
  case .anything: "_"
  case .name(let name): printed(name)
  case .value(let value, _): printed(value)
  }
}

private func quoted(_ text: String) -> String { text.debugDescription }

private func printed(_ verb: Verb) -> String {
  let parts: [String] =
    switch verb {
    case .link(let names), .paths(let names): names.map { printed($0) }
    case .lineage(let name), .near(let name), .show(let name), .find(let name): [printed(name)]
    case .origin(let first, let second): [printed(first), printed(second)]
    case .match(let patterns): patterns.map { printed($0) }
    case .list(let name): [name.map { printed($0) } ?? "any"]
    case .why(let subject, let relation, let object):
      [printed(subject), printed(relation), printed(object)]
    case .run(let name, let arguments):
      [printed(name)] + arguments.map { "\($0.name)=\(printed($0.value))" }
    }
  return "(\(verb.keyword) \(parts.joined(separator: " ")))"
}

private func printed(_ pattern: TriplePattern) -> String {
  let parts = [printed(pattern.subject), printed(pattern.relation), printed(pattern.object)]
  return "[" + parts.joined(separator: " ") + (pattern.statement.map { " as ?\($0.name)" } ?? "")
    + "]"
}

private func printed(_ step: RelationSyntax.Step) -> String {
  let sign =
    switch step.direction {
    case .forward: ""
    case .back: "^"
    case .either: "~"
    }
  let target =
    switch step.target {
    case .relation(let name): printed(name)
    case .type: "a"
    case .any: "any"
    case .group(let relation): "(\(printed(relation)))"
    }
  guard step.least != 1 || step.most != 1 else { return sign + target }
  return sign + target + (step.most.map { "{\(step.least),\($0)}" } ?? "+")
}

private func printed(_ value: Value) -> String {
  switch value {
  case .string(let text, let tag, let datatype):
    quoted(text) + (tag.map { "@" + $0 } ?? "") + (datatype.map { "^^" + printed($0) } ?? "")
  case .integer(let number): "int:\(number)"
  case .decimal(let number): "decimal:\(number)"
  case .date(let date): "date:\(date)"
  case .boolean(let truth): "bool:\(truth)"
  }
}

private func printed(_ expression: Expression) -> String {
  switch expression {
  case .variable(let variable): return "?" + variable.name
  case .name(let name): return printed(name)
  case .value(let value, _): return printed(value)
  case .call(let name, let argument, _):
    switch argument {
    case .variable(let variable): return "\(printed(name))(?\(variable.name))"
    case .star: return "\(printed(name))(*)"
    case .none: return "\(printed(name))()"
    }
  }
}

private func printed(_ condition: Condition) -> String {
  switch condition {
  case .or(let all): "(or " + all.map { printed($0) }.joined(separator: " ") + ")"
  case .and(let all): "(and " + all.map { printed($0) }.joined(separator: " ") + ")"
  case .not(let one): "(not \(printed(one)))"
  case .exists(let patterns, _):
    "(exists " + patterns.map { printed($0) }.joined(separator: " ") + ")"
  case .compare(let left, let sign, let right, _):
    "(\(sign.rawValue) \(printed(left)) \(printed(right)))"
  case .member(let left, let all, _):
    "(in \(printed(left)) " + all.map { printed($0) }.joined(separator: " ") + ")"
  case .like(let left, let pattern, _): "(like \(printed(left)) \(quoted(pattern)))"
  }
}

private func printed(_ clauses: Clauses) -> [String] {
  var parts: [String] = []
  func add(_ name: String, _ text: String?) { if let text { parts.append("(\(name) \(text))") } }
  func add(_ name: String, _ names: [Name]?) {
    add(name, names.map { $0.map { printed($0) }.joined(separator: " ") })
  }
  add("direction", clauses.direction.map { "\($0)" })
  add("mode", clauses.pathMode.map { printed($0) })
  add("via", clauses.via.map { printed($0) })
  add("through", clauses.through)
  add("avoid", clauses.avoid)
  add("depth", clauses.depth.map { "\(printed($0.least))..\(printed($0.most))" })
  add("where", clauses.condition.map { printed($0) })
  add("return", clauses.returned.map { printed($0) })
  add("order", clauses.order.map { $0.map { printed($0) }.joined(separator: " ") })
  add("limit", clauses.limit.map { printed($0) })
  add("offset", clauses.offset.map { printed($0) })
  switch clauses.time {
  case .asOf(let date): add("as-of", printed(date))
  case .during(let first, let last): add("during", printed(first) + " " + printed(last))
  case nil: break
  }
  switch clauses.statuses {
  case .including(nil): add("including", "any")
  case .including(let names): add("including", names)
  case .only(let names): add("only", names)
  case nil: break
  }
  add("according-to", clauses.accordingTo)
  add("rank", clauses.rank?.rawValue)
  add("lang", clauses.languages?.joined(separator: " "))
  add("with", clauses.details.map { $0.map(\.rawValue).sorted().joined(separator: " ") })
  add("as", clauses.format)
  add("within", clauses.withinMilliseconds.map { "\($0)ms" })
  if clauses.explain { parts.append("explain") }
  return parts
}

private func printed(_ mode: Clauses.PathMode) -> String {
  switch mode {
  case .shortest(let count): "shortest \(printed(count))"
  case .allShortest: "all-shortest"
  case .simple: "simple"
  }
}

private func printed(_ returned: Clauses.Return) -> String {
  (returned.keepsDuplicates ? ["all"] : [])
    .appending(
      contentsOf: returned.items.map {
        printed($0.expression) + ($0.alias.map { " as \($0)" } ?? "")
      }
    ).joined(separator: ", ")
}

private func printed(_ key: Clauses.Key) -> String {
  printed(key.expression) + (key.descending ? "↓" : "↑")
}

private func printed(_ count: Clauses.Count?) -> String {
  switch count {
  case .number(let number): "\(number)"
  case .parameter(let name, _): "$\(name)"
  case nil: ""
  }
}

private func printed(_ point: Clauses.TimePoint) -> String {
  switch point {
  case .date(let date): "\(date)"
  case .parameter(let name, _): "$\(name)"
  }
}

extension Array {
  fileprivate func appending(contentsOf others: [Element]) -> [Element] { self + others }
}
