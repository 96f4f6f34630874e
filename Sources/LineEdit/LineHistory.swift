// The lines that were asked before, and the walk through them.

/// Lines in the order in which they were asked.
public struct LineHistory: Equatable, Sendable {
  /// The most lines that are kept.
  public static let limit = 1_000

  /// The lines, the oldest first.
  public private(set) var lines: [String] = []
  /// Where the walk stands; the count of lines is the line that is being written.
  private var place = 0
  private var draft = ""

  /// A history of some lines.
  public init(_ lines: [String] = []) {
    self.lines = Array(lines.suffix(LineHistory.limit))
    place = self.lines.count
  }

  /// Whether a line is kept at all: none that begins with a space, nothing that holds a token.
  public static func keeps(_ line: String) -> Bool {
    !line.isEmpty && line.first != " " && !line.lowercased().hasPrefix("auth ")
      && !line.contains("\n") && line.utf8.count <= LineText.limit
  }

  /// Adds a line unless it repeats the last one; whether it was added.
  @discardableResult
  public mutating func add(_ line: String) -> Bool {
    defer { place = lines.count }
    guard LineHistory.keeps(line), line != lines.last else { return false }
    lines.append(line)
    if lines.count > LineHistory.limit { lines.removeFirst() }
    return true
  }

  /// Ends a walk.
  public mutating func leave() { place = lines.count }

  /// The line before; `current` is kept for the way back.
  public mutating func older(than current: String) -> String? {
    guard place > 0 else { return nil }
    if place == lines.count { draft = current }
    place -= 1
    return lines[place]
  }

  /// The line behind, the last of them what was being written.
  public mutating func newer() -> String? {
    guard place < lines.count else { return nil }
    place += 1
    return place == lines.count ? draft : lines[place]
  }

  /// The nearest line that holds a text, below an index or from one upwards.
  public func search(_ text: String, below end: Int) -> Int? {
    lines.indices.prefix(max(0, min(end, lines.count))).last { lines[$0].contains(text) }
  }

  /// The nearest line that holds a text, from an index on.
  public func search(_ text: String, from start: Int) -> Int? {
    lines.indices.dropFirst(max(0, start)).first { lines[$0].contains(text) }
  }
}
