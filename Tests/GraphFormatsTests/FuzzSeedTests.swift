// Inputs on which a reader once went wrong, and others like them.

import FormatsTestSupport
import Foundation
import GraphFormats
import Testing

@Suite struct FuzzSeedTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fuzz/Seeds").standardized

  private static let seeds: [String] = ["nt", "nq", "ttl", "trig"].flatMap { folder in
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path(percentEncoded: false))
    return (names ?? []).sorted().map { folder + "/" + $0 }
  }

  @Test func eachFormatHasSeeds() {
    #expect(Set(FuzzSeedTests.seeds.map { $0.prefix { $0 != "/" } }).count == 4)
  }

  @Test(arguments: seeds) func holdsAllProperties(_ seed: String) throws {
    let text = Array(try Data(contentsOf: FuzzSeedTests.root.appending(path: seed)))
    let format = try #require(GraphFormat(name: String(seed.prefix { $0 != "/" })))
    try checkProperties(of: text, format)
  }
}
