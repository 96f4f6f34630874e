// `mea --help`, `mea help WORD`, `mea --version`. Examples come first.

internal import Bytes
internal import WireServer

/// Help on the command and its language.
enum HelpCommand {
  static let title = "ask a graph of environmental agreements, with the paragraph that says so"

  static let examples = """
      mea link Basel and Minamata
      mea lineage "CBD XI/6" as tree
      mea why GMP launched '?when'
      mea near BLG as dot | dot -Tsvg -o blg.svg
      mea                                 the prompt, on a terminal
      mea run                             the saved queries
      mea --connect localhost:7117 show BLG
      mea -f questions.mq                 a query a line; - is standard input
      mea serve --listen 127.0.0.1:7117   the same answers over TCP
      mea check Graph                     is the data sound? file:line:column
      mea convert Graph --to nt           any triple file to any other
      mea help link                       more on one word

    """

  static let options = """
    Options before the query
      --data PATH       file or folder of triples; repeatable (the nearest Graph, else
                        the data installed with the program)
      --queries PATH    folder of saved queries (Queries beside the data)
      --connect ADDR    ask a server: HOST:PORT or unix:PATH (or $MEA_CONNECT)
      --lang TAG,…      languages of labels (en)
      --format WORD     table on a terminal, else tsv, or what FILE ends with
      --excel           csv that Excel opens: byte order mark, CRLF, no formulas
      --param NAME=VAL  what stands for $NAME, or what a saved query is given; repeatable
      -f FILE           ask a script, a query a line; ends at the first that fails
      -o FILE           write a file; it replaces an old one only when it is whole
      --lenient         pass over faulty statements of the data, and tell how many
      --fail-empty      exit 5 when nothing is found
      --width N         columns for tables (those of the terminal)
      --color WHEN      auto, always, never
      --no-pager        long answers straight to the terminal
      -q                no notes on standard error
      --version         version of the program and hash of the data
      --help            this

    """

  static let environment = """
      MEA_CONNECT       the server that is asked
      MEA_PAGER, PAGER  shows what is longer than the screen (less -FRX); cat is none
      NO_COLOR          if it holds anything, no colours
      MEA_CACHE         off keeps no parsed data for the next start
      XDG_CACHE_HOME    they are in mea below it
      XDG_STATE_HOME    the history of the prompt is in mea/history below it

    """

  static let exits = """
      0    a whole answer, an empty one too
      1    the query was refused
      2    the command line makes no sense
      3    no data, no connection, or output that cannot be written
      4    a part of the answer, or a cap that no limit asked for
      5    nothing found, with --fail-empty
      130  interrupted
      141  the reader of the output has gone

    """

  static var prompt: String { DotCommand.help + "\n" }

  static let files = """
      ./Graph, ../Graph, …        the data, unless --data says otherwise
      PREFIX/share/mea            data and queries of mea install
      ~/.cache/mea                parsed data, kept for the next start
      ~/.local/state/mea/history  what was asked at the prompt; mode 0600

    """

  private static var usage: String {
    "mea — \(title)\n\n\(examples)\n\(options)\nExit status\n\(exits)\n"
  }

