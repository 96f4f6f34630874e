// A conversation as a file: `> sent`, `< expected`, `# why`. In a sent line `\xHH` is a byte and a
// `\c` at the end leaves the line end out.

/// One `.talk` file.
public struct Talk {
  /// The lines of the file.
  public let lines: [String]

  /// Reads a file's content.
  public init(_ content: String) {
    lines = content.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// All bytes that are sent.
  public var sent: [UInt8] { lines.filter { $0.hasPrefix(">") }.flatMap(Self.bytes) }

  /// All bytes that must come back.
  public var expected: [UInt8] {
    lines.filter { $0.hasPrefix("<") }.flatMap { Array($0.dropFirst(2).utf8) + [0x0A] }
  }

  /// The file with what a session really says.
  public func rewritten() -> String {
    var memory = MemoryTalk()
    var shown = 0
    var result: [String] = []
    func newLines(_ memory: MemoryTalk) -> [String] {
      let new = memory.output[shown...]
      shown = memory.output.count
      let parts = new.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      return parts.map { "< " + String(decoding: $0, as: UTF8.self) }
    }
    let kept = lines.filter { !$0.hasPrefix("<") }
    let lastSent = kept.lastIndex { $0.hasPrefix(">") }
    for (index, line) in kept.enumerated() {
      if line.hasPrefix(">") && shown == 0 {
        memory.settle()
        result += newLines(memory)
      }
      result.append(line)
      if line.hasPrefix(">") { memory.send(Self.bytes(line)) }
      if index == lastSent { memory.end() }
      result += newLines(memory)
    }
    return result.joined(separator: "\n")
  }

  /// The bytes of one `>` line.
  private static func bytes(_ line: String) -> [UInt8] {
    var rest = Array(line.utf8).dropFirst(line.hasPrefix("> ") ? 2 : 1)
    let isOpen = rest.suffix(2).elementsEqual(#"\c"#.utf8)
    if isOpen { rest = rest.dropLast(2) }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      let code = rest.dropFirst().prefix(2)
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
        let value = UInt8(String(decoding: code, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return isOpen ? bytes : bytes + [0x0A]
  }
}
