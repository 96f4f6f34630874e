// The small vocabulary of the random graphs, as values for the naive engine and as Turtle for the
// real one. It has one of each thing that `language.md` gives a meaning to.

/// What is declared of one class.
struct PlainClass {
  var name: String
  var parent: String?
  var isLinking = false
  var isCounted = false
  var isAgreement = false
}

/// What is declared of one relation.
struct PlainRelation {
  enum Newer: String { case subjectNewer, objectNewer }
  var name: String
  var label: String
  var parent: String?
  var families: [String] = []
  var weight: Double?
  var newer: Newer?
  var flags: Set<String> = []
  var range = "rdfs:Resource"
}

/// The vocabulary and its inheritance.
package enum PlainVocabulary {
  static let classes = [
    PlainClass(name: "Treaty", isCounted: true),
    PlainClass(name: "Protocol", parent: "Treaty"),
    PlainClass(name: "Body", isLinking: true),
    PlainClass(name: "Secretariat", parent: "Body"),
    PlainClass(name: "Group", parent: "Body"),
    PlainClass(name: "Pact", isLinking: true, isAgreement: true),
    PlainClass(name: "Paper"),
    PlainClass(name: "Section", parent: "Paper"),
  ]

  static let relations = [
    PlainRelation(name: "memberOf", label: "member of", families: ["tie"], weight: 0.9),
    PlainRelation(name: "observerOf", label: "observer of", parent: "memberOf", weight: 0.3),
    PlainRelation(name: "chairOf", label: "chair of", parent: "memberOf"),
    PlainRelation(
      name: "worksWith", label: "works with", families: ["tie"], weight: 0.5, flags: ["symmetric"]),
    PlainRelation(name: "partyTo", label: "party to", families: ["tie"], weight: 1),
    PlainRelation(
      name: "secretariatOf", label: "secretariat of", families: ["actsFor", "tie"], weight: 1,
      flags: ["actsFor"]),
    PlainRelation(
      name: "officerOf", label: "officer of", families: ["actsFor", "tie"], weight: 0.8,
      flags: ["actsFor"]),
    PlainRelation(name: "partOf", label: "part of", families: ["part"], flags: ["part"]),
    PlainRelation(name: "cites", label: "cites", families: ["citing"], newer: .subjectNewer),
    PlainRelation(name: "recalls", label: "recalls", parent: "cites"),
    PlainRelation(name: "amends", label: "amends", families: ["legal"], newer: .subjectNewer),
    PlainRelation(name: "became", label: "became", families: ["legal"], newer: .objectNewer),
    PlainRelation(name: "mentions", label: "mentions", families: ["doc"], flags: ["hidden"]),
    PlainRelation(
      name: "heldOn", label: "held on", families: ["value"], flags: ["nodeDate", "single"],
      range: "xsd:date"),
    PlainRelation(name: "size", label: "size", families: ["value"], range: "xsd:integer"),
    PlainRelation(name: "motto", label: "motto", families: ["value"], range: "rdf:langString"),
  ]

  static let families = ["tie", "actsFor", "part", "citing", "legal", "doc", "value"]
  package static let statuses = ["derived", "ended", "proposed", "stated"]
  static let firmStatuses: Set<String> = ["derived", "stated"]
  static let paths = ["representedIn": "(^acts_for){0,1}/member_of"]

  static func relation(_ name: String) -> PlainRelation? { relations.first { $0.name == name } }

  /// A relation and all above it.
  static func chain(_ name: String) -> [PlainRelation] {
    var chain: [PlainRelation] = []
    var next = relation(name)
    while let current = next {
      chain.append(current)
      next = current.parent.flatMap(relation)
    }
    return chain
  }

  static func weight(_ name: String) -> Double { weights[name] ?? 0 }

  static func newer(_ name: String) -> PlainRelation.Newer? { newers[name] }

  static func has(_ flag: String, _ name: String) -> Bool { flags[name]?.contains(flag) == true }

  private static let weights = table { chain($0).lazy.compactMap(\.weight).first }
  private static let newers = table { chain($0).lazy.compactMap(\.newer).first }
  private static let flags = table { name in
    // Saying the same in both directions is not handed down; the rest is.
    chain(name).reduce(into: Set<String>()) { flags, own in
      flags.formUnion(own.name == name ? own.flags : own.flags.subtracting(["symmetric"]))
    }
  }

  private static func table<Value>(_ value: (String) -> Value?) -> [String: Value] {
    var table: [String: Value] = [:]
    for own in relations { table[own.name] = value(own.name) }
    return table
  }

  static func isValue(_ name: String) -> Bool {
    chain(name).contains { $0.range != "rdfs:Resource" }
  }

  /// A class and all above it.
  static func classChain(_ name: String) -> [PlainClass] {
    var chain: [PlainClass] = []
    var next = classes.first { $0.name == name }
    while let current = next {
      chain.append(current)
      next = classes.first { $0.name == current.parent }
    }
    return chain
  }

  static func isKind(_ name: String, of other: String) -> Bool {
    classChain(name).contains { $0.name == other }
  }

  /// `memberOf` as it is typed: `member_of`.
  static func typed(_ name: String) -> String {
    name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }

  /// The prefixes that every file of a random graph declares.
  package static let prefixes = """
    @prefix d: <http://example.org/d#> .
    @prefix v: <http://example.org/v#> .
    @prefix model: <https://w3id.org/mea/model#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

    """

  /// The vocabulary file.
  package static var turtle: String {
    var lines: [String] = []
    for own in classes {
      lines.append("v:\(own.name) a rdfs:Class ; rdfs:label \"\(own.name)\"@en .")
      if let parent = own.parent { lines.append("v:\(own.name) rdfs:subClassOf v:\(parent) .") }
      if own.isLinking { lines.append("v:\(own.name) model:linking true .") }
      if own.isCounted { lines.append("v:\(own.name) model:counted true .") }
      if own.isAgreement { lines.append("v:\(own.name) model:agreement true .") }
    }
    for family in families { lines.append("v:\(family) a model:Family .") }
    lines += relations.flatMap(lines(of:))
    for (name, path) in paths { lines.append("v:\(name) a model:Path ; model:path \"\(path)\" .") }
    for status in statuses {
      let plain = status == "stated" ? " ; model:plain true" : ""
      let firm = firmStatuses.contains(status) ? " ; model:stated true" + plain : ""
      lines.append("v:\(status) a model:Status\(firm) .")
    }
    for role in ["from", "until", "on", "notBefore", "notAfter", "status", "source", "quote"] {
      lines.append("v:\(role) a model:Annotation ; model:role \"\(role)\" .")
    }
    lines.append("v:paragraph a model:Annotation ; model:role \"locator\" .")
    lines.append("v:role a model:Annotation .")
    return prefixes + lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of own: PlainRelation) -> [String] {
    var lines = [
      "v:\(own.name) a rdf:Property ; rdfs:label \"\(own.label)\"@en ; rdfs:range \(own.range) ."
    ]
    if let parent = own.parent { lines.append("v:\(own.name) rdfs:subPropertyOf v:\(parent) .") }
    for family in own.families { lines.append("v:\(own.name) model:family v:\(family) .") }
    if let weight = own.weight { lines.append("v:\(own.name) model:weight \(weight) .") }
    if let newer = own.newer {
      lines.append("v:\(own.name) model:lineage model:\(newer.rawValue) .")
    }
    for flag in own.flags.sorted() { lines.append("v:\(own.name) model:\(flag) true .") }
    return lines
  }
}
