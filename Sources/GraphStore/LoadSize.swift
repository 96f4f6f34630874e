// How much some files will hold, guessed from their sizes, so that columns are reserved once and
// not doubled: a page that is never written costs nothing, a copy at every doubling costs two. The
// rates are for dense files; where more comes, the columns grow.

internal import GraphFormats

/// Room to reserve before loading.
struct LoadSize {
  private(set) var rows = 0
  /// Triples about reifiers, and reifiers.
  private(set) var annotatingRows = 0
  private(set) var reifications = 0
  private(set) var terms = 0
  private(set) var textBytes = 0

  init() {}

  init(_ sources: [LoadSource]) {
    for file in sources {
      switch file.format {
      case .nTriples, .nQuads:
        // The generated graph has 118 bytes a triple and a third of a term with 10 bytes of text.
        rows += file.bytes / 80
        terms += file.bytes / 260
        textBytes += file.bytes / 6
      case .turtle, .trig:
        // The graph of treaties has 40 bytes a triple and 100 a term, half of them its text; the
        // generated graph has 85 a term.
        rows += file.bytes / 36
        annotatingRows += file.bytes / 64
        reifications += file.bytes / 192
        terms += file.bytes / 80
        textBytes += file.bytes / 2
      }
    }
  }
}
