// `mea` alone on a terminal: ask, read, ask again.

internal import Bytes
internal import Glibc
internal import LineEdit
internal import WireClient
internal import WireProtocol

/// The prompt.
enum PromptCommand {
  static func run(_ options: Options) -> Int32 {
    guard let source = AskCommand.open(options, []) else { return ExitCode.broken }
    Interrupt.watch()
    var session = PromptSession(source, options)
    return session.run()
  }
}

/// One sitting at the prompt.
struct PromptSession {
  private static let first = "mea> "
  private static let further = "...> "

  private let source: any AnswerSource
  private let options: Options
  private let file = HistoryFile()
  private var settings: PromptSettings
  /// The last query that was answered.
  private var last: String?

  init(_ source: any AnswerSource, _ options: Options) {
    self.source = source
    self.options = options
    settings = PromptSettings(options)
  }

  mutating func run() -> Int32 {
    Terminal.say("mea \(Mea.version), asking \(source.title)")
    Terminal.say("Tab completes, .help says more, Ctrl-D ends")
    // While the greeting is read.
    source.keep()
    var prompt = LinePrompt(history: LineHistory(file?.read() ?? []))
    while true {
      guard let query = question(&prompt) else { return ExitCode.whole }
      guard !query.isEmpty else { continue }
      Interrupt.forget()
      do throws(PromptEnd) { try take(query) } catch { return ExitCode.whole }
    }
  }

  /// One question of as many lines as it needs; empty when it was given up, nil at the end.
  private mutating func question(_ prompt: inout LinePrompt) -> String? {
    var text = ""
    while true {
      let label = text.isEmpty ? PromptSession.first : PromptSession.further
      switch line(label, behind: text, &prompt) {
      case nil, .end: return nil
      case .interrupted: return ""
      case .line(let line):
        let scan = QueryScan(text.isEmpty ? line : text + " " + line)
        // A comment would swallow the lines that are joined behind it.
        text = scan.withoutComments
        if scan.isOpen, !text.hasPrefix("."), !line.isEmpty {
          while text.hasSuffix("\\") { text.removeLast() }
          continue
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        if prompt.editor.history.add(text) { file?.add(text) }
        return String(text.drop { $0.isWhitespace })
      }
    }
  }

  private func line(
    _ label: String, behind text: String, _ prompt: inout LinePrompt
  ) -> LineOutcome? {
    if Terminal.isDumb { return PromptSession.plainLine(label) }
    return prompt.read(label) { beginning in
      PromptCompletion.completions(beginning, behind: text, source)
    }
  }

  /// A line of a terminal that cannot move its cursor: as the system edits it.
  private static func plainLine(_ label: String) -> LineOutcome {
    guard Terminal.write(Array(label.utf8)) == nil, let line = readLine() else { return .end }
    return .line(line)
  }

  private mutating func take(_ text: String) throws(PromptEnd) {
    guard text.hasPrefix(".") else {
      if ["quit", "exit"].contains(text.lowercased()) { throw PromptEnd() }
      return ask(settings.dated(text))
    }
    switch settings.take(DotCommand(text)) {
    case .said(let words): Terminal.say(words)
    case .refused(let words): Terminal.complain(words)
    case .quit: throw PromptEnd()
    case .askAgain(let format):
      guard let last else { return Terminal.complain("nothing was asked yet") }
      ask(settings.shown(last, as: format))
    case .runs(let path):
      for line in Script.read(path) ?? [] {
        if Interrupt.count > 0 { return }
        Terminal.say(PromptSession.first + visible(line.text))
        ask(settings.dated(line.text))
      }
    }
  }

  private mutating func ask(_ query: String) {
    var output = AnswerSink(.screen(pager: options.isPaged), options)
    let start = Terminal.milliseconds
    do throws(ConnectionError) {
      let look = settings.look
      let (status, notes) = try source.ask(query, look) { output.take($0, $1) }
      let time = Terminal.milliseconds - start
      if Interrupt.count > 0, !status.isSuccess {
        output.endAnswer(notes: [status.isPartial ? "stopped; these are not all" : "stopped"])
      } else {
        output.endAnswer(notes: options.isQuiet ? [] : notes)
        if !status.isPartial, !status.isSuccess { _ = Notes.refuse(status, query) }
      }
      if status.isSuccess || status.isPartial { last = query }
      if settings.showsTime { Terminal.complain("\(time) ms") }
    } catch {
      output.endAnswer(isCutOff: true)
      Terminal.complain(AskCommand.sentence(error, options))
      Terminal.complain("the next question tries to connect again")
    }
  }
}

/// The prompt is to end.
private struct PromptEnd: Error {}
