// Answer → text. One door for the command and the server: columns, single rows for those who stream,
// or the whole in any format.

public import Bytes
internal import GraphModel
public import GraphStore
public import GraphVocabulary
public import QueryRun

/// Writes one answer.
public struct AnswerWriter: Sendable {
  let answer: Answer
  let settings: ShowSettings
  let snapshot: Snapshot
  let words: Words
  let wording: Wording
  let extras: [ExtraColumn]

  /// A writer of an answer that was found in these names' snapshot.
  public init(_ answer: Answer, names: Names, settings: ShowSettings) {
    self.answer = answer
    self.settings = settings
    snapshot = names.vocabulary.snapshot
    words = Words(names, settings)
    wording = names.wording
    extras = ExtraColumn.columns(of: answer, settings)
  }

  var vocabulary: Vocabulary { words.names.vocabulary }

  /// The names of the columns, those that `with` adds last.
  public func columns() -> [String] { answer.columns + extras.map { $0.name(in: answer) } }

  /// How many rows there are.
  public var rowCount: Int { answer.rows.count }

  /// Writes the whole answer and returns notes for people: what was cut, left out or is a hub, each
  /// a sentence of one line.
  @discardableResult
  public func write(
    _ format: AnswerFormat, into output: inout OutputBuffer
  ) throws(FormatFault) -> [String] {
    var notes: [String] = []
    switch format {
    case .tsv, .csv, .jsonl:
      output.reserve(min(answer.rows.count, 4_096) * answer.columns.count * 8)
      writeStart(format, into: &output)
      for index in answer.rows.indices { writeRow(index, format, into: &output) }
      writeEnd(format, into: &output)
    case .json: writeJSON(into: &output)
    case .table: notes = TableWriter(self).write(into: &output)
    case .tree: try writeTree(into: &output)
    case .dot: try writeDOT(into: &output)
    case .mermaid: try writeMermaid(into: &output)
    case .html: try writeHTML(into: &output)
    case .graphml: try writeGraphML(into: &output)
    case .jsonld: try writeJSONLD(into: &output)
    case .nt: try writeNTriples(into: &output)
    case .ttl: try writeTurtle(into: &output)
    }
    return notes + self.notes()
  }

  /// Writes what stands before the rows of a streamed format: a header, or nothing.
  public func writeStart(_ format: AnswerFormat, into output: inout OutputBuffer) {
    switch format {
    case .tsv: writeTabbed(columns(), into: &output)
    case .csv: writeCommaSeparated(columns(), into: &output)
    default: break
    }
  }

  /// Writes one row, from 0, of a streamed format: tsv, csv or jsonl.
  public func writeRow(_ index: Int, _ format: AnswerFormat, into output: inout OutputBuffer) {
    if format == .tsv, extras.isEmpty {
      return writeTabbed(answer.rows.fields(of: index), into: &output)
    }
    let cells = cells(of: answer.rows[index])
    switch format {
    case .tsv: writeTabbed(cells[...], into: &output)
    case .csv: writeCommaSeparated(cells, into: &output)
    case .jsonl: writeObject(cells, into: &output)
    default: break
    }
  }

  /// Writes what stands behind the rows of a streamed format: the last line of jsonl.
  public func writeEnd(_ format: AnswerFormat, into output: inout OutputBuffer) {
    if format == .jsonl { writeEndObject(into: &output) }
  }

  /// What people should know of the answer as a whole, each a sentence of one line.
  public func notes() -> [String] {
    var notes: [String] = []
    if let stop = answer.stop {
      let why =
        switch stop {
        case .timeout(let milliseconds): Messages.timeout(milliseconds)
        case .cancelled: Messages.cancelled
        case .limit(let what, let most): Messages.limit(what, most)
        }
      notes.append(Messages.stopped(why))
    }
    if answer.hasMore { notes.append(Messages.more(answer.rows.count)) }
    if !answer.leftOut.isEmpty { notes.append(Messages.leftOut(leftOut)) }
    if answer.uncertain > 0 { notes.append(Messages.uncertain(answer.uncertain)) }
    if answer.undated > 0 { notes.append(Messages.undated(answer.undated)) }
    for hub in answer.hubs {
      notes.append(Messages.hub(words.node(hub.node), hub.ties, hub.counted))
    }
    return notes
  }

  /// Whether the answer is whole.
  public var isComplete: Bool { answer.stop == nil && !answer.hasMore }

  /// Statuses in words, with how many statements each kept out.
  public var leftOut: [(word: String, count: Int)] {
    answer.leftOut.map { (words.status($0.status), $0.count) }
  }

  /// The fields of a row, those that `with` adds last.
  func cells(of row: Answer.Row) -> [Cell] {
    extras.isEmpty ? row.cells : row.cells + extras.map { extraCell($0, row) }
  }
}

extension Snapshot {
  /// The data in eight hexadecimal digits: the same files give the same, whatever their order.
  public var dataName: String {
    let folded = UInt32(truncatingIfNeeded: contentHash ^ contentHash >> 32)
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
