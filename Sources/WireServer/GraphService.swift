// The engine behind the door: one snapshot with its names and saved queries, and the way of a query
// through it: parse, plan, run, show. The embedded command and the server's workers call the same.

internal import Bytes
internal import GraphModel
public import GraphStore
public import GraphVocabulary
internal import QueryParse
public import QueryPlan
public import QueryRun
public import QueryShow
internal import Synchronization
public import WireProtocol

/// A loaded graph that answers queries.
public final class GraphService: QueryService {
  /// The names of the graph, and through them vocabulary and snapshot.
  public let names: Names
  /// The saved queries loaded with it.
  public let saved: SavedQueries
  /// The content hash of the snapshot, for `data=`.
  public let dataHash: String

  /// Nil until somebody asks: a command that answers and ends never does.
  private let dated = Mutex<String??>(nil)

  /// The date of the latest document, for `dated=`.
  public var datedAs: String? {
    dated.withLock { known in
      if let known { return known }
      let found = names.vocabulary.latestSourceDate?.description
      known = .some(found)
      return found
    }
  }

  /// A service over a snapshot; with an image, names once folded are kept there.
  public init(
    _ snapshot: Snapshot, saved: SavedQueries = SavedQueries(), image: SnapshotImage? = nil
  ) {
    names = Names(Vocabulary.compile(snapshot), image: image)
    self.saved = saved
    dataHash = snapshot.dataName
  }

  /// The languages of labels unless a query says otherwise.
  public static let standardLanguages = ["en"]

  // MARK: Queries

  /// Parses and plans a query.
  public func plan(_ text: [UInt8], _ settings: SessionSettings) throws(Refusal) -> Plan {
    let query: Query
    do { query = try parseQuery(text) } catch { throw Refusal(error) }
    var plan = try bound(query, text, settings)
    try check(plan.limit, plan.withinMilliseconds, plan.format, query.clauses, settings.limits)
    if !plan.isLimitTyped { plan.limit = settings.limits.rows }
    return plan
  }

  private func bound(
    _ query: Query, _ text: [UInt8], _ settings: SessionSettings
  ) throws(Refusal) -> Plan {
    let languages =
      settings.language.map { $0.split(separator: ",").map(String.init) }
      ?? GraphService.standardLanguages
    if case .run(let name, let arguments) = query.verb {
      return try planSaved(name, arguments, query.clauses, text, languages)
    }
    do { return try Binder.plan(query, text: text, names: names, languages: languages) } catch {
      throw Refusal(error)
    }
  }

  private func planSaved(
    _ name: Name, _ arguments: [Argument], _ clauses: Clauses, _ text: [UInt8],
    _ languages: [String]
  ) throws(Refusal) -> Plan {
    guard case .word(let word) = name.form, let stored = saved.queries[word] else {
      let typed = String(decoding: text[name.range.clamped(to: 0..<text.count)], as: UTF8.self)
      let near = nearNames(to: typed, among: saved.queries.keys.sorted())
      throw Refusal(PlanFault(.unknownSavedQuery(typed, near: near), name.range))
    }
    var parameters: [String: TermSyntax] = [:]
    for parameter in stored.parameters { parameters[parameter.name] = parameter.defaultValue }
    for argument in arguments {
      guard stored.parameters.contains(where: { $0.name == argument.name }) else {
        let known = stored.parameters.map(\.name)
        throw Refusal(
          PlanFault(.unknownParameter(argument.name, known: known), argument.range))
      }
      parameters[argument.name] = argument.value
    }
    for parameter in stored.parameters where parameters[parameter.name] == nil {
      throw Refusal(PlanFault(.missingParameter(parameter.name), name.range))
    }
    do { try clauses.check(beside: stored.query.verb.word, in: text) } catch {
      throw Refusal(error)
    }
    var query = stored.query
    query.clauses = query.clauses.overridden(by: clauses)
    do {
      return try Binder.plan(
        query, text: clauses.returned == nil ? stored.text : text, names: names,
        languages: languages, parameters: parameters)
    } catch {
      // A place in the stored file means nothing in what was typed: the argument at fault, or the
      // name of the query, stands for it.
      let stored = stored.text[error.range.clamped(to: 0..<stored.text.count)]
      let place = arguments.first {
        GraphService.isNamed($0, in: error.cause) || stored.elementsEqual("$\($0.name)".utf8)
      }?.range
      throw Refusal(PlanFault(error.cause, place ?? name.range))
    }
  }

