// Pages that the command draws, opened in a browser as a reader opens them.

import Foundation
import Testing

@Suite struct PageTests {
  private struct Found: Decodable {
    var requests: [String]
    var errors: [String]
    var dialogs: Int
    var all: Int
    var marks: Int
    var scripts: Int
    var clicked: Int
    var clickedSources: Int
    var clickedName: String
    var afterEscape: Int
    var searched: Int
    var searchedName: String
    var edge: Int
    var zoomed: Bool
    var whole: Bool
    var mayRun: Bool
  }

  @Test(arguments: [
    ("near BLG as html", "Ramsar Secretariat", 20),
    // A large picture, most of whose names stand in lists.
    ("lineage \"CBD VII/26\" down as html", "CITES Dec. 17.56", 10),
    ("near CBD lang zh as html", "CBD-COP", 20),
  ])
  func aPageWorksByClickAndByKeys(_ query: String, _ name: String, _ leastMarks: Int) throws {
    let answer = try mea(query)
    #expect(answer.code == 0, "\(answer.complaint)")
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("page-\(UUID().uuidString).html")
    try Data(answer.output.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = Place.root.appendingPathComponent("Tests/ProgramTests/Readers/page.py")
    let browser = try run(
      URL(fileURLWithPath: "/usr/bin/env"), ["python3", script.path, file.path, name],
      environment: ["PYTHONPATH": Place.root.appendingPathComponent(".build/readers").path])
    try #require(browser.code == 0, ".ci/run installs what it needs: \(browser.complaint)")
    let found = try JSONDecoder().decode(Found.self, from: Data(browser.output.utf8))
    #expect(found.requests.isEmpty)
    #expect(found.errors.isEmpty)
    #expect(found.dialogs == 0)
    #expect(found.scripts == 1)
    #expect(!found.mayRun)
    #expect(found.all > 20 && found.afterEscape == found.all)
    #expect(found.marks > leastMarks)
    #expect((1..<found.all).contains(found.clicked))
    #expect(found.clickedSources >= found.clicked)
    #expect(!found.clickedName.isEmpty)
    #expect((1..<found.all).contains(found.searched))
    #expect((1..<found.all).contains(found.edge))
    #expect(found.zoomed && found.whole)
  }

  @Test func withoutGraphvizItSaysWhatToDo() throws {
    let answer = try run(
      Place.program, ["near", "BLG", "as", "html"], environment: ["PATH": "/nonexistent"])
    #expect(answer.code == 3)
    #expect(answer.output.isEmpty)
    #expect(answer.complaint.contains("install it (apt-get install graphviz)"))
  }

  @Test func excelGetsItsOwnCSV() throws {
    let answer = try mea("--excel", "list", "Convention", "limit", "1")
    #expect(answer.code == 0)
    #expect(answer.output.hasPrefix("\u{FEFF}node,class,label,date,status\r\n"))
    let wrong = try mea("--excel", "list Convention as json")
    #expect(wrong.code == 2)
    #expect(wrong.output.isEmpty && wrong.complaint.contains("--excel is for csv"))
  }

  @Test func aFileGetsWhatAPipeGets() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("finished-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("blg.html")
    #expect(try mea("-o", page.path, "near BLG").code == 0)
    #expect(try String(contentsOf: page, encoding: .utf8) == (try mea("near BLG as html").output))
    let csv = folder.appendingPathComponent("list.csv")
    #expect(try mea("-o", csv.path, "--excel", "list Convention limit 2").code == 0)
    // Foundation takes the mark away when it reads text.
    let rows = String(decoding: try Data(contentsOf: csv), as: UTF8.self)
    #expect(rows == (try mea("--excel", "list Convention limit 2").output))
    let refused = folder.appendingPathComponent("list.json")
    #expect(try mea("-o", refused.path, "--excel", "list Convention as json").code == 2)
    #expect(!FileManager.default.fileExists(atPath: refused.path))
  }

  /// A server sends what the command needs and starts nothing itself.
  @Test func theSameOverTheWire() throws {
    let server = try RunningServer(data: Place.root.appendingPathComponent("Graph"))
    let page = try server.ask("near BLG as html")
    #expect(page.code == 0)
    #expect(page.output.contains("<svg"))
    #expect(page.output == (try mea("near BLG as html").output))
    let undrawn = try server.netcat("near BLG as html\nquit\n")
    #expect(undrawn.contains { $0.hasPrefix("|<pre id=\"dot\">digraph mea {") })
    for format in ["graphml", "mermaid", "jsonld"] {
      let query = "near BLG as \(format)"
      #expect(try server.ask(query).output == (try mea(query).output))
    }
    let csv = try run(
      Place.program, ["--connect", server.address, "--excel", "list Convention limit 2"])
    #expect(csv.output == (try mea("--excel", "list Convention limit 2").output))
  }
}
