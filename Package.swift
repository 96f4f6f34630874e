// swift-tools-version: 6.2
import PackageDescription

// One place for how every Swift target is compiled. Strict on purpose: a warning is an error, an
// import says whether it is part of the interface, an existential says `any`.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// In the order of `ls Sources`, which is the way of the data. A target imports only targets that
// the flow has passed before it; `--explicit-target-dependency-import-check error` holds us to it.
let package = Package(
  name: "mea",
  products: [.executable(name: "mea", targets: ["mea"])],
  targets: [
    // Text as bytes: cursor, output buffer, positions, the syntax error, near names.
    .target(name: "Bytes", swiftSettings: strict),
    // What Swift lacks of the processor: the first true lane of a mask, memory asked for ahead.
    .target(name: "CLanes"),
    // What Swift's Glibc module lacks: epoll, eventfd, signalfd, accept4, malloc_trim.
    .target(name: "CLinux"),
    // File → triples and back: N-Triples, N-Quads, Turtle, TriG.
    .target(
      name: "GraphFormats", dependencies: ["Bytes", "CLanes", "GraphModel"], swiftSettings: strict),
    // What a triple is made of: IRI, blank node, literal, triple term, dates, prefixes.
    .target(name: "GraphModel", dependencies: ["Bytes"], swiftSettings: strict),
    // Triples → numbers → sorted indexes → one immutable snapshot.
    .target(
      name: "GraphStore", dependencies: ["Bytes", "CLinux", "GraphFormats", "GraphModel"],
      swiftSettings: strict),
    // What the vocabulary file declares; names in any language; validity and status.
    .target(
      name: "GraphVocabulary", dependencies: ["Bytes", "GraphModel", "GraphStore"],
      swiftSettings: strict),
    // Keys of a terminal → one line: editing, history, completion; knows nothing of graphs.
    .target(name: "LineEdit", dependencies: ["Bytes"], swiftSettings: strict),
    // Query text → syntax tree.
    .target(name: "QueryParse", dependencies: ["Bytes", "GraphModel"], swiftSettings: strict),
    // Syntax tree + statistics → plan.
    .target(
      name: "QueryPlan",
      dependencies: ["Bytes", "GraphModel", "GraphStore", "GraphVocabulary", "QueryParse"],
      swiftSettings: strict),
    // Plan + snapshot → answer; one operator, one file.
    .target(
      name: "QueryRun",
      dependencies: [
        "Bytes", "CLanes", "GraphModel", "GraphStore", "GraphVocabulary", "QueryPlan",
      ],
      swiftSettings: strict),
    // Answer → table, tsv, json, dot, …; one format, one file.
    .target(
      name: "QueryShow",
      dependencies: ["Bytes", "CLanes", "GraphModel", "GraphStore", "GraphVocabulary", "QueryRun"],
      swiftSettings: strict),
    // Connect and ask; knows the protocol and nothing of graphs.
    .target(name: "WireClient", dependencies: ["Bytes", "WireProtocol"], swiftSettings: strict),
    // Request and reply lines, code words, framing; no sockets.
    .target(name: "WireProtocol", dependencies: ["Bytes"], swiftSettings: strict),
    // Event loop, connections, sessions, limits, reload.
    .target(
      name: "WireServer",
      dependencies: [
        "Bytes", "CLinux", "GraphModel", "GraphStore", "GraphVocabulary", "QueryParse",
        "QueryPlan", "QueryRun", "QueryShow", "WireProtocol",
      ],
      swiftSettings: strict),
    // The program: one page for each subcommand.
    .executableTarget(
      name: "mea",
      dependencies: [
        "Bytes", "GraphFormats", "GraphModel", "GraphStore", "GraphVocabulary", "LineEdit",
        "QueryParse", "QueryPlan", "QueryRun", "QueryShow", "WireClient", "WireProtocol",
        "WireServer",
      ],
      swiftSettings: strict),
    // Random numbers that every run draws again.
    .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: strict),
    // What the tests of the graph share: the naive reference engine, seeded random graphs.
    .target(
      name: "TestSupport",
      dependencies: [
        "Bytes", "GraphFormats", "GraphModel", "GraphStore", "GraphVocabulary", "QueryParse",
        "QueryPlan", "QueryRun", "SeededNumbers",
      ], path: "Tests/TestSupport", swiftSettings: strict),
    // What the tests of the formats share with their fuzz target: reading in pieces, properties.
    .target(
      name: "FormatsTestSupport", dependencies: ["Bytes", "GraphFormats", "SeededNumbers"],
      path: "Tests/FormatsTestSupport", swiftSettings: strict),
    // What the wire's tests share: a service that answers by rote, in memory and live.
    .target(
      name: "WireTestSupport", dependencies: ["SeededNumbers", "WireProtocol", "WireServer"],
      path: "Tests/WireTestSupport", swiftSettings: strict),
    // How often malloc was called, for the benchmarks.
    .target(name: "AllocationCount", path: "Tests/AllocationCount"),
    // Generates, loads, asks, serves: counts are checked, times are reported.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "AllocationCount", "Bytes", "GraphFormats", "GraphStore", "GraphVocabulary", "QueryParse",
        "QueryPlan", "QueryRun", "QueryShow", "TestSupport", "WireProtocol", "WireServer",
      ], path: "Tests/Benchmarks",
      exclude: ["README.md", "questions.json", "serving.sh", "thresholds.tsv", "vocabulary.ttl"],
      swiftSettings: strict),
    // One folder for each module.
    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: strict),
    .testTarget(
      name: "GraphFormatsTests",
      dependencies: ["Bytes", "FormatsTestSupport", "GraphFormats", "GraphModel", "SeededNumbers"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "GraphModelTests", dependencies: ["Bytes", "GraphModel"], swiftSettings: strict),
    .testTarget(
      name: "GraphStoreTests",
      dependencies: ["Bytes", "GraphFormats", "GraphModel", "GraphStore"],
      swiftSettings: strict),
    .testTarget(
      name: "GraphVocabularyTests",
      dependencies: ["GraphModel", "GraphStore", "GraphVocabulary"], swiftSettings: strict),
    .testTarget(name: "LineEditTests", dependencies: ["LineEdit"], swiftSettings: strict),
    .testTarget(
      name: "QueryParseTests",
      dependencies: ["Bytes", "GraphModel", "QueryParse", "SeededNumbers", "TestSupport"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "QueryRunTests",
      dependencies: [
        "GraphModel", "GraphStore", "GraphVocabulary", "QueryParse", "QueryPlan", "QueryRun",
        "SeededNumbers", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "QueryShowTests",
      dependencies: [
        "Bytes", "GraphModel", "GraphStore", "GraphVocabulary", "QueryParse", "QueryPlan",
        "QueryRun", "QueryShow",
      ], exclude: ["Golden", "Readers"], swiftSettings: strict),
    .testTarget(
      name: "WireProtocolTests", dependencies: ["SeededNumbers", "WireProtocol"],
      swiftSettings: strict),
    .testTarget(
      name: "WireServerTests",
      dependencies: ["SeededNumbers", "WireProtocol", "WireServer", "WireTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "WireClientTests",
      dependencies: ["WireClient", "WireProtocol", "WireServer", "WireTestSupport"],
      swiftSettings: strict),
    // The suites of the W3C, from ../shared/w3c.
    .testTarget(
      name: "ConformanceTests", dependencies: ["Bytes", "GraphFormats", "GraphModel"],
      swiftSettings: strict),
    // `> sent`, `< expected`, in memory and over TCP, whole and byte by byte.
    .testTarget(
      name: "TranscriptTests", dependencies: ["WireProtocol", "WireServer", "WireTestSupport"],
      exclude: ["Golden"], swiftSettings: strict),
    // The real binary over the real graph: README, saved queries, pictures, exit codes.
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "GraphStore", "GraphVocabulary", "QueryParse", "WireProtocol", "WireServer",
        "WireTestSupport", "mea",
      ],
      exclude: ["Golden", "Readers"], swiftSettings: strict),
  ]
)

// libFuzzer brings its own `main`, and the others run for hours, so these targets are there only when
// asked for; each is one folder of Tests/Fuzz, whose README says how they are run.
if Context.environment["FUZZ"] == "1" {
  let fuzzed: [String: [Target.Dependency]] = [
    "QueryFuzz": [
      "GraphStore", "GraphVocabulary", "QueryParse", "QueryPlan", "QueryRun", "TestSupport",
    ],
    "ReaderFuzz": ["FormatsTestSupport", "GraphFormats"],
    "SessionFuzz": ["WireServer", "WireTestSupport"],
  ]
  for (name, dependencies) in fuzzed {
    package.targets.append(
      .executableTarget(
        name: name, dependencies: dependencies, path: "Tests/Fuzz/\(name)",
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
  }
}
