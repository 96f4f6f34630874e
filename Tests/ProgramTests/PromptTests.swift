// The prompt as a person meets it, typed on a terminal.

import Foundation
import Glibc
import Testing

@Suite(.serialized) struct PromptTests {
  /// A prompt with a history of its own.
  private struct Sitting {
    let terminal: TestTerminal
    let state: Folder

    init(
      _ arguments: [String] = [], columns: Int = 80, environment: [String: String] = [:],
      state: Folder? = nil
    ) throws {
      self.state = try state ?? Folder()
      terminal = try TestTerminal(
        Place.program, arguments, columns: columns,
        environment: ["XDG_STATE_HOME": self.state.url.path].merging(environment) { _, new in new })
      try terminal.expect("mea> ")
    }

    var history: URL { state.url.appendingPathComponent("mea/history") }
  }

  private static let up = "\u{1B}[A"
  private static let long = "match ?a any ?b, ?c any ?d, ?e any ?f within 60 s"

  @Test func asksAndEnds() throws {
    let sitting = try Sitting()
    let terminal = sitting.terminal
    #expect(terminal.text.contains("asking Graph "))
    #expect(!terminal.isCooked)
    terminal.type("link Basel and Minamata limit 1\r")
    try terminal.expect("Task force of Chemicals and Health")
    try terminal.expect("mea> ")
    terminal.type("shwo BLG\r")
    try terminal.expect("UNKNOWN-COMMAND")
    try terminal.expect("mea> ")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
    #expect(terminal.isCooked)
    #expect(
      try String(contentsOf: sitting.history, encoding: .utf8)
        == "link Basel and Minamata limit 1\nshwo BLG\n")
    let mode = try FileManager.default.attributesOfItem(atPath: sitting.history.path)
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  /// Help is text for people: it breaks between words where the terminal is narrow.
  @Test(arguments: ["help link", ".help link", "help"])
  func helpFitsTheTerminal(_ line: String) throws {
    let sitting = try Sitting(["--no-pager"], columns: 50)
    sitting.terminal.type(line + "\r")
    try sitting.terminal.expect("mea> ")
    let lines = sitting.terminal.text.components(separatedBy: .newlines)
    #expect(lines.count > 12)
    for line in lines where !line.contains("\u{1B}") { #expect(line.count <= 50, "\(line)") }
    sitting.terminal.type("\u{04}")
    #expect(sitting.terminal.end() == 0)
  }

  @Test func remembersFromOneSittingToTheNext() throws {
    let first = try Sitting()
    first.terminal.type("list Memorandum limit 1\r")
    try first.terminal.expect("Aichi")
    try first.terminal.expect("mea> ")
    first.terminal.type("show BLG limit 1\r")
    try first.terminal.expect("mea> ")
    first.terminal.type(".quit\r")
    #expect(first.terminal.end() == 0)
    let next = try Sitting(state: first.state)
    next.terminal.type(Self.up + Self.up + Self.up)
    try next.terminal.expect("mea> list Memorandum limit 1")
    next.terminal.type("\u{03}")
    try next.terminal.expect("mea> ")
    next.terminal.type("\u{12}Memo")
    try next.terminal.expect("(search) Memo: list Memorandum limit 1")
    next.terminal.type("\r")
    try next.terminal.expect("Aichi")
  }

  @Test(arguments: [
    ("sho\t", "mea> show "),
    ("link 巴塞尔公\t", "mea> link 巴塞尔公约"),
    ("show \"Minamata Bur\t", "mea> show \"Minamata Bureau"),
    ("match ?c represented\t", "mea> match ?c represented_in "),
    ("match ?c 签署\t", "mea> match ?c 签署"),
    ("list memoran\t", "mea> list Memorandum "),
    ("show id:CBD-XI-6-p1\t", "mea> show id:CBD-XI-6-p1"),
    ("show id:aichi-task-force-mo\t", "mea> show id:Aichi-Task-Force-MoC"),
    ("match ?c a mea:Memor\t", "mea> match ?c a mea:Memorandum "),
    ("match ?c mea:secretariatO\t", "mea> match ?c mea:secretariatOf "),
    ("run shared\t", "mea> run shared-bodies "),
    ("run shared-bodies a\t", "mea> run shared-bodies a"),
    ("near BLG as js\t", "mea> near BLG as json"),
    ("near BLG as-\t", "mea> near BLG as-of "),
    (".for\t", "mea> .format "),
    (".format ts\t", "mea> .format tsv "),
  ])
  func completes(_ typed: String, _ shown: String) throws {
    let sitting = try Sitting()
    sitting.terminal.type(typed)
    try sitting.terminal.expect(shown)
  }

  @Test func aServerCompletesAlike() throws {
    let server = try RunningServer(data: Place.root.appendingPathComponent("Graph"))
    let sitting = try Sitting(["--connect", server.address])
    sitting.terminal.type("link 巴塞尔公\t\u{03}")
    try sitting.terminal.expect("mea> link 巴塞尔公约")
    try sitting.terminal.expect("mea> ")
    sitting.terminal.type("show BL\t")
    try sitting.terminal.expect("BLG")
  }

  @Test func goesOnInTheNextLine() throws {
    let terminal = try Sitting().terminal
    terminal.type("match ?c a Convention, # a note\r")
    try terminal.expect("...> ")
    terminal.type("?c represented_in BLG as-of 2012\r")
    try terminal.expect("World Heritage Convention")
    try terminal.expect("mea> ")
    terminal.type("show \"Min\r")
    try terminal.expect("...> ")
    terminal.type("\u{03}")
    try terminal.expect("mea> ")
    terminal.type(Self.up)
    try terminal.expect("match ?c a Convention,  ?c represented_in BLG as-of 2012")
  }

  @Test func aPasteIsNotRun() throws {
    let terminal = try Sitting().terminal
    terminal.type("\u{1B}[200~show BLG\nlimit 1\n\u{1B}[201~")
    try terminal.expect("mea> show BLG limit 1")
    usleep(300_000)
    #expect(!terminal.text.contains("label"))
    terminal.type("\r")
    try terminal.expect("label")
  }

  @Test func ctrlCStopsTheQueryAndKeepsTheSession() throws {
    // What was found by then is more than a screen.
    let terminal = try Sitting(["--no-pager"]).terminal
    terminal.type(Self.long + "\r")
    usleep(500_000)
    terminal.type("\u{03}")
    try terminal.expect("mea: stopped")
    try terminal.expect("mea> ")
    terminal.type("show BLG limit 1\r")
    try terminal.expect("label")
  }

  @Test func ctrlCStopsTheQueryOfAServer() throws {
    let server = try RunningServer(data: Place.root.appendingPathComponent("Graph"))
    let terminal = try Sitting(["--connect", server.address]).terminal
    terminal.type(Self.long + "\r")
    usleep(500_000)
    terminal.type("\u{03}")
    try terminal.expect("mea: stopped")
    try terminal.expect("mea> ")
    terminal.type("show BLG limit 1\r")
    try terminal.expect("label")
    // A server that is gone ends the answer and not the session.
    kill(server.process.processIdentifier, SIGKILL)
    server.process.waitUntilExit()
    terminal.type("show BLG limit 1\r")
    try terminal.expect("cannot connect to")
    try terminal.expect("mea> ")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: [
    (".help\r", ".as-of"), (".help link\r", "link NODE and NODE"), (".format\r", "table"),
    (".format tsv\rshow BLG limit 1\r", "rel\tdir\tvalue"), (".format nothing\r", "no format"),
    (".lang zh\rlist Convention limit 2\r", "公约"), (".timer on\rshow BLG limit 1\r", " ms"),
    (".as-of 2012\rmatch ?c a Convention, ?c represented_in BLG\r", "Plant Treaty"),
    (".as-of never\r", "no date"), ("list Memorandum limit 1\r.last json\r", "\"columns\""),
    (".last\r", "nothing was asked yet"), (".source README.md\r", "SYNTAX"),
    (".source nothing\r", "nothing: No such file"), (".quti\r", "did you mean .quit?"),
    ("help link\r", "link NODE and NODE"), ("run\r", "shared-bodies"),
    ("queries\r", "shared-bodies"),
  ])
  func dotCommands(_ typed: String, _ shown: String) throws {
    let terminal = try Sitting(["--no-pager"]).terminal
    terminal.type(typed)
    try terminal.expect("mea> ")
    try terminal.expect(shown)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func aSignalLeavesTheTerminalAsItWas(_ signal: Int32) throws {
    let terminal = try Sitting().terminal
    #expect(!terminal.isCooked)
    kill(terminal.process, signal)
    #expect(terminal.end() == 128 + signal)
    #expect(terminal.isCooked)
  }

  @Test func itStopsAndGoesOn() throws {
    let terminal = try Sitting().terminal
    terminal.type("show BL")
    try terminal.expect("show BL")
    kill(terminal.process, SIGSTOP)
    kill(terminal.process, SIGCONT)
    terminal.type("G limit 1\r")
    try terminal.expect("label")
  }

  @Test func aNarrowScreenIsFilledAndNotOverrun() throws {
    let terminal = try Sitting(["--no-pager"]).terminal
    terminal.resize(columns: 40)
    terminal.type("link Basel and Minamata limit 2\r")
    try terminal.expect("mea> ")
    try terminal.expect("score")
    try terminal.expect("mea> ")
    let lines = terminal.text.split(separator: "\n").drop { !$0.contains("limit 2") }.dropFirst()
    for line in lines where !line.hasPrefix("mea: ") { #expect(line.count <= 40, "\(line)") }
  }

  @Test func aDumbTerminalGetsPlainLines() throws {
    let terminal = try Sitting(environment: ["TERM": "dumb"]).terminal
    #expect(terminal.isCooked)
    terminal.type("show BLG limit 1\r")
    try terminal.expect("label")
  }

  @Test(arguments: [
    (["MEA_PAGER": "sed s/^/PAGED/"], true), (["PAGER": "sed s/^/PAGED/"], true),
    (["PAGER": "cat"], false), (["MEA_PAGER": "", "PAGER": "sed s/^/PAGED/"], false),
    (["MEA_PAGER": "no-such-pager"], false),
  ])
  func longAnswersArePaged(_ environment: [String: String], _ isPaged: Bool) throws {
    let terminal = try TestTerminal(
      Place.program, ["list", "Convention"], environment: environment)
    #expect(terminal.end() == 0)
    usleep(200_000)
    #expect(terminal.text.contains("Plant Treaty"))
    #expect(terminal.text.contains("PAGED") == isPaged)
    let short = try TestTerminal(
      Place.program, ["list", "Convention", "limit", "1"], environment: environment)
    #expect(short.end() == 0)
    #expect(!short.text.contains("PAGED"))
  }

  /// Behind a pager a note would be told when the reader has left.
  @Test(arguments: [true, false])
  func aPagedAnswerEndsInItsNotes(_ isPrompt: Bool) throws {
    let pager = ["MEA_PAGER": "sed s/^/PAGED/"]
    let terminal: TestTerminal
    if isPrompt {
      terminal = try Sitting(["--width", "200"], columns: 200, environment: pager).terminal
      terminal.type("match ?a any ?b\r")
    } else {
      terminal = try TestTerminal(
        Place.program, ["match", "?a", "any", "?b"], columns: 200, environment: pager)
    }
    try terminal.expect("PAGEDmea: there are more than these 1000 rows")
    if isPrompt { terminal.type("\u{04}") }
    #expect(terminal.end() == (isPrompt ? 0 : 4))
    #expect(terminal.text.ranges(of: "there are more than these").count == 1)
  }

  @Test(arguments: [["--help"], ["help", "link"], ["help", "check"], ["serve", "--help"]])
  func helpOnANarrowTerminalBreaksBetweenWords(_ words: [String]) throws {
    let terminal = try TestTerminal(Place.program, words, columns: 40)
    #expect(terminal.end() == 0)
    usleep(200_000)
    let whole = Set(try run(Place.program, words).output.split { " \n".contains($0) })
    let shown = terminal.text
    for word in shown.split(whereSeparator: \.isWhitespace) {
      #expect(whole.contains(word), "\(word)")
    }
    for line in shown.split(whereSeparator: \.isNewline) {
      let isOneWord = line.split(separator: " ").count == 1
      #expect(isOneWord || line.count <= 40, "\(line)")
    }
  }

  @Test(arguments: [([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false)])
  func coloursOnATerminal(_ environment: [String: String], _ isColoured: Bool) throws {
    let terminal = try TestTerminal(
      Place.program, ["--no-pager", "list", "Convention"], environment: environment)
    #expect(terminal.end() == 0)
    usleep(200_000)
    #expect(terminal.isColoured == isColoured)
  }
}
