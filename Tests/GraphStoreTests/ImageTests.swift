// An image gives back what was parsed, or nothing.

import Foundation
import Testing

@testable import GraphStore

/// A folder of data and one for images.
private struct Bench: ~Copyable {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent(
    "mea-\(UUID().uuidString)")
  var images: String { root.appendingPathComponent("cache/mea").path }

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try write("a.ttl", declarations + Bench.text)
    try write("b.nt", "<http://example.org/d#b> <http://example.org/v#p> \"déjà\"@fr .\n")
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Something in every column: dates, statuses, sources, details, a repeated triple, a blank node,
  /// a triple term.
  static let text = """
    d:one v:knows d:two {| v:from "1992" ; v:until "1994-05" ; v:source d:doc ; v:paragraph "¶ 1" ;
      v:quote "word" ; v:note "aside" |} ; v:name "one"@en , "一"@zh ; v:size 5 .
    d:one v:knows d:two {| v:on "2001-02-03" ; v:status d:planned ; v:source d:other |} .
    d:two v:knows [ v:name "nameless" ] ; v:says <<( d:one v:knows d:two )>> .

    """

  func path(_ name: String) -> String { root.appendingPathComponent(name).path }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: root.appendingPathComponent(name))
  }

  var files: [String] { get throws { try FileList.files(of: root.path) } }

  /// The image of the data as they are, of any size and however new.
  func image() throws -> SnapshotImage {
    try #require(
      SnapshotImage(of: try files, in: images, worth: 0...Int.max, settlingSeconds: -10))
  }

  /// Parses, and keeps what came of it.
  func keep() throws -> Snapshot {
    let image = try image()
    let snapshot = try GraphLoader.load(files: try files)
    image.keep(snapshot)
    return snapshot
  }

  func kept() throws -> Snapshot? { try image().snapshot(of: try files) }

  /// The files in the folder of images.
  var imageFiles: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: images))?.sorted().map {
      images + "/" + $0
    } ?? []
  }
}

/// Gathers the bytes of all columns.
private struct Listing: ImageVisitor {
  var columns: [[UInt8]] = []

  mutating func visit<Item: ImageItem>(_ column: inout [Item]) {
    columns.append(column.withUnsafeBytes { Array($0) })
  }

  static func columns(of snapshot: Snapshot) -> [[UInt8]] {
    var listing = Listing()
    var parts = SnapshotBuilder.Parts(of: snapshot)
    let isSound = parts.visitColumns(&listing)
    #expect(isSound)
    return listing.columns
  }
}

/// Writes columns with one of them spoilt, under a checksum that is right.
private struct Spoiler: ImageVisitor {
  var writer: ImageWriter
  let target: Int
  let spoil: (inout [UInt8]) -> Void
  var next = 0

  mutating func visit<Item: ImageItem>(_ column: inout [Item]) {
    var spoilt = column
    if next == target {
      var bytes = column.withUnsafeBytes { Array($0) }
      spoil(&bytes)
      spoilt = bytes.withUnsafeBytes { raw in
        (0..<(raw.count / MemoryLayout<Item>.stride)).map {
          raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Item>.stride, as: Item.self)
        }
      }
    }
    writer.visit(&spoilt)
    next += 1
  }
}

extension Snapshot {
  /// Follows every number in every column to what it is of.
  fileprivate func walk() -> Int {
    var met = 0
    for term in 1..<TermID(terms.count) {
      met += curie(term).utf8.count + statements(from: term).count + statements(to: term).count
      let text = terms.text(of: term)
      met += text.withUnsafeBytes { terms.find(terms.classNumber(of: term), $0) } == nil ? 0 : 1
      met += terms.iri(term).withUnsafeBytes { terms.findIRI($0) } == nil ? 0 : 1
      for relation in 0..<RelationID(predicates.count) {
        met += statements(from: term, relation).count + statements(to: term, relation).count
      }
    }
    for relation in 0..<RelationID(predicates.count) { met += statements(with: relation).count }
    for statement in 0..<StatementID(statementCount) {
      met += line(statement).utf8.count
      met += annotations.validity(of: statement).isEmpty ? 0 : 1
      met += Int(annotations.status(of: statement))
      for evidence in annotations.evidence(of: statement) {
        for term in [evidence.source, evidence.locator, evidence.quote] where term != 0 {
          met += curie(term).utf8.count
        }
        met += files[Int(evidence.file)].utf8.count
      }
      for detail in annotations.details(of: statement) {
        met += curie(detail.predicate).utf8.count + curie(detail.object).utf8.count
      }
    }
    return met
  }
}

