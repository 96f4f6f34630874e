// What `help` says on the wire and `mea help` on the command line: one text for both.

internal import Bytes

/// The help on one word.
public struct HelpTopic: Sendable {
  /// The word to ask for.
  public let word: String
  /// What it does, in one line.
  public let summary: String
  /// The whole text; lines of at most 80 columns.
  public let text: String
}

/// All help, in the order in which it should be read.
public enum HelpText {
  /// The topic of a word.
  public static func topic(_ word: String) -> HelpTopic? {
    topics.first { $0.word == word.lowercased() }
  }

  /// What is said of a word without a topic.
  static let noTopic = "there is no help on that word"

  /// The topics near to a word that is none, or all.
  public static func near(_ word: String) -> String {
    let near = nearNames(to: word, among: topics.map(\.word))
    return (near.isEmpty ? topics.map(\.word) : near).joined(separator: " ")
  }

  /// The text of a topic; behind that on `run` stands what is saved.
  public static func text(of topic: HelpTopic, _ saved: SavedQueries) -> String {
    guard topic.word == "run", !saved.queries.isEmpty else { return topic.text + "\n" }
    return topic.text + "\n\nSaved here\n" + saved.help
  }

  /// All topics.
  public static let topics: [HelpTopic] = verbs + clauses

  /// The verbs, a line each, and where to read on.
  public static var overview: String {
    func list(_ topics: [HelpTopic]) -> String {
      topics.map { topic in
        "  " + topic.word + String(repeating: " ", count: max(1, 14 - topic.word.count))
          + topic.summary + "\n"
      }.joined()
    }
    return "Verbs\n" + list(verbs) + "\nClauses, in any order, each at most once\n" + list(clauses)
      + "\nhelp WORD says more, as in: help link\n"
  }

  private static let verbs = [
    HelpTopic(
      word: "link", summary: "bodies that tie nodes together, ranked and explained",
      text: """
        link NODE and NODE [and NODE …]

          link Basel and Minamata
          link CITES and CMS as-of 2012 avoid UNEP through Agreement

        Every body tied to each side, or to something that acts for it. The score is
        the product of the two weights and ln((N+1)/df): a body that ties few
        conventions stands before one that ties them all. Columns: rank node class
        score df since until rel_a via_a rel_b via_b why.
        Clauses of its own: via, through, avoid, rank.
        """),
    HelpTopic(
      word: "lineage", summary: "what a decision descends from, or what grew out of it",
      text: """
        lineage NODE [up | down | both]

          lineage "draft synergies decision"
          lineage "CBD VII/26" down as dot

        Ancestors unless said otherwise, every node once in full and at its shortest
        distance. A whole stands for its parts; a part passes to its whole, never on
        to its siblings. Columns: depth node class date rel of status label.
        Clauses of its own: up, down, both, via, avoid, depth.
        """),
    HelpTopic(
      word: "origin", summary: "the nearest common ancestors of two nodes",
      text: """
        origin NODE and NODE

          origin "CBD XI/6" and "CBD X/20"

        Least sum of distances, then the least greater one; all ties.
        Columns: node up_a up_b class label.
        """),
    HelpTopic(
      word: "paths", summary: "ways from one node to the next",
      text: """
        paths NODE to NODE [to NODE …] [shortest [K] | all-shortest | simple]

          paths WWF to "Minamata Secretariat"

        All shortest ways unless said otherwise, no node twice, at most 6 steps.
        Statements are walked in either direction; type, names and hidden relations
        are not. limit counts paths, and a path has a row for each step: limit 100 may
        give 600 rows. Columns: path step from rel dir to since until status.
        Clauses of its own: via, through, avoid, depth.
        """),
    HelpTopic(
      word: "near", summary: "what surrounds a node, as a subgraph",
      text: """
        near NODE [depth N]

          near "Global Mercury Partnership" as dot

        One step unless said otherwise, the values of the centre, and every agreement
        at the rim with all its parties. Columns: from rel dir to class since until
        status detail.
        Clauses of its own: via, avoid, depth.
        """),
    HelpTopic(
      word: "match", summary: "patterns with variables",
      text: """
        match PATTERN [, PATTERN …] [where …] [return …] [order by …]

          match ?c a Convention, ?c represented_in BLG as-of 2012
          match ?m meeting_of "Minamata Bureau" return ?m, date(?m), place(?m)
          match ?x member_of BLG as ?s return ?x, role(?s), source(?s)

        A pattern is TERM RELATION TERM, with ?variables, _ for anything, and relations
        joined by / (then), | (or), ^ (back), ~ (either way), + and {m,n} (repeated).
        `as ?s` names the statement, so that from(?s), status(?s) or source(?s) can be
        asked. Any relation is a function: place(?m). count, min, max, sum and avg
        group by the plain items.
        """),
    HelpTopic(
      word: "list", summary: "all of one class",
      text: """
        list CLASS | list any

          list Memorandum

        The kinds of the class are included. Columns: node class label date status.
        """),
    HelpTopic(
      word: "show", summary: "everything about one node",
      text: """
        show NODE

          show BLG
          show 生物多样性公约 lang en

        Names, classes, values, statements out and in, and its parts in number order.
        Columns: rel dir value since until status detail.
        """),
    HelpTopic(
      word: "why", summary: "which paragraph says so",
      text: """
        why TERM RELATION TERM

          why GMP launched ?when
          why IPPC any BLG

        The sources of the statements that fit, with document, place, words, and the
        file and line they were loaded from. Columns: subject rel object since until
        status document locator quote detail file line.
        """),
    HelpTopic(
      word: "find", summary: "names, values and quotes that hold a text",
      text: """
        find TEXT

          find mercury
          find 移动电话

        In any language; exact, then beginning, then inside, and near names when
        nothing else is found. Columns: node class label lang how where.
        """),
    HelpTopic(
      word: "run", summary: "a saved query",
      text: """
        run NAME [PARAMETER=VALUE …]

          run shared-bodies a=CITES b=CMS

        run alone lists what is saved, with the parameters of each. A value is a name,
        a number or a date, in quotes if it holds a space. Clauses that are typed stand
        in the place of those that are stored.
        """),
  ]

