// Language tags are checked for form only (BCP 47, RFC 5646, section 2.2.9, "well-formed"): whether
// a language exists changes from year to year, whether a tag can be one does not.

/// The form of language tags.
public enum LanguageTag {
  /// Whether bytes are a well-formed language tag, without regard to case.
  public static func isWellFormed(_ tag: UnsafeRawBufferPointer) -> Bool {
    let lower = tag.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    if irregular.contains(String(decoding: lower, as: UTF8.self)) { return true }
    let subtags = lower.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard subtags.allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric) }),
      let first = subtags.first
    else { return false }
    if first.elementsEqual([0x78]) { return subtags.count > 1 }
    guard first.count >= 2, first.allSatisfy(isLetter) else { return false }
    return isTail(subtags.dropFirst(), mayExtend: first.count <= 3)
  }

  /// What follows the language: extended languages, script, region, variants, extensions, private.
  private static func isTail(_ tail: ArraySlice<ArraySlice<UInt8>>, mayExtend: Bool) -> Bool {
    var rest = tail
    var extended = 0
    while mayExtend, extended < 3, let next = rest.first, next.count == 3, next.allSatisfy(isLetter)
    {
      rest = rest.dropFirst()
      extended += 1
    }
    if let next = rest.first, next.count == 4, next.allSatisfy(isLetter) { rest = rest.dropFirst() }
    if let next = rest.first, isRegion(next) { rest = rest.dropFirst() }
    while let next = rest.first, isVariant(next) { rest = rest.dropFirst() }
    while let next = rest.first {
      guard next.count == 1 else { return false }
      rest = rest.dropFirst()
      if next.elementsEqual([0x78]) { return !rest.isEmpty }
      guard let member = rest.first, member.count > 1 else { return false }
      while let member = rest.first, member.count > 1 { rest = rest.dropFirst() }
    }
    return true
  }

  private static func isRegion(_ subtag: ArraySlice<UInt8>) -> Bool {
    subtag.count == 2 && subtag.allSatisfy(isLetter)
      || subtag.count == 3 && subtag.allSatisfy(isDigit)
  }

  private static func isVariant(_ subtag: ArraySlice<UInt8>) -> Bool {
    subtag.count >= 5 || subtag.count == 4 && subtag.first.map(isDigit) == true
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// Tags of the time before the rules that do not follow them.
  private static let irregular: Set<String> = [
    "en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux",
    "i-mingo", "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-be-fr", "sgn-be-nl",
    "sgn-ch-de",
  ]
}
