// How much some files will hold, guessed from their sizes, so that columns are reserved once and
// not doubled: a page that is never written costs nothing, a copy at every doubling costs two. The
// rates are for dense files; where more comes, the columns grow.

internal import GraphFormats
internal import Glibc

/// A file to load and its size when it was listed.
struct LoadFile: Sendable {
  let path: String
  let bytes: Int

  /// A file that cannot be looked at has size 0; why is said when it is opened.
  init(_ path: String) {
    var status = stat()
    self.path = path
    bytes = stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

/// Room to reserve before loading.
struct LoadSize {
  private(set) var rows = 0
  /// Triples about reifiers, and reifiers.
  private(set) var annotatingRows = 0
  private(set) var reifications = 0
  private(set) var terms = 0
  private(set) var textBytes = 0

  init() {}

  init(_ files: some Collection<LoadFile>) {
    for file in files {
      switch GraphFormat(fileName: file.path) ?? .turtle {
      case .nTriples, .nQuads:
        // The generated graph has 118 bytes a triple and a third of a term with 10 bytes of text.
        rows += file.bytes / 80
        terms += file.bytes / 300
        textBytes += file.bytes / 6
      case .turtle, .trig:
        // The graph of treaties has 40 bytes a triple and 100 a term, half of them its text.
        rows += file.bytes / 36
        annotatingRows += file.bytes / 64
        reifications += file.bytes / 192
        terms += file.bytes / 90
        textBytes += file.bytes / 2
      }
    }
  }
}
