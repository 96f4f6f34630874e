// A beginning of a query taken apart for completion: the words before the cursor and the one that is
// not finished. It reads strings and separators as the language does and nothing more, since what is
// unfinished has no syntax tree.

/// The words of a beginning.
struct QueryBeginning {
  /// The finished words, names without their quotes; `,` `(` `)` `|` are words of their own.
  private(set) var words: [String] = []
  /// Where the unfinished word begins, in bytes; the end when a space stands before it.
  private(set) var start = 0
  /// The unfinished word without an opening quote.
  private(set) var typed: [UInt8] = []
  /// Whether the unfinished word has an opening quote.
  private(set) var isQuoted = false

  init(_ text: [UInt8]) {
    var word: [UInt8] = []
    var isOpen = false
    start = 0
    var index = 0
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    while index < text.count {
      let byte = text[index]
      if isQuoted {
        if byte == UInt8(ascii: "\\"), index + 1 < text.count {
          index += 1
          word.append(text[index])
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
          words.append(String(decoding: word, as: UTF8.self))
          word = []
          isOpen = false
        } else {
          word.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), word.isEmpty {
        isQuoted = true
        isOpen = true
        start = index
      } else if isSpace(byte) || ",()|=/^~".utf8.contains(byte) {
        if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
        if !isSpace(byte) { words.append(String(decoding: [byte], as: UTF8.self)) }
        word = []
        isOpen = false
      } else {
        if !isOpen { start = index }
        isOpen = true
        word.append(byte)
      }
      index += 1
    }
    if !isOpen { start = text.count }
    typed = word
  }

  /// The verb, in lower case; nil before it is finished.
  var verb: String? { words.first?.lowercased() }
}
