// Installing below a prefix and taking it away again, and what comes along: manual and completions.

import Foundation
import Testing

@Suite struct InstallTests {
  private func files(_ folder: URL) -> [String] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.allObjects as? [URL] ?? []).map(\.path).sorted()
  }

  @Test func comesAndGoes() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let prefix = folder.appendingPathComponent("a prefix").path
    #expect(try mea("install", "--prefix", prefix).code == 0)
    // Once more over itself.
    #expect(try mea("install", "--prefix", prefix).code == 0)
    let program = URL(fileURLWithPath: prefix + "/bin/mea")
    let outcome = try run(program, ["run", "hubs"], in: folder)
    #expect(outcome.code == 0)
    #expect(outcome.complaint.contains("asking \(prefix)/share/mea/Graph"))
    #expect(outcome.output == (try mea("run", "hubs").output))
    #expect(try run(program, ["-q", "show", "BLG"], in: folder).complaint.isEmpty)
    #expect(try run(program, ["uninstall", "--prefix", prefix], in: folder).code == 0)
    #expect(files(URL(fileURLWithPath: prefix)).isEmpty)
  }

  @Test func overwritesNothingOfOthers() throws {
    let prefix = try scratch()
    defer { try? FileManager.default.removeItem(at: prefix) }
    let place = prefix.appendingPathComponent("share/man/man1/mea.1")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try "another mea".write(to: place, atomically: true, encoding: .utf8)
    let before = files(prefix)
    let outcome = try mea("install", "--prefix", prefix.path)
    #expect(
      outcome.code == 1 && outcome.complaint.contains("mea.1 is there and not of mea install"))
    #expect(files(prefix) == before)
    try FileManager.default.removeItem(at: place)
    #expect(try mea("install", "--prefix", prefix.path).code == 0)
    // What somebody changed is theirs.
    let changed = prefix.appendingPathComponent("share/mea/Queries/hubs.mq")
    try "# mine\n".write(to: changed, atomically: true, encoding: .utf8)
    #expect(try mea("install", "--prefix", prefix.path).code == 1)
    let gone = try mea("uninstall", "--prefix", prefix.path)
    #expect(gone.code == 4 && gone.complaint.contains("hubs.mq was changed"))
    #expect(try String(contentsOf: changed, encoding: .utf8) == "# mine\n")
  }

  @Test(arguments: ["../outside", "/etc/passwd", "share/../../x", "no hash here/.."])
  func aListThatLeadsOutsideIsRefused(_ path: String) throws {
    let prefix = try scratch()
    defer { try? FileManager.default.removeItem(at: prefix) }
    let list = prefix.appendingPathComponent("share/mea/manifest")
    try FileManager.default.createDirectory(
      at: list.deletingLastPathComponent(), withIntermediateDirectories: true)
    try "cbf29ce484222325 \(path)\n".write(to: list, atomically: true, encoding: .utf8)
    let outcome = try mea("uninstall", "--prefix", prefix.path)
    #expect(outcome.code == 3 && outcome.complaint.contains("manifest:1"))
  }

  @Test func theManualIsClean() throws {
    let mandoc = try tool("mandoc", package: "mandoc")
    let names = try mea("man").output.split(separator: "\n").map(String.init)
    #expect(
      names.contains("mea.1") && names.contains("mea-serve.1") && names.contains("mea-query.7"))
    for name in names {
      let page = try mea("man", name).output
      let lint = try run(mandoc, ["-Tlint", "-Wstyle"], input: Data(page.utf8))
      #expect(lint.code == 0 && lint.output.isEmpty, "\(name): \(lint.output)")
    }
    let text = try run(mandoc, ["-Tutf8"], input: Data(try mea("man", "mea-query").output.utf8))
      .output
    #expect(text.contains("link Basel and Minamata"))
  }

  /// Typed in the shells themselves.
  @Test(arguments: [
    ("bash", "mea lin\t", ["link", "lineage"]),
    ("bash", "mea --for\t", ["mea --format "]),
    ("bash", "mea show Minamata\\ Bureau\\ m\t", ["Minamata\\ Bureau\\ meeting\\ of\\ "]),
    ("bash", "mea show \"Basel Conv\t", ["\"Basel Convention"]),
    ("bash", "mea list 备忘\t", ["mea list 备忘录 "]),
    ("bash", "mea run shared\t", ["mea run shared-bodies "]),
    ("bash", "mea check Sour\t", ["mea check Sources"]),
    ("zsh", "mea run shared\t", ["mea run shared-bodies "]),
    ("zsh", "mea -q list memoran\tlimit 1\r", ["Aichi-Task-Force-MoC"]),
    ("zsh", "mea -q list Memorandum lang zh li\t1\r", ["Aichi-Task-Force-MoC"]),
    ("zsh", "mea -q show Global\\ Mercury\\ P\tlimit 1\r", ["label"]),
    ("fish", "mea run shared\t", ["mea run shared-bodies "]),
    ("fish", "mea list Memoran\t", ["mea list Memorandum "]),
  ])
  func shellsComplete(_ shell: String, _ typed: String, _ expected: [String]) throws {
    let home = try scratch()
    defer { try? FileManager.default.removeItem(at: home) }
    let program = try tool(shell, package: shell)
    let options =
      ["bash": ["--norc", "-i"], "zsh": ["-f", "-i"], "fish": ["-N", "-i"]][shell] ?? []
    let terminal = try TestTerminal(
      program, options, columns: 200,
      environment: [
        "HOME": home.path, "XDG_DATA_HOME": home.path, "XDG_CONFIG_HOME": home.path,
        "PATH": Place.program.deletingLastPathComponent().path + ":/usr/bin:/bin",
      ])
    let start = [
      "bash": "source <(mea completion bash); bind 'set show-all-if-ambiguous on'",
      "zsh": "autoload -U compinit; compinit -u; source <(mea completion zsh)",
      "fish": "mea completion fish | source",
    ]
    terminal.type((start[shell] ?? "") + "; echo rea''dy\r")
    try terminal.expect("ready")
    usleep(300_000)
    terminal.type(typed)
    for words in expected { try terminal.expect(words) }
  }
}