  /// Whether a fault is about the value of an argument.
  private static func isNamed(_ argument: Argument, in cause: PlanFault.Cause) -> Bool {
    guard case .name(let value) = argument.value else { return false }
    let text: String =
      switch value.form {
      case .word(let text), .iri(let text), .string(let text, _), .parameter(let text): text
      }
    return switch cause {
    case .unknownName(let name, _), .ambiguousName(let name, _), .unknownClass(let name, _),
      .unknownRelation(let name, _):
      name == text
    default: false
    }
  }

  private func check(
    _ limit: Int, _ milliseconds: Int?, _ format: String?, _ clauses: Clauses,
    _ limits: QueryLimits
  ) throws(Refusal) {
    if limit > limits.rowsCeiling {
      throw Refusal(
        code: .limit, range: clauses.range(of: .limit),
        message: "an answer may have at most \(limits.rowsCeiling) rows", limit: "rows")
    }
    if let milliseconds, milliseconds > limits.millisecondsCeiling {
      throw Refusal(
        code: .limit, range: clauses.range(of: .within),
        message: "a query may take at most \(limits.millisecondsCeiling) ms", limit: "time")
    }
    if let format { _ = try self.format(format, clauses.range(of: .as)) }
  }

  /// The format of a word.
  public func format(_ word: String, _ range: Range<Int>?) throws(Refusal) -> AnswerFormat {
    if let format = AnswerFormat(rawValue: word) { return format }
    let near = nearNames(to: word, among: AnswerFormat.allCases.map(\.rawValue))
    throw Refusal(
      code: .syntax, range: range, message: "\(visible(word)) is no format",
      hint: (near.isEmpty ? AnswerFormat.allCases.map(\.rawValue) : near)
        .joined(separator: " | "))
  }

  /// Runs a plan whose query has used `nanoseconds` of its time; `isCancelled` is asked often.
  public func run(
    _ plan: Plan, _ limits: QueryLimits, used nanoseconds: Int64 = 0,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Answer {
    execute(
      plan, names: names, defaultMilliseconds: limits.milliseconds, used: nanoseconds,
      isCancelled: isCancelled)
  }

  /// How an answer is to be shown.
  public func showSettings(of plan: Plan) -> ShowSettings {
    var settings = ShowSettings(languages: plan.languages)
    settings.showsSources = plan.showsSources
    settings.showsDates = plan.showsDates
    settings.showsIRIs = plan.showsIRIs
    settings.admittedSources = plan.filter.sources
    return settings
  }

  /// Answers one request text.
  public func answer(
    _ text: [UInt8], _ settings: SessionSettings, _ cancellation: Cancellation
  ) -> Reply {
    let plan: Plan
    let format: AnswerFormat
    if GraphService.isRunAlone(text) { return help("run", settings) }
    do throws(Refusal) {
      plan = try self.plan(text, settings)
      format = try self.format(plan.format ?? settings.format ?? "tsv", nil)
    } catch {
      return Reply(error.status(in: text))
    }
    if let milliseconds = plan.withinMilliseconds {
      cancellation.setBudget(milliseconds: milliseconds)
    }
    var show = showSettings(of: plan)
    show.width = settings.width
    let used = cancellation.elapsedNanoseconds
    let answer = run(plan, settings.limits, used: used) { Self.isStopped(cancellation) }
    show.time = writingTime(of: plan, settings.limits, cancellation)
    return reply(answer, show, format, cancellation, text)
  }

  /// Until when an answer is to be written: the end of its query's time, or a little from now on where
  /// that is later, or a search that took all of it would have found everything for nothing.
  public func writingTime(
    of plan: Plan, _ limits: QueryLimits, _ cancellation: Cancellation
  ) -> ShowTime {
    let milliseconds = plan.withinMilliseconds ?? limits.milliseconds
    let end = max(
      Clock.nanoseconds(milliseconds: milliseconds),
      cancellation.elapsedNanoseconds + GraphService.leastWritingNanoseconds)
    return ShowTime(stop: .timeout(milliseconds: milliseconds)) {
      Self.isStopped(cancellation) ? 0 : end - cancellation.elapsedNanoseconds
    }
  }

  private static let leastWritingNanoseconds: Int64 = 2_000_000
}

// MARK: - Replies

extension GraphService {
  /// Whether somebody wants no more; time is the run's own, which knows the limit it was given.
  private static func isStopped(_ cancellation: Cancellation) -> Bool {
    cancellation.reason.map { $0 != .time } ?? false
  }

