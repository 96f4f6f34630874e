// What is asked of a generated graph: 400 random arguments for each of seven kinds of question, the
// same as every other program is asked.

/// One kind of question with all its arguments filled in.
struct Questions {
  var show: [String] = []
  var link: [String] = []
  var paths: [String] = []
  var lineage: [String] = []
  var join: [String] = []
  /// Names with their languages.
  var names: [(text: String, language: String)] = []
  /// Parts of names.
  var parts: [String] = []
}

/// The lists that arguments are drawn from, in the order of the statements.
struct QuestionSource: StatementSink {
  private var entity = ""
  private var entities: [String] = []
  private var conventions: [String] = []
  private var labels: [(text: String, language: String)] = []
  private var conventionOf: [String: String] = [:]
  private var citing: Set<String> = []
  private var tied: [String: [String]] = [:]
  private var tiedOrder: [String] = []

  mutating func entity(_ name: String) { entity = name }

  mutating func type(_ name: String) {
    entities.append(entity)
    if name == "Convention" { conventions.append(entity) }
  }

  mutating func label(_ text: String, _ language: String) {
    if !text.utf8.contains(UInt8(ascii: "\\")) { labels.append((text, language)) }
  }

  mutating func link(_ relation: String, _ target: String) {
    switch relation {
    case "ofConvention": conventionOf[entity] = target
    case "recalls", "implements", "cites", "amends": citing.insert(entity)
    default:
      let kind = entity.prefix { $0 != "-" }
      guard target.hasPrefix("convention-"),
        ["mou", "group", "partnership", "organisation"].contains(kind)
      else { return }
      if tied[entity] == nil { tiedOrder.append(entity) }
      tied[entity, default: []].append(target)
    }
  }

  mutating func text(_ relation: String, _ text: String) {}
  mutating func date(_ date: String) {}
  mutating func year(_ year: Int) {}
  mutating func close() {}

  /// Draws the questions.
  func draw(_ count: Int = 400, seed: UInt32 = 7) -> Questions {
    var random = MersenneTwister(seed: seed)
    var questions = Questions()
    let several = tiedOrder.compactMap { tied[$0] }.filter { $0.count > 1 }
    for _ in 0..<count { questions.show.append("show id:\(random.pick(entities))") }
    for index in 0..<count {
      // Half of them share a body for sure.
      let list = index % 2 == 1 ? random.pick(several) : conventions
      let (first, second) = random.two(of: list)
      questions.link.append("link id:\(first) and id:\(second)")
    }
    for _ in 0..<count {
      let (first, second) = random.two(of: conventions)
      questions.paths.append("paths id:\(first) to id:\(second) shortest 1")
    }
    let citing = self.citing.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for _ in 0..<count { questions.lineage.append("lineage id:\(random.pick(citing))") }
    let meetings = conventionOf.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for _ in 0..<count {
      let convention = conventionOf[random.pick(meetings)] ?? ""
      let year = 1990 + random.below(30)
      questions.join.append(
        "match ?m ofConvention id:\(convention), ?d adoptedAt ?m, ?d year ?y where ?y >= \(year) "
          + "return ?d, ?m, ?y order by ?y, ?d limit 20")
    }
    for _ in 0..<count {
      questions.names.append(random.pick(labels))
      let (text, language) = random.pick(labels)
      let size = language == "en" ? 12 : 5
      let characters = Array(text.unicodeScalars)
      let start = random.below(max(1, characters.count - size))
      var part = String.UnicodeScalarView()
      part.append(contentsOf: characters[start..<min(characters.count, start + size)])
      questions.parts.append(String(part))
    }
    return questions
  }
}

extension Questions {
  /// The questions by the names they have in the table.
  var kinds: [(name: String, texts: [String])] {
    [
      ("show", show), ("link", link), ("lineage", lineage), ("paths", paths), ("join", join),
      ("exact", names.map { "match ?x label \"\($0.text)\"@\($0.language)" }),
      ("find", parts.map { "find \"\($0)\" limit 20" }),
    ]
  }
}
