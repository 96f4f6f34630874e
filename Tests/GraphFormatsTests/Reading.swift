// Reading whole texts or pieces of them into canonical lines, for every test of the module.

import Bytes
import GraphFormats

/// What a reader made of a text.
struct Outcome: Equatable {
  var lines = ""
  var offsets: [Int] = []
  var faults: [TripleFault] = []
  var prefixes: [String] = []
}

/// Reads a text in pieces of a size.
func read(
  _ text: [UInt8], _ format: GraphFormat, base: String? = nil, piece: Int = .max,
  lenient: Bool = false
) -> Outcome {
  var reader = TripleReader(format: format, base: base.map { Array($0.utf8) }, lenient: lenient)
  var outcome = Outcome()
  var output = OutputBuffer()
  let writer = LineWriter(hasGraphs: true)
  func take(_ batch: borrowing TripleBatch) {
    writer.write(batch, to: &output)
    outcome.offsets += batch.triples.map(\.offset)
    outcome.prefixes = batch.prefixes.map { String(decoding: $0.name, as: UTF8.self) }
  }
  text.withUnsafeBytes { bytes in
    var start = 0
    repeat {
      let end = piece >= bytes.count - start ? bytes.count : start + piece
      // Memory of its own, so that a sanitizer sees every byte read behind the piece.
      let part = UnsafeMutableRawBufferPointer.allocate(byteCount: end - start, alignment: 1)
      part.copyBytes(from: bytes[start..<end])
      defer { part.deallocate() }
      do throws(ReadStop<Never>) {
        try reader.read(UnsafeRawBufferPointer(part), isLast: end == bytes.count, into: take)
      } catch {
        if case .fault(let fault) = error { outcome.faults = [fault] }
        break
      }
      start = end
    } while start < bytes.count
  }
  if lenient { outcome.faults = reader.faults }
  outcome.lines = String(decoding: output.bytes, as: UTF8.self)
  return outcome
}

func read(_ text: String, _ format: GraphFormat = .turtle, lenient: Bool = false) -> Outcome {
  read(Array(text.utf8), format, lenient: lenient)
}

/// Reads a text and writes it in a format.
func convert(
  _ text: [UInt8], _ format: GraphFormat, to target: GraphFormat, piece: Int = .max
) -> String {
  var reader = TripleReader(format: format, base: Array("http://base.example/".utf8))
  var writer = TripleWriter(format: target)
  var output = OutputBuffer()
  text.withUnsafeBytes { bytes in
    var start = 0
    repeat {
      let end = piece >= bytes.count - start ? bytes.count : start + piece
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      do throws(ReadStop<Never>) {
        try reader.read(part, isLast: end == bytes.count) { writer.write($0, to: &output) }
      } catch {
        break
      }
      start = end
    } while start < bytes.count
  }
  writer.finish(to: &output)
  return String(decoding: output.bytes, as: UTF8.self)
}
