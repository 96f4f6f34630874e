// The habits of the fingers, key by key.

import LineEdit
import Testing

/// What an editor holds after some keys, the cursor as a bar.
private func typed(_ bytes: String, history: [String] = []) -> (shown: String, LineEditor) {
  var reader = KeyReader()
  var editor = LineEditor(history: LineHistory(history))
  reader.feed(Array(bytes.utf8))
  while let key = reader.next() { _ = editor.take(key) }
  return (shown(editor), editor)
}

private func shown(_ editor: LineEditor) -> String {
  let characters = editor.line.characters
  return String(characters[..<editor.line.cursor]) + "|" + String(characters[editor.line.cursor...])
}

@Suite struct LineEditorTests {
  @Test(arguments: [
    ("link", "link|"),
    ("link\u{1B}[D\u{1B}[DX", "liX|nk"),
    ("\u{1B}[Clink\u{01}a\u{05}z", "alinkz|"),
    ("one two\u{17}", "one |"),
    ("one two\u{17}\u{19}\u{19}", "one twotwo|"),
    ("one two\u{15}", "|"),
    ("one two\u{01}\u{0B}\u{19}!", "one two!|"),
    ("one two\u{1B}b\u{1B}b\u{1B}f", "one| two"),
    ("one two\u{1B}[1;5D\u{1B}d", "one |"),
    ("one two\u{1B}\u{7F}", "one |"),
    ("ab\u{14}", "ba|"),
    ("ab\u{7F}\u{7F}\u{7F}c", "c|"),
    ("abc\u{01}\u{04}\u{1B}[3~", "|c"),
    ("abc\u{1B}[H\u{1B}[C\u{1B}[F!", "abc!|"),
    ("生物多样性\u{1B}[D\u{7F}", "生物多|性"),
    ("cafe\u{301}\u{7F}", "caf|"),
    ("a\u{1B}[1;9Xb\u{1B}OPc\u{1B}[200xd", "abcd|"),
    ("one two\u{1B}b\u{0B}\u{1F}\u{1F}", "|"),
    ("a\u{1B}[200~b\nc\r\nd\u{1B}[201~e", "ab c de|"),
    ("\u{1B}[200~# a note\nlink A and B\n  # more\nlimit 2\u{1B}[201~", "link A and B limit 2|"),
    ("\u{1B}[200~\u{1B}[31m\u{1B}[201~", "\u{1B}[31m|"),
  ])
  func keys(_ bytes: String, _ expected: String) { #expect(typed(bytes).shown == expected) }

  /// Whatever the cuts between the bytes, the keys are the same.
  @Test func cutsDoNotMatter() {
    let text = "é生\u{1B}[1;5D\u{1B}[200~pa\u{1B}[ste\n生\u{1B}[201~x\u{1B}b\u{1B}OH\u{7F}"
    var whole = KeyReader()
    whole.feed(Array(text.utf8))
    var expected: [Key] = []
    while let key = whole.next() { expected.append(key) }
    for size in 1...7 {
      var reader = KeyReader()
      var found: [Key] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        reader.feed(rest.prefix(size))
        rest = rest.dropFirst(size)
        while let key = reader.next() { found.append(key) }
      }
      #expect(LineEditorTests.joined(found) == LineEditorTests.joined(expected), "\(size)")
    }
  }

  /// Neighbouring texts are one: how many there are depends on the cuts.
  private static func joined(_ keys: [Key]) -> [Key] {
    keys.reduce(into: []) { joined, key in
      if case .text(let more) = key, case .text(let text)? = joined.last {
        joined[joined.count - 1] = .text(text + more)
      } else {
        joined.append(key)
      }
    }
  }

  @Test func aLoneEscapeIsAKey() {
    var reader = KeyReader()
    reader.feed([0x1B])
    #expect(reader.next() == nil)
    #expect(reader.giveUp() == .escape)
    #expect(reader.giveUp() == nil)
  }

