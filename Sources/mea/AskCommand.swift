// A query, or a script of them, answered here or by a server: the same engine and the same bytes.

internal import Bytes
internal import Glibc
internal import GraphStore
internal import QueryParse
internal import WireClient
internal import WireProtocol
internal import WireServer

/// `mea link Basel and Minamata`.
enum AskCommand {
  static func run(_ arguments: [String]) -> Int32 {
    let options: Options
    var queries: [Script.Line]
    do throws(Options.Misuse) {
      options = try Options(arguments)
      if options.showsVersion { return HelpCommand.version(options) }
      if options.showsHelp { return HelpCommand.run([]) }
      try checkAddress(options)
      if options.isAlone, Terminal.isInput, Terminal.isOutput { return PromptCommand.run(options) }
      guard let lines = try lines(options) else { return ExitCode.broken }
      if lines.isEmpty, options.isAlone {
        _ = HelpCommand.run([])
        return ExitCode.usage
      }
      queries = lines
      try bind(&queries, options)
    } catch {
      return Terminal.complain(error)
    }
    guard let source = open(options, queries) else { return ExitCode.broken }
    // Behind the answers, so that nobody waits for it.
    defer { source.keep() }
    return ask(queries, source, options)
  }

  /// What is no address is told before anything is done.
  private static func checkAddress(_ options: Options) throws(Options.Misuse) {
    guard let server = options.server, Address(server) == nil else { return }
    throw Options.Misuse(
      message: "\(visible(server)) is no address", hint: "HOST:PORT or unix:PATH")
  }

  /// What is to be asked; nil when the script cannot be read, which is then told.
  private static func lines(_ options: Options) throws(Options.Misuse) -> [Script.Line]? {
    if let script = options.script {
      guard options.words.isEmpty else {
        throw Options.Misuse(message: "-f and a query exclude each other")
      }
      return Script.read(script)
    }
    if options.words.isEmpty { return Terminal.hasPipedInput ? Script.read("-") : [] }
    try checkSpelling(options.words[0])
    return [Script.Line(text: options.query, number: 0)]
  }

  /// A word near to a subcommand and to no verb is a subcommand mistyped.
  private static func checkSpelling(_ word: String) throws(Options.Misuse) {
    guard !word.contains(" "), VerbWord(rawValue: word.lowercased()) == nil else { return }
    let verbs = VerbWord.allCases.map(\.rawValue)
    guard let near = nearNames(to: word, among: verbs + Mea.subcommands).first,
      Mea.subcommands.contains(near), near != word
    else { return }
    throw Options.Misuse(message: "there is no command \(visible(word))", hint: "mea \(near)")
  }

  private static func bind(
    _ queries: inout [Script.Line], _ options: Options
  ) throws(Options.Misuse) {
    var used: Set<String> = []
    for index in queries.indices where !options.parameters.isEmpty {
      let bound = options.parameters.bound(in: queries[index].text)
      queries[index].text = bound.text
      used.formUnion(bound.used)
    }
    if let name = options.parameters.unused(used) {
      throw Options.Misuse(
        message: "--param \(visible(name)): no query has $\(visible(name)) or runs a saved one")
    }
  }

  private static func ask(
    _ queries: [Script.Line], _ source: any AnswerSource, _ options: Options
  ) -> Int32 {
    var output = AnswerSink(options.target, options)
    let look = options.look
    for query in queries {
      let code = ask(query, source, look, options, &output)
      // A part of an answer is still an answer: the file has it, and the exit code says what it is.
      guard code == ExitCode.whole else {
        let isAnswer = code == ExitCode.partial || code == ExitCode.empty
        return isAnswer ? output.commit() ?? code : code
      }
    }
    return output.commit() ?? ExitCode.whole
  }

  private static func ask(
    _ query: Script.Line, _ source: any AnswerSource, _ look: Look, _ options: Options,
    _ output: inout AnswerSink
  ) -> Int32 {
    let place = options.script.map { "\(visible($0)):\(query.number): " } ?? ""
    do throws(ConnectionError) {
      let (status, notes) = try source.ask(query.text, look) { output.take($0, $1) }
      output.endAnswer(notes: options.isQuiet ? [] : notes)
      if let failure = output.failure { return failure }
      return Notes.code(status, options, query.text, place)
    } catch {
      output.endAnswer(isCutOff: true)
      Terminal.complain(place + AskCommand.sentence(error, options))
      return ExitCode.broken
    }
  }

  /// What a broken connection is called.
  static func sentence(_ error: ConnectionError, _ options: Options) -> String {
    options.server.flatMap { Address($0) }.map { error.message(at: $0) } ?? "\(error)"
  }

  /// The server or the data that are to be asked; nil when that failed, which is then told.
  static func open(_ options: Options, _ queries: [Script.Line]) -> (any AnswerSource)? {
    if let address = options.server.flatMap({ Address($0) }) {
      do throws(ConnectionError) { return try RemoteSource(address) } catch {
        Terminal.complain(error.message(at: address))
        return nil
      }
    }
    // Saved queries are read only where one may be run: they are as many files as the data.
    let verbs = queries.map { QueryScan($0.text).verb ?? "" }
    let runs =
      queries.isEmpty || verbs.contains { ["run", "queries", "help", "complete"].contains($0) }
    do throws(ReloadError) {
      let paths = options.dataPaths
      let (service, loaded) = try load(paths, queries: runs ? options.queriesPath : nil, options)
      // The process ends with the answer; nobody waits for a graph to be freed piece by piece.
      _ = Unmanaged.passRetained(service)
      if options.usesInstalledData, !options.isQuiet {
        Terminal.complain("asking \(paths.map { visible($0) }.joined(separator: " "))")
      }
      if !options.isQuiet, let note = Notes.skipped(service) { Terminal.complain(note) }
      return LocalSource(service, loaded, paths: paths)
    } catch {
      Terminal.complain(error.reason)
      return nil
    }
  }

  /// Loads, and tells how far that is.
  private static func load(
    _ paths: [String], queries: String?, _ options: Options
  ) throws(ReloadError) -> (service: GraphService, loaded: GraphLoader.Loaded) {
    let line = LoadingLine()
    defer { line.clear() }
    return try GraphService.load(
      paths, queries: queries, imagesIn: CachePlace.folder,
      line.options(isLenient: options.isLenient, isQuiet: options.isQuiet))
  }
}

extension Options {
  /// Whether nothing says what to ask.
  fileprivate var isAlone: Bool { words.isEmpty && script == nil }

  /// The server to ask instead of data; as told, or of the environment unless data are named.
  var server: String? {
    if let connect { return connect }
    guard data.isEmpty else { return nil }
    return getenv("MEA_CONNECT").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Where answers go.
  fileprivate var target: AnswerSink.Target {
    if let output { return .file(output) }
    return Terminal.isOutput ? .screen(pager: isPaged) : .stream
  }

  /// How answers look that say nothing themselves.
  var look: Look {
    let isScreen = Terminal.isOutput && output == nil
    var look = Look(format: format ?? ending ?? (isScreen ? "table" : "tsv"))
    look.language = language
    look.width = width ?? (isScreen ? Terminal.width : nil)
    look.isColoured = isScreen || color == "always" ? Terminal.isColoured(color) : false
    return look
  }

  /// The format that the name of the output file ends with.
  private var ending: String? {
    guard let output, let dot = output.lastIndex(of: "."), !output[dot...].contains("/") else {
      return nil
    }
    let word = String(output[output.index(after: dot)...])
    return FormatWord(rawValue: word)?.rawValue
  }
}
