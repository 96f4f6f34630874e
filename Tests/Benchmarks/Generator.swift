// A graph like that of the field, of any size: treaties, decisions, bodies, about eight triples an
// entity. Decisions point only at earlier ones; memberships follow a power law. The same seed gives
// the same bytes on every machine, and the same as the generator that the peers were measured with.

internal import Glibc

/// Generates one graph.
struct Generator<Sink: StatementSink> {
  private(set) var sink: Sink
  private var random: MersenneTwister
  private let triples: Int
  private var count = 0

  private let conventions: Int
  private let groups: Int
  private let memoranda: Int
  private let partnerships: Int
  private let organisations: Int
  private let meetings: Int
  private let decisions: Int
  private let entities: Int

  /// A generator of a number of distinct triples, at least 500.
  init(triples: Int, seed: UInt32 = 1, into sink: Sink) {
    self.sink = sink
    self.triples = triples
    random = MersenneTwister(seed: seed)
    let entities = max(60, triples / 8)
    func share(_ part: Double, least: Int) -> Int { max(least, Int(Double(entities) * part)) }
    self.entities = entities
    conventions = share(0.002, least: 8)
    groups = share(0.003, least: 4)
    memoranda = share(0.05, least: 5)
    partnerships = share(0.05, least: 5)
    organisations = share(0.15, least: 12)
    meetings = share(0.10, least: 12)
    decisions = share(0.40, least: 0)
  }

  /// Generates the graph, in the order of the kinds.
  mutating func run() {
    makeConventions()
    makeSecretariats()
    makeOrganisations()
    makeGroups()
    makeMemoranda()
    makePartnerships()
    makeMeetings()
    makeDecisions()
    makeDocuments()
    sink.close()
  }

  // MARK: Parts of an entity

  /// A number below a bound: few heavy heads, a long tail.
  private mutating func skewed(_ bound: Int, _ exponent: Double = 2.5) -> Int {
    Int(Double(bound) * pow(random.unit(), exponent))
  }

  /// Type, names and date, which most entities have; the year.
  @discardableResult
  private mutating func head(
    _ name: String, _ kind: String, _ english: String, _ chinese: String, when: Double
  ) -> Int {
    sink.entity(name)
    sink.type(kind)
    sink.label(english, "en")
    sink.label(chinese, "zh")
    let year = 1985 + Int(when * 40)
    let month = 1 + Int(random.unit() * 12)
    let day = 1 + Int(random.unit() * 28)
    sink.date("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)")
    count += 4
    return year
  }

  private mutating func link(_ relation: String, _ entity: String) {
    sink.link(relation, entity)
    count += 1
  }

  private mutating func links(_ relation: String, _ entities: [String]) {
    var seen: Set<String> = []
    for entity in entities where seen.insert(entity).inserted { link(relation, entity) }
  }

  private mutating func text(_ relation: String, _ text: String) {
    sink.text(relation, text)
    count += 1
  }

  /// Some kind of member of a group.
  private mutating func body() -> String {
    let share = random.unit()
    if share < 0.35 { return "secretariat-\(skewed(conventions))" }
    if share < 0.55 { return "convention-\(skewed(conventions))" }
    return "organisation-\(skewed(organisations))"
  }

  private mutating func bodies(_ count: Int) -> [String] { (0..<count).map { _ in body() } }

  private mutating func anyConventions(_ count: Int) -> [String] {
    (0..<count).map { _ in "convention-\(skewed(conventions))" }
  }

  private mutating func anyTopic() -> (english: String, chinese: String) {
    Places.topics[skewed(20, 1)]
  }

  private mutating func anyCity() -> String { Places.cities[skewed(10, 1.5)] }

  // MARK: Kinds of entities

  private mutating func makeConventions() {
    for index in 0..<conventions {
      let (english, chinese) = Places.topics[index % 20]
      head(
        "convention-\(index)", "Convention", "Convention no. \(index) on \(english)",
        "关于\(chinese)的第\(index)号公约", when: random.unit())
      link("secretariat", "secretariat-\(index)")
      link("depositary", "organisation-\(skewed(organisations))")
      text("abbrev", "C\(index)")
      text("status", random.unit() < 0.9 ? "in force" : "not yet in force")
    }
  }

  private mutating func makeSecretariats() {
    for index in 0..<conventions {
      let (english, chinese) = Places.topics[index % 20]
      head(
        "secretariat-\(index)", "Secretariat", "Secretariat \(index) for \(english)",
        "\(chinese)秘书处\(index)", when: random.unit())
      link("serves", "convention-\(index)")
      link("hostedBy", "organisation-\(skewed(organisations))")
      if random.unit() < 0.2 { link("cooperatesWith", "secretariat-\(skewed(conventions))") }
      text("seat", anyCity())
    }
  }

  private mutating func makeOrganisations() {
    for index in 0..<organisations {
      let (english, chinese) = anyTopic()
      head(
        "organisation-\(index)", "Organisation", "Organisation \(index) for \(english)",
        "\(chinese)组织\(index)", when: random.unit())
      let memberships = 1 + skewed(4)
      links("memberOf", (0..<memberships).map { _ in "partnership-\(skewed(partnerships))" })
      if index > 0 { link("parent", "organisation-\(skewed(index))") }
      if random.unit() < 0.5 { links("observerOf", anyConventions(1 + skewed(4, 1.5))) }
      text("seat", anyCity())
    }
  }

