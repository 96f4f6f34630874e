// Reading whole texts or pieces of them into canonical lines, for the tests and the fuzz target.

internal import Bytes
public import GraphFormats

/// What a reader made of a text.
public struct Outcome: Equatable {
  /// The statements in canonical N-Quads, in the order of the text.
  public var lines = ""
  /// Where each statement is said.
  public var offsets: [Int] = []
  /// The faults that are kept.
  public var faults: [TripleFault] = []
  /// Faults kept or not.
  public var faultCount = 0
  /// Names of the prefixes declared before the last statement.
  public var prefixes: [String] = []
}

/// Reads a text in pieces of a size.
public func read(
  _ text: [UInt8], _ format: GraphFormat, base: String? = nil, piece: Int = .max,
  lenient: Bool = false
) -> Outcome {
  read(text, format, base: base, lenient: lenient) { piece }
}

/// Reads a text in pieces of the sizes that are given.
public func read(
  _ text: [UInt8], _ format: GraphFormat, base: String? = nil, lenient: Bool = false,
  nextPiece: () -> Int
) -> Outcome {
  var reader = TripleReader(format: format, base: base.map { Array($0.utf8) }, lenient: lenient)
  var outcome = Outcome()
  var output = OutputBuffer()
  let writer = LineWriter(hasGraphs: true)
  let fault = feed(text, to: &reader, nextPiece) { batch in
    writer.write(batch, to: &output)
    outcome.offsets += batch.triples.map(\.offset)
    outcome.prefixes = batch.prefixes.map { String(decoding: $0.name, as: UTF8.self) }
  }
  outcome.faults = lenient ? reader.faults : fault.map { [$0] } ?? []
  outcome.faultCount = reader.faultCount
  outcome.lines = String(decoding: output.bytes, as: UTF8.self)
  return outcome
}

/// Reads a text, Turtle if nothing else is said.
public func read(
  _ text: String, _ format: GraphFormat = .turtle, lenient: Bool = false
) -> Outcome {
  read(Array(text.utf8), format, lenient: lenient)
}

/// Reads a text and writes it in a format, up to the first fault or around all of them.
public func convert(
  _ text: [UInt8], _ format: GraphFormat, to target: GraphFormat,
  base: String = "http://base.example/", piece: Int = .max, lenient: Bool = false
) -> String {
  var reader = TripleReader(format: format, base: Array(base.utf8), lenient: lenient)
  var writer = TripleWriter(format: target)
  var output = OutputBuffer()
  _ = feed(text, to: &reader, { piece }) { writer.write($0, to: &output) }
  writer.finish(to: &output)
  return String(decoding: output.bytes, as: UTF8.self)
}

/// Gives a reader a text piece by piece; the fault that ended the reading.
private func feed(
  _ text: [UInt8], to reader: inout TripleReader, _ nextPiece: () -> Int,
  _ consume: (borrowing TripleBatch) -> Void
) -> TripleFault? {
  var start = 0
  repeat {
    let end = start + min(max(1, nextPiece()), text.count - start)
    // Memory of its own, so that a sanitizer sees every byte read behind the piece.
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: end - start, alignment: 1)
    part.copyBytes(from: text[start..<end])
    defer { part.deallocate() }
    do throws(ReadStop<Never>) {
      try reader.read(UnsafeRawBufferPointer(part), isLast: end == text.count, into: consume)
    } catch {
      if case .fault(let fault) = error { return fault }
    }
    start = end
  } while start < text.count
  return nil
}
