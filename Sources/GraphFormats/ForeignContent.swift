// Files that hold no triples in any of the four formats, or hide them, by their first bytes. Whoever
// has one is helped more by its name than by the first byte that does not fit.

/// What a file is that begins with a fault.
enum ForeignContent {
  /// How far into a file a fault can lie and still come from its first bytes.
  static let reach = 64

  /// What to do with a file by its first bytes, of which `reach` are enough.
  static func hint(_ head: ArraySlice<UInt8>) -> String? {
    let start = Array(head.prefix(4))
    if start.starts(with: [0x1F, 0x8B]) { return "This is a gzip file; unpack it, as with zcat" }
    if start.starts(with: [0x50, 0x4B, 3, 4]) { return "This is a zip archive; unpack it" }
    if start.starts(with: [0x25, 0x50, 0x44, 0x46]) { return "This is a PDF document" }
    if isUTF16(start) {
      return "This looks like UTF-16; save it as UTF-8, as with iconv -f UTF-16 -t UTF-8"
    }
    let text = head.drop(while: isBlank)
    if text.starts(with: "<?xml".utf8) || text.starts(with: "<rdf:RDF".utf8) {
      return "This is XML; convert RDF/XML to Turtle with another program"
    }
    if text.starts(with: "<!".utf8) || text.starts(with: "<html".utf8) {
      return "This is a web page, not the file behind it"
    }
    let inner = text.dropFirst().drop(while: isBlank).first
    if text.first == 0x7B && inner == 0x22 || text.first == 0x5B && inner == 0x7B {
      return "This is JSON; convert JSON-LD to Turtle with another program"
    }
    return nil
  }

  /// Whether a text has a byte order mark of sixteen bits, or a zero beside its first character.
  private static func isUTF16(_ start: [UInt8]) -> Bool {
    guard start.count >= 2 else { return false }
    return start[..<2] == [0xFF, 0xFE] || start[..<2] == [0xFE, 0xFF]
      || (start[0] == 0) != (start[1] == 0)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
