// The writers' door: batches go in, a file in one of the four formats comes out, in constant memory
// and the same bytes for the same statements however they were cut into batches.

public import Bytes

/// Writes statements in one of the four formats.
public struct TripleWriter: ~Copyable {
  /// The format written.
  public let format: GraphFormat
  /// Bytes put before every blank node's label.
  ///
  /// Labels are only unique within a file; whoever writes several files into one gives each its own.
  public var blankPrefix: [UInt8] {
    get { lines?.blankPrefix ?? turtle?.blankPrefix ?? [] }
    set {
      lines?.blankPrefix = newValue
      turtle?.blankPrefix = newValue
    }
  }

  private var lines: LineWriter?
  private var turtle: TurtleWriter?

  /// A writer at the start of a file.
  ///
  /// N-Triples and N-Quads are written in their canonical form; N-Triples and Turtle leave the names
  /// of graphs out. Turtle and TriG use these prefixes beside those that the batches bring.
  public init(format: GraphFormat, prefixes: [(name: [UInt8], iri: [UInt8])] = []) {
    self.format = format
    switch format {
    case .nTriples, .nQuads: lines = LineWriter(hasGraphs: format == .nQuads)
    case .turtle, .trig: turtle = TurtleWriter(hasGraphs: format == .trig, prefixes: prefixes)
    }
  }

  /// Writes the statements of a batch in their order.
  public mutating func write(_ batch: borrowing TripleBatch, to output: inout OutputBuffer) {
    lines?.write(batch, to: &output)
    turtle?.write(batch, to: &output)
  }

  /// Tells that the batches that follow come from another reader.
  public mutating func beginFile() { turtle?.beginFile() }

  /// Writes what is still open; nothing is written after it.
  public mutating func finish(to output: inout OutputBuffer) { turtle?.finish(to: &output) }
}
