// Generates graphs, loads them, asks and serves, and prints a table. Times are reported. Counts are
// checked against `thresholds.tsv`: allocations of a question and bytes of a triple are the same
// on a busy machine and on a quiet one.
//
//   Benchmarks [--format nt|ttl] [--folder DIR] [--rounds N] [--only KIND,…] [--in-process]
//              [TRIPLES …]                   10000 100000 1000000 unless said; how much slower
//                                            each size is than the one before stands last
//   Benchmarks --generate FILE TRIPLES         writes a graph, .nt or .ttl, and no more
//   Benchmarks --questions TRIPLES             prints what is asked of such a graph
//   Benchmarks --lines                         what the longest lines cost the parser, and how much
//                                              more than half of each: twice where all is linear
//   Benchmarks --count FILE [THREADS]          reads a file and keeps nothing; with a number of
//                                              threads as the loader does, on one or two

internal import Glibc
internal import GraphVocabulary
internal import WireServer

@main
struct Benchmarks {
  private var format = "nt"
  private var folder = "/tmp"
  private var rounds = 5
  private var sizes: [Int] = []
  private var isServing = true
  private var kinds: Set<String> = []

  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var benchmarks = Benchmarks()
    while !arguments.isEmpty {
      let argument = arguments.removeFirst()
      switch argument {
      case "--generate" where arguments.count == 2:
        let isWritten = generate(arguments[0], triples: Int(arguments[1]) ?? 0)
        exit(isWritten ? 0 : 1)
      case "--questions" where arguments.count == 1:
        for (_, texts) in questions(triples: Int(arguments[0]) ?? 0).kinds {
          for text in texts { print(text) }
        }
        exit(0)
      case "--lines" where arguments.isEmpty:
        lines()
        exit(0)
      case "--count" where arguments.count == 1: exit(count(arguments[0]) ? 0 : 1)
      case "--count" where arguments.count == 2:
        exit(count(arguments[0], threads: Int(arguments[1]) ?? 1) ? 0 : 1)
      case "--format" where !arguments.isEmpty: benchmarks.format = arguments.removeFirst()
      case "--folder" where !arguments.isEmpty: benchmarks.folder = arguments.removeFirst()
      case "--rounds" where !arguments.isEmpty:
        benchmarks.rounds = max(1, Int(arguments.removeFirst()) ?? 1)
      case "--only" where !arguments.isEmpty:
        benchmarks.kinds.formUnion(arguments.removeFirst().split(separator: ",").map(String.init))
      case "--in-process": benchmarks.isServing = false
      default:
        guard let size = Int(argument), size >= 500 else {
          print("not a number of triples: \(argument)")
          exit(2)
        }
        benchmarks.sizes.append(size)
      }
    }
    if benchmarks.sizes.isEmpty { benchmarks.sizes = [10_000, 100_000, 1_000_000] }
    exit(benchmarks.run() ? 0 : 1)
  }

  /// Writes a graph; false when the file cannot be written.
  private static func generate(_ path: String, triples: Int) -> Bool {
    guard let file = FileSink(path) else { return false }
    if path.hasSuffix(".ttl") {
      var generator = Generator(triples: triples, into: BlockSink(file))
      generator.run()
    } else {
      var generator = Generator(triples: triples, into: LineSink(file))
      generator.run()
    }
    return file.isWhole
  }

  private static func questions(triples: Int) -> Questions {
    var source = Generator(triples: triples, into: QuestionSource())
    source.run()
    return source.sink.draw()
  }

  private func run() -> Bool {
    var thresholds = Thresholds()
    var growth = Growth()
    print("two counts are checked: allocations of a question, bytes of a triple")
    for size in sizes {
      guard measure(size, &thresholds, &growth) else { return false }
    }
    for excess in thresholds.exceeded { print("TOO MUCH \(excess)") }
    return thresholds.exceeded.isEmpty
  }

  private func measure(
    _ size: Int, _ thresholds: inout Thresholds, _ growth: inout Growth
  ) -> Bool {
    let path = "\(folder)/mea-benchmark-\(size).\(format)"
    guard Benchmarks.generate(path, triples: size) else {
      print("cannot write \(path)")
      return false
    }
    defer { unlink(path) }
    let empty = Measure.memory("VmRSS")
    let start = Measure.now()
    let service: GraphService
    do { service = try GraphService.load([Thresholds.vocabulary, path], queries: nil) } catch {
      print("\(error)")
      return false
    }
    let loaded = Measure.now()
    service.names.prepare()
    let prepared = Measure.now()
    let peak = Measure.memory("VmHWM")
    Measure.trim()
    let bytes = (Measure.memory("VmRSS") - empty) / size
    print(
      "\n\(size) triples (\(format)): loaded in \((loaded - start) / 1_000_000) ms, ",
      terminator: "")
    print("names in \((prepared - loaded) / 1_000_000) ms, ", terminator: "")
    print("\(bytes) bytes a triple, peak \(peak / 1_000_000) MB")
    thresholds.check("bytes", size, bytes)
    return ask(service, size, &thresholds, &growth)
  }

  private func ask(
    _ service: GraphService, _ size: Int, _ thresholds: inout Thresholds, _ growth: inout Growth
  ) -> Bool {
    let questions = Benchmarks.questions(triples: size)
    let asking = Asking(service: service, rounds: rounds)
    let serving = isServing ? Serving(service) : nil
    defer { serving?.stop() }
    let widths = [12, 9, 9, 9, 9, 9, 9, 9, 8, 8, 9, 7, 7]
    print(
      Layout.row(
        [
          "median/p99", "µs", "p99", "plan", "run", "show", "served", "p99", "allocs", "rows",
          "bytes", "grew", "p99",
        ], widths))
    for (name, texts) in questions.kinds where kinds.isEmpty || kinds.contains(name) {
      guard let cost = asking.cost(name, texts) else { return false }
      let served = serving?.times(texts, rounds: 2)
      thresholds.check(name, size, cost.allocations)
      let times = [cost.whole.median, cost.whole.slow, cost.plan.median, cost.run.median]
      let rest = [cost.show.median, served?.median ?? 0, served?.slow ?? 0]
      let counts = [cost.allocations, cost.rows / texts.count, cost.bytes / texts.count]
      print(
        Layout.row(
          [name] + (times + rest).map(Layout.microseconds) + counts.map { String($0) }
            + growth.since(name, cost.whole), widths))
    }
    let names = asking.nameCost(questions.names)
    print(
      Layout.row(
        ["name"] + [names.median, names.slow].map(Layout.microseconds)
          + [String](repeating: "", count: 8) + growth.since("name", names), widths))
    return true
  }
}
