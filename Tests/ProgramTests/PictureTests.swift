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
}
