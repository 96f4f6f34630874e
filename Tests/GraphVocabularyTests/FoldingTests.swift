// Which spellings are one name. The decomposition is the standard library's; these lines pin it.

@testable import GraphVocabulary
import Testing

@Suite struct FoldingTests {
  private func folded(_ text: String) -> String {
    String(decoding: Folding.fold(text.utf8), as: UTF8.self)
  }

  @Test(arguments: [
    ("Basel Convention", "basel convention"), ("  BASEL—Convention! ", "basel convention"),
    ("Ｂａｓｅｌ　Ｃｏｎｖｅｎｔｉｏｎ", "basel convention"), ("Bâle", "bale"), ("Ba\u{302}le", "bale"),
    ("Straße", "strasse"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("Ёлка", "елка"), ("ﬁsh", "fish"),
    ("non-governmental", "non governmental"), ("a_b", "a b"), ("İzmir", "izmir"),
  ])
  func caseAccentsWidthAndPunctuation(_ text: String, _ expected: String) {
    #expect(folded(text) == folded(expected))
  }

  @Test(arguments: [
    ("25 / 5", "25/5"), ("25／5", "25/5"), ("25 /5", "25/5"), ("VIII / 5", "viii/5"),
    ("XI.6", "xi.6"), ("XI .6", "xi.6"),
  ])
  func numbersOfDecisions(_ text: String, _ expected: String) {
    #expect(folded(text) == folded(expected))
  }

  @Test func foldingWithoutUnicodeGivesTheSame() {
    let pieces = [
      "par", "PAR", "a", "graph", "s", "t", "1", ".", "/", " ", "-", "\u{4E2D}", "\u{6BB5}",
      "\u{7B2C}", "\u{E9}",
    ]
    var room: [UInt8] = []
    for number in 0..<pieces.count * pieces.count * pieces.count * pieces.count {
      var rest = number
      var text: [UInt8] = []
      for _ in 0..<4 {
        text += pieces[rest % pieces.count].utf8
        rest /= pieces.count
      }
      let folded = text.withUnsafeBytes { Array(PlainFolding.folded($0, in: &room)) }
      guard folded != Folding.fold(text) else { continue }
      Issue.record("\(String(decoding: text, as: UTF8.self))")
      break
    }
  }

  @Test func numbersThatDifferStayApart() {
    #expect(folded("XI/6") != folded("XI.6"))
    #expect(folded("25/5") != folded("255"))
    #expect(folded("16.4") != folded("164"))
  }

  @Test(arguments: [
    "para 17", "¶ 17", "¶17", "§ 17", "paragraph 17", "par 17", "第17段", "段 17", "段17",
  ])
  func partsHaveOneWord(_ text: String) {
    #expect(folded("X/20 " + text) == folded("X/20 para 17"))
  }

  @Test(arguments: [
    ("Convention.", "Convention"), ("Par. 17", "para 17"), ("Inc., Ltd", "inc ltd"),
  ])
  func aFullStopBehindAWordIsPunctuation(_ text: String, _ expected: String) {
    #expect(folded(text) == folded(expected))
  }

  @Test func spacesInsideAChinesePartDoNotMatter() {
    #expect(folded("第 17 段") == folded("第17段"))
  }

  @Test(arguments: [
    ("اتفاقية", "اتفاقيه"), ("إتفاقية", "اتفاقية"), ("أتفاقية", "اتفاقية"), ("ٱتفاقية", "اتفاقية"),
    ("مستشفى", "مستشفي"), ("اتفـــاقية", "اتفاقية"), ("اِتِّفاقِيَّة", "اتفاقية"),
  ])
  func arabicLetterForms(_ text: String, _ expected: String) {
    #expect(folded(text) == folded(expected))
  }

  @Test func chineseStaysAndItsPunctuationFolds() {
    #expect(folded("生物多样性公约") == "生物多样性公约")
    #expect(folded("公约（巴塞尔）") == folded("公约(巴塞尔)"))
    #expect(folded("生物多样性公约") != folded("生物多樣性公約"))
  }

  @Test func tightFoldingDropsAllSeparators() {
    let names = ["takes_part_in", "takes-part-in", "takesPartIn", "Takes part in", "TAKES PART IN"]
    #expect(Set(names.map { Folding.foldTight($0.utf8) }).count == 1)
  }

  @Test func foldingTwiceIsFoldingOnce() {
    for text in ["Bâle—2 / 5 ¶ 3", "第17段 §", "إتفاقية", "Straße ﬁ ＡＢ", "a.b/ c", "...", ""] {
      #expect(folded(folded(text)) == folded(text))
    }
  }
}
