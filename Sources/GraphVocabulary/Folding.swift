// When are two spellings the same name? Case, accents, width, punctuation and the letter forms of
// Arabic do not matter to a person; everything else does. The fold is canonical decomposition with
// the marks dropped, lower case, compatibility width, and any run of separators as one space.
// Decomposition is the standard library's (underscored, hence pinned by a test); the few
// compatibility forms that names really use are listed here instead of a table of all of NFKC.

@_spi(_Unicode) internal import Swift

/// Folds names for comparison.
public enum Folding {
  /// A name as compared: words separated by single spaces.
  public static func fold(_ text: some Collection<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count)
    var isPlain = true
    for byte in text where byte >= 0x80 {
      isPlain = false
      break
    }
    if isPlain {
      for byte in text { append(ascii: byte, to: &folded) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self)._nfd { append(scalar, to: &folded) }
    }
    close(&folded)
    return withPartSign(folded)
  }

  /// Drops what only separates from words that do not follow.
  static func close(_ folded: inout [UInt8]) {
    dropFullStop(&folded)
    if folded.last == UInt8(ascii: " ") { folded.removeLast() }
  }

  /// A relation's, class's or clause's name as compared: no separators at all, so that
  /// `takes_part_in`, `takes-part-in`, `takesPartIn` and "takes part in" are one.
  public static func foldTight(_ text: some Collection<UInt8>) -> [UInt8] {
    let plain = text.withContiguousStorageIfAvailable {
      PlainFolding.foldTight(UnsafeRawBufferPointer($0))
    }
    return (plain ?? nil) ?? fold(text).filter { $0 != UInt8(ascii: " ") }
  }

  static func append(ascii byte: UInt8, to folded: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded.append(byte | 0x20)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      folded.append(byte)
    case UInt8(ascii: "/"), UInt8(ascii: "."):
      // `25 / 5` is `25/5`, and XI.6 is not XI/6: these two join what stands around them.
      if folded.last == UInt8(ascii: " ") { folded.removeLast() }
      folded.append(byte)
    default:
      dropFullStop(&folded)
      guard let last = folded.last, last != UInt8(ascii: " "), last != UInt8(ascii: "/") else {
        return
      }
      folded.append(UInt8(ascii: " "))
    }
  }

  /// A full stop counts only inside a number or name, as in 16.4 and XI.6.
  private static func dropFullStop(_ folded: inout [UInt8]) {
    while folded.last == UInt8(ascii: ".") { folded.removeLast() }
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    switch scalar.value {
    case 0..<0x80: append(ascii: UInt8(scalar.value), to: &folded)
    case 0xFF01...0xFF5E: append(ascii: UInt8(scalar.value - 0xFEE0), to: &folded)
    case 0x3000, 0xA0: append(ascii: UInt8(ascii: " "), to: &folded)
    case 0xA7, 0xB6: folded += [UInt8](" para ".utf8)
    case 0x640: break  // tatweel only stretches
    case 0x649: append(letter: "\u{64A}", to: &folded)  // alef maksura, ya
    case 0x629: append(letter: "\u{647}", to: &folded)  // ta marbuta, ha
    case 0x671: append(letter: "\u{627}", to: &folded)  // alef wasla, alef
    case 0xFB01: folded += [UInt8]("fi".utf8)
    case 0xFB02: folded += [UInt8]("fl".utf8)
    default: appendLetter(scalar, to: &folded)
    }
  }

  private static func appendLetter(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: break
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .dashPunctuation,
      .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .connectorPunctuation, .otherPunctuation:
      append(ascii: UInt8(ascii: " "), to: &folded)
    default:
      if properties.changesWhenCaseFolded {
        // By way of upper case, so that ß is ss and the final sigma is a sigma.
        folded += [UInt8](properties.uppercaseMapping.lowercased().utf8)
      } else {
        append(letter: scalar, to: &folded)
      }
    }
  }

  private static func append(letter: Unicode.Scalar, to folded: inout [UInt8]) {
    if let units = UTF8.encode(letter) { folded.append(contentsOf: units) }
  }

  /// Parts of a document have one word in all their spellings: `para 17`, `第17段`.
  private static func withPartSign(_ folded: [UInt8]) -> [UInt8] {
    guard
      folded.contains(where: {
        $0 == UInt8(ascii: "p") || $0 == ordinalSign[0] || $0 == paragraphSign[0]
      })
    else { return folded }
    let hasOrdinal = firstIndex(of: ordinalSign, in: folded) != nil
    var words: [[UInt8]] = []
    for word in folded.split(separator: UInt8(ascii: " ")) {
      if partWords.contains(Array(word)) {
        words.append(part)
      } else if !hasOrdinal, let number = number(behindPartSign: word) {
        words += number.isEmpty ? [part] : [part, number]
      } else {
        words.append(Array(word))
      }
    }
    return ordinalPart(Array(words.joined(separator: [UInt8(ascii: " ")])))
  }

  /// What follows the sign in `段17`; nothing in `段 17`, and nil in a word like 段落.
  private static func number(behindPartSign word: ArraySlice<UInt8>) -> [UInt8]? {
    guard word.starts(with: paragraphSign) else { return nil }
    let rest = word.dropFirst(paragraphSign.count)
    return rest.allSatisfy({ $0 < 0x80 }) ? Array(rest) : nil
  }

  private static let part = Array("para".utf8)
  private static let ordinalSign = Array("第".utf8)
  private static let paragraphSign = Array("段".utf8)
  private static let partWords: Set<[UInt8]> = [
    Array("paragraph".utf8), Array("paras".utf8), Array("par".utf8), Array("paragraphs".utf8),
  ]

  /// `第17 b段` → ` para 17 b`: only digits, letters and spaces may stand between the two signs.
  private static func ordinalPart(_ folded: [UInt8]) -> [UInt8] {
    guard let sign = firstIndex(of: ordinalSign, in: folded) else { return folded }
    let start = sign + ordinalSign.count
    var end = start
    while end < folded.count, folded[end] < 0x80 { end += 1 }
    guard end > start, folded[end...].starts(with: paragraphSign) else { return folded }
    var result = Array(folded[..<sign])
    if let last = result.last, last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
    result += part + [UInt8(ascii: " ")] + folded[start..<end].drop { $0 == UInt8(ascii: " ") }
    while result.last == UInt8(ascii: " ") { result.removeLast() }
    return result + folded[(end + paragraphSign.count)...]
  }

  private static func firstIndex(of sign: [UInt8], in text: [UInt8]) -> Int? {
    guard text.count >= sign.count else { return nil }
    return (0...(text.count - sign.count)).first { text[$0...].starts(with: sign) }
  }
}