  private func reply(
    _ answer: consuming Answer, _ show: ShowSettings, _ format: AnswerFormat,
    _ cancellation: Cancellation, _ text: [UInt8]
  ) -> Reply {
    let found = status(of: answer, cancellation)
    if answer.rows.isEmpty, !found.isSuccess { return Reply(found) }
    let stop = answer.stop
    var writer = AnswerWriter(answer, names: names, settings: show)
    var buffer = OutputBuffer()
    do throws(FormatFault) {
      // The opener names the columns, so no line of the data does.
      try writer.write(format, hasHeader: false, into: &buffer)
    } catch {
      return Reply(Refusal(error).status(in: text))
    }
    // Cut in writing because nobody wants it, and not for its time.
    if writer.answer.stop != stop, Self.isStopped(cancellation),
      let status = cancellation.refusal(hasRows: false)
    {
      return Reply(status)
    }
    var fields: Fields = ["format": format.rawValue]
    if format.isRows { fields.add("cols", writer.columns().joined(separator: ",")) }
    return Reply(
      Opener(format.isRows ? .rows : .text, fields), .lines(buffer.take()),
      status(of: writer.answer, cancellation))
  }

  /// The last line: whole or not, and what was left out.
  public func status(of answer: Answer, _ cancellation: Cancellation? = nil) -> Status {
    var fields = Fields()
    if let stop = answer.stop {
      let code: CodeWord
      switch stop {
      case .timeout(let milliseconds):
        code = .timeout
        fields.add("msg", "the \(milliseconds) ms allowed were over")
        fields.add("limit", "\(milliseconds)ms")
        fields.add("hint", "narrow it with via, depth or avoid, or allow more time with within")
      case .cancelled:
        code = cancellation?.reason == .shutdown ? .shutdown : .cancelled
      case .limit(let what, let most):
        code = .limit
        fields.add("what", what)
        fields.add("limit", most)
      }
      if !answer.rows.isEmpty {
        fields.add("rows", answer.rows.count)
        fields.add("partial", "1")
      }
      return .refused(code, fields)
    }
    fields.add("rows", answer.rows.count)
    if let cancellation { fields.add("ms", cancellation.elapsedMilliseconds) }
    fields.add("data", dataHash)
    fields.add("as-of", answer.timeText)
    let snapshot = names.vocabulary.snapshot
    if !answer.leftOut.isEmpty {
      let parts = answer.leftOut.map { left in
        "\(Snapshot.text(snapshot.terms.text(of: left.status))):\(left.count)"
      }
      fields.add("left-out", parts.joined(separator: ","))
    }
    if answer.uncertain > 0 { fields.add("may-hold", answer.uncertain) }
    if answer.undated > 0 { fields.add("undated", answer.undated) }
    if !answer.hubs.isEmpty {
      let hubs = answer.hubs.map { "\(snapshot.curie($0.node))(\($0.ties)/\($0.counted))" }
      fields.add("hubs", hubs.joined(separator: ","))
    }
    if answer.hasMore { fields.add("more", "1") }
    return .end(fields)
  }

  /// A reply of rows made here.
  func rows(_ columns: [String], _ rows: [[String?]]) -> Reply {
    var lines: [UInt8] = []
    for row in rows { TabRow.append(row, to: &lines) }
    return Reply(
      Opener(.rows, ["format": "tsv", "cols": columns.joined(separator: ",")]), .lines(lines),
      .end(["rows": String(rows.count), "data": dataHash]))
  }

  /// Whether answers can be written so.
  public func knowsFormat(_ name: String) -> Bool { AnswerFormat(rawValue: name) != nil }

  /// Whether this can be a list of language tags.
  public func knowsLanguage(_ name: String) -> Bool {
    name.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { tag in
      (1...35).contains(tag.utf8.count)
        && tag.utf8.allSatisfy { byte in
          (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
    }
  }

  /// The saved queries, as rows.
  public func savedQueries(_ settings: SessionSettings) -> Reply {
    rows(
      ["name", "parameters", "summary", "example"],
      saved.queries.values.sorted { $0.name < $1.name }.map { query in
        [
          query.name,
          query.parameters.map { "\($0.name):\($0.kind.rawValue)" }
            .joined(separator: " "), query.summary, query.examples.first,
        ]
      })
  }

  /// What the snapshot adds to `status`.
  public func statusRows() -> [StatusRow] {
    let snapshot = names.vocabulary.snapshot
    let skipped = snapshot.skippedStatements
    return [
      StatusRow("statements", String(snapshot.statementCount)),
      StatusRow("terms", String(snapshot.terms.count - 1)),
      StatusRow("files", String(snapshot.files.count)),
      StatusRow("saved-queries", String(saved.queries.count)),
    ] + (skipped == 0 ? [] : [StatusRow("skipped-statements", String(skipped))])
  }
}