  private static let clauses = [
    HelpTopic(
      word: "as-of", summary: "as things stood at a date; during A..B for a span",
      text: """
        as-of DATE | during DATE..DATE        DATE is YYYY, YYYY-MM or YYYY-MM-DD

          match ?c a Convention, ?c represented_in BLG as-of 2012

        as-of 2012 is its last day. Undated statements hold at every date and are shown
        with ?. The filter holds for ranking and stand-ins too.
        """),
    HelpTopic(
      word: "including", summary: "statements that are not plainly stated; only narrows to them",
      text: """
        including any | including STATUS, … | only STATUS, …

          link Basel and Minamata including proposed, planned

        link, match, paths and origin answer what is stated; the last line counts what
        was left out. show, why, near, find, list and lineage answer every status.
        """),
    HelpTopic(
      word: "according-to", summary: "only what some documents say",
      text: """
        according-to DOCUMENT, …              a document, or a collection of them

          match ?d establishes INC according-to notes
        """),
    HelpTopic(
      word: "via", summary: "only these relations",
      text: """
        via RELATION | via A|B                a relation or a family of relations

          lineage "CBD XI/6" via legal
        """),
    HelpTopic(
      word: "through", summary: "only by way of these classes",
      text: """
        through CLASS | through A|B | through any

          link CITES and CMS through Agreement
        """),
    HelpTopic(
      word: "avoid", summary: "not by way of these nodes",
      text: """
        avoid NODE, …

          link CITES and CMS avoid UNEP
        """),
    HelpTopic(
      word: "depth", summary: "how far to go",
      text: """
        depth N | depth A..B | depth ..B

          near BLG depth 2
        """),
    HelpTopic(
      word: "where", summary: "what a row of match must fulfil",
      text: """
        where EXPR = EXPR | != < <= > >= | EXPR in (…) | EXPR like "gl*b"
              joined by and, or, not, parentheses, exists(PATTERN, …)

          match ?m a Meeting where year(?m) >= 2011 return ?m, date(?m)

        Numbers compare with numbers, dates as spans of days; missing compares false.
        """),
    HelpTopic(
      word: "return", summary: "the columns of match; return all keeps duplicates",
      text: """
        return ITEM [as NAME], …              order by KEY [asc|desc], …

          match ?d asks ?b return ?b, count(?d) as n order by n desc limit 10
        """),
    HelpTopic(
      word: "limit", summary: "the most rows; offset passes over the first ones",
      text: """
        limit N | offset N

        Unless said otherwise 1,000 rows; an answer that this cuts says more=1. Of
        paths it counts the paths, which have a row for each step.
        """),
    HelpTopic(
      word: "lang", summary: "languages of labels, in order",
      text: """
        lang TAG, …

          show 生物多样性公约 lang fr, en

        A label in none of them is marked with its own language.
        """),
    HelpTopic(
      word: "with", summary: "sources, dates, iris beside each row",
      text: """
        with sources | with dates | with iris

          link Basel and Minamata with sources
        """),
    HelpTopic(
      word: "as", summary: "the format of the answer",
      text: """
        as table | tree                       for people
        as tsv | csv | json | jsonl           rows
        as dot | mermaid | html               a picture
        as nt | ttl | jsonld | graphml        the statements it rests on

          near BLG as dot
          near BLG as html                    mea draws it with Graphviz; a server
                                              sends the page with its text

        """),
    HelpTopic(
      word: "within", summary: "the time a query may take",
      text: """
        within N ms | within N s
        """),
    HelpTopic(
      word: "explain", summary: "the plan with its estimates; nothing is run",
      text: """
        explain

          match ?c a Convention, ?c represented_in BLG explain
        """),
  ]
}
