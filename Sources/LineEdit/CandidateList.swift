// Several ways on, side by side: as many columns as the terminal has room for, and no more rows than
// it shows.

internal import Bytes

/// A list of candidates as text.
enum CandidateList {
  /// The lines, each ended by CR LF, for a screen of so many columns and rows.
  static func lines(_ candidates: [Completions.Candidate], columns: Int, rows: Int) -> String {
    let width = max(columns - 1, 8)
    let most = max(rows - 3, 3)
    let shown = candidates.prefix(most)
    let texts = shown.map { clipped(visible($0.text), width) }
    let widest = texts.reduce(0) { max($0, displayWidth($1)) }
    var output = ""
    for (text, candidate) in zip(texts, shown) {
      let note = visible(candidate.note)
      let gap = String(repeating: " ", count: widest - displayWidth(text) + 2)
      let room = width - widest - 2
      output += text
      if !note.isEmpty, room >= 8 { output += gap + clipped(note, room) }
      output += "\r\n"
    }
    if candidates.count > shown.count {
      output += "… and \(candidates.count - shown.count) more\r\n"
    }
    return output
  }

  /// At most so many columns of a text, a cut marked.
  static func clipped(_ text: String, _ width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let wide = displayWidth(String(character))
      guard used + wide < width else { break }
      kept.append(character)
      used += wide
    }
    return kept + "…"
  }
}