  /// Help on what is no query, with a line on each.
  private static let subcommands: [String: (summary: String, usage: String)] = [
    "serve": ("answer queries over TCP and Unix sockets", ServeCommand.usage),
    "install": ("put mea, its data, manual and completions below a prefix", InstallCommand.usage),
    "uninstall": ("take away what mea install has put there", InstallCommand.usage),
    "completion": ("completion scripts for bash, zsh and fish", CompletionCommand.usage),
    "man": ("the manual pages", ManCommand.usage),
    "convert": (
      "write triple files of any format as one of any other",
      """
      mea convert PATH… [--from F] [--to F] [--base IRI] [--lenient] [-o FILE]

        Writes triple files of any format as one of any other. F is nt, nq, ttl or trig.

          mea convert Graph --to nt > graph.nt
          zcat big.nt.gz | mea convert - --from nt --to ttl | less
          mea convert notes.ttl -o notes.trig

        PATH        a file, a folder (all .ttl .nt .trig .nq below it), or - for standard
                    input
        --from F    format of all inputs (else by the name's ending, else by content)
        --to F      format written (else by FILE's ending, else nq, which is nt without
                    graphs)
        --base IRI  what relative IRIs stand beside
        --lenient   pass over faulty statements, tell how many, exit 4 if there were any
        -o FILE     write a file; it replaces an old one only when it is whole

        Memory does not grow with the files. Blank nodes of different files stay
        different. nt and ttl cannot name graphs: what that loses is told.
        Exit: 0 whole, 1 faulty input, 2 usage, 3 cannot read or write, 4 parts left out,
        141 pipe closed

      """
    ),
    "check": (
      "tell every fault of triple files and of the data in them",
      """
      mea check [PATH…] [--queries PATH]

        Tells every fault of every file: FILE:LINE:COLUMN, what is wrong, the line, what
        to do.

          mea check Graph
          zcat big.nt.gz | mea check -

        Without PATH, the nearest Graph. Reading goes on behind a faulty statement and
        stops at 100 faults. If the syntax is whole and the files declare a vocabulary,
        the data are held against it: every statement has a source, a place in it and a
        quote; dates are dates; statuses, relations, classes and annotations are declared;
        domains and ranges hold; nothing spoken of is undescribed; one label a language;
        lineage goes with time; what is counted has names in en fr es ru zh ar. Two values
        of a single-valued relation and two nodes with one label are notes.
        Ends with counts. Exit: 0 clean (notes too), 1 faults, 2 usage, 3 cannot read or
        write

      """
    ),
  ]

  /// A subcommand in one line; empty for what is none.
  static func summary(of name: String) -> String {
    name == "help" ? "more on one word" : subcommands[name]?.summary ?? ""
  }

  /// The text on a subcommand; nil for `help`, which has none.
  static func usage(of name: String) -> String? { subcommands[name]?.usage }

  /// The options that the text on a subcommand names.
  static func options(of name: String) -> [String] {
    var found: [String] = []
    for word in (usage(of: name) ?? "").split(whereSeparator: { " []\n,|".contains($0) })
    where word.hasPrefix("-") && word.count > 1 && !found.contains(String(word)) {
      if word.dropFirst().first?.isLetter == true || word.hasPrefix("--") {
        found.append(String(word))
      }
    }
    return found
  }

  static func run(_ arguments: [String]) -> Int32 {
    guard let word = arguments.first else {
      return Terminal.explain(usage + HelpText.overview) ?? ExitCode.whole
    }
    if let usage = usage(of: word) {
      return Terminal.explain(usage) ?? ExitCode.whole
    }
    guard let topic = HelpText.topic(word) else {
      let words = HelpText.topics.map(\.word) + Mea.subcommands
      let near = nearNames(to: word, among: words).first
      Terminal.complain(
        "there is no help on \(visible(word))" + (near.map { "; did you mean \($0)?" } ?? ""))
      Terminal.complain("words with help: " + words.joined(separator: " "))
      return ExitCode.usage
    }
    return Terminal.explain(HelpText.text(of: topic, saved(for: topic))) ?? ExitCode.whole
  }

  /// The saved queries where the topic is on them; none when they cannot be read.
  private static func saved(for topic: HelpTopic) -> SavedQueries {
    guard topic.word == "run", let folder = Options.standard.queriesPath else {
      return SavedQueries()
    }
    return (try? SavedQueries(folder: folder)) ?? SavedQueries()
  }

  /// The version, and the hash of the data where there are any.
  static func version(_ options: Options) -> Int32 {
    var line = "mea \(Mea.version)"
    if !options.dataPaths.isEmpty {
      do {
        line += " data=" + (try GraphService.load(options.dataPaths, queries: nil)).dataHash
      } catch { line += " (data cannot be loaded: \(error.reason))" }
    }
    return Terminal.write(Array((line + "\n").utf8)) ?? ExitCode.whole
  }
}
