// Answer → text. One door for the command and the server: columns, single rows for those who stream,
// or the whole in any format.

public import Bytes
internal import GraphModel
public import GraphStore
public import GraphVocabulary
public import QueryRun

/// Writes one answer.
public struct AnswerWriter: Sendable {
  /// What is written; once that was cut for its time, the part.
  public private(set) var answer: Answer
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
  public func columns() -> [String] {
    extras.isEmpty ? answer.columns : answer.columns + extras.map { $0.name(in: answer) }
  }

  /// Writes the answer and returns notes for people: what was cut, left out or is a hub, each a
  /// sentence of one line.
  ///
  /// Of what cannot be written in time the first rows are, and the answer says that they are not all.
  @discardableResult
  public mutating func write(
    _ format: AnswerFormat, hasHeader: Bool = true, into output: inout OutputBuffer
  ) throws(FormatFault) -> [String] {
    switch format {
    case .tsv, .csv, .jsonl:
      output.reserve(min(answer.rows.count, 4_096) * answer.columns.count * 16)
      if hasHeader { writeStart(format, into: &output) }
      if format == .tsv, extras.isEmpty {
        writeRows(into: &output) { $0.writeTabbed($1, into: &$2) }
      } else {
        writeRows(into: &output) { writer, rows, output in
          for row in rows { writer.writeRow(row, format, into: &output) }
        }
      }
      writeEnd(format, into: &output)
      return notes()
    case .json:
      writeJSON(into: &output)
      return notes()
    default:
      try cutToTime(format)
      return try writeWhole(format, into: &output) + notes()
    }
  }

  /// Writes rows one behind the other, some at a time, as many as there is time for.
  mutating func writeRows(
    into output: inout OutputBuffer,
    _ write: (AnswerWriter, Range<Int>, inout OutputBuffer) -> Void
  ) {
    var row = 0
    while row < answer.rows.count {
      if row > 0, let time = settings.time, time.left() <= 0 {
        return answer.cut(to: row, time.stop)
      }
      let end = min(row + AnswerWriter.rowsBetweenLooks, answer.rows.count)
      write(self, row..<end, &output)
      row = end
    }
  }

  /// Cuts an answer, of which no row can be written before all are known, to what there is time for:
  /// the first rows tell how long the others take.
  private mutating func cutToTime(_ format: AnswerFormat) throws(FormatFault) {
    guard let time = settings.time, answer.rows.count > AnswerWriter.sampleRows else { return }
    let before = time.left()
    guard Int64(answer.rows.count) * AnswerWriter.slowRow > before else { return }
    var sample = self
    sample.answer = answer.head(AnswerWriter.sampleRows)
    var scratch = OutputBuffer()
    _ = try sample.writeWhole(format, into: &scratch)
    let after = time.left()
    // What is sorted takes a little longer than its share.
    let share = max(before - after, 1) * 4 / 3
    let rows = max(after, 0).multipliedReportingOverflow(by: Int64(AnswerWriter.sampleRows))
    guard !rows.overflow else { return }
    let count = max(AnswerWriter.sampleRows, Int(rows.partialValue / share))
    if count < answer.rows.count { answer.cut(to: count, time.stop) }
  }

  /// The clock is looked at every so many rows.
  private static let rowsBetweenLooks = 64
  /// So many rows are written in a format that needs all, whatever the time.
  private static let sampleRows = 128
  /// Nanoseconds that no row takes; who has them for each need not look at the clock.
  private static let slowRow: Int64 = 200_000

  private func writeWhole(
    _ format: AnswerFormat, into output: inout OutputBuffer
  ) throws(FormatFault) -> [String] {
    switch format {
    case .tsv, .csv, .jsonl, .json: return []
    case .table: return TableWriter(self).write(into: &output)
    case .tree: try writeTree(into: &output)
    case .dot: try writeDOT(into: &output)
    case .mermaid: try writeMermaid(into: &output)
    case .html: try writeHTML(into: &output)
    case .graphml: try writeGraphML(into: &output)
    case .jsonld: try writeJSONLD(into: &output)
    case .nt: try writeNTriples(into: &output)
    case .ttl: try writeTurtle(into: &output)
    }
    return []
  }

  /// Writes what stands before the rows: a header, or nothing.
  private func writeStart(_ format: AnswerFormat, into output: inout OutputBuffer) {
    switch format {
    case .tsv: writeTabbed(columns(), into: &output)
    case .csv: writeCommaSeparated(columns(), into: &output)
    default: break
    }
  }

  /// Writes one row, from 0, of tsv, csv or jsonl.
  private func writeRow(_ index: Int, _ format: AnswerFormat, into output: inout OutputBuffer) {
    let cells = cells(of: answer.rows[index])
    switch format {
    case .tsv: writeTabbed(cells, into: &output)
    case .csv: writeCommaSeparated(cells, into: &output)
    case .jsonl: writeObject(cells, into: &output)
    default: break
    }
  }

  /// Writes what stands behind the rows: the last line of jsonl.
  private func writeEnd(_ format: AnswerFormat, into output: inout OutputBuffer) {
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

  /// Why it is not the whole answer, for formats that have a place for it; nil of a whole one.
  var partialNote: String? { isComplete ? nil : notes().first }

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