  @Test func badBytesTypeNothing() {
    var reader = KeyReader()
    reader.feed([0xFF, 0xC0, 0x61, 0xE7, 0x94, 0x62])
    var text = ""
    while let key = reader.next() {
      if case .text(let more) = key { text += more }
    }
    #expect(text == "ab")
  }

  @Test func anEndlessPasteIsCut() {
    var reader = KeyReader()
    reader.feed(Array("\u{1B}[200~".utf8))
    for _ in 0..<40 {
      reader.feed([UInt8](repeating: 0x61, count: 10_000))
      #expect(reader.next() == nil)
    }
    reader.feed(Array("\u{1B}[201~".utf8))
    #expect(reader.next() == .paste(String(repeating: "a", count: KeyReader.pasteLimit)))
  }

  @Test func aLineHasALimit() {
    var line = LineText()
    for _ in 0..<10 { line.insert(String(repeating: "a", count: 10_000)) }
    #expect(line.text.utf8.count == LineText.limit)
  }

  @Test func theHistoryIsWalked() {
    let up = "\u{1B}[A"
    let down = "\u{1B}[B"
    #expect(typed("new" + up, history: ["a", "b"]).shown == "b|")
    #expect(typed("new" + up + up + up, history: ["a", "b"]).shown == "a|")
    #expect(typed("new" + up + up + down + down, history: ["a", "b"]).shown == "new|")
  }

  @Test(arguments: [
    ("\u{12}BLG", "show BLG|"),
    ("\u{12}BLG\u{12}", "near BLG|"),
    ("\u{12}BLG\u{12}\u{12}", "near BLG|"),
    ("\u{12}BLG\u{12}\u{13}", "show BLG|"),
    ("\u{12}BLGx", "show BLG|"),
    ("new\u{12}BLG\u{07}", "new|"),
    ("\u{12}BLG\u{05}!", "show BLG!|"),
    ("\u{12}BLG\u{1B}[D!", "show BL!|G"),
  ])
  func theHistoryIsSearched(_ keys: String, _ expected: String) {
    #expect(typed(keys, history: ["near BLG", "list any", "show BLG"]).shown == expected)
  }

  @Test func theSearchSaysWhatItDoes() {
    #expect(typed("\u{12}BL", history: ["BLG"]).1.label == "(search) BL: ")
    #expect(typed("\u{12}zz", history: ["BLG"]).1.label == "(nothing before) zz: ")
  }

  @Test func theHistoryKeepsNoSecretsAndNoRepeats() {
    var history = LineHistory()
    for line in ["a", "a", " b", "auth secret", "", "c", "a"] { history.add(line) }
    #expect(history.lines == ["a", "c", "a"])
    for number in 0..<2_000 { history.add("\(number)") }
    #expect(history.lines.count == LineHistory.limit)
  }

  @Test func completionWritesWhatIsShared() {
    var (_, editor) = typed("show Min")
    let two = Completions(from: 5, [.init("Minamata"), .init("\"Minamata Bureau\"")])
    #expect(editor.take(two).isEmpty)
    #expect(shown(editor) == "show Minamata|")
    #expect(editor.take(two).count == 2)
    let long = [
      "\"Minamata Bureau\"", "\"Minamata Bureau meeting\"",
    ].map { Completions.Candidate($0) }
    #expect(editor.take(Completions(from: 5, long)).isEmpty)
    #expect(shown(editor) == "show \"Minamata Bureau|")
    #expect(editor.take(Completions(from: 5, [.init("\"Minamata Bureau\"")])).isEmpty)
    #expect(shown(editor) == "show \"Minamata Bureau\" |")
  }

  @Test func stepsAreAsked() {
    var editor = LineEditor()
    #expect(editor.take(.control("d")) == .end)
    #expect(editor.take(.text("x")) == .show)
    #expect(editor.take(.control("d")) == .show)
    #expect(editor.take(.control("c")) == .interrupt)
    #expect(editor.take(.control("z")) == .suspend)
    #expect(editor.take(.tab) == .complete)
    #expect(editor.take(.enter) == .submit("x"))
  }
}
