// Tab: the source says how a query goes on; the dot commands are known here.

internal import LineEdit
internal import WireClient
internal import WireProtocol

/// Ways on from a beginning.
enum PromptCompletion {
  /// Ways on from what stands before the cursor, with the lines before it.
  static func completions(
    _ beginning: String, behind text: String, _ source: any AnswerSource
  ) -> Completions {
    if text.isEmpty, beginning.hasPrefix(".") { return dotCommands(beginning) }
    // The engine sees one line; places in it are those of the last line plus what stands before.
    let before = text.isEmpty ? "" : text + " "
    let nothing = Completions(from: 0, [])
    do throws(ConnectionError) {
      let (fields, rows) = try source.rows("complete " + before + beginning)
      guard let from = fields["from"].flatMap({ Int($0) }) else { return nothing }
      let start = from - 1 - before.utf8.count
      guard start >= 0, start <= beginning.utf8.count else { return nothing }
      return Completions(
        from: start,
        rows.compactMap { row in
          row.first?.map { Completions.Candidate($0, note: row.count > 2 ? row[2] ?? "" : "") }
        })
    } catch {
      return nothing
    }
  }

  private static func dotCommands(_ beginning: String) -> Completions {
    let words = beginning.split(separator: " ", omittingEmptySubsequences: false)
    if words.count > 1 {
      guard words.count == 2, let command = DotCommand.all.first(where: { $0.word == words[0] })
      else { return Completions(from: 0, []) }
      let start = words[0].utf8.count + 1
      return Completions(
        from: start,
        command.values.filter { $0.hasPrefix(words[1]) }.map { Completions.Candidate($0) })
    }
    return Completions(
      from: 0,
      DotCommand.all.filter { $0.word.hasPrefix(beginning) }.map {
        Completions.Candidate($0.word, note: $0.summary)
      })
  }
}
