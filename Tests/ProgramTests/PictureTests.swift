// Every picture must open in Graphviz as it is.

import Foundation
import Testing

@Suite struct PictureTests {
  @Test(arguments: [
    "near BLG as dot", "near CBD as dot", "near Basel as dot", "near GMP as dot",
    "near Minamata depth 2 limit 400 as dot", "link Basel and Minamata as dot",
    "link CITES and CMS including any as dot", "lineage \"CBD VII/26\" down as dot",
    "lineage \"CBD VII/26\" as dot", "lineage \"draft synergies decision\" as dot",
    "lineage \"CBD XI/6\" both as dot", "paths WWF to \"Minamata Secretariat\" as dot",
    "show BLG as dot", "near BLG lang zh as dot", "near BLG lang ar as dot",
    "match ?c a Convention, ?c represented_in BLG as dot", "why IPPC any BLG as dot",
    "origin \"CBD XI/6\" and \"CBD X/20\" as dot",
  ])
  func graphvizAccepts(_ query: String) throws {
    let answer = try mea(query)
    #expect(answer.code == 0 || answer.code == 4, "\(answer.complaint)")
    let dot = try run(
      try tool("dot", package: "graphviz"), ["-Tdot"], input: Data(answer.output.utf8))
    #expect(dot.code == 0, "\(dot.complaint)")
    #expect(dot.complaint.isEmpty, "\(dot.complaint)")
    #expect(dot.output.contains("digraph"))
  }

  /// The pictures that are printed must be readable on A4, upright or across, whichever is larger,
  /// with margins of 10 mm.
  @Test(
    arguments: [
      "near CBD", "near Basel", "near BLG", "near GMP", "lineage \"CBD VII/26\"",
      "lineage \"CBD VII/26\" down", "link Basel and Minamata", "near UNEP",
      "near Minamata-Secretariat", "near CBD-COP",
    ], ["en", "zh"])
  func noTextIsSmallOnA4(_ query: String, _ language: String) throws {
    let answer = try mea("-q", "\(query) lang \(language) as dot")
    #expect(answer.code == 0, "\(answer.complaint)")
    let drawn = try run(
      try tool("dot", package: "graphviz"), ["-Tsvg"], input: Data(answer.output.utf8))
    #expect(drawn.code == 0, "\(drawn.complaint)")
    let size = try #require(drawn.output.firstMatch(of: /<svg width="(\d+)pt" height="(\d+)pt"/))
    let (width, height) = (try #require(Double(size.1)), try #require(Double(size.2)))
    let (short, long) = (190 / 25.4 * 72, 277 / 25.4 * 72)
    let scale = min(1, max(min(short / width, long / height), min(long / width, short / height)))
    let texts = drawn.output.matches(of: /font-size="([\d.]+)"/).compactMap { Double($0.1) }
    #expect(texts.count > 10)
    let smallest = try #require(texts.min()) * scale
    #expect(smallest >= 6, "\(Int(width)) x \(Int(height)) pt: \(smallest) pt on A4")
  }
}
