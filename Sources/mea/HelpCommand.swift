// `mea --help`, `mea help VERB`, `mea --version`. Examples come first.

internal import WireServer

/// Help on the command and its language.
enum HelpCommand {
  private static let usage = """
    mea — ask a graph of environmental agreements, with the paragraph that says so

      mea link Basel and Minamata
      mea lineage "CBD XI/6" as tree
      mea why GMP launched '?when'
      mea near BLG as dot | dot -Tsvg -o blg.svg
      mea --connect localhost:7117 show BLG
      mea -f questions.mq                 a query a line; - is standard input
      mea serve --listen 127.0.0.1:7117   the same answers over TCP
      mea check Graph                     is the data sound? file:line:column
      mea convert Graph --to nt           any triple file to any other
      mea help link                       more on one word

    Options before the query
      --data PATH       file or folder of triples; repeatable (the nearest Graph)
      --queries PATH    folder of saved queries (Queries beside the data)
      --connect ADDR    ask a server: HOST:PORT or unix:PATH (or $MEA_CONNECT)
      --lang TAG,…      languages of labels (en)
      --format WORD     table on a terminal, tsv otherwise
      --excel           csv that Excel opens: byte order mark, CRLF, no formulas
      --width N         columns for tables (those of the terminal)
      --color WHEN      auto, always, never (and $NO_COLOR)
      --lenient         pass over faulty statements of the data, and tell how many
      --fail-empty      exit 5 when nothing is found
      -q                no notes on standard error
      --version         version of the program and hash of the data

    Parsed data are kept for the next start in $XDG_CACHE_HOME/mea or ~/.cache/mea;
    MEA_CACHE=off keeps nothing.

    Exit: 0 whole, 1 refused, 2 usage, 3 broken, 4 partial, 5 empty, 141 pipe closed


    """

  /// Help on what is no query.
  private static let subcommands = [
    "serve": ServeCommand.usage,
    "convert": """
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

    """,
    "check": """
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

    """,
  ]

  static func run(_ arguments: [String]) -> Int32 {
    guard let word = arguments.first else {
      return Terminal.write(Array((usage + HelpText.overview).utf8)) ?? ExitCode.whole
    }
    if let usage = subcommands[word] {
      return Terminal.write(Array(usage.utf8)) ?? ExitCode.whole
    }
    guard let topic = HelpText.topic(word) else {
      return Terminal.complain(
        Options.Misuse(
          message: "there is no help on that word",
          hint: HelpText.topics.map(\.word).joined(separator: " ")))
    }
    return Terminal.write(Array((topic.text + "\n").utf8)) ?? ExitCode.whole
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
