// What `mea convert` was told.

internal import Bytes
internal import GraphFormats
internal import GraphModel

/// The options of `mea convert`.
struct ConvertOptions {
  /// Files and folders, in the order given; `-` is standard input.
  var paths: [String]
  /// The format of all inputs; nil for the one of each name or content.
  var from: GraphFormat?
  /// The format written.
  var to: GraphFormat
  /// The IRI that relative ones stand beside.
  var base: [UInt8]?
  /// Whether faulty statements are passed over.
  var isLenient: Bool
  /// The file written; nil for standard output.
  var output: String?

  init(_ arguments: [String]) throws(Options.Misuse) {
    let given = try Arguments(
      arguments, valued: ["--from", "--to", "--base", "-o"], flags: ["--lenient"])
    guard !given.paths.isEmpty else {
      throw Options.Misuse(message: "convert needs a file, a folder or - for standard input")
    }
    guard given.paths.count(where: { $0 == "-" }) < 2 else {
      throw Options.Misuse(message: "standard input can be read only once")
    }
    paths = given.paths
    isLenient = given.has("--lenient")
    output = given["-o"].flatMap { $0 == "-" ? nil : $0 }
    from = try ConvertOptions.format("--from", given)
    // N-Quads by default: it loses nothing, and is N-Triples where there are no graphs.
    to =
      try ConvertOptions.format("--to", given) ?? output.flatMap { GraphFormat(fileName: $0) }
      ?? .nQuads
    base = try given["--base"].map { (text) throws(Options.Misuse) in
      let bytes = Array(text.utf8)
      let isAbsolute = bytes.withUnsafeBytes { IRI.schemeLength($0) > 0 }
      guard isAbsolute, !bytes.contains(where: IRI.isForbidden) else {
        throw Options.Misuse(
          message: "--base takes an absolute IRI, not \(visible(text))",
          hint: "--base http://example.org/")
      }
      return bytes
    }
  }

  private static func format(
    _ option: String, _ given: Arguments
  ) throws(Options.Misuse) -> GraphFormat? {
    guard let name = given[option] else { return nil }
    guard let format = GraphFormat(name: name) else {
      throw Options.Misuse(
        message: "\(option) takes nt, nq, ttl or trig, not \(visible(name))",
        hint: nearNames(to: name, among: ["nt", "nq", "ttl", "trig", "turtle"]).first)
    }
    return format
  }
}
