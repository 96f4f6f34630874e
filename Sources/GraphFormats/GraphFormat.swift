// Which of the four formats a file is in: by its name, by what somebody calls it, by its first
// bytes.

/// The formats that are read and written.
public enum GraphFormat: String, CaseIterable, Sendable {
  /// One triple a line.
  case nTriples
  /// One triple a line, with the graph that holds it.
  case nQuads
  /// Triples for people.
  case turtle
  /// Turtle with named graphs.
  case trig

  /// The format of a file by the ending of its name; nil for an unknown ending.
  public init?(fileName: String) {
    guard let dot = fileName.utf8.lastIndex(of: 0x2E) else { return nil }
    let ending = fileName[fileName.utf8.index(after: dot)...].lowercased()
    guard ["nt", "nq", "ttl", "trig"].contains(ending) else { return nil }
    self.init(name: ending)
  }

  /// The format of a name: nt, ntriples, nq, nquads, ttl, turtle, trig, in any case.
  public init?(name: String) {
    switch name.lowercased() {
    case "nt", "ntriples", "n-triples": self = .nTriples
    case "nq", "nquads", "n-quads": self = .nQuads
    case "ttl", "turtle": self = .turtle
    case "trig": self = .trig
    default: return nil
    }
  }

  /// The likely format of a file by its first bytes, of which a few kilobytes are enough.
  ///
  /// Only the way it looks counts: a line of three or four whole terms is N-Triples or N-Quads, a
  /// brace that opens a graph is TriG, anything else is Turtle, which holds N-Triples too.
  public init(sniffing bytes: UnsafeRawBufferPointer) {
    var depth: [UInt8] = []
    var terms = 0
    var isLines = true
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x23: index = GraphFormat.skip(bytes, index, to: 0x0A)
      case 0x3C where index + 1 < bytes.count && bytes[index + 1] != 0x3C:
        index = GraphFormat.skip(bytes, index, to: 0x3E)
        terms += depth.isEmpty ? 1 : 0
      case 0x22, 0x27:
        index = GraphFormat.skipString(bytes, index)
        terms += 1
      case 0x7B where index + 1 < bytes.count && bytes[index + 1] != 0x7C && depth.isEmpty:
        self = .trig
        return
      case 0x5B, 0x28: depth.append(byte)
      case 0x5D, 0x29: _ = depth.popLast()
      case 0x5F: terms += 1
      case 0x40, 0x3B, 0x2C: isLines = byte == 0x40 && terms > 0 && isLines
      case 0x0A where terms > 0:
        if isLines { self = terms > 3 ? .nQuads : .nTriples } else { self = .turtle }
        if isLines { return }
        terms = 0
      case 0x41...0x5A, 0x61...0x7A: if terms == 0 { isLines = false }
      default: break
      }
      index += 1
    }
    self = isLines && terms > 3 ? .nQuads : isLines && terms == 3 ? .nTriples : .turtle
  }

  private static func skip(_ bytes: UnsafeRawBufferPointer, _ start: Int, to stop: UInt8) -> Int {
    bytes[start...].firstIndex(of: stop) ?? bytes.count
  }

  private static func skipString(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return index
  }
}
