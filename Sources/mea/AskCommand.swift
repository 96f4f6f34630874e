// A query, or a script of them, answered here or by a server: the same engine and the same bytes.

internal import Bytes
internal import Glibc
internal import GraphStore
internal import QueryPlan
internal import QueryRun
internal import QueryShow
internal import WireProtocol
internal import WireServer

/// `mea link Basel and Minamata`.
enum AskCommand {
  static func run(_ arguments: [String]) -> Int32 {
    let options: Options
    do { options = try Options(arguments) } catch { return Terminal.complain(error) }
    if options.showsVersion { return HelpCommand.version(options) }
    if options.showsHelp || (options.words.isEmpty && options.script == nil) {
      let code = HelpCommand.run([])
      return options.showsHelp ? code : ExitCode.usage
    }
    let queries: [String]
    if let script = options.script {
      guard let lines = Script.read(script) else { return ExitCode.broken }
      queries = lines
    } else {
      queries = [options.query]
    }
    let server = options.connect ?? getenv("MEA_CONNECT").map { String(cString: $0) }
    if let server { return RemoteAsking.run(queries, options, server) }
    return LocalAsking.run(queries, options)
  }
}

/// Asking the data of this machine.
enum LocalAsking {
  static func run(_ queries: [String], _ options: Options) -> Int32 {
    let service: GraphService
    let loaded: GraphLoader.Loaded
    // Saved queries are read only where one is run: they are as many files as the data.
    let runs = queries.contains { $0.split(separator: " ").first?.lowercased() == "run" }
    let line = LoadingLine()
    do {
      defer { line.clear() }
      (service, loaded) = try GraphService.load(
        options.dataPaths, queries: runs ? options.queriesPath : nil, imagesIn: CachePlace.folder,
        line.options(isLenient: options.isLenient, isQuiet: options.isQuiet))
    } catch {
      Terminal.complain(error.reason)
      return ExitCode.broken
    }
    // The process ends with the answer; nobody waits for a graph to be freed piece by piece.
    _ = Unmanaged.passRetained(service)
    // Behind the answers, so that nobody waits for it.
    defer { loaded.keep() }
    if !options.isQuiet, let note = Notes.skipped(service) { Terminal.complain(note) }
    var settings = SessionSettings()
    settings.language = options.language
    settings.format = options.format
    for query in queries {
      let code = ask(query, service, settings, options)
      if code != ExitCode.whole { return code }
    }
    return ExitCode.whole
  }

  private static func ask(
    _ query: String, _ service: GraphService, _ settings: SessionSettings, _ options: Options
  ) -> Int32 {
    let text = Array(query.utf8)
    if let byte = TextCheck.firstBadByte(text, in: text.indices) {
      let refusal = Refusal(
        code: .encoding, range: byte..<(byte + 1), message: "a query is one line of plain text")
      return Notes.refuse(refusal.status(in: text), query)
    }
    let plan: Plan
    let format: AnswerFormat
    do throws(Refusal) {
      plan = try service.plan(text, settings)
      let standard = Terminal.isOutput ? "table" : "tsv"
      format = try service.format(plan.format ?? settings.format ?? standard, nil)
    } catch {
      return Notes.refuse(error.status(in: text), query)
    }
    let answer = service.run(plan, settings.limits) { false }
    var show = service.showSettings(of: plan)
    show.width = options.width ?? (Terminal.isOutput ? Terminal.width : nil)
    show.isColoured = Terminal.isColoured(options.color)
    let writer = AnswerWriter(answer, names: service.names, settings: show)
    var buffer = OutputBuffer()
    let notes: [String]
    do { notes = try writer.write(format, into: &buffer) } catch {
      return Notes.refuse(Refusal(error).status(in: text), query)
    }
    if let failure = AnswerOutput.write(buffer.take(), format.rawValue, options) { return failure }
    if !options.isQuiet { for note in notes { Terminal.complain(visible(note)) } }
    return Notes.code(service.status(of: answer), options, query)
  }
}
