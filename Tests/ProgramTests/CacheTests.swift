// The command answers the same with a cache, without one, and with one that somebody spoilt.

import Foundation
import Testing

@Suite struct CacheTests {
  private let cache = FileManager.default.temporaryDirectory
    .appendingPathComponent("mea-\(UUID().uuidString)")
  private var folder: URL { cache.appendingPathComponent("mea") }

  private func ask(_ query: String, _ environment: [String: String] = [:]) throws -> Outcome {
    try run(
      Place.program, query.split(separator: " ").map(String.init),
      environment: ["XDG_CACHE_HOME": cache.path, "MEA_CACHE": ""].merging(environment) { $1 })
  }

  private func images(_ kind: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == kind }
  }

  private func inode(_ url: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.path)[.systemFileNumber] as? Int
  }

  /// Files of the repository are older than the moment for which the cache waits.
  private static let queries = [
    "link Basel and Minamata", "why GMP launched ?when", "lineage BLG as json",
    "match ?c a Convention return ?c", "show blg", "find synergies", "near BLG as dot",
  ]

  @Test func answersAreTheSameWithAndWithoutImages() throws {
    defer { try? FileManager.default.removeItem(at: cache) }
    for query in Self.queries {
      let parsed = try ask(query, ["MEA_CACHE": "off"])
      for _ in 0..<2 {
        let asked = try ask(query)
        #expect(asked.output == parsed.output && asked.complaint == parsed.complaint)
        #expect(asked.code == parsed.code)
      }
    }
    #expect(try images("graph").count == 1)
    #expect(try images("names").count == 1)
  }

  @Test func anImageIsWrittenOnceAndAgainWhenItIsSpoilt() throws {
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: cache) }
    let first = try ask("show blg")
    for kind in ["graph", "names"] {
      let image = try #require(try images(kind).first)
      let before = try inode(image)
      #expect(try ask("show blg").output == first.output)
      #expect(try inode(image) == before)
      let handle = try FileHandle(forUpdating: image)
      try handle.seek(toOffset: handle.seekToEnd() - 100)
      try handle.write(contentsOf: Data("spoilt".utf8))
      try handle.close()
      #expect(try ask("show blg").output == first.output)
      #expect(try inode(image) != before)
    }
  }

  @Test func withoutAPlaceNothingIsKeptAndNothingSaid() throws {
    defer { try? FileManager.default.removeItem(at: cache) }
    let query = "link Basel and Minamata limit 2"
    let parsed = try ask(query, ["MEA_CACHE": "off"])
    #expect(!FileManager.default.fileExists(atPath: cache.path))
    for place in ["/proc/version", "/proc/none", "cache", ""] {
      let asked = try ask(query, ["XDG_CACHE_HOME": place, "HOME": "relative"])
      #expect(asked.output == parsed.output && asked.complaint == parsed.complaint)
    }
    let home = cache.appendingPathComponent("home")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    _ = try ask(query, ["XDG_CACHE_HOME": "", "HOME": home.path])
    #expect(
      FileManager.default.fileExists(atPath: home.appendingPathComponent(".cache/mea").path))
  }

  @Test func checkKeepsNothing() throws {
    defer { try? FileManager.default.removeItem(at: cache) }
    _ = try ask("check Graph")
    _ = try ask("convert Graph/vocabulary.ttl --to nt")
    #expect(!FileManager.default.fileExists(atPath: cache.path))
  }
}
