// What holds for any bytes that are sent: each request has one reply, in order, with its tag; all
// lines are whole; nothing that was sent comes back as a control. Read here from protocol.md and not
// with the code of the server.

/// Holds what came back against what was sent.
public struct SessionCheck {
  /// What the client did with its side of the connection.
  public enum Ending: Sendable {
    /// Sent all, ended, and read to the end.
    case whole
    /// The server ended when it liked: replies may be missing, but none is broken.
    case served
    /// The client left; the last line may be cut.
    case left
  }

  /// The tags of the replies that are due; a line above the limit may have lost its tag.
  private var due: [Due] = []
  private var replies = 0
  private var open: String??
  private var isClosed = false

  private struct Due {
    var tag: String?
    var isLong: Bool
  }

  /// What is wrong with it; nil when nothing is.
  public static func fault(sent: [UInt8], received: [UInt8], _ ending: Ending) -> String? {
    var check = SessionCheck()
    check.due = requests(sent)
    return check.read(received, ending)
  }

  // MARK: Sent

  private static func requests(_ sent: [UInt8]) -> [Due] {
    var lines = sent.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let unfinished = lines.removeLast()
    for index in lines.indices where lines[index].last == 0x0D { lines[index].removeLast() }
    return (lines + [unfinished]).compactMap { line in
      let isLong = line.count > 65_536
      guard let first = line.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else {
        return isLong ? Due(tag: nil, isLong: true) : nil
      }
      if line[first] == UInt8(ascii: "#"), !isLong { return nil }
      return Due(tag: tag(line[first...]), isLong: isLong)
    }
  }

  /// `@tag` at the start of a line.
  private static func tag(_ line: ArraySlice<UInt8>) -> String? {
    guard line.first == UInt8(ascii: "@") else { return nil }
    let word = line.dropFirst().prefix { $0 != 0x20 && $0 != 0x09 }
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".utf8
    guard (1...32).contains(word.count), word.allSatisfy({ letters.contains($0) }) else {
      return nil
    }
    return String(decoding: word, as: UTF8.self)
  }

  // MARK: Received

  private mutating func read(_ received: [UInt8], _ ending: Ending) -> String? {
    var lines = received.split(separator: 0x0A, omittingEmptySubsequences: false)
    let rest = lines.removeLast()
    if !rest.isEmpty, ending != .left { return "half a line: \(Self.shown(rest))" }
    for (index, line) in lines.enumerated() {
      if let fault = index == 0 ? Self.greetingFault(line) : take(line) {
        return "line \(index + 1), \(fault): \(Self.shown(line))"
      }
    }
    if ending != .left, open != nil { return "the last reply has no end" }
    if ending == .whole, !isClosed, replies != due.count {
      return "\(replies) replies to \(due.count) requests"
    }
    return nil
  }

  private static func greetingFault(_ line: ArraySlice<UInt8>) -> String? {
    let starts = ["+READY mea/1 ", "-BUSY "]
    return starts.contains { line.starts(with: $0.utf8) } ? nil : "no greeting"
  }

  /// Reads a line; returns what is wrong with it.
  private mutating func take(_ line: ArraySlice<UInt8>) -> String? {
    guard let text = String(validating: line, as: UTF8.self) else { return "not UTF-8" }
    guard !Self.holdsControl(line) else { return "a control" }
    switch text.first {
    case "|": return open == nil ? "data without an opener" : nil
    case "=":
      guard open == nil else { return "an opener in a reply" }
      guard text.hasPrefix("=ROWS") || text.hasPrefix("=TEXT") else { return "no shape" }
      open = .some(Self.tag(in: text))
      return answered(by: text)
    case "+", "-":
      defer { open = nil }
      isClosed = isClosed || text.hasPrefix("+BYE") || text.contains(" close=1")
      guard let opener = open else { return answered(by: text) }
      return opener == Self.tag(in: text) ? nil : "not the opener's tag"
    default: return "no line of a reply"
    }
  }

  /// Whether well-formed text holds C0 but TAB, DEL or C1.
  private static func holdsControl(_ line: ArraySlice<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in line {
      if byte < 0x20 && byte != 0x09 || byte == 0x7F || before == 0xC2 && byte < 0xA0 {
        return true
      }
      before = byte
    }
    return false
  }

  /// Counts a reply by its first line.
  private mutating func answered(by text: String) -> String? {
    replies += 1
    guard replies <= due.count else { return "more replies than requests" }
    let asked = due[replies - 1]
    return asked.isLong || asked.tag == Self.tag(in: text) ? nil : "not tag \(asked.tag ?? "-")"
  }

  private static func tag(in text: String) -> String? {
    let words = text.split(separator: " ")
    guard words.count > 1, words[1].hasPrefix("@") else { return nil }
    return String(words[1].dropFirst())
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.prefix(200), as: UTF8.self).debugDescription
  }
}