@Suite struct ImageTests {
  @Test func givesBackEveryColumn() throws {
    let bench = try Bench()
    let parsed = try bench.keep()
    let kept = try #require(try bench.kept())
    #expect(Listing.columns(of: kept) == Listing.columns(of: parsed))
    #expect(kept.files == parsed.files)
    #expect(kept.contentHash == parsed.contentHash)
    #expect(
      kept.predicates.map { kept.relation(of: $0) }
        == parsed.predicates.map { parsed.relation(of: $0) })
    #expect(kept.curies.declarations.map(\.name) == parsed.curies.declarations.map(\.name))
    #expect(kept.walk() == parsed.walk())
    #expect(!parsed.annotations.details.isEmpty && parsed.annotations.count == 2)
  }

  @Test func isStaleOnceAFileDiffers() throws {
    let bench = try Bench()
    _ = try bench.keep()
    let same = try String(contentsOfFile: bench.path("b.nt"), encoding: .utf8)
    try bench.write("b.nt", same.replacingOccurrences(of: "déjà", with: "jàdé"))
    #expect(try bench.kept() == nil)
    _ = try bench.keep()
    #expect(try bench.kept() != nil)
    try bench.write("c.nt", "")
    #expect(try bench.kept() == nil)
    try FileManager.default.removeItem(atPath: bench.path("c.nt"))
    #expect(try bench.kept() != nil)
    try FileManager.default.removeItem(atPath: bench.path("b.nt"))
    #expect(try bench.kept() == nil)
  }

  @Test func keepsNothingOfFilesThatJustChanged() throws {
    let bench = try Bench()
    let image = try #require(
      SnapshotImage(of: try bench.files, in: bench.images, worth: 0...Int.max))
    image.keep(try GraphLoader.load(files: try bench.files))
    #expect(bench.imageFiles.isEmpty)
  }

  @Test func keepsNothingOfDataTooSmallOrTooLarge() throws {
    let bench = try Bench()
    #expect(SnapshotImage(of: try bench.files, in: bench.images) == nil)
    #expect(SnapshotImage(of: try bench.files, in: bench.images, worth: 0...10) == nil)
    #expect(SnapshotImage(of: ["/dev/null"], in: bench.images, worth: 0...10) == nil)
  }

  @Test func readsOnlyWhatNobodyElseCanWrite() throws {
    let bench = try Bench()
    _ = try bench.keep()
    let file = try #require(bench.imageFiles.first)
    #expect(permissions(bench.images) == 0o700 && permissions(file) == 0o600)
    for (path, wrong, right) in [(file, 0o620, 0o600), (bench.images, 0o702, 0o700)] {
      try FileManager.default.setAttributes([.posixPermissions: wrong], ofItemAtPath: path)
      #expect(try bench.kept() == nil)
      try FileManager.default.setAttributes([.posixPermissions: right], ofItemAtPath: path)
      #expect(try bench.kept() != nil)
    }
    let moved = bench.path("moved")
    try FileManager.default.moveItem(atPath: file, toPath: moved)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: moved)
    #expect(try bench.kept() == nil)
    try FileManager.default.removeItem(atPath: file)
    #expect(mkfifo(file, 0o600) == 0)
    #expect(try bench.kept() == nil)
  }

  private func permissions(_ path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func keepsAFewImagesAndNoDrafts() throws {
    let bench = try Bench()
    _ = try bench.keep()
    try bench.write("cache/mea/notes", "of somebody else")
    for number in 0..<20 {
      try bench.write("more-\(number).nt", "")
      _ = try bench.keep()
    }
    #expect(bench.imageFiles.count == 17)
    #expect(bench.imageFiles.contains(bench.images + "/notes"))
    #expect(try bench.kept() != nil)
    #expect(!bench.imageFiles.contains { $0.hasSuffix(".new") })
  }

  @Test func aFolderThatCannotBeMadeIsNoFault() throws {
    let bench = try Bench()
    let image = try #require(
      SnapshotImage(
        of: try bench.files, in: bench.path("a.ttl") + "/mea", worth: 0...Int.max,
        settlingSeconds: -10))
    image.keep(try GraphLoader.load(files: try bench.files))
    #expect(image.snapshot(of: try bench.files) == nil)
  }

  // MARK: Hostile images

  @Test func damageAnywhereIsSeen() throws {
    let bench = try Bench()
    _ = try bench.keep()
    let url = URL(fileURLWithPath: try #require(bench.imageFiles.first))
    let whole = try Data(contentsOf: url)
    // An odd step, so that every byte of a number has its turn.
    for place in stride(from: 0, to: whole.count, by: 5) {
      var damaged = whole
      damaged[place] ^= UInt8(1 << (place % 8))
      try overwrite(url, damaged)
      let kept = try bench.kept()
      // Places for columns that there are not say nothing.
      #expect(kept == nil || damaged[place] == 1 << (place % 8) && (16..<528).contains(place))
    }
    for length in stride(from: 0, to: whole.count, by: 97) {
      try overwrite(url, whole.prefix(length))
      #expect(try bench.kept() == nil)
    }
    try overwrite(url, whole + [0])
    #expect(try bench.kept() == nil)
    try FileHandle(forWritingTo: url).truncate(atOffset: 1 << 40)
    #expect(try bench.kept() == nil)
    try overwrite(url, whole)
    #expect(try bench.kept() != nil)
  }

  /// Writes in place, so that the file keeps its owner and permissions.
  private func overwrite(_ url: URL, _ data: Data) throws {
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: data)
    try handle.close()
  }

  @Test func aForgedImageIsPassedOverOrWalkedWithoutATrap() throws {
    let bench = try Bench()
    let snapshot = try bench.keep()
    let image = try bench.image()
    let files = try bench.files
    var forged = 0
    var taken = 0
    func forge(_ column: Int, _ spoil: @escaping (inout [UInt8]) -> Void) {
      image.write(.graph) { writer in
        var spoiler = Spoiler(writer: writer, target: column, spoil: spoil)
        var parts = SnapshotBuilder.Parts(of: snapshot)
        _ = parts.visitColumns(&spoiler)
        writer = spoiler.writer
      }
      forged += 1
      guard let kept = image.snapshot(of: files) else { return }
      taken += 1
      #expect(kept.walk() >= 0)
    }
    for (column, bytes) in Listing.columns(of: snapshot).enumerated() {
      let step = max(1, bytes.count / 40)
      for place in stride(from: 0, to: bytes.count, by: step) {
        for mask: UInt8 in [0x01, 0x80] { forge(column) { $0[place] ^= mask } }
      }
      for cut in [1, 4, 20, 64] { forge(column) { $0.removeLast(min(cut, $0.count)) } }
      forge(column) { $0 += [UInt8](repeating: 0, count: 320) }
      forge(column) { $0 += [UInt8](repeating: 0xFF, count: 320) }
      forge(column) { $0 = [UInt8](repeating: 0xFF, count: $0.count) }
      forge(column) { $0 = [UInt8](repeating: 0, count: $0.count) }
      forge(column) { $0 = [] }
    }
    // Another letter in a text is another graph; a number of a term that is not there is none.
    #expect(taken > 50 && forged - taken > 500)
  }
}
