// Files and folders: which are loaded, and what is said of those that cannot be.

import Bytes
import Glibc
import GraphFormats
import GraphStore
import Testing

/// A folder of its own for each test, removed with all that is in it.
private struct Folder: ~Copyable {
  let path: String
  private var files: [String] = []

  init() throws {
    var template = Array("/tmp/mea-store-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    path = try #require(made)
  }

  mutating func write(_ name: String, _ text: String) {
    files.append(path + "/" + name)
    guard let file = fopen(path + "/" + name, "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  mutating func makeFolder(_ name: String) {
    mkdir(path + "/" + name, 0o700)
    files.append(path + "/" + name)
  }

  deinit {
    for file in files.reversed() { remove(file) }
    rmdir(path)
  }
}

@Suite struct FileTests {
  private func failure(_ paths: [String]) -> LoadError? {
    do { _ = try GraphLoader.load(paths) } catch { return error }
    Issue.record("\(paths) is loaded")
    return nil
  }

  @Test func aFolderIsItsTripleFilesInByteOrder() throws {
    var folder = try Folder()
    folder.makeFolder("sub")
    folder.write("b.ttl", "<x:b> <x:p> <x:o> .")
    folder.write("a.nt", "<x:a> <x:p> <x:o> .\n")
    folder.write("sub/c.nq", "<x:c> <x:p> <x:o> <x:g> .\n")
    folder.write("notes.txt", "no triples")
    folder.write(".hidden.ttl", "broken")
    let snapshot = try GraphLoader.load([folder.path])
    #expect(snapshot.files == ["a.nt", "b.ttl", "sub/c.nq"].map { folder.path + "/" + $0 })
    #expect(snapshot.statementCount == 3)
  }

  @Test func aFolderWithoutTripleFilesIsRefused() throws {
    var folder = try Folder()
    guard case .empty(folder.path) = failure([folder.path]) else {
      Issue.record("not refused as empty")
      return
    }
    folder.write("notes.txt", "no triples")
    guard case .empty = failure([folder.path]) else {
      Issue.record("not refused as empty")
      return
    }
  }

  @Test func whatIsNotThereIsRefusedByName() throws {
    let folder = try Folder()
    guard case .unreadable(let path, let reason) = failure([folder.path + "/none.ttl"]) else {
      Issue.record("not refused as unreadable")
      return
    }
    #expect(path == folder.path + "/none.ttl" && reason == "No such file or directory")
  }

  @Test func whatIsNoFileIsRefused() throws {
    guard case .unreadable("/dev/null", _) = failure(["/dev/null"]) else {
      Issue.record("a device is read")
      return
    }
  }

  @Test func aFaultNamesFileLineAndColumn() throws {
    var folder = try Folder()
    folder.write("good.ttl", "<x:a> <x:p> <x:b> .\n")
    folder.write("wrong.ttl", "<x:a> <x:p> <x:b> .\n<x:a> <x:p> \"open .\n")
    guard case .syntax(let path, let fault) = failure([folder.path]) else {
      Issue.record("not refused")
      return
    }
    #expect(path == folder.path + "/wrong.ttl")
    #expect(fault.line == 2 && fault.column == 13)
    #expect(fault.rendered(name: "wrong.ttl").hasPrefix("wrong.ttl:2:13: "))
  }

  @Test func aLargeFileIsReadInPieces() throws {
    var folder = try Folder()
    let lines = (0..<12_000).map { "<http://example.org/n\($0)> <x:p> \"é\($0)\" .\n" }
    folder.write("large.nt", lines.joined())
    let snapshot = try GraphLoader.load([folder.path + "/large.nt"])
    #expect(snapshot.statementCount == 12_000)
    #expect(snapshot.terms.findLiteral(Array("é11999".utf8)) != nil)
  }
}
