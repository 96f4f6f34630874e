// Bytes → rows of a block: pushes the pieces of a file, or of whole lines of one, through a reader
// of their own.

internal import GraphFormats

/// Reads pieces that follow one another into blocks.
struct PieceReader: ~Copyable {
  private var reader: TripleReader
  private var lines = LineCounter()
  private var headsTaken = 1
  private var prefixesTaken = 0
  private var faultsTaken = 0
  private let source: LoadSource

  init(_ source: LoadSource, isLenient: Bool) {
    self.source = source
    reader = TripleReader(format: source.format, lenient: isLenient)
  }

  /// Reads the text of a block, which lies behind that of the block before.
  mutating func read(_ block: TripleBlock, isLast: Bool) throws(LoadError) {
    lines.begin(block.text)
    var (lines, heads, prefixes) = (lines, headsTaken, prefixesTaken)
    let source = source
    do {
      try reader.read(block.text, isLast: isLast) { (batch) throws(LoadError) in
        if heads < batch.heads.count {
          block.heads += batch.heads[heads...]
          heads = batch.heads.count
        }
        if prefixes < batch.prefixes.count {
          block.prefixes += batch.prefixes[prefixes...]
          prefixes = batch.prefixes.count
        }
        guard block.take(batch, &lines) else { throw .tooLarge(path: source.name) }
      }
    } catch {
      switch error {
      case .fault(let fault): throw .syntax(path: source.name, fault)
      case .consumer(let error): throw error
      }
    }
    block.lineFeeds = lines.end()
    self.lines = lines
    (headsTaken, prefixesTaken) = (heads, prefixes)
    block.skipped = reader.faultCount - faultsTaken
    faultsTaken = reader.faultCount
  }
}
