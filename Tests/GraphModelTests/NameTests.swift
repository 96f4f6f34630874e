// Language tags by form, and names that need no escapes.

import GraphModel
import Testing

@Suite struct NameTests {
  @Test(
    arguments: [
      "en", "zh-Hant", "zh-Hant-TW", "zh-cmn-Hans-CN", "de-CH-1901", "sl-rozaj-biske", "es-419",
      "x-whatever", "en-a-myext-b-another", "de-1996", "i-klingon", "EN-gb-OED", "qaa-Qaaa-QM-x-s",
      "be-tarask",
    ])
  func tagsOfTheRFC(_ tag: String) {
    #expect(Array(tag.utf8).withUnsafeBytes { LanguageTag.isWellFormed($0) })
  }

  @Test(
    arguments: [
      "", "e", "en-", "-en", "en--us", "cantbethislong", "en_US", "a-DE", "x", "en-a", "de-419-DE",
      "12", "中文", "i-unknown", "en-x",
    ])
  func tagsThatCannotBe(_ tag: String) {
    #expect(!Array(tag.utf8).withUnsafeBytes { LanguageTag.isWellFormed($0) })
  }

  @Test func plainNames() {
    for name in ["", "a", "BLG-9", "水俣", "a.b", "a:b", ":", "9", "_x", "é"] {
      #expect(NameCharacters.isPlainLocal(name.utf8), "\(name)")
    }
    for name in ["a.", ".a", "-a", "a/b", "a b", "a%41", "a\\b", "~"] {
      #expect(!NameCharacters.isPlainLocal(name.utf8), "\(name)")
    }
    for name in ["", "ex", "a.b", "é", "a-b", "a9"] {
      #expect(NameCharacters.isPrefix(name.utf8), "\(name)")
    }
    for name in ["9", "_a", "a:", "a.", "-a"] {
      #expect(!NameCharacters.isPrefix(name.utf8), "\(name)")
    }
  }
}