  private mutating func makeGroups() {
    for index in 0..<groups {
      let (english, chinese) = anyTopic()
      head(
        "group-\(index)", "LiaisonGroup", "Liaison group \(index) on \(english)",
        "\(chinese)联络小组\(index)", when: random.unit())
      links("member", anyConventions(2 + skewed(7)))
      link("chair", "secretariat-\(skewed(conventions))")
    }
  }

  private mutating func makeMemoranda() {
    for index in 0..<memoranda {
      let (english, chinese) = anyTopic()
      head(
        "mou-\(index)", "MoU", "Memorandum of understanding \(index) on \(english)",
        "\(chinese)谅解备忘录\(index)", when: random.unit())
      links("party", bodies(2 + skewed(4)))
      link("recordedIn", "document-\(skewed(entities / 8, 1))")
    }
  }

  private mutating func makePartnerships() {
    for index in 0..<partnerships {
      let (english, chinese) = anyTopic()
      head(
        "partnership-\(index)", "Partnership", "Partnership \(index) for \(english)",
        "\(chinese)伙伴关系\(index)", when: random.unit())
      links("partner", bodies(2 + skewed(5)))
    }
  }

  /// In the order of time.
  private mutating func makeMeetings() {
    for index in 0..<meetings {
      let convention = index < conventions ? index % conventions : skewed(conventions)
      let (english, chinese) = Places.topics[convention % 20]
      head(
        "meeting-\(index)", "Meeting", "Meeting \(index) of the parties on \(english)",
        "\(chinese)缔约方会议\(index)", when: Double(index) / Double(meetings))
      link("ofConvention", "convention-\(convention)")
      link("convenedBy", "secretariat-\(convention)")
      if random.unit() < 0.5 { link("attendedBy", "organisation-\(skewed(organisations))") }
      text("place", anyCity())
    }
  }

  /// In the order of time; each points at up to five earlier ones, most of its own convention.
  private mutating func makeDecisions() {
    var own = [[Int]](repeating: [], count: conventions)
    for index in 0..<decisions {
      let moment = (Double(index) + random.unit()) / Double(decisions) * Double(meetings)
      let meeting = min(meetings - 1, Int(moment))
      let convention = skewed(conventions)
      let (english, chinese) = Places.topics[convention % 20]
      let number = "\(meeting % 99 + 1)/\(index)"
      let quoted = index % 97 == 0 ? " and the \\\"road map\\\"" : ""
      let year = head(
        "decision-\(index)", "Decision", "Decision \(number) on \(english)\(quoted)",
        "关于\(chinese)的第\(number)号决定", when: Double(index) / Double(decisions))
      sink.year(year)
      count += 1
      link("adoptedAt", "meeting-\(meeting)")
      linkEarlier(index, own[convention])
      own[convention].append(index)
    }
  }

  private mutating func linkEarlier(_ index: Int, _ own: [Int]) {
    var seen: Set<Int> = []
    for _ in 0..<(own.isEmpty ? 0 : skewed(6, 1.3)) {
      let share = random.unit()
      let target =
        if share < 0.80 {
          own[own.count - 1 - skewed(own.count, 4)]
        } else if share < 0.97 {
          own[skewed(min(own.count, 40), 2)]
        } else { Int(random.unit() * Double(index)) }
      guard seen.insert(target).inserted else { continue }
      link(Places.citing[Int(random.unit() * 5)], "decision-\(target)")
    }
  }

  /// Fill up what is left.
  private mutating func makeDocuments() {
    var index = 0
    while triples - count >= 16 {
      let (english, chinese) = anyTopic()
      head(
        "document-\(index)", "Document", "Document \(index) on \(english)",
        "\(chinese)文件\(index)", when: random.unit())
      let isAboutDecision = random.unit() < 0.6
      link(
        "about",
        isAboutDecision
          ? "decision-\(Int(random.unit() * Double(decisions)))"
          : "convention-\(skewed(conventions))")
      link("issuedBy", body())
      if random.unit() < 0.5 {
        link("submittedTo", "meeting-\(Int(random.unit() * Double(meetings)))")
      }
      text("symbol", "UNEP/MEA/\(skewed(conventions))/INF/\(index)")
      index += 1
    }
    sink.entity("document-\(index)")
    sink.type("Document")
    count += 1
    while count < triples { text("note", "Filler note \(count)") }
  }
}

/// What names are made of.
private enum Places {
  static let topics: [(english: String, chinese: String)] = [
    ("biological diversity", "生物多样性"), ("wetlands", "湿地"), ("migratory species", "迁徙物种"),
    ("hazardous wastes", "危险废物"), ("persistent organic pollutants", "持久性有机污染物"),
    ("mercury", "汞"), ("ozone layer", "臭氧层"), ("climate change", "气候变化"),
    ("desertification", "荒漠化"), ("plant genetic resources", "植物遗传资源"),
    ("endangered species trade", "濒危物种贸易"), ("world heritage", "世界遗产"),
    ("marine litter", "海洋垃圾"), ("whaling", "捕鲸"), ("regional seas", "区域海洋"),
    ("access to information", "信息获取"), ("long-range air pollution", "远距离空气污染"),
    ("biosafety", "生物安全"), ("benefit sharing", "惠益分享"), ("invasive alien species", "外来入侵物种"),
  ]
  static let cities = [
    "Montreal", "Bonn", "Geneva", "Nairobi", "Gland", "Paris", "Rome", "Kunming", "Nagoya",
    "Rio de Janeiro",
  ]
  static let citing = ["recalls", "implements", "cites", "amends", "requests"]
}
